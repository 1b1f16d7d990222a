"""An index of several files opened for reading: a catalog, and the shards that have postings and passages.

The catalog is a file with the tables of an index. It knows all notes, names and words, and in how many texts each term
is; in place of postings and passages it has nothing. So code that reads an index can read a catalog, and only the
postings of a term and the passages of a note are read from the shards.
"""

from __future__ import annotations

import os
from functools import cached_property, partial
from itertools import chain

from askcloud.errors import IndexNotFoundError
from askcloud.index.database import corruption_error
from askcloud.index.postings import SELECT_TERM
from askcloud.index.reader import IndexReader, open_index
from askcloud.index.schema import MAX_SHARDS, NOTE_BITS, PASSAGE_BITS, SHARD_PREFIX, is_shard_name
from askcloud.search.parts import contents_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from typing import Any

    from askcloud.index.reader import Parts, TermEntry

_TERM_TYPES = ((int, int, int, int),)


def new_shard_name() -> str:
    """Return a new random name for the folder of a shard, which was never used before."""
    return f"{SHARD_PREFIX}{os.urandom(8).hex()}"


class ShardedTerm:
    """The texts that contain a term, as `TermEntry` of all shards; their ids are looked up when they are needed."""

    def __init__(
        self, frequencies: tuple[int, int, int, int], entries: Callable[[], list[tuple[int, TermEntry]]]
    ) -> None:
        """Use `ShardedIndex.term`."""
        self.claims = frequencies[0]
        self.frequencies = frequencies
        self._look_up = entries

    @cached_property
    def _entries(self) -> list[tuple[int, TermEntry]]:
        return self._look_up()

    @cached_property
    def passages(self) -> _Ids:
        """The passages, by passage id."""
        shift = NOTE_BITS + PASSAGE_BITS
        return _Ids([(number << shift) + each for number, entry in self._entries for each in entry.passages.ids])

    @cached_property
    def notes(self) -> _Ids:
        """The notes, by note id."""
        return _Ids([(number << NOTE_BITS) + each for number, entry in self._entries for each in entry.notes.ids])

    @cached_property
    def titles(self) -> _Ids:
        """The notes whose title contains it, by note id."""
        return _Ids([(number << NOTE_BITS) + each for number, entry in self._entries for each in entry.titles.ids])


class _Ids:
    """The ids of texts in all shards, ascending."""

    __slots__ = ("ids",)

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = ids


class ShardedIndex(IndexReader):
    """An index of several files opened for reading."""

    def open_shards(self, folder: str) -> None:
        """Open the shards in the folder of the catalog.

        Raises:
            IndexNotFoundError: One is missing.
            IndexCorruptError: One is damaged.
        """
        self.check_names(folder)
        for number, name in enumerate(self.shards):
            self.parts = (*self.parts, (number, open_index(os.path.join(folder, name))))

    def check_names(self, folder: str) -> None:
        """Refuse a catalog that names anything but the shards in its folder.

        Raises:
            IndexCorruptError: It does.
        """
        if len(self.shards) > MAX_SHARDS:
            raise corruption_error("it names more shards than an index has", folder)
        if not all(map(is_shard_name, self.shards)):
            raise corruption_error("it names a shard that is outside its folder", folder)

    def close(self) -> None:
        """Close all files."""
        for _, shard in self.parts:
            shard.close()
        super().close()

    def term(self, term: str) -> ShardedTerm | None:  # type: ignore[override]  # it has the fields of a TermEntry
        """Return the texts that contain a term; None if none does."""
        query = "SELECT claims, passages, notes, titles FROM terms WHERE term = ?"
        for row in self.rows(query, term, types=_TERM_TYPES):
            counts = self.counts
            most = (counts.claims, counts.passages, counts.notes, counts.notes)
            if any(not 0 <= df <= total for df, total in zip(row, most, strict=True)):
                raise corruption_error("a term is in more texts than the index has")
            return ShardedTerm((row[0], row[1], row[2], row[3]), lambda: self._entries(term))
        return None

    def note_order(self, notes: Collection[int]) -> Callable[[int], str]:
        """Return the sort key of some notes that are as good as each other: by path."""
        return {note: stored.path for note, stored in self.notes_by_id(notes).items()}.__getitem__

    def _entries(self, term: str) -> list[tuple[int, TermEntry]]:
        """Return (number, entry) of the shards with a term, in order of number."""
        rows = chain.from_iterable(self.ask_parts(partial(_rows_of_term, term=term)))
        return [(number, self.entry_of(row)) for number, row in sorted(rows)]

    def contents(self, notes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the stored passages of some notes; see `IndexReader.contents`."""
        found = self.ask_parts(partial(contents_in, notes=frozenset(notes)))
        return chain.from_iterable(each.items() for each in found)


def _rows_of_term(parts: Parts, *, term: str) -> list[tuple[int, tuple[Any, ...]]]:
    """Return (number, row of a term) of the shards that have it."""
    return [(number, row) for number, part in parts for row in part.rows(SELECT_TERM, term)]


def open_sharded(folder: str, catalog: IndexReader, kind: Callable[..., ShardedIndex] = ShardedIndex) -> ShardedIndex:
    """Open an index of several files.

    Args:
        folder: Its folder.
        catalog: The catalog in it, open; it is closed.
        kind: What reads it.

    Raises:
        IndexNotFoundError: A file is missing.
        IndexCorruptError: A file is damaged.
    """
    catalog.close()
    while True:
        index = open_index(folder, kind)
        assert isinstance(index, ShardedIndex)
        try:
            index.open_shards(folder)
        except IndexNotFoundError:
            index.close()
            if not index.was_replaced():
                raise
        except BaseException:
            index.close()
            raise
        else:
            return index
