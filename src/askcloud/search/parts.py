"""Query -> the passages that match it best in an index of several files, exactly those that one file would give.

What a passage scores depends on nothing but itself and the document frequencies of all notes, which the query has. So
the best of all files are among the best of each.
"""

from __future__ import annotations

from askcloud.index.postings import postings_of
from askcloud.index.reader import TermEntry
from askcloud.index.schema import NOTE_BITS, PASSAGE_BITS
from askcloud.record import replace
from askcloud.search.candidates import MAX_IN_OTHER_WORDS, MAX_TIED, PassageHit, last_of_best, matching_passages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from askcloud.index.reader import IndexReader
    from askcloud.search.query import Query
    from askcloud.search.weights import Weights


def candidates_in_parts(
    index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights
) -> list[PassageHit]:
    """Return the best passages of all files; see `candidates.find_candidates`."""
    best: list[PassageHit] = []
    others: list[PassageHit] = []
    by_part: dict[int, set[int]] = {number: set() for number, _ in index.parts}
    for note in notes or ():
        by_part.get(note >> NOTE_BITS, set()).add(note & _LOCAL)
    for number, part in index.parts:
        known = {term: part.term(term) or _IN_NO_TEXT for term in query.known}
        if notes is None or by_part[number]:
            own = None if notes is None else by_part[number]
            found = matching_passages(part, replace(query, known=known), own, weights)
            best += _numbered(number, found[0])
            others += _numbered(number, found[1])
    threshold = last_of_best(hit.score for hit in best)
    best = _first([hit for hit in best if hit.score >= threshold], MAX_TIED, index)
    found_already = {hit.passage for hit in best}
    return best + _first([hit for hit in others if hit.passage not in found_already], MAX_IN_OTHER_WORDS, index)


def _first(hits: list[PassageHit], most: int, index: IndexReader) -> list[PassageHit]:
    """Return the best hits, at most so many; of equal ones the first by the path of the note and the place in it."""
    if len(hits) <= most:
        return hits
    order = index.note_order({hit.passage >> PASSAGE_BITS for hit in hits})
    return sorted(hits, key=lambda hit: (-hit.score, order(hit.passage >> PASSAGE_BITS), hit.passage))[:most]


_IN_NO_TEXT = TermEntry(0, *map(postings_of, (b"", b"", b"")))
_LOCAL = (1 << NOTE_BITS) - 1


def _numbered(number: int, hits: Iterable[PassageHit]) -> list[PassageHit]:
    """Return hits of a file with the ids that their passages have in the whole index."""
    first = number << NOTE_BITS + PASSAGE_BITS
    return [replace(hit, passage=first + hit.passage) for hit in hits]
