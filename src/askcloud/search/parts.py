"""Query -> the best passages in an index of several files, exactly those that a single file would give.

The score of a passage depends only on itself and on the document frequencies of all notes, which the query contains. So
the best of all files are among the best of each. Each computer finds the best passages of the files that it has.
"""

from __future__ import annotations

from functools import partial

from askcloud.index.postings import postings_of
from askcloud.index.reader import TermEntry
from askcloud.index.schema import MAX_NOTE_ID, NOTE_BITS, PASSAGE_BITS
from askcloud.record import Record, replace
from askcloud.search.candidates import MAX_IN_OTHER_WORDS, MAX_TIED, PassageHit, last_of_best, matching_passages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from askcloud.index.reader import IndexReader, Parts
    from askcloud.search.query import Query
    from askcloud.search.weights import Weights


class FoundInParts(Record):
    """The passages that some files of an index found for a question."""

    best: list[PassageHit]
    """The best passages."""
    others: list[PassageHit]
    """Those that express the relation in other words; a passage may be in both."""
    contents: dict[int, bytes]
    """By note: its passages as they are stored, where the files are not at hand."""


def candidates_in_parts(
    index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights
) -> list[PassageHit]:
    """Return the best passages of all files; see `candidates.find_candidates`."""
    asked = replace(query, known=dict.fromkeys(query.known))  # each file has its own entries
    work = partial(_found_in, query=asked, notes=notes, weights=weights, is_remote=index.is_remote)
    found = index.ask_parts(work)
    best = [hit for each in found for hit in each.best]
    others = [hit for each in found for hit in each.others]
    index.keep({note: content for each in found for note, content in each.contents.items()})
    best = _first(_near_best(best), MAX_TIED, index)
    found_already = {hit.passage for hit in best}
    return best + _first([hit for hit in others if hit.passage not in found_already], MAX_IN_OTHER_WORDS, index)


def _found_in(
    parts: Parts, *, query: Query, notes: Collection[int] | None, weights: Weights, is_remote: bool
) -> FoundInParts:
    """Return the passages that some files find, with the ids of passages and notes in the whole index."""
    best: list[PassageHit] = []
    others: list[PassageHit] = []
    by_part: dict[int, set[int]] = {number: set() for number, _ in parts}
    for note in notes or ():
        by_part.get(note >> NOTE_BITS, set()).add(note & MAX_NOTE_ID)
    for number, part in parts:
        known = {term: part.term(term) or _NO_ENTRY for term in query.known}
        if notes is None or by_part[number]:
            own = None if notes is None else by_part[number]
            found = matching_passages(part, replace(query, known=known), own, weights)
            best += _numbered(number, found[0])
            others += _numbered(number, found[1])
    best = _near_best(best)
    contents = contents_in(parts, notes=_passages_to_read(best, others)) if is_remote else {}
    return FoundInParts(best, others, contents)


def _passages_to_read(best: list[PassageHit], others: list[PassageHit]) -> set[int]:
    """Return the notes whose passages are read next: another request for them would take as long as this one."""
    likely = sorted(others, key=lambda hit: -hit.score)[:MAX_IN_OTHER_WORDS]
    return {hit.passage >> PASSAGE_BITS for hit in (*best, *likely)}


def contents_in(parts: Parts, *, notes: Collection[int]) -> dict[int, bytes]:
    """Return, by note, its passages as they are stored, of those notes that are in some files and have any."""
    found: dict[int, bytes] = {}
    for number, part in parts:
        own = [note & MAX_NOTE_ID for note in notes if note >> NOTE_BITS == number]
        if own:
            found |= {(number << NOTE_BITS) + note: content for note, content in part.contents(own)}
    return found


def _near_best(hits: list[PassageHit]) -> list[PassageHit]:
    """Return the best of some hits, with all that tie with the last of them."""
    threshold = last_of_best(hit.score for hit in hits)
    return [hit for hit in hits if hit.score >= threshold]


def _first(hits: list[PassageHit], most: int, index: IndexReader) -> list[PassageHit]:
    """Return the best hits, at most so many; of equal ones the first by the path of the note and the place in it."""
    if len(hits) <= most:
        return hits
    order = index.note_order({hit.passage >> PASSAGE_BITS for hit in hits})
    return sorted(hits, key=lambda hit: (-hit.score, order(hit.passage >> PASSAGE_BITS), hit.passage))[:most]


_NO_ENTRY = TermEntry(0, postings_of(b""), postings_of(b""), postings_of(b""))


def _numbered(number: int, hits: Iterable[PassageHit]) -> list[PassageHit]:
    """Return hits of a file with the ids that their passages have in the whole index."""
    first = number << NOTE_BITS + PASSAGE_BITS
    return [replace(hit, passage=first + hit.passage) for hit in hits]
