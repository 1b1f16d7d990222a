"""Postings -> the few passages that can be among the best, without scanning the posting lists of common terms.

This is MaxScore (Turtle & Flood 1995) over two levels: a passage scores by its own terms and by those of its note. Terms
are taken from the one that can add most on. Notes with such a term are collected, until the terms that are left cannot
lift a passage above the threshold by themselves. So the lists of common terms are not scanned: the notes collected are
looked up in them, and dropped once their terms cannot reach the threshold. What remains are a few hundred notes, whose
passages are scored.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, islice, repeat
from math import inf
from operator import rshift

from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.postings import Postings

    Allowed = Callable[[Collection[int]], Collection[int]]

_SAMPLE_NOTES = 20  # whose passages set the threshold: on average 97 % of the score of the last of the best
_LARGER = 4  # times as many notes are taken where these have too few passages
_SCORED_NOTES = 100
_SAMPLED = 1000  # the notes with the rarest terms, from which the sample is taken
_LOOKUP_COST = 10  # postings that are scanned in the time of one look-up of a text, or of the passages of a note
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

    def notes_among(self, notes: Collection[int]) -> Iterable[int]:
        """Return those of some notes that have a passage with the term."""
        ids = self.passages.postings.ids
        if len(notes) * _LOOKUP_COST > len(ids):
            return set(map(rshift, ids, repeat(PASSAGE_BITS))).intersection(notes)
        return [note for note, _ in _rows_of(ids, notes, PASSAGE_BITS)]

    def most_by_note(self) -> dict[int, float]:
        """Return, by note, the most that it can add to a passage, of the notes to whose passages it adds something."""
        # Made by functions of C alone: a loop over so many postings takes three times as long.
        most = self.passages.max_score
        by_note = dict.fromkeys(map(rshift, self.passages.postings.ids, repeat(PASSAGE_BITS)), most)
        scores = [most + self.notes.unit_score * impact for impact in range(256)]
        by_note.update(zip(self.notes.postings.ids, map(scores.__getitem__, self.notes.postings.impacts)))
        for note, impact in zip(self.titles.postings.ids, self.titles.postings.impacts, strict=True):
            by_note[note] = by_note.get(note, most) + self.titles.unit_score * impact
        return by_note


def common_ids(ids: Sequence[int], wanted: set[int]) -> set[int]:
    """Return those of some ids that are in an ascending list, looking each up where that is faster."""
    if len(wanted) * _LOOKUP_COST > len(ids):
        return wanted.intersection(ids)
    return {each for each, _ in _rows_of(ids, wanted)}


def _rows_of(ids: Sequence[int], wanted: Iterable[int], shift: int = 0) -> Iterator[tuple[int, int]]:
    """Yield (id, row) of those of some ids that are in an ascending list; of notes the first passage if shifted."""
    for each in wanted:
        row = bisect_left(ids, each << shift)
        if row < len(ids) and ids[row] >> shift == each:
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
    found = _possible_notes(terms, notes, allowed, count)
    by_note, threshold = found or _all_notes(terms, notes, allowed, count)
    scorers = sorted((term.passages for term in terms), key=lambda scorer: scorer.max_score)
    return allowed(_possible_passages(scorers, by_note, threshold))


def _possible_notes(
    terms: Sequence[TermScorer], notes: Collection[int] | None, allowed: Allowed, count: int
) -> tuple[dict[int, float], float] | None:
    """Return the notes that can have one of the best passages, with their scores, and a score that these passages have.

    The most that a passage of a note can score is the score of the note, and for each term of its passages the highest
    score that the term adds to any passage.
    """
    threshold = 0.0
    most: dict[int, float] = {}  # by note: the most that its passages can score by the terms taken
    # By number of terms taken: the most that the terms that are left can add.
    left = [*accumulate((term.max_score for term in reversed(terms)), initial=0.0)][::-1]
    taken = 0
    worth = sum(len(term.notes.postings.ids) for term in terms)
    while taken < len(terms) and left[taken] >= threshold:
        worth -= 2 * len(terms[taken].passages.postings.ids) + 6 * len(terms[taken].notes.postings.ids)
        if worth < 0:
            return None
        more = terms[taken].most_by_note()
        if notes is not None:
            more = {note: score for note, score in more.items() if note in notes}
        for note in most.keys() & more.keys():
            more[note] += most[note]
        most |= more
        taken += 1
        threshold = max(threshold, _threshold(terms, _best_of(most), allowed, count))
        most = _reaching(threshold - left[taken], most)
    rest = left[taken]
    for term in terms[taken:]:
        for note, added in term.note_scores_for(most):
            most[note] += added
        rest -= term.max_of_note
        most = _reaching(threshold - rest, most)
        for note in term.notes_among(most):
            most[note] += term.passages.max_score
        rest -= term.passages.max_score
        most = _reaching(threshold - rest, most)
    if len(most) > _SCORED_NOTES:
        threshold = max(threshold, _threshold(terms, _best_of(most), allowed, count))
    return note_scores(terms, _reaching(threshold - rest, most)), threshold


def _all_notes(
    terms: Sequence[TermScorer], notes: Collection[int] | None, allowed: Allowed, count: int
) -> tuple[list[float], float]:
    """Return the score of each note by its id, minus infinity for one that is not searched, and a score as above."""
    last = max(term.passages.postings.ids[-1] for term in terms if len(term.passages.postings.ids)) >> PASSAGE_BITS
    by_note = [0.0] * (last + 1)
    for term in terms:
        for scorer in (term.notes, term.titles):
            scores = [scorer.unit_score * impact for impact in range(256)]
            for note, impact in zip(scorer.postings.ids, scorer.postings.impacts, strict=True):
                by_note[note] += scores[impact]
    if notes is not None:
        by_note = [score if note in notes else -inf for note, score in enumerate(by_note)]
    step = max(1, len(by_note) // _SAMPLED)
    least = sorted(by_note[::step], reverse=True)[min(len(by_note) - 1, 2 * _SAMPLED // step)]
    best = {note: score for note, score in enumerate(by_note) if score >= least and score > 0}
    return by_note, _threshold(terms, sorted(best, key=best.__getitem__, reverse=True), allowed, count)


def _reaching(score: float, scores: dict[int, float]) -> dict[int, float]:
    """Return those that have at least a score."""
    return {each: own for each, own in scores.items() if own >= score}


def _best_of(notes: dict[int, float]) -> list[int]:
    """Return the best of some notes by their scores, best first: all, or about so many as are sampled."""
    step = len(notes) // _SAMPLED
    if step > 1:  # the scores of some show which score the best have; sorting all would take ten times as long
        least = sorted(islice(notes.values(), 0, None, step), reverse=True)[_SAMPLED // step]
        notes = _reaching(least, notes)
    return sorted(notes, key=notes.__getitem__, reverse=True)


def _threshold(terms: Sequence[TermScorer], notes: Sequence[int], allowed: Allowed, count: int) -> float:
    """Return a score that each of the best passages reaches: that of the last of the best of a sample; 0 if too few.

    The sample are the passages of the first of some notes.
    """
    if len(notes) > _SAMPLE_NOTES:
        by_note = note_scores(terms, notes[:_SCORED_NOTES])
        notes = [*sorted(by_note, key=by_note.__getitem__, reverse=True), *notes[_SCORED_NOTES:]]
    scores: dict[int, float] = {}
    taken, size = 0, _SAMPLE_NOTES
    while taken < len(notes):
        by_note = note_scores(terms, notes[taken:size])
        for term in terms:
            for note, passage, added in term.passages.scores_in(by_note):
                scores[passage] = scores.get(passage, by_note[note]) + added
        best = sorted((scores[passage] for passage in allowed(scores)), reverse=True)[:count]
        if len(best) == count:
            return _SLACK * best[-1]
        taken, size = size, _LARGER * (size + 1)
    return 0.0


def _possible_passages(
    scorers: Sequence[LevelScorer], by_note: dict[int, float] | list[float], threshold: float
) -> Collection[int]:
    """Return the passages of some notes that can reach a score, given what each term adds, the lowest first."""
    # By number of terms left: the highest score that they can add.
    bounds = [0.0, *accumulate(scorer.max_score for scorer in scorers)]
    strong: Collection[int] | None = (
        by_note if isinstance(by_note, dict) else None
    )  # the notes whose passages can still enter
    scores: dict[int, float] = {}
    for bound, next_bound, scorer in zip(bounds[:0:-1], bounds[-2::-1], reversed(scorers), strict=True):
        if strong is not None:
            strong = [note for note in strong if by_note[note] + bound >= threshold]
        elif bound < threshold:
            least = threshold - bound
            strong = [note for note, score in enumerate(by_note) if score >= least]
        required = threshold - next_bound
        if strong is None or len(strong) * _LOOKUP_COST > len(scorer.postings.ids):
            _scan(scorer, scores, by_note, required)
        else:
            _look_up(scorer, scores, by_note, strong)
        if required > 0:
            scores = _reaching(required, scores)
    return scores


def _scan(
    scorer: LevelScorer, scores: dict[int, float], by_note: dict[int, float] | list[float], required: float
) -> None:
    """Add the scores of a term to all passages that contain it; a new passage enters only with the score required."""
    unit = scorer.unit_score
    if not isinstance(by_note, dict):
        for passage, impact in zip(scorer.postings.ids, scorer.postings.impacts, strict=True):
            if passage in scores:
                scores[passage] += unit * impact
            elif (score := by_note[passage >> PASSAGE_BITS] + unit * impact) >= required:
                scores[passage] = score
        return
    for passage, impact in zip(scorer.postings.ids, scorer.postings.impacts, strict=True):
        if passage in scores:
            scores[passage] += unit * impact
        elif (note := passage >> PASSAGE_BITS) in by_note and (score := by_note[note] + unit * impact) >= required:
            scores[passage] = score


def _look_up(
    scorer: LevelScorer, scores: dict[int, float], by_note: dict[int, float] | list[float], notes: Iterable[int]
) -> None:
    """Add the scores of a term to the passages that have a score, and to those of some notes."""
    entering = {
        passage: by_note[note] + added for note, passage, added in scorer.scores_in(notes) if passage not in scores
    }
    for passage, added in scorer.scores_for(scores):
        scores[passage] += added
    scores |= entering
