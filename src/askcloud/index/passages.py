"""What an index keeps of the passages of a note: one compressed text, and back.

Together the texts of a note take two fifths of their room. Passages, their parts and the fields of these are told apart
by ASCII's separators, which `notes.prose` takes for blanks and `notes.addresses` in no medium.
"""

from __future__ import annotations

from askcloud.index.compression import compress, decompress
from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.media.citation import NONE, TRUST, Timestamp
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.notes.reader import Claim, Passage

_PASSAGE, _PART, _FIELD = "\x1d\x1e\x1f"
_MOST = 1 << 28  # bytes; the worst note that is read gives 200 million: 2 MB, and what is kept with each piece of it
_TRUST = {str(at): trust for at, trust in enumerate(TRUST)}


@record
class StoredClaim:
    """A claim as the index holds it."""

    passage: int
    """Id of its passage."""
    position: int
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
class StoredPassage:
    """A passage as the index holds it."""

    id: int
    headings: tuple[str, ...]
    """Those above it, outermost first."""
    context: tuple[str, ...]
    """What it stands under, outermost first."""
    claims: tuple[StoredClaim, ...]
    """In order, at least one."""
    before: str
    """The last sentence of the passage before it; empty for the first of a note."""

    def sentence_before(self, place: int) -> str:
        """The sentence before one of its claims; empty for the first of a note."""
        return self.claims[place - 1].text if place else self.before


def pack_passages(passages: Iterable[Passage]) -> bytes:
    """The passages of a note in one blob."""
    return compress(_PASSAGE.join(map(_packed, passages)).encode())


def unpack_passages(note: int, blob: bytes, wanted: Iterable[int] | None = None) -> Iterator[StoredPassage]:
    """The passages of a note in a blob, or those of some ids.

    Raises:
        ValueError: It is damaged.
    """
    packed = decompress(blob, _MOST).decode().split(_PASSAGE)
    first = note << PASSAGE_BITS
    for at in range(len(packed)) if wanted is None else (passage - first for passage in wanted):
        if not 0 <= at < min(len(packed), MAX_PASSAGES):
            message = "a passage is missing"
            raise ValueError(message)
        headings, context, *claims = packed[at].split(_PART)
        yield StoredPassage(
            first + at,
            _fields(headings),
            _fields(context),
            tuple(_claim(first + at, place, claim.split(_FIELD)) for place, claim in enumerate(claims)),
            packed[at - 1].rpartition(_PART)[2].partition(_FIELD)[0] if at else "",
        )


def _packed(passage: Passage) -> str:
    above = (_FIELD.join(passage.headings), _FIELD.join(passage.context))
    return _PART.join((*above, *map(_packed_claim, passage.claims)))


def _packed_claim(claim: Claim) -> str:
    time = claim.time
    seconds = "" if time.seconds is None else time.seconds
    numbers = (claim.start, claim.end, claim.line, seconds, TRUST.index(time.trust), int(claim.needs_previous))
    return _FIELD.join((claim.text, time.medium, *map(str, numbers)))


def _fields(packed: str) -> tuple[str, ...]:
    return tuple(packed.split(_FIELD)) if packed else ()


def _claim(passage: int, place: int, fields: Sequence[str]) -> StoredClaim:
    text, medium, start, end, line, seconds, trust, needs_previous = fields
    time = Timestamp(int(seconds), _TRUST[trust], medium) if seconds else Timestamp(None, NONE, medium)
    if time.seconds is not None and time.seconds < 0:
        message = "a second before the first"
        raise ValueError(message)
    return StoredClaim(passage, place, text, time, int(line), (int(start), int(end)), needs_previous == "1")
