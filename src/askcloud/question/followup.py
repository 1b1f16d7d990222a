"""Elliptic question + the one before it -> the words that it leaves out, by rules that a reader can check.

*and what about Google?* after *why does data gravity matter for Amazon* keeps the topic and replaces the name; *what
did he do before?* after *who founded it* takes the name from the answer. A question that says enough is left alone.
"""

from __future__ import annotations

import re
from itertools import pairwise

from askcloud.question.names import is_name
from askcloud.text.analyzer import content_words, fold
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.parse import Question

MAX_ELLIPTIC_WORDS = 2
"""Words with meaning up to which a question may be a follow-up."""

MAX_INHERITED_NAMES = 3
"""Names taken from an answer: later ones mostly belong to others."""

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


def inherited_words(question: Question, previous: str) -> tuple[str, ...]:
    """Return the words of the question before that an elliptic question leaves out; none if it is complete by itself.

    Where it asks *what about* another name, the one name of the question before is left out; where that has several
    names, nobody can know which one is meant.

    Args:
        question: The question that may be a follow-up.
        previous: The text of the question before it, completed by what that one inherited.

    Returns:
        The words as typed, in order.
    """
    text = " ".join(question.words) + " "
    if not previous or not _is_elliptic(text, question.words):
        return ()
    own = {word for word in question.words if word not in STOP_WORDS}
    swaps = any(opening in f" {text}" for opening in _SWAPS) and _has_one_name(previous)
    return tuple(
        word
        for word in dict.fromkeys(_RE_WORD.findall(previous))
        if fold(word) not in STOP_WORDS and fold(word) not in own and not (swaps and is_name(word, previous))
    )


def inherited_names(question: Question, previous: str, asked: Sequence[str], answer: str) -> tuple[str, ...]:
    """Return the names that a question with a pronoun takes from the answer before it, in order.

    Args:
        question: The elliptic question.
        previous: The text of the question before it.
        asked: The folded words of that question: only *who* and *which* have a name for their answer.
        answer: The quote that answered it.
    """
    if not _points(question.words) or _ASKING_FOR_A_NAME.isdisjoint(asked[:_OPENING]):
        return ()
    mentioned = {*question.words, *content_words(previous)}
    names = (word for word in _RE_WORD.findall(answer) if is_name(word, answer) and fold(word) not in STOP_WORDS)
    return tuple(dict.fromkeys(name for name in names if fold(name) not in mentioned))[:MAX_INHERITED_NAMES]


def _is_elliptic(text: str, words: Sequence[str]) -> bool:
    """Return whether a question says little and opens like a continuation, or points at something not in it."""
    meaning = sum(word not in STOP_WORDS for word in words)
    opens = text.startswith(_OPENINGS)
    points = _points(words)
    return not meaning or (opens and points) or ((opens or points) and meaning <= MAX_ELLIPTIC_WORDS)


def _points(words: Sequence[str]) -> bool:
    """Return whether one of the folded words of a question points at something mentioned before it."""
    return any(_is_pointer(word, words[:index], words[index + 1 :]) for index, word in enumerate(words))


def _is_pointer(word: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Return whether a word points: *there* but not *there are*, *that* but not *the mill that*, *former* as a noun."""
    match word:
        case "there":
            return _BEING.isdisjoint((*before[-1:], *after[:1]))
        case "that":
            return _ARTICLES.isdisjoint(before[-2:-1]) or before[-1] in STOP_WORDS
        case "same":
            return len(before) < _SUBJECT
        case "former":
            return STOP_WORDS.issuperset(after[:1])
    return word in _POINTERS


def _has_one_name(text: str) -> bool:
    """Return whether all names in a text are one: next to each other."""
    named = [is_name(word, text) and fold(word) not in STOP_WORDS for word in _RE_WORD.findall(text)]
    return sum(name and not before for before, name in pairwise((False, *named))) == 1
