"""Match cues: words and phrases that give something away, such as *because of* or *how many*.

Cues are written in tables, one text of folded words and phrases separated by commas for each group. They match whole
words of a text whose words are folded and padded with blanks (see `ngrams.pad_words`).
"""

from __future__ import annotations

from functools import cache
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


def count_cues(words: Sequence[str], table: str, most: int) -> int:
    """Return how many cues of a table some folded words contain, in order, at most a number of them.

    Words and the beginnings of phrases are looked up all at once, a tenth of the work of looking for each.
    """
    single, phrases = _words_and_phrases(table)
    said = set(words)
    count = len(single & said)
    begun = [phrases[word] for word in said if word in phrases] if count < most else ()
    if begun:
        text = pad_words(words)
        for phrase in chain.from_iterable(begun):
            if phrase in text:
                count += 1
    return min(count, most)


@cache
def _words_and_phrases(table: str) -> tuple[frozenset[str], dict[str, list[str]]]:
    """Return the cues of a table that are one word, and by their first word the others, padded."""
    phrases: dict[str, list[str]] = {}
    cues = cues_in(table)
    for cue in cues:
        first, blank, _ = cue.partition(" ")
        if blank:
            phrases.setdefault(first, []).append(f" {cue} ")
    return frozenset(cue for cue in cues if " " not in cue), phrases
