"""Unknown word -> the nearest word that some note says.

Only words that no note says come here, so an exact match is never traded for a corrected one. Neither is a word of
English: *planets* is no slip of *plants*, only because a vault about factories does not say it. `common.txt` holds
23,000 such words (see `bench/common_words.py`). Distances are optimal string alignment (insert, drop, replace,
swap neighbours), as rapidfuzz counts them.
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

_ALWAYS = 1 << 32  # texts that say a stop word, for comparison
_SHORT = 6  # letters under which a word may be off by one only


def corrected(index: IndexReader, word: str) -> str | None:
    """The word that a folded, unknown one was probably meant to be: the nearest, and of those the most common.

    It may be off by one under six letters, else by two, but nobody types two letters too many: *lanterner* is no
    *lantern*. A word of English or with figures in it is never corrected. A slip seldom hits the first letter, so only
    words that begin with the first or second letter of this one are compared. A stop word that is off by one comes
    first, *beeing* is *being*, not *Boeing*; but of a short one only two letters may be swapped: *sale* is not *same*.
    """
    if len(word) < MIN_LETTERS or not word.isalpha() or f" {word} " in _common():
        return None
    from rapidfuzz.distance import OSA  # 13 ms: only for an unknown word

    most = 1 if len(word) < _SHORT else 2
    near = [
        (OSA.distance(word, other, score_cutoff=most), -texts, other)
        for first in dict.fromkeys(word[:2])
        for other, texts in index.words_starting(first, len(word) - 1, len(word) + most)
    ]
    near += [(1, -_ALWAYS, stop) for stop in STOP_WORDS if _may_be(stop, word) and OSA.distance(word, stop) == 1]
    distance, _, nearest = min(near, default=(most + 1, 0, ""))
    return nearest if distance <= most else None


def _may_be(stop: str, word: str) -> bool:
    return len(stop) >= MIN_LETTERS and (len(word) >= _SHORT or sorted(stop) == sorted(word))


@cache
def _common() -> str:
    """Words of English with blanks around each: read and looked through in .3 ms, where a set takes 2."""
    with open(os.path.join(os.path.dirname(__file__), "common.txt"), encoding="ascii") as file:
        return f" {file.read()}".replace("\n", " ")
