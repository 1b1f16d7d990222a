"""The posting lists of a term put together and taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from askcloud.index.postings import ID, POSTING
from askcloud.index.schema import PASSAGE_BITS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from askcloud.indexer.texts import TermRow

_ID = np.dtype(np.uint32)


def merge_rows(rows: Sequence[TermRow]) -> TermRow:
    """Several rows of a term in one; no text may be in two."""
    terms, claims, passages, in_notes, titles = zip(*rows, strict=True)
    return terms[0], sum(claims), _merged(passages), _merged(in_notes), _merged(titles)


def remove_notes(row: TermRow, claims: int, notes: Collection[int]) -> TermRow:
    """A term's row without some notes, which held it in so many claims."""
    term, held, passages, in_notes, titles = row
    gone = np.fromiter(notes, dtype=_ID)
    return term, held - claims, _kept(passages, gone, PASSAGE_BITS), _kept(in_notes, gone, 0), _kept(titles, gone, 0)


def _arrays(blob: bytes) -> tuple[np.ndarray, np.ndarray]:
    df = len(blob) // POSTING
    return np.frombuffer(blob, dtype=_ID, count=df), np.frombuffer(blob, dtype=np.uint8, offset=ID * df)


def _merged(blobs: Sequence[bytes]) -> bytes:
    blobs = [blob for blob in blobs if blob]
    if len(blobs) < 2:
        return b"".join(blobs)
    ids, impacts = (np.concatenate(each) for each in zip(*map(_arrays, blobs), strict=True))
    order = np.argsort(ids, kind="stable")  # takes next to nothing where they follow each other, as in a first build
    return bytes(ids[order].tobytes() + impacts[order].tobytes())


def _kept(blob: bytes, gone: np.ndarray, bits: int) -> bytes:
    ids, impacts = _arrays(blob)
    keep = ~np.isin(ids >> bits, gone)
    return bytes(ids[keep].tobytes() + impacts[keep].tobytes())
