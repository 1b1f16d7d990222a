"""The index opened for reading: the SQL statements that read it, and the records made of their rows."""

from __future__ import annotations

from askcloud.corpus.corpus import Corpus
from askcloud.index.database import Database, corruption_error, file_identity, open_database
from askcloud.index.passages import split_passages, unpack_outline, unpack_passages
from askcloud.index.postings import SELECT_TERM, ByNote, Postings, postings_of, unpack_term
from askcloud.index.schema import NOTE_BITS, PASSAGE_BITS, index_file
from askcloud.media.citation import TRUST, Citation
from askcloud.media.medium import NOTE, is_note
from askcloud.record import Record
from askcloud.text.analyzer import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Self, TypeVar

    from askcloud.index.passages import PassageOutline, StoredClaim, StoredPassage
    from askcloud.notes.reader import Claim

    T = TypeVar("T")
    Parts = Sequence[tuple[int, "IndexReader"]]


MAX_KEPT, MAX_KEPT_BYTES, MAX_KEPT_LETTERS = 100, 1 << 16, 1 << 18
"""Notes whose packed passages are kept in memory, and how long one may be, compressed and not: a question reads about
forty notes, of 10,000 letters each."""

MAX_LISTED = 50_000
"""Ids in a statement; a million letters are the most that it may have."""

MAX_META = 1 << 20
"""Letters of a text in which an index records something about itself; the longest are the folders of its corpus."""


class TermEntry(Record):
    """The texts that contain a term."""

    claims: int
    """How many claims contain it: its document frequency."""
    passages: Postings
    """The passages, by passage id."""
    notes: Postings
    """The notes, by note id; empty where `by_note` has them."""
    titles: Postings
    """The notes whose title contains it, by note id."""
    by_note: ByNote | None = None
    """What it has by note, if many notes contain it."""

    @property
    def frequencies(self) -> tuple[int, int, int, int]:
        """How many claims, passages, notes and titles contain it."""
        notes = self.by_note.count if self.by_note else len(self.notes.ids)
        return self.claims, len(self.passages.ids), notes, len(self.titles.ids)


class Counts(Record):
    """How much an index contains; the totals for every idf."""

    notes: int
    """Notes with at least one claim."""
    hubs: int
    """Notes without a video or without a claim."""
    passages: int
    claims: int
    terms: int
    skipped: int
    """Files that could not be read."""


class StoredNote(Record):
    """A note as the index stores it."""

    path: str
    fingerprint: str
    digest: str
    title: str
    channel: str
    medium: str
    """What it is about (see `media.medium`); empty if it names nothing."""
    time_trust: str
    date: str
    """The day it was published, else created, as `2025-01-31`; empty if the note does not give one."""
    unread: int
    """The first line that was not read, or not to its end; 0 if the whole note was."""

    @property
    def source(self) -> str:
        """The medium that its claims cite: the one that it is about, else the note itself."""
        return self.medium or f"{NOTE}{self.path}"


