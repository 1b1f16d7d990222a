"""The posting lists of a term: merging new notes into them, and removing notes from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from askcloud.index.postings import ID, POSTING
from askcloud.index.schema import PASSAGE_BITS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from askcloud.indexer.texts import TermRow

_ID = np.dtype(np.uint32)


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
