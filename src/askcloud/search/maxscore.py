"""Postings -> the few passages that can be among the best, without walking the lists of common words.

This is MaxScore (Turtle & Flood 1995) over two levels: a passage earns by its own words and by its note's. What each
note earns is known. From the rarest term on, a passage that holds none of the terms before can only reach the bar if
its note earns what all terms from here on would leave missing; few notes do, and only their passages are looked into.
"""

from __future__ import annotations

from bisect import bisect_left
from heapq import nlargest
from itertools import accumulate, islice

from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.postings import Postings

    Allowed = Callable[[Collection[int]], Collection[int]]

_SAMPLE = 20  # notes whose passages set the bar: at 97 % of what the last of the best earns, in the mean
_LOOKED_THROUGH = 1000  # the first postings of the rarest terms, whose notes these are chosen from
_LOOK = 10  # postings that are walked in the time in which a passage, or a note's passages, are looked up
_SLACK = 1 - 1e-9  # sums of the same parts in another order differ by less


@record
class TermScorer:
    """What one term of the question adds to the passages that hold it."""

    postings: Postings
    """Its passages."""
    unit_score: float
    """What an impact of 1 adds."""
    max_score: float
    """What it adds at most."""

    def scores_for(self, passages: Collection[int]) -> Iterator[tuple[int, float]]:
        """(passage, what it adds) of those of some passages, quick to look up in, that hold the term."""
        ids, impacts = self.postings.ids, self.postings.impacts
        if len(passages) * _LOOK > len(ids):
            yield from (
                (at, self.unit_score * impact) for at, impact in zip(ids, impacts, strict=True) if at in passages
            )
            return
        for passage in passages:
            at = bisect_left(ids, passage)
            if at < len(ids) and ids[at] == passage:
                yield passage, self.unit_score * impacts[at]


def maxscore_candidates(
    scorers: Sequence[TermScorer], by_note: Sequence[float], allowed: Allowed, most: int
) -> Collection[int]:
    """The passages that can be among the best: a few more than those and all that tie with them, none is missing.

    Args:
        scorers: What each term adds to the passages that hold it.
        by_note: What each note's passages earn besides.
        allowed: Those of some passages that may be found.
        most: How many are the best.
    """
    scorers = sorted(scorers, key=lambda scorer: scorer.max_score)
    bar = _bar(scorers, by_note, allowed, most)
    left = [
        0.0,
        *accumulate(scorer.max_score for scorer in scorers),
    ]  # by how many terms are left: what they add at most
    strong: Collection[int] | None = None  # notes whose passages may reach the bar with what is left; None for all
    scores: dict[int, float] = {}
    for at_most, then_most, scorer in zip(left[:0:-1], left[-2::-1], reversed(scorers), strict=True):
        if at_most < bar:
            strong = _earning(bar - at_most, by_note, strong)
        least = bar - then_most
        if strong is None or len(strong) * _LOOK > len(scorer.postings.ids):
            _walk(scorer, scores, by_note, least)
        else:
            _look_into(scorer, scores, by_note, strong)
        if least > 0:
            scores = {at: score for at, score in scores.items() if score >= least}
    return allowed(scores)


def _bar(scorers: Sequence[TermScorer], by_note: Sequence[float], allowed: Allowed, most: int) -> float:
    """What each of the best passages earns at least, judged by those of good notes; 0 if these are too few.

    The notes are the best of some that may be found and hold one of the rarest terms, the last of the scorers.
    """
    holding: set[int] = set()
    for scorer in reversed(scorers):
        if len(holding) < _LOOKED_THROUGH:
            notes_with = (at >> PASSAGE_BITS for at in scorer.postings.ids)
            holding.update(islice((note for note in notes_with if by_note[note] > 0), _LOOKED_THROUGH))
    notes = nlargest(_SAMPLE, holding, by_note.__getitem__)
    scores: dict[int, float] = {}
    for scorer in scorers:
        for note, at, added in _in_notes(scorer, notes):
            scores[at] = scores.get(at, by_note[note]) + added
    best = nlargest(most, (scores[at] for at in allowed(scores)))
    return _SLACK * best[-1] if len(best) == most else 0.0


def _earning(least: float, by_note: Sequence[float], notes: Collection[int] | None) -> list[int]:
    """Those of some notes, or of all, that earn so much."""
    if notes is None:
        return [note for note, earned in enumerate(by_note) if earned >= least]
    return [note for note in notes if by_note[note] >= least]


def _walk(scorer: TermScorer, scores: dict[int, float], by_note: Sequence[float], least: float) -> None:
    """Adds what a term adds to all passages that hold it.

    One that is new begins with what its note earns, and is left out if that makes less than the least that will do.
    """
    step = scorer.unit_score
    for at, impact in zip(scorer.postings.ids, scorer.postings.impacts, strict=True):
        if at in scores:
            scores[at] += step * impact
        elif (score := by_note[at >> PASSAGE_BITS] + step * impact) >= least:
            scores[at] = score


def _look_into(scorer: TermScorer, scores: dict[int, float], by_note: Sequence[float], notes: Iterable[int]) -> None:
    """Adds what a term adds to the passages that have a score and to those of some notes."""
    new = {at: by_note[note] + added for note, at, added in _in_notes(scorer, notes) if at not in scores}
    for at, added in scorer.scores_for(scores):
        scores[at] += added
    scores |= new


def _in_notes(scorer: TermScorer, notes: Iterable[int]) -> Iterator[tuple[int, int, float]]:
    """(note, passage, what a term adds) of those passages of some notes that hold it."""
    ids, impacts = scorer.postings.ids, scorer.postings.impacts
    for note in notes:
        first = note << PASSAGE_BITS
        start = bisect_left(ids, first)
        for at in range(start, bisect_left(ids, first + MAX_PASSAGES, start)):
            yield note, ids[at], scorer.unit_score * impacts[at]
