"""The catalog of an index of several files as a builder writes it: what all shards together say, without their texts.

All of it adds up: the counts of terms, words and names are sums over the shards, and notes are the notes of each. So a
catalog changes with a shard by the differences between the shard as it was and as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from askcloud.index.schema import NOTE_BITS
from askcloud.indexer.names import NameCounts
from askcloud.indexer.writer import IndexWriter

if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

    Row = tuple[object, ...]

_OF_NOTES = {
    "notes": "SELECT id, path, fingerprint, digest, title, channel, medium, time_trust, date, unread FROM notes",
    "labels": "SELECT note, kind, label FROM labels",
    "media": "SELECT note, medium FROM media",
    "dialects": "SELECT note, name, times FROM dialects",
    "links": "SELECT note, slug FROM links",
    "videos": "SELECT note, medium, title FROM videos",
    "contents": "SELECT note, passages, claims, x'' FROM contents",
}
"""By table: all that a catalog stores of notes."""

_TERMS = "SELECT term, claims, passages, notes, titles FROM terms"
_WORDS = "SELECT word, texts, small FROM words"
_NAMES = "SELECT name, form, inside, opening, titles, person, organisation, place, work FROM names"
_ABBREVIATIONS = "SELECT short, long, short_form, long_form, claims FROM abbreviations"


class CatalogWriter(IndexWriter):
    """Writes a new state of a catalog, which replaces the old one on `commit`."""

    def replace_shard(self, number: int, old: IndexReader | None, new: IndexReader) -> None:
        """Change what a shard contributes.

        Args:
            number: Its number.
            old: The shard as it was; None if it is new.
            new: The shard as it is.
        """
        self._replace_notes(number, old, new)
        self.add_frequencies((*term, *added) for term, added in _differences(old, new, _TERMS, 1))
        counts = _differences(old, new, _WORDS, 1)
        words = {str(word): (texts, small) for (word,), (texts, small) in counts}
        self.add_words({word: both[0] for word, both in words.items()}, {word: both[1] for word, both in words.items()})
        names = NameCounts()
        names.names = {(str(name), str(form)): added for (name, form), added in _differences(old, new, _NAMES, 2)}
        changed = _differences(old, new, _ABBREVIATIONS, 4)
        spelt = {(str(one), str(two), str(three), str(four)): added[0] for (one, two, three, four), added in changed}
        names.abbreviations = Counter(spelt)
        self.add_names(names)

    def _replace_notes(self, number: int, old: IndexReader | None, new: IndexReader) -> None:
        """Store the notes of a shard that changed, in place of what was stored of them."""
        stored = {table: set(old.rows(query)) if old else set() for table, query in _OF_NOTES.items()}
        rows = {table: set(new.rows(query)) for table, query in _OF_NOTES.items()}
        changed = {row[0] for table in _OF_NOTES for row in stored[table] ^ rows[table]}
        first = number << NOTE_BITS
        by_note: defaultdict[int, dict[str, list[Row]]] = defaultdict(dict)
        for table, listed in rows.items():
            for note, *values in sorted(row for row in listed if row[0] in changed):
                by_note[note].setdefault(table, []).append((first + note, *values))
        for note in sorted(changed):
            self.remove_note(first + note)
            if note in by_note:
                self.add_note(by_note[note])


def _differences(
    old: IndexReader | None, new: IndexReader, query: str, keys: int
) -> list[tuple[tuple[object, ...], list[int]]]:
    """Return (keys, what is added to each count) of the rows whose counts differ, in order of their keys.

    Args:
        old: A shard as it was; None if it is new.
        new: The shard as it is.
        query: Selects the keys, then the counts.
        keys: How many of its columns are keys.
    """
    before = {row[:keys]: row[keys:] for row in old.rows(query)} if old else {}
    after = {row[:keys]: row[keys:] for row in new.rows(query)}
    none = (0,) * len(next(iter((*after.values(), *before.values())), ()))
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, none), after.get(key, none)
        if was != now:
            found.append((key, [after - before for before, after in zip(was, now, strict=True)]))
    return found
