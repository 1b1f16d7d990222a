"""Elliptic question + the one before it -> the words it leaves out, by rules a reader can check.

*and what about Google?* after *why does data gravity matter for Amazon* keeps the topic and swaps the name. A question
that says enough by itself is left alone.
"""

from __future__ import annotations

import re

from askcloud.terms import STOP_WORDS, fold, meaning_words, words_of

MAX_ELLIPTIC = 2
"""Words with meaning up to which a question may lean on the one before."""

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
_POINTERS = frozenset(
    "it its he him his she her they them their that this these those there one ones same former latter".split()
)


def carried_words(question: str, previous: str) -> tuple[str, ...]:
    """The words of the question before that an elliptic one leaves out, as typed, in order; none if it stands alone.

    Where it asks *what about* another name, the names of the question before stay behind.
    """
    text = " ".join(words_of(question)) + " "
    if not previous or not _is_elliptic(text, len(meaning_words(question))):
        return ()
    own = set(meaning_words(question))
    swaps = any(opening in f" {text}" for opening in _SWAPS)
    return tuple(
        word
        for word in dict.fromkeys(_RE_WORD.findall(previous))
        if fold(word) not in STOP_WORDS and fold(word) not in own and not (swaps and _is_name(word, previous))
    )


def _is_elliptic(text: str, meaning: int) -> bool:
    """Whether a folded question is short on meaning and opens like a continuation, or points at something unsaid."""
    opens = text.startswith(_OPENINGS)
    points = not _POINTERS.isdisjoint(text.split())
    return not meaning or (opens and points) or ((opens or points) and meaning <= MAX_ELLIPTIC)


def _is_name(word: str, text: str) -> bool:
    """Whether a word is written like a name: a capital, not only because it opens the text."""
    return word[:1].isupper() and not text.lstrip("¿¡\"'“‘« ").startswith(word)