class IndexReader:
    """An index opened for reading; it never changes while it is open."""

    parts: Parts = ()
    """(number, file) of the files that have the postings and passages, where that is not this file itself."""
    is_remote = False
    """Whether these files are read by other computers."""
    is_updatable = True
    """Whether it can be updated from here: all its files are here."""

    def __init__(self, database: Database, path: str, identity: tuple[int, ...]) -> None:
        """Use `open_index`."""
        self._database = database
        self._path = path
        self._identity = identity
        self._video_titles: dict[str, str | None] = {}
        self._packed: dict[int, list[str]] = {}
        self.rows = database.rows
        """Return the rows of a statement; see `Database.rows`."""
        self.meta: dict[str, str] = dict(self.rows("SELECT key, value FROM meta WHERE length(value) < ?", MAX_META))
        """All that it records about itself."""
        self.corpus = Corpus.parse(self.meta["corpus"])
        """The folders it was built from, by real paths."""
        self.built = self.meta["built"]
        """When these were walked, as an ISO time in UTC."""
        self.excluded = tuple(filter(None, self.meta["excluded"].split("\n")))
        """Patterns of the files that it leaves out."""
        self.shards = tuple(filter(None, self.meta.get("shards", "").split("\n")))
        """Folders of the files that this one is a catalog of, by number; none for an index that is one file."""
        self.last_note: int = self.rows("SELECT ifnull(max(id), 0) FROM notes")[0][0]
        """The highest note id; 0 without notes."""
        counts = [int(self.meta[name]) for name in Counts.__match_args__]
        self.counts = Counts(*counts)
        """How much it contains."""
        if not 0 <= self.last_note < max(1, len(self.shards)) << NOTE_BITS or min(counts) < 0:
            message = "its counts are out of range"
            raise ValueError(message)  # `open_index` adds the path

    def rows_of(self, query: str, ids: Iterable[int], types: Collection[tuple[type, ...]]) -> list[tuple[Any, ...]]:
        """Return the rows of a query that has some numbers in place of `{}`: of a part of them after the other."""
        return [row for listed in _listed(ids) for row in self.rows(query.format(listed), types=types)]

    def ask_parts(self, work: Callable[[Parts], T]) -> list[T]:
        """Return the results of a function, called with all of `parts`, or on each computer with the parts that it has.

        Args:
            work: Takes parts of an index; a function of a module, or a partial of one, as it may be sent away.
        """
        return [work(self.parts)]

    def keep(self, contents: Mapping[int, bytes]) -> None:
        """Cache passages that were received before they are read, by note, in the form of `contents`."""

    def take_missing(self) -> str:
        """Return a sentence about parts that did not answer since the last call; empty if all did."""
        return ""

    def was_replaced(self) -> bool:
        """Return whether another file has taken the place of the one that was opened."""
        identity = file_identity(self._path)
        return bool(identity) and identity != self._identity

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the index itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the index."""
        self.close()

    def term(self, term: str) -> TermEntry | None:
        """Return the texts that contain a term; None if none does.

        Raises:
            IndexCorruptError: The term's row is damaged.
        """
        for row in self.rows(SELECT_TERM, term):
            return self.entry_of(row)
        return None

    def entry_of(self, row: tuple[Any, ...]) -> TermEntry:
        """Return the texts in the row of a term.

        Raises:
            IndexCorruptError: The row is damaged.
        """
        claims, passages, notes, titles, by_note = unpack_term(row)
        if not 0 <= claims <= self.counts.claims:
            raise corruption_error("a term is in more claims than the index has")
        return TermEntry(claims, postings_of(passages), postings_of(notes), postings_of(titles), by_note)

    def texts_with(self, word: str) -> int:
        """Return in how many texts (claims, titles, headings of passages) exactly this folded word occurs."""
        return next((texts for (texts,) in self.rows("SELECT texts FROM words WHERE word = ?", word)), 0)

    def words_starting(self, prefix: str, shortest: int, longest: int) -> list[tuple[str, int]]:
        """Return (word, texts that contain it) of the words with a prefix and a length in a range, in order."""
        query = "SELECT word, texts FROM words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?"
        return self.rows(query, prefix, prefix + "\U0010ffff", shortest, longest)

    def passages(self, passages: Iterable[int]) -> dict[int, StoredPassage]:
        """Return passages by their ids.

        Raises:
            IndexCorruptError: One of them is missing.
        """
        by_note: dict[int, list[int]] = {}
        for passage in passages:
            by_note.setdefault(passage >> PASSAGE_BITS, []).append(passage)
        found = {
            note: _unpacked(unpack_passages(note, packed, by_note[note])) for note, packed in self._packed_of(by_note)
        }
        if len(found) < len(by_note):
            raise corruption_error("a claim's passage is missing")
        return {passage.id: passage for note in sorted(found) for passage in found[note]}

    def passages_saying(self, words: Collection[str], passages: Sequence[int]) -> list[int]:
        """Return those of some passages that may contain all of some words, themselves or in the title of their note.

        A word is also found inside a longer one. This is much faster than reading the passages.

        Args:
            words: The folded words.
            passages: The ids of the passages.

        Raises:
            IndexCorruptError: The note of one is missing.
        """
        by_note: dict[int, list[int]] = {}
        for passage in passages:
            by_note.setdefault(passage >> PASSAGE_BITS, []).append(passage)
        notes = self.notes_by_id(by_note)
        lacking = set()
        for note, packed in self._packed_of(by_note):
            title = fold(notes[note].title)
            others = [word for word in words if word not in title]
            for passage in by_note[note]:
                place = passage - (note << PASSAGE_BITS)
                if place < len(packed) and not _says(packed[place], others):
                    lacking.add(passage)
        return [passage for passage in passages if passage not in lacking]

    def passages_after(self, passage: int, most: int) -> list[StoredPassage]:
        """Return the next passages of the same note, in order, at most so many."""
        note = passage >> PASSAGE_BITS
        packed = self._packed_in(note)
        end = (note << PASSAGE_BITS) + len(packed)
        return _unpacked(unpack_passages(note, packed, range(passage + 1, min(passage + 1 + most, end))))

    def passages_of(self, note: int) -> list[StoredPassage]:
        """Return the passages of a note, in order."""
        return _unpacked(unpack_passages(note, self._packed_in(note)))

    def outline_of(self, note: int) -> list[PassageOutline]:
        """Return the headings and lead-ins above each passage of a note, in order."""
        return _unpacked(unpack_outline(self._packed_in(note)))

    def _packed_in(self, note: int) -> list[str]:
        """Return the packed passages of a note; an empty list if it has none."""
        return dict(self._packed_of([note])).get(note, [])

    def _packed_of(self, notes: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        """Yield the packed passages of those of some notes that have any, with their ids, one note at a time.

        The passages read last are cached, because the sentences after a quote are in a note that was just read. Very
        long notes are not cached.
        """
        wanted = set(notes)
        kept = {note: self._packed[note] for note in wanted if note in self._packed}
        yield from kept.items()
        missing = wanted - kept.keys()
        if not missing:
            return
        if len(self._packed) + len(missing) > MAX_KEPT:
            self._packed.clear()
        for note, content in self.contents(missing):
            packed = _split(content)
            if len(content) <= MAX_KEPT_BYTES and sum(map(len, packed)) <= MAX_KEPT_LETTERS:
                self._packed[note] = packed
            yield note, packed

    def contents(self, notes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield (note, its passages as they are stored) of some notes, of those that have any."""
        for listed in _listed(notes):
            yield from self._database.each(
                f"SELECT note, content FROM contents WHERE note IN ({listed})", _CONTENT_TYPES
            )

    def claims_of(self, note: int) -> list[StoredClaim]:
        """Return the claims of a note, in order."""
        return [claim for passage in self.passages_of(note) for claim in passage.claims]

    def note(self, note: int) -> StoredNote:
        """Return a note by its id."""
        return self.notes_by_id([note])[note]

    def notes_by_id(self, notes: Iterable[int]) -> dict[int, StoredNote]:
        """Return notes by their ids.

        Raises:
            IndexCorruptError: One of them is missing.
        """
        ids = {int(note) for note in notes}
        stored = {
            row[0]: _stored_note(row) for row in self.rows_of(f"{_SELECT_NOTE} WHERE id IN ({{}})", ids, _NOTE_TYPES)
        }
        if stored.keys() != ids:
            raise corruption_error("a claim's note is missing")
        return stored

    def note_order(self, _notes: Collection[int]) -> Callable[[int], Any]:
        """Return the sort key that breaks ties between notes: their id, in order of path after a full build."""
        return int

    def note_at(self, path: str) -> StoredNote | None:
        """Return the note with a path; None if there is none."""
        rows = self.rows(f"{_SELECT_NOTE} WHERE path = ?", path, types=_NOTE_TYPES)
        return next(map(_stored_note, rows), None)

    def notes(self) -> dict[int, StoredNote]:
        """Return every note by its id, in order of path."""
        return {row[0]: _stored_note(row) for row in self.rows(f"{_SELECT_NOTE} ORDER BY path", types=_NOTE_TYPES)}

    def notes_of_channel(self, channel: str) -> set[int]:
        """Return the ids of the notes of a channel."""
        return {note for (note,) in self.rows("SELECT id FROM notes WHERE channel = ?", channel)}

    def notes_tagged(self, tag: str) -> set[int]:
        """Return the ids of the notes that have a tag."""
        return {note for (note,) in self.rows("SELECT note FROM labels WHERE kind = 'tag' AND label = ?", tag)}

    def tags(self) -> list[tuple[str, int]]:
        """Return (tag, notes that have it), most frequent first."""
        query = "SELECT label, count(*) AS n FROM labels WHERE kind = 'tag' GROUP BY label ORDER BY n DESC, label"
        return self.rows(query)

    def notes_dated(self, start: str, end: str) -> set[int]:
        """Return the ids of the notes from a day on and before another; as `2025-01-31`, either may be empty."""
        query = "SELECT id FROM notes WHERE date >= ? AND date < ?"
        return {note for (note,) in self.rows(query, start or "0", end or ":")}  # : is the character after 9

    def notes_about(self, medium: str) -> set[int]:
        """Return the ids of the notes about a medium, or with a time in it."""
        return {note for (note,) in self.rows("SELECT note FROM media WHERE medium = ?", medium)}

    def media_of_notes(self, notes: Iterable[int]) -> dict[str, int]:
        """Return, by medium, how many of some notes are about it, most first."""
        counted: dict[str, int] = {}
        query = "SELECT medium, count(*) FROM notes WHERE id IN ({}) GROUP BY medium"
        for medium, count in self.rows_of(query, notes, [(str, int)]):
            counted[medium] = counted.get(medium, 0) + count
        return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))

    def titled_media(self) -> list[tuple[str, str]]:
        """Return (medium, title) of each video whose title is known, in order."""
        return self.rows("SELECT medium, title FROM videos ORDER BY medium, title", types=[(str, str)])

    def channels(self) -> list[tuple[str, int]]:
        """Return (channel, its notes) in order of name."""
        return self.rows("SELECT channel, count(*) FROM notes GROUP BY channel ORDER BY channel")

    def video_title(self, medium: str) -> str | None:
        """Return the title of a video; None if no hub gives it."""
        if medium not in self._video_titles:
            rows = self.rows("SELECT title FROM videos WHERE medium = ? ORDER BY title LIMIT 1", medium, types=[(str,)])
            self._video_titles[medium] = next((title for (title,) in rows), None)
        return self._video_titles[medium]

    def links_of(self, note: int) -> list[str]:
        """Return the slugs that a note's wikilinks point to, in order of name."""
        return [slug for (slug,) in self.rows("SELECT slug FROM links WHERE note = ? ORDER BY slug", note)]

    def links(self) -> list[tuple[int, str]]:
        """Return (note id, slug) of every wikilink, in order of path and slug."""
        return self.rows("SELECT note, slug FROM links JOIN notes ON id = note ORDER BY path, slug", types=[(int, str)])

    def notes_after(self, path: str, most: int) -> list[StoredNote]:
        """Return the next notes in order of path, at most so many."""
        rows = self.rows(f"{_SELECT_NOTE} WHERE path > ? ORDER BY path LIMIT ?", path, most, types=_NOTE_TYPES)
        return list(map(_stored_note, rows))

    def skipped(self) -> list[tuple[str, str, str]]:
        """Return (path, reason, fingerprint) of the files that were left out, in order of path."""
        return self.rows("SELECT path, reason, fingerprint FROM skipped ORDER BY path", types=[(str, str, str)])

    def folders(self, most: int = -1) -> list[tuple[str, int]]:
        """Return (path, time of last change in nanoseconds) of folders, at most so many, last changed first."""
        query = "SELECT path, changed FROM folders ORDER BY changed DESC, path LIMIT ?"
        return self.rows(query, most, types=[(str, int)])

    def fingerprints_in(self, folder: str) -> dict[str, str]:
        """Return, by path, the fingerprints of the notes and the files left out that are directly in a folder."""
        above = f"{folder}/" if folder else ""
        where = "WHERE path >= ? AND path < ? AND instr(substr(path, ?), '/') = 0"
        span = (above, f"{folder}0" if folder else "\U0010ffff", len(above) + 1)  # 0 is the character after /
        notes, skipped = (
            self.rows(f"SELECT path, fingerprint FROM {table} {where}", *span) for table in ("notes", "skipped")
        )
        return dict([*notes, *skipped])

    def citation(self, claim: StoredClaim | Claim, note: StoredNote) -> Citation:
        """Return where a claim of a note is written, and the second and medium it cites."""
        medium = claim.time.medium or note.source
        title = self.video_title(medium)
        address = None
        if is_note(medium):
            from askcloud.media.location import location_of  # only for such a note

            address = location_of(medium, None, self.corpus)
        return Citation(note.path, claim.line, note.title, note.channel, medium, title, claim.time, address)


