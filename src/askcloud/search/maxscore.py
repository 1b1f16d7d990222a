"""Postings -> the few passages that can be among the best, without scanning the posting lists of common terms.

This is MaxScore (Turtle & Flood 1995) over two levels: a passage scores by its own terms and by those of its note. Terms
are taken from the one that can add most on. Notes with such a term are collected, until the terms that are left cannot
lift a passage above the threshold by themselves. So the lists of common terms are not scanned: the notes collected are
looked up in them, and dropped once their terms cannot reach the threshold. What remains are a few hundred notes, whose
passages are scored.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, chain, islice

from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.postings import Postings

    Allowed = Callable[[Collection[int]], Collection[int]]

_SAMPLE_NOTES = 20  # whose passages set the threshold
_LARGER = 4  # times as many notes are taken where these have too few passages
_SAMPLED = 1000  # the best notes so far, from which the sample is taken
_LOOKUP_COST = 8  # postings that are scanned in the time of one look-up of a text, or of the passages of a note
_SLACK = 1 - 1e-9  # sums of the same parts in another order differ by less


class LevelScorer(Record):
    """The score that one term adds to the texts of one level that contain it: to passages, notes or titles."""

    postings: Postings
    """These texts."""
    unit_score: float
    """The score of an impact of 1."""
    max_score: float
    """The highest score that it adds to any text."""

    def scores_for(self, texts: Collection[int]) -> Iterator[tuple[int, float]]:
        """Return (text, added score) of those of some texts that contain the term.

        Args:
            texts: Ids; a set or a dictionary, in which an id is found quickly.
        """
        ids, impacts = self.postings.ids, self.postings.impacts
        if len(texts) * _LOOKUP_COST > len(ids):
            for text, impact in zip(ids, impacts, strict=True):
                if text in texts:
                    yield text, self.unit_score * impact
            return
        for text, row in _rows_of(ids, texts):
            yield text, self.unit_score * impacts[row]

    def scores_in(self, notes: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """Return (note, passage, added score) of the passages of some notes that contain the term."""
        ids, impacts = self.postings.ids, self.postings.impacts
        for note in notes:
            first = note << PASSAGE_BITS
            row, end = bisect_left(ids, first), first + MAX_PASSAGES
            while row < len(ids) and (passage := ids[row]) < end:
                yield note, passage, self.unit_score * impacts[row]
                row += 1

    def best_in(self, notes: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Return (note, highest score added to one of its passages) of those of some notes that contain the term."""
        ids, impacts = self.postings.ids, self.postings.impacts
        for note in notes:
            row = bisect_left(ids, note << PASSAGE_BITS)
            best, end = 0, (note + 1) << PASSAGE_BITS
            while row < len(ids) and ids[row] < end:
                best = max(best, impacts[row])
                row += 1
            if best:
                yield note, self.unit_score * best


class TermScorer(Record):
    """The scores that one term of the question adds on each level."""

    passages: LevelScorer
    notes: LevelScorer
    titles: LevelScorer

    @property
    def max_of_note(self) -> float:
        """The highest score that its note and its title add to any passage."""
        return self.notes.max_score + self.titles.max_score

    @property
    def max_score(self) -> float:
        """The highest score that it adds to any passage, on all levels."""
        return self.passages.max_score + self.max_of_note

    def note_scores_for(self, notes: Collection[int]) -> Iterator[tuple[int, float]]:
        """Return (note, added score) of those of some notes that contain the term, then of those titled by it."""
        yield from self.notes.scores_for(notes)
        yield from self.titles.scores_for(notes)


def common_ids(ids: Sequence[int], wanted: set[int]) -> set[int]:
    """Return those of some ids that are in an ascending list, looking each up where that is faster."""
    if len(wanted) * _LOOKUP_COST > len(ids):
        return wanted.intersection(ids)
    return {each for each, _ in _rows_of(ids, wanted)}


