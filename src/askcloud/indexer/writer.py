"""The SQLite file as the builder writes it: every statement that writes.

A new state is drafted in a file beside the index and renamed over it when it is whole. A crash, a full disk or a kill
leaves the old index answering.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from askcloud.errors import IndexCorruptError, IndexWriteError
from askcloud.index.database import corruption_error
from askcloud.index.footer import strip_footer, write_footer
from askcloud.index.passages import pack_passages
from askcloud.index.postings import POSTING, pack_lists, unpack_lists
from askcloud.index.schema import (
    APPLICATION_ID,
    DRAFT_SUFFIX,
    FILE_NAME,
    FORMAT_VERSION,
    MAX_PASSAGES,
    SCHEMA,
    analyzer_id,
    index_file,
)
from askcloud.indexer.lock import write_error
from askcloud.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, Self

    from askcloud.corpus.files import Folder, NoteFile, Skipped
    from askcloud.notes.reader import Note

TermRow = tuple[str, int, bytes, bytes, bytes]
"""(term, claims that hold it, postings of passages, of notes, of titles)."""

NoteRows = dict[str, list[tuple[object, ...]]]
"""What is stored of a note: by table, rows; tables without any left out."""


@record
class NoteTexts:
    """The texts of one note that are counted."""

    note: int
    """Note id."""
    title: str
    passages: tuple[tuple[str, tuple[str, ...]], ...]
    """(headings and context above it, its claims) of each passage, in order."""


class IndexWriter:
    """A new state of an index, which takes the old one's place on `commit`."""

    def __init__(self, folder: str, *, fresh: bool) -> None:
        """Starts from the index in a folder, which is there, or from nothing.

        Raises:
            IndexWriteError: The folder cannot be written.
        """
        self._path = index_file(folder)
        self._draft = f"{self._path}.{os.getpid()}-{os.urandom(4).hex()}{DRAFT_SUFFIX}"
        try:
            self._connection = self._new_draft() if fresh else self._copied_draft()
        except (OSError, sqlite3.Error) as error:
            self._remove_draft()
            raise write_error(folder, error) from error

    def __enter__(self) -> Self:
        """The writer itself; leaving without `commit` changes nothing."""
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Drops the draft if it was not committed.

        Raises:
            IndexWriteError: SQLite could not write it.
            IndexCorruptError: SQLite could not read the index it started from.
        """
        self._connection.close()
        self._remove_draft()
        if isinstance(error, sqlite3.Error):
            raise _failed(os.path.dirname(self._path), error) from error

    def remove_note(self, note: int) -> None:
        """Forgets a note and its claims; its postings are `put_terms`'s business."""
        self._connection.execute("DELETE FROM notes WHERE id = ?", (note,))
        for table in ("contents", "labels", "media", "dialects", "links", "videos"):
            self._connection.execute(f"DELETE FROM {table} WHERE note = ?", (note,))

    def add_note(self, rows: NoteRows) -> None:
        """Stores a note under an id that is free; of two titles that it gives a video, the first."""
        for table, about in rows.items():
            marks = ", ".join("?" for _ in about[0])
            self._connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", about)

    def touch_note(self, note: int, fingerprint: str) -> None:
        """Notes that a file was written again with the same text."""
        self._connection.execute("UPDATE notes SET fingerprint = ? WHERE id = ?", (fingerprint, note))

    def terms(self, terms: Iterable[str]) -> dict[str, TermRow]:
        """The stored rows of those terms that have one, by term.

        Raises:
            IndexCorruptError: One of them is damaged.
        """
        query = "SELECT claims, passages, notes, titles, postings FROM terms WHERE term = ?"
        rows = ((term, self._connection.execute(query, (term,)).fetchone()) for term in terms)
        return {term: _unpacked(term, row) for term, row in rows if row}

    def put_terms(self, rows: Iterable[TermRow]) -> None:
        """Stores rows in place of those their terms have; a term nobody says goes."""
        for term, claims, *lists in rows:
            if any(lists):
                stored = (term, claims, *(len(each) // POSTING for each in lists), pack_lists(lists))
                self._connection.execute("INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?, ?)", stored)
            else:
                self._connection.execute("DELETE FROM terms WHERE term = ?", (term,))

    def add_words(self, changes: Mapping[str, int]) -> None:
        """Changes in how many texts each word stands; a word that stands in none goes."""
        rows = [(word, change) for word, change in changes.items() if change]
        query = "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET texts = texts + excluded.texts"
        self._connection.executemany(query, rows)
        self._connection.execute("DELETE FROM words WHERE texts = 0")

    def put_skipped(self, skipped: Iterable[Skipped]) -> None:
        """Stores which files were left out, in place of what was there."""
        self._connection.execute("DELETE FROM skipped")
        rows = [(each.path, each.reason, each.fingerprint) for each in skipped]
        self._connection.executemany("INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)", rows)

    def put_folders(self, folders: Iterable[Folder]) -> None:
        """Stores the folders of the corpus, in place of what was there."""
        self._connection.execute("DELETE FROM folders")
        rows = [(each.path, each.changed) for each in folders]
        self._connection.executemany("INSERT INTO folders VALUES (?, ?)", rows)

    def commit(self, meta: dict[str, str]) -> None:
        """Puts the new state in the old one's place, at once.

        Raises:
            IndexWriteError: The disk is full or the folder cannot be written; the old index stays.
        """
        try:
            self._put_meta({**meta, "analyzer": analyzer_id()})
            self._connection.execute("COMMIT")
            self._connection.close()
            write_footer(self._draft)
            os.replace(self._draft, self._path)
        except (OSError, sqlite3.Error) as error:
            raise write_error(os.path.dirname(self._path), error) from error

    def _put_meta(self, meta: dict[str, str]) -> None:
        counted = {
            "notes": "(SELECT count(*) FROM contents)",
            "hubs": "(SELECT count(*) FROM notes) - (SELECT count(*) FROM contents)",
            "passages": "(SELECT ifnull(sum(passages), 0) FROM contents)",
            "claims": "(SELECT ifnull(sum(claims), 0) FROM contents)",
            "terms": "(SELECT count(*) FROM terms)",
            "skipped": "(SELECT count(*) FROM skipped)",
        }
        self._connection.execute("DELETE FROM meta")
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        for name, count in counted.items():
            self._connection.execute(f"INSERT INTO meta VALUES (?, {count})", (name,))

    def _new_draft(self) -> sqlite3.Connection:
        connection = self._connect()
        connection.executescript(f"BEGIN; {SCHEMA}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        return connection

    def _copied_draft(self) -> sqlite3.Connection:
        shutil.copyfile(self._path, self._draft)
        strip_footer(self._draft)
        connection = self._connect()
        connection.execute("BEGIN")
        return connection

    def _connect(self) -> sqlite3.Connection:
        """The draft needs no journal of its own: it is thrown away unless it is whole."""
        connection = sqlite3.connect(self._draft, isolation_level=None)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    def _remove_draft(self) -> None:
        if os.path.exists(self._draft):
            os.remove(self._draft)


def has_temporary_files(folder: str) -> bool:
    """Whether there is something in an index folder that a builder works on, or left when it was killed."""
    return any(map(_is_draft, os.listdir(folder)))


def remove_temporary_files(folder: str) -> None:
    """Removes what builders left behind that were killed; for whoever holds the folder's lock."""
    for name in filter(_is_draft, os.listdir(folder)):
        with suppress(OSError):
            os.remove(os.path.join(folder, name))


def _is_draft(name: str) -> bool:
    return name.startswith(f"{FILE_NAME}.") and name.endswith((DRAFT_SUFFIX, ".tmp"))  # earlier versions' end in .tmp


def note_rows(note: int, file: NoteFile, digest: str, content: Note) -> NoteRows:
    """What is stored of a note under an id."""
    labels = [("tag", tag) for tag in content.tags] + [("alias", alias) for alias in content.aliases]
    times = (claim.time for passage in content.passages for claim in passage.claims)
    media = filter(None, (content.medium, *(time.medium for time in times)))
    head = (
        *(file.path, file.fingerprint, digest, content.title, content.channel),
        *(content.medium, content.time_trust, content.date, content.unread),
    )
    about: dict[str, Iterable[tuple[object, ...]]] = {
        "notes": [head],
        "labels": labels,
        "media": ((medium,) for medium in media),
        "dialects": content.time_formats,
        "links": ((slug,) for slug in content.links if slug),
        "videos": content.video_titles,
        "contents": _contents(content),
    }
    rows = {table: [(note, *row) for row in each] for table, each in about.items()}
    return {table: some for table, some in rows.items() if some}


def _contents(content: Note) -> Iterator[tuple[int, int, bytes]]:
    """The passages of a note, if it has any."""
    passages = content.passages[:MAX_PASSAGES]
    if passages:
        yield len(passages), sum(len(passage.claims) for passage in passages), pack_passages(passages)


def _unpacked(term: str, row: tuple[Any, ...]) -> TermRow:
    claims, *sizes, blob = row
    if tuple(map(type, row)) != (int, int, int, int, bytes):
        raise corruption_error("a row holds what does not belong there")
    try:
        passages, in_notes, titles = unpack_lists(blob, sizes)
    except ValueError as error:
        raise corruption_error("the postings of a term are damaged") from error
    return term, claims, passages, in_notes, titles


def _failed(folder: str, error: sqlite3.Error) -> IndexWriteError | IndexCorruptError:
    """What a failure of SQLite means: the disk's fault or the file's."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return write_error(folder, error)
    return IndexCorruptError(
        f"The index in {folder} cannot be updated: {error}.", hint="Build it anew: askcloud index --full."
    )
