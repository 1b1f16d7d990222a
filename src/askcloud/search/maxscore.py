"""Postings -> the few passages that can be among the best, without scanning the posting lists of common terms.

This is MaxScore (Turtle & Flood 1995) over two levels: a passage scores by its own terms and those of its note. Terms
are processed in descending order of their maximum score. Notes with such a term are collected, each with an upper bound
for the score of its passages: the score of the note, plus for each term the highest score that it adds to one passage
of the note. Once the remaining terms together cannot reach the threshold, no more notes are collected. The collected
notes are looked up in the lists of the remaining terms, and dropped when their bound is below the threshold. The
passages of the notes that are left are scored, in descending order of their bounds, until no other note can have a
better passage.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.postings import Postings

    Allowed = Callable[[Collection[int]], Collection[int]]

_SAMPLE_NOTES = 20  # whose passages set the threshold
_SAMPLE_SHARE = 256  # one note more is taken for so many that are possible
_SAMPLED = 1000  # the best notes so far, from which the sample is taken
_LOOKUP_COST = 8  # postings that are scanned in the time of one look-up of a text, or of the passages of a note
_COMMON = 5000
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

    def add_to(self, totals: list[float], texts: Sequence[int] | None) -> None:
        """Add the scores to a total of each text by its id, at least to those of some texts; to all if not given."""
        ids, impacts = self.postings.ids, self.postings.impacts
        if texts is not None and len(texts) * _LOOKUP_COST < len(ids):
            for text, row in _rows_of(ids, texts):
                totals[text] += self.unit_score * impacts[row]
            return
        unit = self.unit_score
        for text, impact in zip(ids, impacts, strict=True):
            totals[text] += unit * impact

    def scores_in(self, notes: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """Return (note, passage, added score) of the passages of some notes that contain the term."""
        ids, impacts = self.postings.ids, self.postings.impacts
        for note in notes:
            first = note << PASSAGE_BITS
            row, end = bisect_left(ids, first), first + MAX_PASSAGES
            while row < len(ids) and (passage := ids[row]) < end:
                yield note, passage, self.unit_score * impacts[row]
                row += 1

    def best_in(self, notes: Sequence[int]) -> Iterator[tuple[int, float]]:
        """Return (note, highest score added to one of its passages) of those of some notes that contain the term."""
        ids, impacts = self.postings.ids, self.postings.impacts
        for note in notes:
            start, end = bisect_left(ids, note << PASSAGE_BITS), (note + 1) << PASSAGE_BITS
            if start < len(ids) and ids[start] < end:
                yield note, self.unit_score * max(impacts[start : bisect_left(ids, end, start + 1)])

    def add_best_to(self, totals: list[float]) -> list[int]:
        """Add the highest score of a passage to a total of each note by its id, and return the notes, ascending."""
        unit = self.unit_score
        notes = []
        note = end = best = 0
        for passage, impact in zip(self.postings.ids, self.postings.impacts, strict=True):
            if passage < end:
                if impact > best:  # noqa: PLR1730  # a call takes three times as long
                    best = impact
                continue
            totals[note] += unit * best
            note, best = passage >> PASSAGE_BITS, impact
            end = (note + 1) << PASSAGE_BITS
            notes.append(note)
        if notes:
            totals[note] += unit * best
        return notes


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

    @property
    def is_common(self) -> bool:
        """Whether so many passages contain it that a better threshold is worth more than it costs."""
        return len(self.passages.postings.ids) > _COMMON

    def note_scores_for(self, notes: Collection[int]) -> Iterator[tuple[int, float]]:
        """Return (note, added score) of those of some notes that contain the term, then of those titled by it."""
        yield from self.notes.scores_for(notes)
        yield from self.titles.scores_for(notes)


def common_ids(ids: Sequence[int], wanted: set[int]) -> set[int]:
    """Return those of some ids that are in an ascending list, looking each up where that is faster."""
    if len(wanted) * _LOOKUP_COST > len(ids):
        return wanted.intersection(ids)
    return {each for each, _ in _rows_of(ids, wanted)}


def ids_in_all(lists: Iterable[Sequence[int]]) -> set[int]:
    """Return the ids that are in each of some ascending lists."""
    rarest, *others = sorted(lists, key=len)
    common = set(rarest)
    for ids in others:
        common = common_ids(ids, common)
    return common


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
    terms: Iterable[TermScorer], last_note: int, notes: Collection[int] | None, allowed: Allowed, count: int
) -> Collection[int]:
    """Return the passages that can be among the best: those, all that tie with them, and a few more.

    Args:
        terms: What each term adds to the passages that contain it.
        last_note: The highest id of a note.
        notes: The only notes to search; None for all.
        allowed: Returns those of some passages that match the filters, phrases and exclusions.
        count: How many passages are the best.

    Raises:
        IndexError: A term is in a note with a higher id.
    """
    terms = sorted(terms, key=lambda term: term.max_score, reverse=True)
    most = _Most(1 + last_note)
    # By number of terms taken: the most that the terms that are left can add.
    left = [*accumulate((term.max_score for term in reversed(terms)), initial=0.0)][::-1]
    possible = None if notes is None else list(notes)  # the notes that can have one of the best; None for all
    threshold = 0.0
    for taken, term in enumerate(terms):
        if possible is None and left[taken] < threshold:
            possible = most.collected(threshold - left[taken])
        if possible is None:
            most.collect(term)
        else:
            most.add_notes(term, possible)
            possible = most.reaching(threshold - left[taken + 1] - term.passages.max_score, possible)
            most.add_passages(term, possible)
            possible = most.reaching(threshold - left[taken + 1], possible)
        if not threshold or (possible is None and terms[min(taken + 1, len(terms) - 1)].is_common):
            sampled = term.notes.postings.ids if possible is None else possible
            threshold = max(threshold, _sampled(terms, most, sampled, allowed, count))
    if possible is None:
        possible = most.collected(threshold)
    return allowed(_best_passages(terms, most, possible, allowed, count))


class _Most:
    """The upper bounds of the scores of each note's passages for the terms processed so far, in two parts.

    Lists: dictionaries take twice as long.
    """

    def __init__(self, notes: int) -> None:
        self.by_note = [0.0] * notes
        """What they score by their note."""
        self.tops = [0.0] * notes
        """The sum of the highest score that each term adds to one of them."""
        self._collected: list[list[int]] = []

    def of(self, note: int) -> float:
        """Return the upper bound of the scores of a note's passages."""
        return self.by_note[note] + self.tops[note]

    def reaching(self, score: float, notes: Iterable[int]) -> list[int]:
        """Return those of some notes whose upper bound reaches a score."""
        by_note, tops = self.by_note, self.tops
        return [note for note in notes if by_note[note] + tops[note] >= score]

    def collect(self, term: TermScorer) -> None:
        """Add a term to all notes that contain it, and collect these."""
        self.add_notes(term)
        self._collected.append(term.passages.add_best_to(self.tops))

    def collected(self, score: float) -> list[int]:
        """Return those of the collected notes whose upper bound reaches a score."""
        return list(set().union(*(self.reaching(score, notes) for notes in self._collected)))

    def add_notes(self, term: TermScorer, notes: Sequence[int] | None = None) -> None:
        """Add what a term adds by notes and titles, at least to some notes; to all if not given."""
        term.notes.add_to(self.by_note, notes)
        term.titles.add_to(self.by_note, notes)

    def add_passages(self, term: TermScorer, notes: Sequence[int]) -> None:
        """Add the highest score that a term adds to a passage, at least to some notes."""
        if len(notes) * _LOOKUP_COST > len(term.passages.postings.ids):
            term.passages.add_best_to(self.tops)
            return
        for note, added in term.passages.best_in(notes):
            self.tops[note] += added


