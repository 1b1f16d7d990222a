"""The texts of a note that are counted: what a passage's words are, and a note's."""

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
    """Return the texts of a note, whether it was just read or is in an index."""
    return NoteTexts(
        note,
        title,
        tuple(
            ("\n".join((*passage.headings, *passage.context)), tuple(claim.text for claim in passage.claims))
            for passage in passages
        ),
    )
