"""The catalog of an index of several files as a builder writes it: the totals of all shards, without their texts.

All of it adds up: the counts of terms, words and names are sums over the shards, and notes are the notes of each. So a
catalog changes with a shard by what the update of that shard changed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from askcloud.index.schema import NOTE_BITS
from askcloud.indexer.names import NameCounts
from askcloud.indexer.writer import IndexWriter

if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader
    from askcloud.indexer.writer import Changes, NoteRows

_OF_NOTES = {
    "notes": "SELECT id, path, fingerprint, digest, title, channel, medium, time_trust, date, unread FROM notes",
    "labels": "SELECT note, kind, label FROM labels",
    "media": "SELECT note, medium FROM media",
    "dialects": "SELECT note, name, times FROM dialects",
    "links": "SELECT note, slug FROM links",
    "videos": "SELECT note, medium, title FROM videos",
    "contents": "SELECT note, passages, claims, x'' FROM contents",
}
"""By table: all that a catalog stores of notes; the first column is the id of the note."""
_DERIVED = {
    "note_names": "SELECT note, name FROM note_names",
    "title_terms": "SELECT note, term, medium FROM title_terms",
}
"""The same for what follows from these (see `index.lookup_rows`)."""

_TERMS = "SELECT term, claims, passages, notes, titles FROM terms"
_WORDS = "SELECT word, texts, small FROM words"
_NAMES = "SELECT name, form, inside, opening, titles, person, organisation, place, work FROM names"
_ABBREVIATIONS = "SELECT short, long, short_form, long_form, claims FROM abbreviations"


class CatalogWriter(IndexWriter):
    """Writes a new state of a catalog, which replaces the old one on `commit`."""

    def add_shard(self, number: int, shard: IndexReader) -> None:
        """Add all that a new shard says, in a catalog that has nothing of it."""
        first = number << NOTE_BITS
        for table, query in {**_OF_NOTES, **_DERIVED}.items():
            self.add_rows(table, [(first + note, *values) for note, *values in shard.rows(query)])
        self.add_frequencies({term: counts for term, *counts in shard.rows(_TERMS)})
        words = shard.rows(_WORDS)
        self.add_words({word: texts for word, texts, _ in words}, {word: small for word, _, small in words})
        names = NameCounts()
        names.names = {(name, form): counts for name, form, *counts in shard.rows(_NAMES)}
        names.abbreviations = Counter({tuple(spelt): claims for *spelt, claims in shard.rows(_ABBREVIATIONS)})
        self.add_names(names)

    def change_shard(self, number: int, shard: IndexReader, changes: Changes) -> None:
        """Change what a shard says.

        Args:
            number: Its number.
            shard: The shard as it is.
            changes: What its update changed.
        """
        first = number << NOTE_BITS
        for note in sorted(changes.notes):
            self.remove_note(first + note)
            rows: NoteRows = {}
            for table, query in _OF_NOTES.items():
                found = shard.rows(f"{query} WHERE {'id' if table == 'notes' else 'note'} = ?", note)
                rows[table] = [(first + note, *values) for _, *values in found]
            if rows["notes"]:  # else it is gone
                self.add_note(rows)
        self.add_frequencies(changes.terms)
        self.add_words(changes.words, changes.small)
        self.add_names(changes.names)
