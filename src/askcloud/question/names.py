"""Names in a question or a quote, by their capital letters, and whether a text mentions a name."""

from __future__ import annotations

from askcloud.text.analyzer import words_of
from askcloud.text.ngrams import ngrams_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GERMAN = frozenset(
    """
    der das den dem und ist ein eine von für sich wie wer wann wurde wurden werden welche welcher welches welchen
    """.split()
)
"""Words that show that a question is in German, where every noun has a capital letter."""

_OPENING_SIGNS = "\"'(“‘„¿¡[«"
_MIN_NAME_LETTERS = 4  # shorter names are mostly abbreviations: *US*, *SC*
_MENTIONED = 0.5  # share of a name's n-grams from which a text is taken to mention the name


def is_name(word: str, text: str) -> bool:
    """Return whether a word of a text is written as a name: with a capital that is not only that of the first word."""
    return word[:1].isupper() and not text.lstrip(f"{_OPENING_SIGNS} ").startswith(word)


def names_in(question: str) -> frozenset[str]:
    """Return the folded words of a question that are written as names, those of at least four letters.

    Capitals show no names in a question that is written like a title, all in capitals, or in German.
    """
    typed = [word.lstrip(_OPENING_SIGNS) for word in question.split()]
    capital = [word for word in typed[1:] if word[:1].isupper()]
    if len(capital) == len(typed) - 1 or not capitals_tell(typed):
        return frozenset()
    names = (name.removesuffix("'s") for word in capital for name in words_of(word)[:1])
    return frozenset(name for name in names if len(name) >= _MIN_NAME_LETTERS)


def capitals_tell(typed: Sequence[str]) -> bool:
    """Return whether the capitals of a question show its names: not if it is written like a title, or in German.

    Args:
        typed: Its words, without signs before them.
    """
    capital = [word for word in typed[1:] if word[:1].isupper()]
    return bool(capital) and not _is_title_case(capital) and _GERMAN.isdisjoint(map(str.lower, typed))


def missing_names(names: Iterable[str], text: str) -> list[str]:
    """Return the names that a text mentions neither in this spelling nor in one much like it, in order of the alphabet.

    Args:
        names: Folded words.
        text: Folded words as `ngrams.pad_words` joins them.
    """
    return [name for name in sorted(names) if ngrams_of([(name, 1.0)]).overlap(text) < _MENTIONED]


def _is_title_case(capital: list[str]) -> bool:
    """Return whether a question is written like a title, given its words with a capital: *What Is the Best Way*."""
    return any(word.isalpha() and word[1:].islower() and word.lower() in STOP_WORDS for word in capital)
