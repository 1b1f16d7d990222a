"""Posting lists, and how those of a term are stored in one blob.

A list is its ids as 32-bit numbers, ascending, then an impact of one byte for each. The lists of a term are stored one
after another. They are compressed unless they are long, and before that the bytes of each list are reordered: the
lowest byte of every id, then the next one of every id, then the impacts. The higher bytes hardly change, so zlib
compresses the whole to less than half.

A term that many notes contain has no list of notes. It has two bytes for each note instead, by the id of the note, so
that nothing needs to be looked up and all notes can be added up at once (see `search.every_note`).
"""

from __future__ import annotations

from askcloud.index.compression import compress, decompress
from askcloud.index.database import corruption_error
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

SELECT_TERM = "SELECT claims, passages, notes, titles, postings, by_note FROM terms WHERE term = ?"
"""The row of a term, as `unpack_term` takes it."""

ID = 4  # bytes of an id
POSTING = ID + 1  # bytes of an id and its impact

_SHORT = 11  # bytes; zlib cannot compress a shorter list, even if all of its bytes are the same
_LONG = 1 << 16  # bytes; of longer lists only a few entries are read, and unpacking them would take longer


class Postings(Record):
    """The texts of one level (passages, notes or titles) that contain a term."""

    ids: memoryview[int]
    """Shape (df,): ids of passages or notes, ascending."""
    impacts: bytes
    """Shape (df,): each text's impact in steps of the level's (k1 + 1) / 255, from 1 to 255."""

    @property
    def max_impact(self) -> int:
        """The highest impact, from 1 to 255; 0 for an empty list."""
        return _highest(self.impacts)


class ByNote(Record):
    """What a term that many notes contain has in each of them."""

    impacts: bytes
    """The impact of each note, by its id, from 0 to the last that contains the term; 0 where it does not."""
    best: bytes
    """The highest impact of its passages, by its id."""
    count: int
    """How many notes contain the term."""

    @property
    def max_impact(self) -> int:
        """The highest impact of a note, from 1 to 255."""
        return _highest(self.impacts)


def postings_of(listed: bytes) -> Postings:
    """Return a stored list as numbers, without copying its ids."""
    ids = ID * (len(listed) // POSTING)
    return Postings(memoryview(listed)[:ids].cast("I"), listed[ids:])


def pack_lists(lists: Sequence[bytes]) -> bytes:
    """Return several lists in one blob, compressed if that makes it shorter; its length shows which of both it is."""
    whole = b"".join(lists)
    if len(whole) <= _SHORT or len(whole) > _LONG:
        return whole
    packed = compress(b"".join(map(_by_planes, filter(None, lists))), 1)  # a higher level gains 3 % and takes longer
    return min(whole, packed, key=len)


def unpack_lists(blob: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """Return the lists in a blob, given how many postings each has.

    Raises:
        ValueError: The blob is damaged.
    """
    length = POSTING * sum(sizes)
    is_packed = len(blob) != length
    whole = decompress(blob, _LONG) if is_packed else blob
    if len(whole) != length:
        message = f"{len(whole)} bytes of postings instead of {length}"
        raise ValueError(message)
    start = 0
    for df in sizes:
        end = start + POSTING * df
        yield _by_postings(whole[start:end]) if is_packed else whole[start:end]
        start = end


def unpack_term(row: tuple[Any, ...]) -> tuple[int, bytes, bytes, bytes, ByNote | None]:
    """Return (claims that contain a term, its posting lists of passages, of notes, of titles, ...) of a stored row.

    The last is what it has by note, in place of a list of notes; None if it has that list.

    Raises:
        IndexCorruptError: The row is damaged.
    """
    if tuple(map(type, row)) != (int, int, int, int, bytes, bytes):
        raise corruption_error("a row has values of another type")
    claims, in_passages, in_notes, in_titles, blob, spread = row
    half = len(spread) // 2
    by_note = ByNote(spread[:half], spread[half:], in_notes) if spread else None
    try:
        passages, notes, titles = unpack_lists(blob, (in_passages, 0 if by_note else in_notes, in_titles))
    except ValueError as error:
        raise corruption_error("the postings of a term are damaged") from error
    if by_note and (
        len(spread) % 2 or len(by_note.impacts.translate(None, b"\0")) != in_notes
    ):  # counting takes longer
        raise corruption_error("the notes of a term are damaged")
    return claims, passages, notes, titles, by_note


def _highest(impacts: bytes) -> int:
    # Searching for a byte is ten times as fast as comparing all of them.
    return next((impact for impact in range(255, 0, -1) if impact in impacts), 0)


def _by_planes(listed: bytes) -> bytes:
    """Return a list with the lowest bytes of all ids first, then the next ones, then the impacts."""
    ids = ID * (len(listed) // POSTING)
    return b"".join([*[listed[plane:ids:ID] for plane in range(ID)], listed[ids:]])


def _by_postings(planes: bytes) -> bytes:
    """Return the list that `_by_planes` reordered."""
    df = len(planes) // POSTING
    listed = bytearray(planes)
    for plane in range(ID):
        listed[plane : ID * df : ID] = planes[plane * df : (plane + 1) * df]
    return bytes(listed)
