"""Postings -> the few passages that can be among the best, without scanning the posting lists of common terms.

This is MaxScore (Turtle & Flood 1995) over two levels: a passage scores by its own terms and by those of its note. The
scores of all notes are known. Terms are taken from the rarest on: once the terms that are left cannot lift a new
passage above the threshold by themselves, only passages of notes whose own score makes up for the rest can still enter;
few notes do, and only their passages are looked up.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, islice

from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.postings import Postings

    Allowed = Callable[[Collection[int]], Collection[int]]

_SAMPLE_NOTES = 20  # whose passages set the threshold: on average 97 % of the score of the last of the best
_LARGER = 4  # times as many notes are taken where these have too few passages
_SAMPLED_POSTINGS = 1000  # the first postings of the rarest terms, from whose notes the sample is taken
_LOOKUP_COST = 10  # postings that are scanned in the time of one look-up of a passage, or of the passages of a note
_SLACK = 1 - 1e-9  # sums of the same parts in another order differ by less


class TermScorer(Record):
    """The score that one term of the question adds to the passages that contain it."""

    postings: Postings
    """Its passages."""
    unit_score: float
    """The score of an impact of 1."""
    max_score: float
    """The highest score that it adds to any passage."""

    def scores_for(self, passages: Collection[int]) -> Iterator[tuple[int, float]]:
        """Return (passage, added score) of those of some passages that contain the term.

        Args:
            passages: Ids; a set or a dictionary, in which an id is found quickly.
        """
        ids, impacts = self.postings.ids, self.postings.impacts
        if len(passages) * _LOOKUP_COST > len(ids):
            for passage, impact in zip(ids, impacts, strict=True):
                if passage in passages:
                    yield passage, self.unit_score * impact
            return
        for passage, row in _rows_of(ids, passages):
            yield passage, self.unit_score * impacts[row]

    def scores_in(self, notes: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """Return (note, passage, added score) of the passages of some notes that contain the term."""
        ids, impacts = self.postings.ids, self.postings.impacts
        for note in notes:
            first = note << PASSAGE_BITS
            start = bisect_left(ids, first)
            for row in range(start, bisect_left(ids, first + MAX_PASSAGES, start)):
                yield note, ids[row], self.unit_score * impacts[row]


def common_ids(ids: memoryview[int], wanted: set[int]) -> set[int]:
    """Return those of some ids that are in an ascending list, looking each up where that is faster."""
    if len(wanted) * _LOOKUP_COST > len(ids):
        return wanted.intersection(ids)
    return {each for each, _ in _rows_of(ids, wanted)}


def _rows_of(ids: memoryview[int], wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield (id, row) of those of some ids that are in an ascending list."""
    for each in wanted:
        row = bisect_left(ids, each)
        if row < len(ids) and ids[row] == each:
            yield each, row


def maxscore_candidates(
    scorers: Sequence[TermScorer], by_note: Sequence[float], allowed: Allowed, count: int
) -> Collection[int]:
    """Return the passages that can be among the best: those, all that tie with them, and a few more.

    Args:
        scorers: What each term adds to the passages that contain it.
        by_note: The score that the passages of each note have from their note, by its id.
        allowed: Returns those of some passages that match the filters, phrases and exclusions.
        count: How many passages are the best.
    """
    scorers = sorted(scorers, key=lambda scorer: scorer.max_score)
    threshold = _threshold(scorers, by_note, allowed, count)
    # By number of terms left: the highest score that they can add.
    bounds = [0.0, *accumulate(scorer.max_score for scorer in scorers)]
    strong: Collection[int] | None = None  # the notes whose passages can still enter; None for all
    scores: dict[int, float] = {}
    for bound, next_bound, scorer in zip(bounds[:0:-1], bounds[-2::-1], reversed(scorers), strict=True):
        if bound < threshold:
            strong = _notes_from(threshold - bound, by_note, strong)
        required = threshold - next_bound
        if strong is None or len(strong) * _LOOKUP_COST > len(scorer.postings.ids):
            _scan(scorer, scores, by_note, required)
        else:
            _look_up(scorer, scores, by_note, strong)
        if required > 0:
            scores = {passage: score for passage, score in scores.items() if score >= required}
    return allowed(scores)


def _threshold(scorers: Sequence[TermScorer], by_note: Sequence[float], allowed: Allowed, count: int) -> float:
    """Return a score that each of the best passages reaches: that of the last of the best of a sample; 0 if too few.

    The sample are the passages of the best notes among those that match and contain one of the rarest terms.
    """
    notes: set[int] = set()
    for scorer in reversed(scorers):
        if len(notes) < _SAMPLED_POSTINGS:
            containing = (passage >> PASSAGE_BITS for passage in scorer.postings.ids)
            notes.update(islice((note for note in containing if by_note[note] > 0), _SAMPLED_POSTINGS))
    # Sorting is as quick as a heap here, and `heapq` would cost a question as much as importing three modules.
    ordered = sorted(notes, key=by_note.__getitem__, reverse=True)
    scores: dict[int, float] = {}
    taken, size = 0, _SAMPLE_NOTES
    while taken < len(ordered):
        for scorer in scorers:
            for note, passage, added in scorer.scores_in(ordered[taken:size]):
                scores[passage] = scores.get(passage, by_note[note]) + added
        best = sorted((scores[passage] for passage in allowed(scores)), reverse=True)[:count]
        if len(best) == count:
            return _SLACK * best[-1]
        taken, size = size, _LARGER * (size + 1)
    return 0.0


def _notes_from(score: float, by_note: Sequence[float], notes: Collection[int] | None) -> list[int]:
    """Return those of some notes, or of all, that have at least a score."""
    if notes is None:
        return [note for note, own in enumerate(by_note) if own >= score]
    return [note for note in notes if by_note[note] >= score]


def _scan(scorer: TermScorer, scores: dict[int, float], by_note: Sequence[float], required: float) -> None:
    """Add the scores of a term to all passages that contain it; a new passage enters only with the score required."""
    unit = scorer.unit_score
    for passage, impact in zip(scorer.postings.ids, scorer.postings.impacts, strict=True):
        if passage in scores:
            scores[passage] += unit * impact
        elif (score := by_note[passage >> PASSAGE_BITS] + unit * impact) >= required:
            scores[passage] = score


def _look_up(scorer: TermScorer, scores: dict[int, float], by_note: Sequence[float], notes: Iterable[int]) -> None:
    """Add the scores of a term to the passages that have a score, and to those of some notes."""
    entering = {
        passage: by_note[note] + added for note, passage, added in scorer.scores_in(notes) if passage not in scores
    }
    for passage, added in scorer.scores_for(scores):
        scores[passage] += added
    scores |= entering
