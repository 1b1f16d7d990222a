"""The posting lists of a term: merging new notes into them, removing notes from them, and how they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from askcloud.index.postings import ID, POSTING, pack_lists, unpack_term
from askcloud.index.schema import PASSAGE_BITS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from askcloud.indexer.texts import TermRow

_ID = np.dtype(np.uint32)
_LONG = 1 << 16  # bytes; in shorter lists notes are looked up in no time
_SPREAD = 6  # a list of notes, five bytes each, is spread over all notes, two bytes each, if one of so many is in it


def merge_rows(rows: Sequence[TermRow], *, in_order: bool = False) -> TermRow:
    """Return several rows of one term as one row; no text may be in two of them.

    Args:
        rows: The rows.
        in_order: Whether the ids in each row are above those in the rows before it, as in a first build.
    """
    if len(rows) == 1:
        return rows[0]
    terms, claims, passages, notes, titles = zip(*rows, strict=True)
    return terms[0], sum(claims), _merge(passages, in_order), _merge(notes, in_order), _merge(titles, in_order)


def remove_notes(row: TermRow, claims: int, notes: Collection[int]) -> TermRow:
    """Return a term's row without some notes.

    Args:
        row: The row of the term.
        claims: How many claims of these notes contain the term.
        notes: Ids of the notes.
    """
    term, df, passages, in_notes, titles = row
    gone = np.fromiter(notes, dtype=_ID)
    return (
        term,
        df - claims,
        _without(passages, gone, PASSAGE_BITS),
        _without(in_notes, gone, 0),
        _without(titles, gone, 0),
    )


def stored_row(row: TermRow) -> tuple[str, int, int, int, int, bytes, bytes]:
    """Return a term's row as it is stored."""
    term, claims, *lists = row
    passages, notes, titles = lists
    sizes = [len(listed) // POSTING for listed in lists]
    by_note = _spread(passages, notes) if POSTING * sum(sizes) > _LONG else b""
    return (term, claims, *sizes, pack_lists([passages, b"" if by_note else notes, titles]), by_note)  # type: ignore[return-value]


def listed_row(term: str, stored: tuple[Any, ...]) -> TermRow:
    """Return a term's row from what is stored of it.

    Raises:
        IndexCorruptError: It is damaged.
    """
    claims, passages, notes, titles, by_note = unpack_term(stored)
    if by_note:
        impacts = np.frombuffer(by_note.impacts, dtype=np.uint8)
        ids = np.flatnonzero(impacts)
        notes = ids.astype(_ID).tobytes() + impacts[ids].tobytes()
    return term, claims, passages, notes, titles


def _spread(passages: bytes, notes: bytes) -> bytes:
    """Return the impact of each note, then the highest one of its passages, by its id; empty if a list is shorter."""
    (of_passages, impacts), (of_notes, own) = _arrays(passages), _arrays(notes)
    holders = of_passages >> PASSAGE_BITS
    count = 1 + int(max(holders.max(initial=0), of_notes.max(initial=0)))
    if count > _SPREAD * len(of_notes):
        return b""
    spread = np.zeros((2, count), dtype=np.uint8)
    spread[0, of_notes] = own
    firsts = np.flatnonzero(np.diff(holders, prepend=holders[:1] + 1))
    spread[1, holders[firsts]] = np.maximum.reduceat(impacts, firsts) if len(firsts) else 0
    return bytes(spread.tobytes())


def _arrays(listed: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return the ids and the impacts of a list, both of shape (df,), without copying them."""
    df = len(listed) // POSTING
    return np.frombuffer(listed, dtype=_ID, count=df), np.frombuffer(listed, dtype=np.uint8, offset=ID * df)


def _merge(lists: Sequence[bytes], in_order: bool) -> bytes:
    filled = [listed for listed in lists if listed]
    if len(filled) < 2:
        return filled[0] if filled else b""
    ids, impacts = [], []
    for listed in filled:
        end = ID * (len(listed) // POSTING)
        ids.append(listed[:end])
        impacts.append(listed[end:])
    if in_order:
        return b"".join(ids + impacts)
    numbers = np.frombuffer(b"".join(ids), dtype=_ID)
    order = np.argsort(numbers, kind="stable")
    return bytes(numbers[order].tobytes() + np.frombuffer(b"".join(impacts), dtype=np.uint8)[order].tobytes())


def _without(listed: bytes, gone: np.ndarray, bits: int) -> bytes:
    """Return a list without the ids of some notes, where an id shifted right by `bits` is a note's."""
    ids, impacts = _arrays(listed)
    stays = ~np.isin(ids >> bits, gone)
    return bytes(ids[stays].tobytes() + impacts[stays].tobytes())
