"""Numbers of texts on each level, and of those that contain a term: the source of every idf.

Ranking takes its statistics as an argument (as tantivy's `Bm25StatisticsProvider`), so that they may be those of one
index or the sums over several.
"""

from __future__ import annotations

from askcloud.index.bm25 import idf
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from askcloud.index.reader import IndexReader, TermEntry


class DocumentFrequencies(Record):
    """How many texts of each level contain a term."""

    claims: int
    passages: int
    notes: int
    titles: int


class CollectionStatistics(Record):
    """Totals of a collection of notes, and the document frequencies of the terms of one question."""

    claims: int
    """Claims in all."""
    passages: int
    """Passages in all."""
    notes: int
    """Notes with at least one claim, in all; each has one title."""
    frequencies: dict[str, DocumentFrequencies]
    """By term; a term that no note contains is left out."""

    @property
    def unseen_claim_idf(self) -> float:
        """The idf of a term that no claim contains: the highest there is."""
        return idf(0, self.claims)

    def claim_idf(self, term: str) -> float:
        """Return the inverse document frequency of a term among claims, above 0 (see `index.bm25`)."""
        return idf(self.frequencies[term].claims, self.claims)

    def passage_idf(self, term: str) -> float:
        """Return the inverse document frequency of a term among passages, above 0."""
        return idf(self.frequencies[term].passages, self.passages)

    def note_idf(self, term: str) -> float:
        """Return the inverse document frequency of a term among notes, above 0."""
        return idf(self.frequencies[term].notes, self.notes)

    def title_idf(self, term: str) -> float:
        """Return the inverse document frequency of a term among the titles of notes, above 0."""
        return idf(self.frequencies[term].titles, self.notes)


def statistics_of(index: IndexReader, entries: Mapping[str, TermEntry]) -> CollectionStatistics:
    """Return the statistics of one index for some terms, given their entries in it."""
    counts = index.counts
    frequencies = {term: DocumentFrequencies(*entry.frequencies) for term, entry in entries.items()}
    return CollectionStatistics(counts.claims, counts.passages, counts.notes, frequencies)
