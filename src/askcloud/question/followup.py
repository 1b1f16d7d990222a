"""Elliptic question + the one before it -> the words it leaves out, by rules a reader can check.

*and what about Google?* after *why does data gravity matter for Amazon* keeps the topic and swaps the name; *what did
he do before?* after *who founded it* takes the name from the answer. A question that says enough is left alone.
"""

from __future__ import annotations

import re
from itertools import pairwise

from askcloud.text.analyzer import content_words, fold, words_of
from askcloud.text.stopwords import STOP_WORDS

MAX_ELLIPTIC = 2
"""Words with meaning up to which a question may lean on the one before."""

MOST_NAMES = 3
"""Names taken over from an answer: those behind are mostly of others."""

_OPENING = 2  # words among which a question word asks
_ASKING_FOR_A_NAME = frozenset("who whose whom which wer welche welcher quien qui quel quelle chi quem".split())
_RE_WORD = re.compile(r"\w+(?:['’]\w+)?")
_OPENINGS = (
    "and ",
    "but ",
    "so ",
    "or ",
    "what about ",
    "how about ",
    "why not ",
    "also ",
    "then ",
    "und ",
    "y ",
    "et ",
)
_SWAPS = ("what about ", "how about ", "und was ist mit ", "y que hay de ")
_POINTERS = frozenset("it its he him his she her they them their this these those one ones latter".split())
_BEING = frozenset("is are was were be been".split())
_ARTICLES = frozenset("the a an any some no every what which".split())
_SUBJECT = 3  # words among which *the same* is what a question is about: *does the same hold*


def inherited_words(question: str, previous: str) -> tuple[str, ...]:
    """The words of the question before that an elliptic one leaves out, as typed, in order; none if it stands alone.

    Where it asks *what about* another name, the one name of the question before stays behind; of several it cannot be
    told which one is meant.
    """
    text = " ".join(words_of(question)) + " "
    if not previous or not _is_elliptic(text, len(content_words(question))):
        return ()
    own = set(content_words(question))
    swaps = any(opening in f" {text}" for opening in _SWAPS) and _names_one(previous)
    return tuple(
        word
        for word in dict.fromkeys(_RE_WORD.findall(previous))
        if fold(word) not in STOP_WORDS and fold(word) not in own and not (swaps and _is_name(word, previous))
    )


def inherited_names(question: str, previous: str, answer: str) -> tuple[str, ...]:
    """The names that a pointing question takes from the answer before it, in order; none where that was not a name.

    Args:
        question: The elliptic one.
        previous: The question before: one for *who* or *which* has a name for its answer.
        answer: The quote that answered it.
    """
    asked = words_of(previous)[:_OPENING]
    if not _points(words_of(question)) or _ASKING_FOR_A_NAME.isdisjoint(asked):
        return ()
    said = set(content_words(f"{question} {previous}"))
    names = (word for word in _RE_WORD.findall(answer) if _is_name(word, answer) and fold(word) not in STOP_WORDS)
    return tuple(dict.fromkeys(name for name in names if fold(name) not in said))[:MOST_NAMES]


def _is_elliptic(text: str, meaning: int) -> bool:
    """Whether a folded question is short on meaning and opens like a continuation, or points at something unsaid."""
    opens = text.startswith(_OPENINGS)
    points = _points(text.split())
    return not meaning or (opens and points) or ((opens or points) and meaning <= MAX_ELLIPTIC)


def _points(words: list[str]) -> bool:
    """Whether one of a question's folded words points at something said before it."""
    return any(_is_pointer(word, words[:at], words[at + 1 :]) for at, word in enumerate(words))


def _is_pointer(word: str, before: list[str], behind: list[str]) -> bool:
    """Whether a word points: *there* not beside *are*, *that* not behind *the mill*, *former* not before *owner*."""
    match word:
        case "there":
            return _BEING.isdisjoint((*before[-1:], *behind[:1]))
        case "that":
            return _ARTICLES.isdisjoint(before[-2:-1]) or before[-1] in STOP_WORDS
        case "same":
            return len(before) < _SUBJECT
        case "former":
            return STOP_WORDS.issuperset(behind[:1])
    return word in _POINTERS


def _names_one(text: str) -> bool:
    """Whether the names in a text all stand side by side."""
    named = [_is_name(word, text) and fold(word) not in STOP_WORDS for word in _RE_WORD.findall(text)]
    return sum(here and not before for before, here in pairwise((False, *named))) == 1


def _is_name(word: str, text: str) -> bool:
    """Whether a word is written like a name: a capital, not only because it opens the text."""
    return word[:1].isupper() and not text.lstrip("¿¡\"'“‘« ").startswith(word)
