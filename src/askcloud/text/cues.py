"""Match cues: words and phrases that give something away, such as *because of* or *how many*.

Cues are written in tables, one text of folded words and phrases separated by commas for each group. They match whole
words of a text whose words are folded and padded with blanks (see `ngrams.pad_words`).
"""

from __future__ import annotations

from functools import cache

from askcloud.text.ngrams import pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def cues_in(table: str) -> tuple[str, ...]:
    """Return the cues of a table in order; they may be on several lines."""
    return tuple(" ".join(table.split()).split(", "))


def padded(cues: Iterable[str]) -> tuple[str, ...]:
    """Return cues with a blank before and after each, as they are found in a padded text."""
    return tuple(f" {cue} " for cue in cues)


def has_cue(text: str, cues: Iterable[str]) -> bool:
    """Return whether a padded text contains one of some padded cues."""
    return any(cue in text for cue in cues)


def count_cues(words: Sequence[str], table: str, most: int) -> int:
    """Return how many cues of a table some folded words contain, in order, at most a number of them.

    Single words are looked up all at once, which takes a tenth of the time of looking for each.
    """
    single, phrases = _words_and_phrases(table)
    count = len(single.intersection(words))
    text = pad_words(words) if count < most else ""
    for phrase in phrases:
        if count >= most:
            break
        count += phrase in text
    return min(count, most)


@cache
def _words_and_phrases(table: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the cues of a table that are one word, and the others, padded; a question needs few tables."""
    cues = cues_in(table)
    return frozenset(cue for cue in cues if " " not in cue), padded(cue for cue in cues if " " in cue)
