"""Match cues: words and phrases that give something away, such as *because of* or *how many*.

Cues are written in tables, one text of folded words and phrases separated by commas for each group. They match whole
words of a text whose words are folded and padded with blanks (see `ngrams.pad_words`).
"""

from __future__ import annotations

from itertools import chain

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


class CueTable:
    """Cues that are counted in texts; a table is read at its first use, as a question needs few of them."""

    def __init__(self, table: str) -> None:
        """Use a table as `cues_in` reads it."""
        self._table = table
        self._single: frozenset[str] = frozenset()
        self._phrases: dict[str, list[str]] = {}
        """Cues of several words, padded, by their first word."""

    def count_in(self, words: Sequence[str], most: int) -> int:
        """Return how many of the cues some folded words contain, in order, at most a number of them.

        Words and the beginnings of phrases are looked up all at once, a tenth of the work of looking for each.
        """
        if not self._single and not self._phrases:
            self._read()
        said = set(words)
        count = len(self._single & said)
        begun = self._phrases.keys() & said if count < most else ()
        if begun:
            text = pad_words(words)
            for phrase in chain.from_iterable(self._phrases[word] for word in begun):
                if phrase in text:
                    count += 1
        return min(count, most)

    def _read(self) -> None:
        cues = cues_in(self._table)
        self._single = frozenset(cue for cue in cues if " " not in cue)
        for cue in cues:
            first, blank, _ = cue.partition(" ")
            if blank:
                self._phrases.setdefault(first, []).append(f" {cue} ")