def _rows_of(ids: Sequence[int], wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield (id, row) of those of some ids that are in an ascending list."""
    for each in wanted:
        row = bisect_left(ids, each)
        if row < len(ids) and ids[row] == each:
            yield each, row


def note_scores(terms: Iterable[TermScorer], notes: Collection[int]) -> dict[int, float]:
    """Return, by note, the score that the passages of some notes have from their note."""
    scores = dict.fromkeys(notes, 0.0)
    for term in terms:
        for note, added in term.note_scores_for(scores):
            scores[note] += added
    return scores


def maxscore_candidates(
    terms: Iterable[TermScorer], notes: Collection[int] | None, allowed: Allowed, count: int
) -> Collection[int]:
    """Return the passages that can be among the best: those, all that tie with them, and a few more.

    Args:
        terms: What each term adds to the passages that contain it.
        notes: The only notes to search; None for all.
        allowed: Returns those of some passages that match the filters, phrases and exclusions.
        count: How many passages are the best.
    """
    terms = sorted(terms, key=lambda term: term.max_score, reverse=True)
    threshold = 0.0
    most: dict[int, float] = {}  # by note: the most that its passages can score by the terms taken
    # By number of terms taken: the most that the terms that are left can add.
    left = [*accumulate((term.max_score for term in reversed(terms)), initial=0.0)][::-1]
    for taken, term in enumerate(terms, 1):
        rest, may_enter = left[taken], left[taken - 1] >= threshold
        if may_enter:
            _enter(most, term, notes)
        else:
            for note, added in term.note_scores_for(most):
                most[note] += added
            most = _reaching(threshold - rest - term.passages.max_score, most)
        _enter_passages(most, term, notes, new=may_enter and rest + term.passages.max_score >= threshold)
        if may_enter and rest:
            threshold = max(threshold, _best_passages(terms, most, allowed, count, sample=True)[1])
        most = _reaching(threshold - rest, most)
    return allowed(_best_passages(terms, most, allowed, count)[0])


def _best_passages(  # noqa: PLR0913
    terms: Sequence[TermScorer], most: dict[int, float], allowed: Allowed, count: int, *, sample: bool = False
) -> tuple[dict[int, float], float]:
    """Return the passages that can be among the best, with their scores, and a score that each of the best reaches.

    Passages of the notes that can have the best ones are scored first, until no other note can have a better one; of a
    sample until there are as many as wanted.
    """
    ordered = _best_of(most) if sample else sorted(most, key=most.__getitem__, reverse=True)
    scores: dict[int, float] = {}
    threshold, taken, size = 0.0, 0, _SAMPLE_NOTES + len(most) // 256 * sample
    while taken < len(ordered) and (most[ordered[taken]] >= threshold if not sample else not threshold):
        scores |= _passages_in(terms, [note for note in ordered[taken:size] if most[note] >= threshold])
        best = sorted((scores[passage] for passage in allowed(scores)), reverse=True)[:count]
        if len(best) == count:
            threshold = _SLACK * best[-1]
        taken, size = size, 2 * size
    return _reaching(threshold, scores), threshold


def _enter(most: dict[int, float], term: TermScorer, notes: Collection[int] | None) -> None:
    """Add what a term adds to the notes that contain it or are titled by it, those that are not there yet included."""
    for scorer in (term.notes, term.titles):
        scores = [scorer.unit_score * impact for impact in range(256)]
        postings = zip(scorer.postings.ids, scorer.postings.impacts, strict=True)
        for note, impact in postings if notes is None else (each for each in postings if each[0] in notes):
            most[note] = most.get(note, 0.0) + scores[impact]


def _enter_passages(most: dict[int, float], term: TermScorer, notes: Collection[int] | None, *, new: bool) -> None:
    """Add the highest score that a term adds to a passage of each note; notes that are not there yet if these count."""
    scorer = term.passages
    if not new and len(most) * _LOOKUP_COST < len(scorer.postings.ids):
        for note, added in scorer.best_in(most):
            most[note] += added
        return
    unit, last, best = scorer.unit_score, -1, 0
    for passage, impact in chain(zip(scorer.postings.ids, scorer.postings.impacts, strict=True), [(1 << 32, 0)]):
        note = passage >> PASSAGE_BITS
        if note == last:
            if impact > best:
                best = impact
        else:
            if last in most:
                most[last] += unit * best
            elif new and best and (notes is None or last in notes):
                most[last] = unit * best
            last, best = note, impact


def _reaching(score: float, scores: dict[int, float]) -> dict[int, float]:
    """Return those that have at least a score."""
    if score <= 0:
        return scores
    return {each: own for each, own in scores.items() if own >= score}


def _best_of(notes: dict[int, float]) -> list[int]:
    """Return the best of some notes by their scores, best first: all, or about so many as are sampled."""
    step = len(notes) // _SAMPLED
    if step > 1:  # the scores of some show which score the best have; sorting all would take ten times as long
        least = sorted(islice(notes.values(), 0, None, step), reverse=True)[_SAMPLED // step]
        notes = _reaching(least, notes)
    return sorted(notes, key=notes.__getitem__, reverse=True)


def _passages_in(terms: Sequence[TermScorer], notes: Collection[int]) -> dict[int, float]:
    """Return the passages of some notes that contain a term, with their scores."""
    by_note = note_scores(terms, notes)
    scores: dict[int, float] = {}
    for term in terms:
        for note, passage, added in term.passages.scores_in(by_note):
            scores[passage] = scores.get(passage, by_note[note]) + added
    return scores