def _sampled(terms: Sequence[TermScorer], most: _Most, notes: Sequence[int], allowed: Allowed, count: int) -> float:
    """Return a lower bound for the scores of the best passages, from a sample; 0 if the sample is too small.

    The sample consists of the passages of the notes that are best by the terms so far.
    """
    step = len(notes) // _SAMPLED
    size = _SAMPLE_NOTES + len(notes) // _SAMPLE_SHARE
    if step > 1:  # the scores of some show which score the best have; sorting all would take ten times as long
        least = sorted(map(most.of, notes[::step]), reverse=True)[_SAMPLED // step]
        notes = most.reaching(least, notes)
    ordered = sorted(notes, key=most.of, reverse=True)
    scores: dict[int, float] = {}
    taken = 0
    while taken < len(ordered):
        scores |= _passages_in(terms, note_scores(terms, ordered[taken:size]), 0.0)
        best = _last_of_best((scores[passage] for passage in allowed(scores)), count)
        if best:
            return best
        taken, size = size, 2 * size
    return 0.0


def _best_passages(
    terms: Sequence[TermScorer], most: _Most, notes: Iterable[int], allowed: Allowed, count: int
) -> Collection[int]:
    """Return the passages of some notes that can be among the best: from the best note on, until no other has one."""
    ordered = sorted(notes, key=most.of, reverse=True)
    scores: dict[int, float] = {}
    threshold, taken, size = 0.0, 0, _SAMPLE_NOTES
    while taken < len(ordered) and most.of(ordered[taken]) >= threshold:
        batch = {note: most.by_note[note] for note in most.reaching(threshold, ordered[taken:size])}
        scores |= _passages_in(terms, batch, threshold)
        threshold = max(threshold, _last_of_best((scores[passage] for passage in allowed(scores)), count))
        taken, size = size, 2 * size
    return _reaching(threshold, scores)


def _last_of_best(scores: Iterable[float], count: int) -> float:
    """Return the lowest of the `count` best scores; 0 if there are too few."""
    best = sorted(scores, reverse=True)[:count]
    return _SLACK * best[-1] if len(best) == count else 0.0


def _reaching(score: float, scores: dict[int, float]) -> dict[int, float]:
    """Return those with at least this score."""
    return {each: own for each, own in scores.items() if own >= score} if score > 0 else scores


def _passages_in(terms: Sequence[TermScorer], by_note: dict[int, float], threshold: float) -> dict[int, float]:
    """Return the passages of some notes, given their scores, that contain a term and can reach a score."""
    scores: dict[int, float] = {}
    strong: Collection[int] = by_note  # the notes whose passages can still enter
    rest = sum(term.passages.max_score for term in terms)
    for scorer in (term.passages for term in terms):
        strong = [note for note in strong if by_note[note] + rest >= threshold] if threshold else strong
        rest -= scorer.max_score
        added_to = scorer.scores_in(strong)
        if len(strong) == len(by_note):
            for note, passage, added in added_to:
                scores[passage] = scores.get(passage, by_note[note]) + added
        else:
            entering = {passage: by_note[note] + added for note, passage, added in added_to if passage not in scores}
            for passage, added in scorer.scores_for(scores):
                scores[passage] += added
            scores |= entering
        scores = _reaching(threshold - rest, scores)
    return scores
