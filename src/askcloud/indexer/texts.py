"""The texts whose words are counted for the passages and the note."""

from __future__ import annotations

from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.index.passages import StoredPassage
    from askcloud.notes.reader import Passage

TermRow = tuple[str, int, bytes, bytes, bytes]
"""(term, claims that contain it, posting lists of passages, of notes, of titles)."""


class NoteTexts(Record):
    """The texts of one note that are counted."""

    note: int
    """Note id."""
    title: str
    passages: tuple[tuple[str, tuple[str, ...]], ...]
    """(headings and context above it, its claims) of each passage, in order."""


def texts_of(note: int, title: str, passages: Iterable[Passage | StoredPassage]) -> NoteTexts:
    """Return the texts of a note, whether it was just read or is in an index.

    A passage that is a fragment has none: it is shown only as a part of its list, and would displace another among the
    best passages.
    """
    return NoteTexts(note, title, tuple(map(_texts_of_passage, passages)))


def _texts_of_passage(passage: Passage | StoredPassage) -> tuple[str, tuple[str, ...]]:
    claims = tuple(claim.text for claim in passage.claims if not claim.is_fragment)
    return ("\n".join((*passage.headings, *passage.context)) if claims else "", claims)
