"""Notes -> the postings of their terms, and their words. The only module that imports scikit-learn (1.3 s, 115 MB)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from askcloud.index.bm25 import NOTE, PASSAGE, TITLE, Level
from askcloud.index.schema import PASSAGE_BITS
from askcloud.text.analyzer import content_words, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.indexer.texts import NoteTexts, TermRow

_ID = np.dtype(np.uint32)


def count_notes(notes: Sequence[NoteTexts]) -> tuple[dict[str, TermRow], Counter[str], Counter[str]]:
    """Return what notes add to an index: by term, its row; by word, in how many texts and in how many claims it occurs.

    The text of a passage is its claims with the title, headings and context above it, as a note may name its subject
    only in its title. The text of a note is its claims and its title.
    """
    notes = sorted(notes, key=lambda texts: texts.note)
    above, claims = _documents(notes)
    titles = [note.title for note in notes]
    words, counts = _count([*(text for _, text in claims), *(text for _, text in above), *titles])
    texts_with, claims_with = (
        Counter(dict(zip(words, np.bincount(rows.indices, minlength=len(words)).tolist(), strict=True)))
        for rows in (counts, counts[: len(claims)])
    )
    terms, by_term = _terms_of_columns(words)
    claim_counts, above_counts, title_counts = _split_rows(counts @ by_term, len(claims), len(above))

    passage_ids = np.array([passage for passage, _ in above], dtype=_ID)
    note_ids = np.array([note.note for note in notes], dtype=_ID)
    owners = np.array([passage for passage, _ in claims], dtype=_ID)
    titled = _sum_by(passage_ids >> PASSAGE_BITS, note_ids).T @ title_counts
    passage_counts = _sum_by(owners, passage_ids) @ claim_counts + above_counts + titled
    note_counts = _sum_by(owners >> PASSAGE_BITS, note_ids) @ claim_counts + title_counts

    claim_df = np.bincount(claim_counts.indices, minlength=len(terms))
    columns = zip(
        terms,
        claim_df.tolist(),
        _postings(passage_counts, passage_ids, PASSAGE),
        _postings(note_counts, note_ids, NOTE),
        _postings(title_counts, note_ids, TITLE),
        strict=True,
    )
    return {row[0]: row for row in columns}, texts_with, claims_with


def _documents(notes: Iterable[NoteTexts]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return (passage id, text above it) of every passage and (passage id, claim) of every claim, in order."""
    above, claims = [], []
    for note in notes:
        for passage, (context, texts) in enumerate(note.passages, note.note << PASSAGE_BITS):
            above.append((passage, context))
            claims += [(passage, text) for text in texts]
    return above, claims


def _count(documents: list[str]) -> tuple[list[str], csr_matrix]:
    """Return the words of some texts in order, and the matrix of their counts: shape (texts, words)."""
    counter = CountVectorizer(analyzer=content_words, dtype=np.int32)
    # One more text with a word: scikit-learn refuses an empty vocabulary.
    counts = counter.fit_transform([*documents, "askcloud"])[:-1]
    return counter.get_feature_names_out().tolist(), counts.tocsr()


def _terms_of_columns(words: list[str]) -> tuple[list[str], csr_matrix]:
    """Return the terms of some words in order, and the matrix that sums the columns of each: shape (words, terms)."""
    of_word = [term_of(word) for word in words]
    terms = sorted(set(of_word))
    column = {term: number for number, term in enumerate(terms)}
    columns = [column[term] for term in of_word]
    ones = np.ones(len(words), dtype=np.int32)
    return terms, csr_matrix((ones, (np.arange(len(words)), columns)), shape=(len(words), len(terms)))


def _split_rows(counts: csr_matrix, *sizes: int) -> Iterator[csr_matrix]:
    """Return a matrix in consecutive groups of rows of some sizes, and the remaining rows last."""
    start = 0
    for size in sizes:
        yield counts[start : start + size]
        start += size
    yield counts[start:]


def _sum_by(owners: np.ndarray, groups: np.ndarray) -> csr_matrix:
    """Return the matrix that sums the rows of each owner: shape (groups, rows); both arrays ascend."""
    rows = np.searchsorted(groups, owners)
    shape = (len(groups), len(owners))
    return csr_matrix((np.ones(len(owners), dtype=np.int32), (rows, np.arange(len(owners)))), shape=shape)


def _postings(counts: csr_matrix, ids: np.ndarray, level: Level) -> Iterator[bytes]:
    """Return the posting list of every column, as `postings_of` reads it."""
    columns = counts.tocsc()
    columns.sort_indices()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    impacts = level.impact(columns.data.astype(float), lengths[columns.indices])
    steps = np.clip(np.rint(impacts * (255 / (level.k1 + 1))), 1, 255).astype(np.uint8)
    holders = ids[columns.indices]
    for start, end in zip(columns.indptr, columns.indptr[1:], strict=False):
        yield holders[start:end].tobytes() + steps[start:end].tobytes()
