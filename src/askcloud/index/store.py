"""The index as readers see it: the statements that read, and what their rows mean."""

from __future__ import annotations

from askcloud.citation import NONE, TRUST, Citation, Timestamp
from askcloud.index.database import Database, corrupt, open_database
from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS, SEPARATOR, index_file
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Self


@record
class Postings:
    """The texts of one level that hold a term."""

    ids: memoryview[int]
    """Shape (df,): ids of passages or notes, ascending."""
    impacts: memoryview[int]
    """Shape (df,): each text's impact in steps of the level's (k1 + 1) / 255, from 1 to 255."""


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
class StoredClaim:
    """A claim as the index holds it."""

    passage: int
    """Id of its passage."""
    place: int
    """Its place in the passage, from 0."""
    text: str
    time: Timestamp
    line: int
    span: tuple[int, int]
    """Start and end offset in the note's text."""
    needs_previous: bool

    @property
    def note(self) -> int:
        """Id of its note."""
        return self.passage >> PASSAGE_BITS


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


def unpack_postings(blob: bytes) -> Postings:
    """The posting list in a blob, without copying it: its ids as 32-bit numbers, then its impacts as bytes."""
    df = len(blob) // 5
    view = memoryview(blob)
    return Postings(view[: 4 * df].cast("I"), view[4 * df :])


class Index:
    """An index opened for reading; it never changes under its reader."""

    def __init__(self, database: Database) -> None:
        """Use `open_index`."""
        self._database = database
        self.rows = database.rows
        """Runs a statement; see `Database.rows`."""
        self.meta: dict[str, str] = dict(self.rows("SELECT key, value FROM meta"))
        """All that it says of itself."""
        self.corpus = self.meta["corpus"]
        """Real path of the folder it was built from, or of several, one a line."""
        self.built = self.meta["built"]
        """When that was looked through, as an ISO time in UTC."""
        self.excluded = tuple(filter(None, self.meta["excluded"].split("\n")))
        """Patterns of the notes it passes over."""
        self.counts = Counts(*(int(self.meta[name]) for name in Counts.__match_args__))

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
        """Who says a term; None if nobody does."""
        query = "SELECT claims, passages, notes, titles FROM terms WHERE term = ?"
        for claims, *blobs in self.rows(query, term, types=[(int, bytes, bytes, bytes)]):
            if not 0 <= claims <= self.counts.claims or any(len(blob) % 5 for blob in blobs):
                raise corrupt("the postings of a term are damaged")
            return TermEntry(claims, *map(unpack_postings, blobs))
        return None

    def texts_with(self, word: str) -> int:
        """In how many texts (claims, titles, headings over a passage) a folded word stands as it is."""
        return next((texts for (texts,) in self.rows("SELECT texts FROM words WHERE word = ?", word)), 0)

    def words_starting(self, letter: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """(word, texts that hold it) of the words that begin with a letter and have so many letters, in order."""
        query = "SELECT word, texts FROM words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?"
        return self.rows(query, letter, letter + "\U0010ffff", shortest, longest)

    def claims_in(self, passages: Iterable[int]) -> list[StoredClaim]:
        """The claims of some passages, by passage id and place."""
        wanted = {int(passage) for passage in passages}
        claims = self._claims(f"{_SELECT_CLAIM} WHERE passage IN ({_listed(wanted)}) ORDER BY 1, 2")
        if not wanted.issuperset(claim.passage for claim in claims):
            raise corrupt("a claim's passage is another")
        return claims

    def claims_of(self, note: int) -> list[StoredClaim]:
        """The claims of a note, in order."""
        first = note << PASSAGE_BITS
        query = f"{_SELECT_CLAIM} WHERE passage BETWEEN ? AND ? ORDER BY 1, 2"
        return self._claims(query, first, first + MAX_PASSAGES - 1)

    def claim_before(self, claim: StoredClaim) -> str:
        """The sentence before a claim in its note; empty if there is none."""
        query = (
            "SELECT text FROM claims WHERE (passage, place) < (?, ?) AND passage >= ?"
            " ORDER BY passage DESC, place DESC LIMIT 1"
        )
        first = claim.note << PASSAGE_BITS
        return next((text for (text,) in self.rows(query, claim.passage, claim.place, first, types=[(str,)])), "")

    def passages(self, passages: Iterable[int]) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
        """By passage id: the headings above it and the context it stands under, outermost first."""
        wanted = {int(passage) for passage in passages}
        query = f"SELECT id, headings, context FROM passages WHERE id IN ({_listed(wanted)})"
        found = {
            passage: (_split(headings), _split(context))
            for passage, headings, context in self.rows(query, types=_PASSAGE_TYPES)
        }
        if found.keys() != wanted:
            raise corrupt("a claim's passage is missing")
        return found

    def passage_texts(self, note: int) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """(id, headings, context) of each passage of a note, in order."""
        first = note << PASSAGE_BITS
        query = "SELECT id, headings, context FROM passages WHERE id BETWEEN ? AND ? ORDER BY id"
        for passage, headings, context in self.rows(query, first, first + MAX_PASSAGES - 1, types=_PASSAGE_TYPES):
            yield passage, _split(headings), _split(context)

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
            raise corrupt("a claim's note is missing")
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

    def citation(self, claim: StoredClaim) -> Citation:
        """Where a claim was found, and when it was said."""
        note = self.note(claim.note)
        medium = claim.time.medium or note.medium
        return Citation(note.path, claim.line, note.title, note.channel, medium, self.video_title(medium), claim.time)

    def _claims(self, query: str, *values: int) -> list[StoredClaim]:
        return [_stored_claim(row) for row in self.rows(query, *values, types=_CLAIM_TYPES)]


_SELECT_NOTE = "SELECT id, path, fingerprint, digest, title, channel, medium, time_trust, date, unread FROM notes"
_PASSAGE_TYPES = ((int, str, str),)
_NOTE_TYPES = ((int, *(str,) * 8, int),)
_CLAIM_TYPES = tuple((int, int, str, int, int, int, seconds, int, int, str) for seconds in (int, type(None)))
_SELECT_CLAIM = "SELECT passage, place, text, start, stop, line, seconds, trust, needs_previous, medium FROM claims"


def open_index(folder: str) -> Index:
    """Opens the index in a folder for reading.

    Raises:
        IndexNotFoundError: There is none, or it may not be read.
        IndexVersionError: Another version of askcloud wrote it.
        IndexCorruptError: The file is something else, or damaged.
    """
    path = index_file(folder)
    database = open_database(path)
    try:
        return Index(database)
    except (KeyError, ValueError) as error:
        database.close()
        raise corrupt(str(error), path) from error
    except Exception:
        database.close()
        raise


def _listed(ids: Iterable[int]) -> str:
    return ",".join(map(str, ids))


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR)) if joined else ()


def _stored_note(row: tuple[Any, ...]) -> StoredNote:
    if row[7] not in TRUST:
        raise corrupt("the time trust of a note is damaged")
    return StoredNote(*row[1:])


def _stored_claim(row: tuple[Any, ...]) -> StoredClaim:
    passage, place, text, start, stop, line, seconds, trust, needs_previous, medium = row
    if not 0 <= trust < len(TRUST) or (seconds is not None and seconds < 0):
        raise corrupt("the time of a claim is damaged")
    time = Timestamp(seconds, TRUST[trust] if seconds is not None else NONE, medium)
    return StoredClaim(passage, place, text, time, line, (start, stop), bool(needs_previous))
