"""The SQLite file as a builder writes it: every statement that writes.

A new state is written to a temporary file in the folder of the index, which atomically replaces the index once it is
complete. After a crash, a full disk or a kill the old index is still there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter
from contextlib import ExitStack, suppress
from operator import sub
from typing import TYPE_CHECKING

from askcloud.errors import IndexCorruptError, IndexWriteError
from askcloud.index.footer import strip_footer, write_footer
from askcloud.index.lexicon import KEPT_NAMES, NAME_COUNTS
from askcloud.index.lookup_rows import DERIVED_FROM, lookup_rows
from askcloud.index.passages import pack_passages
from askcloud.index.postings import SELECT_TERM
from askcloud.index.schema import (
    APPLICATION_ID,
    FILE_NAME,
    FORMAT_VERSION,
    SCHEMA,
    TEMPORARY_SUFFIX,
    analyzer_id,
    index_file,
    is_shard_name,
)
from askcloud.indexer.lock import write_error
from askcloud.indexer.names import NameCounts
from askcloud.system.files import put_in_place
from askcloud.system.private_files import keep_permissions, open_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Self

    from askcloud.corpus.walk import CorpusFolder, NoteFile, Skipped
    from askcloud.indexer.runs import SortedRuns
    from askcloud.indexer.texts import TermRow
    from askcloud.notes.reader import Note

_SELECT_COUNTS = "SELECT claims, passages, notes, titles FROM terms WHERE term = ?"

NoteRows = dict[str, list[tuple[object, ...]]]
"""By table: the rows that are stored of a note; tables without any are left out."""


class Changes:
    """What an update changes of an index, as a catalog of several has to know it (see `shards.catalog`)."""

    __slots__ = ("names", "notes", "small", "terms", "words")

    def __init__(self) -> None:
        """Start with no change."""
        self.notes: set[int] = set()
        """Ids of the notes that are added, changed and gone."""
        self.terms: dict[str, tuple[int, ...]] = {}
        """By term: what is added to the numbers of claims, passages, notes and titles."""
        self.words: Counter[str] = Counter()
        """By word: what is added to the number of texts."""
        self.small: Counter[str] = Counter()
        """By word: what is added to the claims that say it in small letters only."""
        self.names = NameCounts()
        """What is added to the counts of names and abbreviations."""


class IndexWriter:
    """Writes a new state of an index, which replaces the old one on `commit`."""

    def __init__(self, folder: str, *, fresh: bool, origin: str = "") -> None:
        """Start from the index in a folder, or from nothing.

        Args:
            folder: Folder of the index; it exists.
            fresh: Whether to start from nothing; else the folder has an index.
            origin: Another folder that has the index to start from.

        Raises:
            IndexWriteError: The folder cannot be written.
        """
        self._aside: SortedRuns | None = None
        self._opened = ExitStack()
        self.changes = Changes()
        """What was changed since, where the index to start from is in another folder."""
        self._records = bool(origin)
        self._path = index_file(folder)
        self._origin = index_file(origin or folder)
        self._temporary = f"{self._path}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY_SUFFIX}"
        try:
            os.close(
                open_private(self._temporary, os.O_WRONLY)
            )  # SQLite would let everybody read a file that it creates
            self._connection = self._create() if fresh else self._copy()
        except (OSError, sqlite3.Error) as error:
            self._remove_temporary()
            raise write_error(folder, error) from error

    @property
    def has_rows_aside(self) -> bool:
        """Whether rows were set aside."""
        return self._aside is not None

    def __enter__(self) -> Self:
        """Return the writer itself; leaving without `commit` changes nothing."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Remove the temporary file if it was not committed.

        Raises:
            IndexWriteError: SQLite could not write it.
            IndexCorruptError: SQLite could not read the index it started from.
        """
        self._opened.close()
        self._connection.close()
        self._remove_temporary()
        if isinstance(error, sqlite3.Error):
            raise _failed(os.path.dirname(self._path), error) from error

    def remove_note(self, note: int) -> None:
        """Delete a note and its claims; its postings are updated by `put_terms`."""
        self._record_note(note)
        query = "SELECT * FROM {} WHERE {} = ?"
        stored = {
            table: self._connection.execute(query.format(table, column), (note,)).fetchall()
            for table, column in DERIVED_FROM.items()
        }
        if stored["notes"]:
            derived = lookup_rows(stored)
            self._connection.executemany("DELETE FROM note_names WHERE note = ? AND name = ?", derived["note_names"])
            query = "DELETE FROM title_terms WHERE note = ? AND term = ? AND medium = ?"
            self._connection.executemany(query, derived["title_terms"])
        self._connection.execute("DELETE FROM notes WHERE id = ?", (note,))
        for table in ("contents", "labels", "media", "dialects", "links", "videos"):
            self._connection.execute(f"DELETE FROM {table} WHERE note = ?", (note,))

    def add_note(self, rows: NoteRows) -> None:
        """Store a note under an id that is free; of two titles that it gives a video, the first one counts."""
        note = rows["notes"][0][0]
        assert isinstance(note, int)
        self._record_note(note)
        for table, values in {**rows, **lookup_rows(rows)}.items():
            self.add_rows(table, values)

    def add_rows(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Store rows of a table of notes; one whose key is there is left out."""
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            self._connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def touch_note(self, note: int, fingerprint: str) -> None:
        """Record that a file was written again with the same text."""
        self._record_note(note)
        self._connection.execute("UPDATE notes SET fingerprint = ? WHERE id = ?", (fingerprint, note))

    def _record_note(self, note: int) -> None:
        if self._records:
            self.changes.notes.add(note)

    def terms(self, terms: Iterable[str]) -> dict[str, TermRow]:
        """Return the stored rows of those terms that have one, by term.

        Raises:
            IndexCorruptError: One of them is damaged.
        """
        from askcloud.indexer.merge import listed_row  # numpy, .1 s: only with terms to change

        rows = ((term, self._connection.execute(SELECT_TERM, (term,)).fetchone()) for term in terms)
        return {term: listed_row(term, row) for term, row in rows if row}

    def set_aside(self, rows: Iterable[tuple[str, Sequence[TermRow]]]) -> None:
        """Keep rows by term, in order of the terms, until `rows_aside` returns them, in a file and not in memory.

        Raises:
            IndexWriteError: The disk is full.
        """
        from askcloud.indexer.runs import SortedRuns  # 5 ms: only with many notes

        folder = os.path.dirname(self._path)
        try:
            if not self._aside:
                self._aside = self._opened.enter_context(SortedRuns(folder))
            self._aside.add(rows)
        except OSError as error:
            raise write_error(folder, error) from error

    def rows_aside(self) -> Iterator[tuple[str, list[TermRow]]]:
        """Return (term, its rows that were set aside), in order of the terms."""
        return self._aside.merged() if self._aside else iter(())

    def put_terms(self, rows: Iterable[TermRow]) -> None:
        """Store rows in place of those of their terms; a term without postings is deleted."""
        from askcloud.indexer.merge import stored_row  # as above

        for row in rows:
            term, *counts, _, _ = stored = stored_row(row)
            if self._records:
                old = self._connection.execute(_SELECT_COUNTS, (term,)).fetchone() or (0,) * len(counts)
                self.changes.terms[term] = tuple(map(sub, counts, old))
            if any(row[2:]):
                self._connection.execute("INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?, ?, ?)", stored)
            else:
                self._connection.execute("DELETE FROM terms WHERE term = ?", (term,))

    def add_frequencies(self, changes: Mapping[str, Sequence[int]]) -> None:
        """Change in how many texts terms are, in a file without postings: what is added to each count, by term.

        A term that is in no text is deleted.
        """
        counts = ("claims", "passages", "notes", "titles")
        sums = ", ".join(f"{count} = {count} + excluded.{count}" for count in counts)
        query = f"INSERT INTO terms VALUES (?, ?, ?, ?, ?, x'', x'') ON CONFLICT (term) DO UPDATE SET {sums}"
        self._connection.executemany(query, ((term, *added) for term, added in changes.items()))
        query = "DELETE FROM terms WHERE term = ? AND passages = 0 AND notes = 0 AND titles = 0"
        self._connection.executemany(query, ((term,) for term, added in changes.items() if min(added) < 0))

    def add_words(self, texts: Mapping[str, int], small: Mapping[str, int]) -> None:
        """Change in how many texts each word occurs, and how many claims say it in small letters only.

        A word that occurs in no text is deleted.
        """
        if self._records:
            self.changes.words.update(texts)
            self.changes.small.update(small)
        rows = (
            (word, texts[word], small.get(word, 0)) for word in sorted(texts)
        )  # a table is filled fast in its order
        self._add("words", ("word",), ("texts", "small"), rows)
        fewer = ((word,) for word, count in texts.items() if count < 0)
        self._connection.executemany("DELETE FROM words WHERE word = ? AND texts = 0", fewer)

    def add_names(self, changes: NameCounts) -> None:
        """Change the counts of names and abbreviations; what no claim says any more is deleted."""
        if self._records:
            self.changes.names.add(changes)
        names = sorted((*name, *counts) for name, counts in changes.names.items())
        self._add("names", ("name", "form"), NAME_COUNTS, names)
        fewer_names = (name for name, counts in changes.names.items() if min(counts) < 0)
        query = "DELETE FROM names WHERE name = ? AND form = ? AND inside = 0 AND opening = 0"
        self._connection.executemany(query, fewer_names)
        abbreviations = ((*spelt, claims) for spelt, claims in changes.abbreviations.items())
        keys = ("short", "long", "short_form", "long_form")
        self._add("abbreviations", keys, ("claims",), abbreviations)
        fewer = (spelt for spelt, claims in changes.abbreviations.items() if claims < 0)
        query = f"DELETE FROM abbreviations WHERE {' AND '.join(f'{key} = ?' for key in keys)} AND claims = 0"
        self._connection.executemany(query, fewer)
        words = sorted({(word, name) for name, _ in changes.names for word in name.split()[1:]})
        self._connection.executemany("DELETE FROM name_words WHERE word = ? AND name = ?", words)
        query = f"INSERT INTO name_words SELECT ?, name FROM ({KEPT_NAMES})"
        self._connection.executemany(query, words)

    def _add(self, table: str, keys: Sequence[str], counts: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
        """Add to the counts of a table, given rows of its keys and what is to be added to each count."""
        added = ", ".join(f"{count} = {count} + excluded.{count}" for count in counts)
        marks = ", ".join("?" * (len(keys) + len(counts)))
        query = f"INSERT INTO {table} VALUES ({marks}) ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
        self._connection.executemany(query, (row for row in rows if any(row[len(keys) :])))

    def put_skipped(self, skipped: Iterable[Skipped]) -> None:
        """Store which files were left out, in place of those stored before."""
        self._connection.execute("DELETE FROM skipped")
        rows = [(file.path, file.reason, file.fingerprint) for file in skipped]
        self._connection.executemany("INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)", rows)

    def put_folders(self, folders: Iterable[CorpusFolder]) -> None:
        """Store the folders of the corpus, in place of those stored before."""
        self._connection.execute("DELETE FROM folders")
        rows = [(folder.path, folder.changed) for folder in folders]
        self._connection.executemany("INSERT INTO folders VALUES (?, ?)", rows)

    def commit(self, meta: dict[str, str]) -> None:
        """Replace the index by the new state, atomically.

        Raises:
            IndexWriteError: The disk is full or the folder cannot be written; the old index stays.
        """
        try:
            self._put_meta({**meta, "analyzer": analyzer_id()})
            self._connection.execute("COMMIT")
            self._connection.close()
            write_footer(self._temporary)
            keep_permissions(self._path, self._temporary)
            put_in_place(self._temporary, self._path)
        except (OSError, sqlite3.Error) as error:
            raise write_error(os.path.dirname(self._path), error) from error

    def _put_meta(self, meta: dict[str, str]) -> None:
        query = "SELECT count(*), ifnull(sum(passages), 0), ifnull(sum(claims), 0) FROM contents"  # long to read
        notes, passages, claims = self._connection.execute(query).fetchone()
        counted = {"notes": notes, "hubs": self._size("notes") - notes, "passages": passages, "claims": claims}
        counted |= {"terms": self._size("terms"), "skipped": self._size("skipped")}
        self._connection.execute("DELETE FROM meta")
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, **counted}.items()))

    def _size(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _create(self) -> sqlite3.Connection:
        connection = self._connect()
        connection.executescript(f"BEGIN; {SCHEMA}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        return connection

    def _copy(self) -> sqlite3.Connection:
        shutil.copyfile(self._origin, self._temporary)
        strip_footer(self._temporary)
        connection = self._connect()
        connection.execute("BEGIN")
        return connection

    def _connect(self) -> sqlite3.Connection:
        """Open the temporary file, which needs no journal: it is removed unless it is complete."""
        connection = sqlite3.connect(self._temporary, isolation_level=None)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    def _remove_temporary(self) -> None:
        if os.path.exists(self._temporary):
            os.remove(self._temporary)


def has_temporary_files(folder: str, shards: Sequence[str] = ()) -> bool:
    """Return whether an index folder has files that a builder is writing, or left when it was killed.

    Args:
        folder: The folder.
        shards: The folders in it that are part of the index.
    """
    return any(_is_temporary(name) or (is_shard_name(name) and name not in shards) for name in os.listdir(folder))


def remove_temporary_files(folder: str) -> None:
    """Remove what killed builders left; only the holder of the folder's lock may."""
    for name in filter(_is_temporary, os.listdir(folder)):
        with suppress(OSError):
            os.remove(os.path.join(folder, name))


def remove_other_shards(folder: str, shards: Sequence[str]) -> None:
    """Remove the shards in an index folder that are not part of the index; only the holder of its lock may."""
    for name in os.listdir(folder):
        if is_shard_name(name) and name not in shards:
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)


def _is_temporary(name: str) -> bool:
    return name.startswith(f"{FILE_NAME}.") and name.endswith(
        (TEMPORARY_SUFFIX, ".tmp")
    )  # earlier versions' end in .tmp


def note_rows(note: int, file: NoteFile, digest: str, content: Note) -> NoteRows:
    """Return what is stored of a note under an id."""
    labels = [("tag", tag) for tag in content.tags] + [("alias", alias) for alias in content.aliases]
    times = (claim.time for passage in content.passages for claim in passage.claims)
    media = filter(None, (content.medium, *(time.medium for time in times)))
    head = (
        *(file.path, file.fingerprint, digest, content.title, content.channel),
        *(content.medium, content.time_trust, content.date, content.unread),
    )
    values: dict[str, Iterable[tuple[object, ...]]] = {
        "notes": [head],
        "labels": labels,
        "media": ((medium,) for medium in media),
        "dialects": content.time_formats,
        "links": ((slug,) for slug in content.links if slug),
        "videos": content.video_titles,
        "contents": _contents(content),
    }
    rows = {table: [(note, *row) for row in listed] for table, listed in values.items()}
    return {table: listed for table, listed in rows.items() if listed}


def _contents(content: Note) -> Iterator[tuple[int, int, bytes]]:
    """Return the row of a note's passages, if it has any."""
    if content.passages:
        claims = sum(not claim.is_fragment for passage in content.passages for claim in passage.claims)
        yield len(content.passages), claims, pack_passages(content.passages)


def _failed(folder: str, error: sqlite3.Error) -> IndexWriteError | IndexCorruptError:
    """Return the error that a failure of SQLite means: either the disk or the file is at fault."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return write_error(folder, error)
    return IndexCorruptError(
        f"The index in {folder} cannot be updated: {error}.", hint="Rebuild it: askcloud index --full."
    )
