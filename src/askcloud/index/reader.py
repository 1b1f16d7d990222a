"""The index as readers see it: the statements that read, and what their rows mean."""

from __future__ import annotations

from itertools import chain

from askcloud.corpus.corpus import Corpus
from askcloud.index.database import Database, corruption_error, open_database
from askcloud.index.passages import unpack_passages
from askcloud.index.postings import SELECT_TERM, Postings, postings_of, unpack_term
from askcloud.index.schema import MAX_NOTE_ID, PASSAGE_BITS, index_file
from askcloud.media.citation import TRUST, Citation
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Self

    from askcloud.index.passages import StoredClaim, StoredPassage


@record
class TermEntry:
    """Who says a term."""

    claims: int
    """Claims that hold it (df)."""
    passages: Postings
    """Its passages."""
    notes: Postings
    """Its notes, by note id."""
    titles: Postings
    """The notes whose title holds it, by note id."""


@record
class Counts:
    """How much an index holds; the totals behind every idf."""

    notes: int
    """Notes with at least one claim."""
    hubs: int
    """Notes without a video or without a claim."""
    passages: int
    claims: int
    terms: int
    skipped: int
    """Files that could not be read."""


@record
class StoredNote:
    """A note as the index holds it."""

    path: str
    fingerprint: str
    digest: str
    title: str
    channel: str
    medium: str
    """What it is about (see `media`); empty for a hub."""
    time_trust: str
    date: str
    """The day it was published, else made, as `2025-01-31`; empty if it does not say."""
    unread: int
    """Line from which on it was not read; 0 if it was read whole."""


