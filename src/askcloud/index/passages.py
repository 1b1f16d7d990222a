"""The passages of a note as an index stores them: one compressed text.

Compressed as one text, a note's passages take two fifths of their size. Passages, their parts and the fields of these
are separated by ASCII's separators, which `notes.plain_text` replaces by blanks and `media.addresses` accepts in no
medium.
"""

from __future__ import annotations

from askcloud.index.compression import compress, decompress
from askcloud.index.schema import (
    MAX_ABOVE,
    MAX_CLAIMS,
    MAX_NOTE_CLAIMS,
    MAX_NOTE_LETTERS,
    MAX_PASSAGES,
    PASSAGE_BITS,
)
from askcloud.media.citation import NONE, TRUST, Timestamp
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.notes.reader import Claim, Passage

_PASSAGE, _PART, _FIELD = "\x1d\x1e\x1f"
_ITEM = "*"  # the kind of a passage that is an item of a list; others have none
_MAX_BYTES = 4 * MAX_NOTE_LETTERS  # bytes of them
_OF_CLAIM = 8  # fields
_FLAGS = {(False, False): 0, (True, False): 1, (False, True): 2, (True, True): 3}
"""How a claim's `needs_previous` and `is_fragment` are stored."""
_TRUST = {str(number): trust for number, trust in enumerate(TRUST)}


class StoredClaim(Record):
    """A claim as the index stores it."""

    passage: int
    """Id of its passage."""
    position: int
    """Its position in the passage, from 0."""
    text: str
    time: Timestamp
    line: int
    span: tuple[int, int]
    """Start and end offset in the note's text."""
    needs_previous: bool
    """Whether it is understood only with the sentence before it."""
    is_fragment: bool
    """Whether it is too short to answer by itself (see `notes.reader.Claim`)."""

    @property
    def note(self) -> int:
        """Id of its note."""
        return self.passage >> PASSAGE_BITS


class StoredPassage(Record):
    """A passage as the index stores it."""

    id: int
    headings: tuple[str, ...]
    """Those above it, outermost first."""
    context: tuple[str, ...]
    """The list intro, callout or sentence it belongs to, outermost first."""
    claims: tuple[StoredClaim, ...]
    """In order, at least one."""
    before: str
    """The last sentence of the passage before it; empty for the first of a note."""
    is_item: bool
    """Whether it is an item of a list."""

    def sentence_before(self, position: int) -> str:
        """Return the sentence before the claim at a position; empty for the first of a note."""
        return self.claims[position - 1].text if position else self.before


class PassageOutline(Record):
    """The headings and lead-ins above a passage."""

    headings: tuple[str, ...]
    """As those of the passage."""
    context: tuple[str, ...]
    is_item: bool


def pack_passages(passages: Iterable[Passage]) -> bytes:
    """Return the passages of a note as one blob."""
    return compress(_PASSAGE.join(map(_pack_passage, passages)).encode())


def split_passages(blob: bytes) -> list[str]:
    """Return the passages of a note from its blob, each as one text, in order.

    Raises:
        ValueError: The blob is damaged, or has more passages than a note.
    """
    return _split(decompress(blob, _MAX_BYTES).decode(), _PASSAGE, MAX_PASSAGES)


def unpack_passages(note: int, packed: Sequence[str], wanted: Iterable[int] | None = None) -> Iterator[StoredPassage]:
    """Return the passages of a note from their texts, in order, or those with some ids, in the order of these.

    Raises:
        KeyError: A text is damaged.
        ValueError: A text is damaged, or a passage is missing, or there are more claims than a note can have.
    """
    first, read = note << PASSAGE_BITS, 0
    for position in range(len(packed)) if wanted is None else (passage - first for passage in wanted):
        if not 0 <= position < min(len(packed), MAX_PASSAGES):
            message = "a passage is missing"
            raise ValueError(message)
        passage = first + position
        headings, context, kind, *claims = _split(packed[position], _PART, MAX_CLAIMS + 3)
        read += len(claims)
        if read > MAX_NOTE_CLAIMS:
            message = "more claims than a note can have"
            raise ValueError(message)
        yield StoredPassage(
            passage,
            _unpack_fields(headings),
            _unpack_fields(context),
            tuple(_unpack_claim(passage, number, claim) for number, claim in enumerate(claims)),
            packed[position - 1].rpartition(_PART)[2].partition(_FIELD)[0] if position else "",
            kind == _ITEM,
        )


def unpack_outline(packed: Iterable[str]) -> Iterator[PassageOutline]:
    """Return the headings and lead-ins above each passage of a note, in order, without reading their claims.

    Raises:
        ValueError: A text is damaged.
    """
    for passage in packed:
        headings, context, kind, _ = passage.split(_PART, 3)
        yield PassageOutline(_unpack_fields(headings), _unpack_fields(context), kind == _ITEM)


def _pack_passage(passage: Passage) -> str:
    above = (_FIELD.join(passage.headings), _FIELD.join(passage.context), _ITEM if passage.is_item else "")
    return _PART.join((*above, *map(_pack_claim, passage.claims)))


def _pack_claim(claim: Claim) -> str:
    time = claim.time
    seconds = "" if time.seconds is None else time.seconds
    flags = _FLAGS[claim.needs_previous, claim.is_fragment]
    return (
        f"{claim.text}{_FIELD}{time.medium}{_FIELD}{claim.start}{_FIELD}{claim.end}{_FIELD}{claim.line}{_FIELD}"
        f"{seconds}{_FIELD}{TRUST.index(time.trust)}{_FIELD}{flags}"
    )


def _unpack_fields(packed: str) -> tuple[str, ...]:
    return tuple(_split(packed, _FIELD, MAX_ABOVE)) if packed else ()


def _split(packed: str, separator: str, most: int) -> list[str]:
    """Return the parts of a text, but never more than allowed, because a few bytes may unpack to millions of them.

    Raises:
        ValueError: There are more.
    """
    parts = packed.split(separator, most)
    if len(parts) > most:
        message = "more parts than a note has"
        raise ValueError(message)
    return parts


def _unpack_claim(passage: int, position: int, packed: str) -> StoredClaim:
    text, medium, start, end, line, seconds, trust, flags = packed.split(_FIELD, _OF_CLAIM)
    time = Timestamp(int(seconds), _TRUST[trust], medium) if seconds else Timestamp(None, NONE, medium)
    if time.seconds is not None and time.seconds < 0:
        message = "a time is before the beginning"
        raise ValueError(message)
    span = int(start), int(end)
    return StoredClaim(passage, position, text, time, int(line), span, flags in ("1", "3"), flags in ("2", "3"))
