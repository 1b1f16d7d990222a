"""Posting lists, and how those of a term lie in one blob.

A list is its ids as 32-bit numbers, ascending, then an impact in one byte for each. The lists of a term lie behind one
another. They are compressed unless they are long, and then with the lowest bytes of a list's ids first, then the next
ones, then its impacts: the higher bytes hardly change, so that zlib takes all of it to less than half.
"""

from __future__ import annotations

from askcloud.index.compression import compress, decompress
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ID = 4  # bytes
POSTING = ID + 1

_LONG = 1 << 16  # bytes; longer lists are read in a few places only, and unpacking them would take longer than that


@record
class Postings:
    """The texts of one level that hold a term."""

    ids: memoryview[int]
    """Shape (df,): ids of passages or notes, ascending."""
    impacts: bytes
    """Shape (df,): each text's impact in steps of the level's (k1 + 1) / 255, from 1 to 255."""

    @property
    def max_impact(self) -> int:
        """The highest impact, 0 without any. Bytes are looked for ten times as fast as they are compared."""
        return next((impact for impact in range(255, 0, -1) if impact in self.impacts), 0)


def postings_of(listed: bytes) -> Postings:
    """A list as numbers, its ids without copying them."""
    ids = ID * (len(listed) // POSTING)
    return Postings(memoryview(listed)[:ids].cast("I"), listed[ids:])


def pack_lists(lists: Sequence[bytes]) -> bytes:
    """Several lists in one blob, compressed where that makes it shorter, which its length then tells."""
    whole = b"".join(lists)
    if len(whole) > _LONG:
        return whole
    return min(whole, compress(b"".join(map(_planes, lists)), 1), key=len)  # a higher level gains 3 % and takes longer


def unpack_lists(blob: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """The lists in a blob that hold so many postings.

    Raises:
        ValueError: It is damaged.
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
        yield _listed(whole[start:end]) if is_packed else whole[start:end]
        start = end


def _planes(listed: bytes) -> bytes:
    ids = ID * (len(listed) // POSTING)
    return b"".join(listed[plane:ids:ID] for plane in range(ID)) + listed[ids:]


def _listed(planes: bytes) -> bytes:
    df = len(planes) // POSTING
    listed = bytearray(planes)
    for plane in range(ID):
        listed[plane : ID * df : ID] = planes[plane * df : (plane + 1) * df]
    return bytes(listed)
