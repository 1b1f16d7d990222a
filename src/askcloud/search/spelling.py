"""Spelling correction: an unknown word -> the nearest word that some note contains.

Only words that no note contains are corrected, so an exact match is never replaced. Common words are not corrected
either: *planets* is not a misspelling of *plants* only because no note contains it. `common.txt` lists 23,000 words of
English (see `bench/common_words.py`), `common_other_languages.txt` a thousand of German, Spanish and French. Distances
are optimal string alignment distances (insertion, deletion, substitution, transposition of neighbours), computed by
rapidfuzz.
"""

from __future__ import annotations

import os
from functools import cache

from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

MIN_LETTERS = 4
"""A shorter word has too many neighbours."""

_IN_ALL_TEXTS = 1 << 32  # how many texts a stop word is taken to be in
_SHORT = 6  # letters; a shorter word may differ by one edit only


def corrected(index: IndexReader, word: str) -> str | None:
    """Return the word that a folded, unknown one was probably meant to be; None if there is none.

    It is the nearest word of some note, and of equally near ones the most common. The distance is at most 1 for words
    below six letters and at most 2 for longer ones, but never two insertions: *lanterner* is not *lantern*. A common
    word, or one with figures in it, is never corrected. The first letter is seldom mistyped, so only words that begin
    with the first or second letter of this one are compared. A stop word at distance 1 wins, *beeing* is *being*, not
    *Boeing*; but a short one only by a transposition: *sale* is not *same*.
    """
    if len(word) < MIN_LETTERS or not word.isalpha() or is_common(word):
        return None
    if f" {word} " in _listed("common_other_languages.txt"):
        return None
    from rapidfuzz.distance import OSA  # 13 ms: only for an unknown word

    limit = 1 if len(word) < _SHORT else 2
    near = [
        (OSA.distance(word, other, score_cutoff=limit), -texts, other)
        for first in dict.fromkeys(word[:2])
        for other, texts in index.words_starting(first, len(word) - 1, len(word) + limit)
    ]
    near += [(1, -_IN_ALL_TEXTS, stop) for stop in STOP_WORDS if _may_be(stop, word) and OSA.distance(word, stop) == 1]
    distance, _, nearest = min(near, default=(limit + 1, 0, ""))
    return nearest if distance <= limit else None


def is_common(word: str) -> bool:
    """Return whether a folded word is a common one of English."""
    return f" {word} " in _listed("common.txt")


def _may_be(stop: str, word: str) -> bool:
    return len(stop) >= MIN_LETTERS and (len(word) >= _SHORT or sorted(stop) == sorted(word))


@cache
def _listed(name: str) -> str:
    """Return the words of a list with blanks around each: searching this text takes .3 ms, building a set 2."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="ascii") as file:
        return f" {file.read()}".replace("\n", " ")