_SELECT_NOTE = "SELECT id, path, fingerprint, digest, title, channel, medium, time_trust, date, unread FROM notes"
_CONTENT_TYPES = ((int, bytes),)
_NOTE_TYPES = ((int, *(str,) * 8, int),)


def open_index(
    folder: str, reader: Callable[[Database, str, tuple[int, ...]], IndexReader] = IndexReader
) -> IndexReader:
    """Open the index in a folder for reading, one file.

    Args:
        folder: The folder.
        reader: What reads the file.

    Raises:
        IndexNotFoundError: There is none, or it cannot be read.
        IndexVersionError: Another version of askcloud wrote it.
        IndexCorruptError: The file is not an index, or is damaged.
    """
    path = index_file(folder)
    identity = file_identity(path)  # before it is opened: a file that replaces it later differs
    database = open_database(path)
    try:
        return reader(database, path, identity)
    except (KeyError, ValueError) as error:
        database.close()
        raise corruption_error(str(error), path) from error
    except Exception:
        database.close()
        raise


def _listed(ids: Iterable[int]) -> Iterator[str]:
    """Yield some numbers, as many as a statement may have at a time, separated by commas."""
    numbers = list(map(str, ids))
    for start in range(0, len(numbers), MAX_LISTED):
        yield ",".join(numbers[start : start + MAX_LISTED])


def _split(content: bytes) -> list[str]:
    try:
        return split_passages(content)
    except ValueError as error:
        raise corruption_error("the claims of a note are damaged") from error


def _says(text: str, words: Collection[str]) -> bool:
    """Return whether a text contains all of some folded words, also inside longer ones."""
    lower = text.lower()  # usually decides it, and is faster
    return all(word in lower or (not text.isascii() and word in fold(text)) for word in words)


def _unpacked(stored: Iterator[T]) -> list[T]:
    """Return the unpacked passages of a note as a list.

    Raises:
        IndexCorruptError: It is damaged.
    """
    try:
        return list(stored)
    except (ValueError, KeyError) as error:
        raise corruption_error("the claims of a note are damaged") from error


def _stored_note(row: tuple[Any, ...]) -> StoredNote:
    if row[7] not in TRUST:
        raise corruption_error("the time trust of a note is damaged")
    return StoredNote(*row[1:])
