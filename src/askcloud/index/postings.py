"""Posting lists, and how those of a term lie in one blob.

A list is its ids as 32-bit numbers, ascending, then an impact in one byte for each. In the database the lists of a term
lie behind one another, each with the lowest bytes of its ids first, then the next ones, then its impacts: the higher
bytes hardly change, so that zlib takes all of it to less than half.
"""

from __future__ import annotations

from askcloud.index.deflate import deflated, inflated
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ID = 4  # bytes
POSTING = ID + 1


@record
class Postings:
    """The texts of one level that hold a term."""

    ids: memoryview[int]
    """Shape (df,): ids of passages or notes, ascending."""
    impacts: bytes
    """Shape (df,): each text's impact in steps of the level's (k1 + 1) / 255, from 1 to 255."""

    @property
    def most(self) -> int:
        """The highest impact, 0 without any. Bytes are looked for ten times as fast as they are compared."""
        return next((impact for impact in range(255, 0, -1) if impact in self.impacts), 0)


def postings_of(listed: bytes) -> Postings:
    """A list as numbers, its ids without copying them."""
    ids = ID * (len(listed) // POSTING)
    return Postings(memoryview(listed)[:ids].cast("I"), listed[ids:])


def pack_lists(lists: Sequence[bytes]) -> bytes:
    """Several lists in one blob; compressed only where that makes it shorter, which its length then tells."""
    planes = b"".join(map(_planes, lists))
    return min(planes, deflated(planes, 1), key=len)  # a higher level gains 3 % and takes a third longer


def unpack_lists(blob: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """The lists in a blob that hold so many postings.

    Raises:
        ValueError: It is damaged.
    """
    length = POSTING * sum(sizes)
    planes = blob if len(blob) == length else inflated(blob, length)
    if len(planes) != length:
        message = f"{len(planes)} bytes of postings instead of {length}"
        raise ValueError(message)
    start = 0
    for df in sizes:
        end = start + POSTING * df
        yield _listed(planes[start:end], df)
        start = end


def _planes(listed: bytes) -> bytes:
    ids = ID * (len(listed) // POSTING)
    return b"".join(listed[plane:ids:ID] for plane in range(ID)) + listed[ids:]


def _listed(planes: bytes, df: int) -> bytes:
    listed = bytearray(planes)
    for plane in range(ID):
        listed[plane : ID * df : ID] = planes[plane * df : (plane + 1) * df]
    return bytes(listed)