class IndexReader:
    """An index opened for reading; it never changes under its reader."""

    def __init__(self, database: Database) -> None:
        """Use `open_index`."""
        self._database = database
        self.rows = database.rows
        """Runs a statement; see `Database.rows`."""
        self.meta: dict[str, str] = dict(self.rows("SELECT key, value FROM meta"))
        """All that it says of itself."""
        self.corpus = Corpus.parse(self.meta["corpus"])
        """What it was built from, by real paths."""
        self.built = self.meta["built"]
        """When that was looked through, as an ISO time in UTC."""
        self.excluded = tuple(filter(None, self.meta["excluded"].split("\n")))
        """Patterns of the notes it passes over."""
        self.last_note: int = self.rows("SELECT ifnull(max(id), 0) FROM notes")[0][0]
        """The highest id of a note."""
        counts = [int(self.meta[name]) for name in Counts.__match_args__]
        self.counts = Counts(*counts)
        if not 0 <= self.last_note <= MAX_NOTE_ID or min(counts) < 0:
            message = "it counts fewer or more than there can be"
            raise ValueError(message)  # `open_index` knows where

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        """The index itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the index."""
        self.close()

    def term(self, term: str) -> TermEntry | None:
        """Return the texts that contain a term; None if none does.

        Raises:
            IndexCorruptError: The term's row is damaged.
        """
        for row in self.rows(SELECT_TERM, term):
            claims, *lists = unpack_term(row)
            if not 0 <= claims <= self.counts.claims:
                raise corruption_error("a term is in more claims than there are")
            return TermEntry(claims, *map(postings_of, lists))
        return None

    def texts_with(self, word: str) -> int:
        """In how many texts (claims, titles, headings over a passage) a folded word stands as it is."""
        return next((texts for (texts,) in self.rows("SELECT texts FROM words WHERE word = ?", word)), 0)

    def words_starting(self, letter: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """(word, texts that hold it) of the words that begin with a letter and have so many letters, in order."""
        query = "SELECT word, texts FROM words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?"
        return self.rows(query, letter, letter + "\U0010ffff", shortest, longest)

    def passages(self, passages: Iterable[int]) -> dict[int, StoredPassage]:
        """Some passages by their ids.

        Raises:
            IndexCorruptError: One of them is missing.
        """
        wanted: dict[int, list[int]] = {}
        for passage in passages:
            wanted.setdefault(passage >> PASSAGE_BITS, []).append(passage)
        query = f"SELECT note, content FROM contents WHERE note IN ({_listed(wanted)})"
        found = {
            passage.id: passage
            for note, content in self.rows(query, types=_CONTENT_TYPES)
            for passage in _unpacked(note, content, wanted[note])
        }
        if not found.keys() >= set(chain.from_iterable(wanted.values())):
            raise corruption_error("a claim's passage is missing")
        return found

    def passages_of(self, note: int) -> list[StoredPassage]:
        """The passages of a note, in order."""
        rows = self.rows("SELECT note, content FROM contents WHERE note = ?", note, types=_CONTENT_TYPES)
        return [passage for _, content in rows for passage in _unpacked(note, content)]

    def claims_of(self, note: int) -> list[StoredClaim]:
        """The claims of a note, in order."""
        return [claim for passage in self.passages_of(note) for claim in passage.claims]

    def note(self, note: int) -> StoredNote:
        """A note by its id."""
        return self.notes_by_id([note])[note]

    def notes_by_id(self, notes: Iterable[int]) -> dict[int, StoredNote]:
        """Some notes by their ids.

        Raises:
            IndexCorruptError: One of them is missing.
        """
        wanted = {int(note) for note in notes}
        rows = self.rows(f"{_SELECT_NOTE} WHERE id IN ({_listed(wanted)})", types=_NOTE_TYPES)
        found = {row[0]: _stored_note(row) for row in rows}
        if found.keys() != wanted:
            raise corruption_error("a claim's note is missing")
        return found

    def note_at(self, path: str) -> StoredNote | None:
        """The note of a path; None if there is none."""
        rows = self.rows(f"{_SELECT_NOTE} WHERE path = ?", path, types=_NOTE_TYPES)
        return next(map(_stored_note, rows), None)

    def notes(self) -> dict[int, StoredNote]:
        """Every note by its id, in order of path."""
        return {row[0]: _stored_note(row) for row in self.rows(f"{_SELECT_NOTE} ORDER BY path", types=_NOTE_TYPES)}

    def notes_of_channel(self, channel: str) -> set[int]:
        """Ids of the notes of a channel."""
        return {note for (note,) in self.rows("SELECT id FROM notes WHERE channel = ?", channel)}

    def notes_tagged(self, tag: str) -> set[int]:
        """Ids of the notes that have a tag."""
        return {note for (note,) in self.rows("SELECT note FROM labels WHERE kind = 'tag' AND label = ?", tag)}

    def tags(self) -> list[tuple[str, int]]:
        """(tag, notes that have it), most frequent first."""
        query = "SELECT label, count(*) AS n FROM labels WHERE kind = 'tag' GROUP BY label ORDER BY n DESC, label"
        return self.rows(query)

    def notes_dated(self, start: str, end: str) -> set[int]:
        """Ids of the notes from a day on and before another; `2025-01-31`, either may be empty."""
        query = "SELECT id FROM notes WHERE date >= max(?, '0') AND (? = '' OR date < ?)"
        return {note for (note,) in self.rows(query, start, end, end)}

    def notes_about(self, medium: str) -> set[int]:
        """Ids of the notes about a medium, or with a time in it."""
        return {note for (note,) in self.rows("SELECT note FROM media WHERE medium = ?", medium)}

    def titled_media(self) -> list[tuple[str, str]]:
        """(medium, title) of each video whose title is known, in order."""
        return self.rows("SELECT medium, title FROM videos ORDER BY medium, title", types=[(str, str)])

    def channels(self) -> list[tuple[str, int]]:
        """(channel, notes) in order of name."""
        return self.rows("SELECT channel, count(*) FROM notes GROUP BY channel ORDER BY channel")

    def video_title(self, medium: str) -> str | None:
        """The title of a video, if a hub gives it."""
        rows = self.rows("SELECT title FROM videos WHERE medium = ? ORDER BY title LIMIT 1", medium, types=[(str,)])
        return next((title for (title,) in rows), None)

    def links_of(self, note: int) -> list[str]:
        """Slugs that a note's wikilinks point to, in order of name."""
        return [slug for (slug,) in self.rows("SELECT slug FROM links WHERE note = ? ORDER BY slug", note)]

    def links(self) -> list[tuple[int, str]]:
        """(note, slug) of every wikilink, in order."""
        return self.rows("SELECT note, slug FROM links ORDER BY note, slug", types=[(int, str)])

    def skipped(self) -> list[tuple[str, str, str]]:
        """(path, reason, fingerprint) of the files that were left out, in order of path."""
        return self.rows("SELECT path, reason, fingerprint FROM skipped ORDER BY path", types=[(str, str, str)])

    def folders(self, most: int = -1) -> list[tuple[str, int]]:
        """(path, time of last change) of the corpus's folders, or of some, those first that changed last."""
        query = "SELECT path, changed FROM folders ORDER BY changed DESC, path LIMIT ?"
        return self.rows(query, most, types=[(str, int)])

    def fingerprints_in(self, folder: str) -> dict[str, str]:
        """By path: the fingerprint of each note and of each file left out that lies in a folder, not in one below."""
        above = f"{folder}/" if folder else ""
        where = "WHERE path >= ? AND path < ? AND instr(substr(path, ?), '/') = 0"
        span = (above, f"{folder}0" if folder else "\U0010ffff", len(above) + 1)  # 0 comes right behind /
        notes, skipped = (
            self.rows(f"SELECT path, fingerprint FROM {table} {where}", *span) for table in ("notes", "skipped")
        )
        return dict([*notes, *skipped])

    def citation(self, claim: StoredClaim, note: StoredNote) -> Citation:
        """Where a claim of a note was found, and when it was said."""
        medium = claim.time.medium or note.medium
        return Citation(note.path, claim.line, note.title, note.channel, medium, self.video_title(medium), claim.time)


_SELECT_NOTE = "SELECT id, path, fingerprint, digest, title, channel, medium, time_trust, date, unread FROM notes"
_CONTENT_TYPES = ((int, bytes),)
_NOTE_TYPES = ((int, *(str,) * 8, int),)


def open_index(folder: str) -> IndexReader:
    """Opens the index in a folder for reading.

    Raises:
        IndexNotFoundError: There is none, or it may not be read.
        IndexVersionError: Another version of askcloud wrote it.
        IndexCorruptError: The file is something else, or damaged.
    """
    path = index_file(folder)
    database = open_database(path)
    try:
        return IndexReader(database)
    except (KeyError, ValueError) as error:
        database.close()
        raise corruption_error(str(error), path) from error
    except Exception:
        database.close()
        raise


def _listed(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))


def _unpacked(note: int, content: bytes, wanted: Iterable[int] | None = None) -> list[StoredPassage]:
    try:
        return list(unpack_passages(note, content, wanted))
    except (ValueError, KeyError) as error:
        raise corruption_error("the claims of a note are damaged") from error


def _stored_note(row: tuple[Any, ...]) -> StoredNote:
    if row[7] not in TRUST:
        raise corruption_error("the time trust of a note is damaged")
    return StoredNote(*row[1:])
