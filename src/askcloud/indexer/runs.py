"""Rows of terms in a temporary file until all notes are read, so that a build needs no memory for them."""

from __future__ import annotations

from array import array
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from struct import Struct
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Self

    from askcloud.indexer.texts import TermRow

    TermRows = tuple[str, Sequence[TermRow]]
    """(term, rows of it)."""

_CHUNK = 200  # terms that are read from a run at a time
_ROWS = Struct("I")  # how many rows of a term there are
_NUMBERS = Struct("4I")  # of a row: the claims, and the length of each of its lists


class SortedRuns:
    """Runs of rows, each in order of its terms, which are merged when they are read."""

    def __init__(self, folder: str) -> None:
        """Start with none.

        Args:
            folder: Folder of the file, which has no name in it and ends with this process.

        Raises:
            OSError: The file cannot be written.
        """
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # closed below; for its owner only
        self._runs: list[list[tuple[int, int, int]]] = []  # (offset, length of the head, length) of each chunk

    def __enter__(self) -> Self:
        """Return the runs themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Delete the file."""
        self._file.close()

    def add(self, rows: Iterable[TermRows]) -> None:
        """Write a run.

        Raises:
            OSError: The file cannot be written.
        """
        run = []
        rows = iter(rows)
        while chunk := list(islice(rows, _CHUNK)):
            terms = "\n".join([term for term, _ in chunk]).encode()
            numbers = array("I", [len(of_term) for _, of_term in chunk])
            lists: list[bytes] = []
            for _, of_term in chunk:
                for _, claims, *of_row in of_term:
                    numbers.extend((claims, *map(len, of_row)))
                    lists += of_row
            start = self._file.tell()
            run.append((start, len(terms), self._file.write(b"".join((terms, numbers, *lists)))))
        self._runs.append(run)

    def merged(self) -> Iterator[tuple[str, list[TermRow]]]:
        """Yield (term, its rows in order of the runs), in order of the terms.

        Raises:
            OSError: The file cannot be read.
        """
        rows = merge(*map(self._rows_of, self._runs), key=itemgetter(0))
        for term, of_term in groupby(rows, key=itemgetter(0)):
            yield term, list(chain.from_iterable(listed for _, listed in of_term))

    def _rows_of(self, run: Iterable[tuple[int, int, int]]) -> Iterator[TermRows]:
        for offset, head, length in run:
            self._file.seek(offset)
            terms = self._file.read(head).decode().split("\n")
            chunk = self._file.read(length - head)
            start = _ROWS.size * len(terms)
            counts = [count for (count,) in _ROWS.iter_unpack(chunk[:start])]
            numbers = _NUMBERS.iter_unpack(chunk[start : start + _NUMBERS.size * sum(counts)])
            start += _NUMBERS.size * sum(counts)
            for term, count in zip(terms, counts, strict=True):
                rows = []
                for claims, passages, notes, titles in islice(numbers, count):
                    first = start + passages
                    second = first + notes
                    end = second + titles
                    rows.append((term, claims, chunk[start:first], chunk[first:second], chunk[second:end]))
                    start = end
                yield term, rows
