"""Match cues: words and phrases that give something away, such as *because of* or *how many*.

Cues are written in tables, one text of folded words and phrases separated by commas for each group. They match whole
words of a text whose words are folded and padded with blanks (see `ngrams.pad_words`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def cues_in(table: str) -> tuple[str, ...]:
    """Return the cues of a table in order; they may be on several lines."""
    return tuple(" ".join(table.split()).split(", "))


def padded(cues: Iterable[str]) -> tuple[str, ...]:
    """Return cues with a blank before and after each, as they are found in a padded text."""
    return tuple(f" {cue} " for cue in cues)


def has_cue(text: str, cues: Iterable[str]) -> bool:
    """Return whether a padded text contains one of some padded cues."""
    return any(cue in text for cue in cues)


def count_cues(text: str, cues: Iterable[str], most: int) -> int:
    """Return how many of some padded cues a padded text contains, at most a number of them."""
    count = 0
    for cue in cues:
        if cue in text:
            count += 1
            if count == most:
                break
    return count
