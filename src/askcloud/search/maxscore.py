"""Postings -> the few passages that can be among the best, without scanning the posting lists of common terms.

This is MaxScore (Turtle & Flood 1995) over two levels: a passage scores by its own terms and those of its note. Terms
are processed in descending order of their maximum score. Notes with such a term are collected, each with an upper bound
for the score of its passages: the score of the note, plus for each term the highest score that it adds to one passage
of the note. Once the remaining terms together cannot reach the threshold, no more notes are collected. The collected
notes are looked up in the lists of the remaining terms, and dropped when their bound is below the threshold. The
passages of the notes that are left are scored, in descending order of their bounds, until no other note can have a
better passage. Terms that are in many notes are added to the bounds of all notes at once (see `every_note`).
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from askcloud.index.schema import MAX_PASSAGES, PASSAGE_BITS
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.postings import ByNote, Postings
    from askcloud.search.every_note import EveryNote

    Allowed = Callable[[Collection[int]], Collection[int]]

_SAMPLE_NOTES = 20  # whose passages set the threshold
_SAMPLE_SHARE = 256  # one note more is taken for so many that are possible
_SAMPLED = 1000  # the best notes so far, from which the sample is taken
_LOOKUP_COST = 8  # postings that are scanned in the time of one look-up of a text, or of the passages of a note
_COMMON = 5000
_LONG = 5  # where one passage for so many notes has a term, walking its list takes longer than to add up all notes
_FEW = 50  # few notes are less than one of so many
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
    by_note: ByNote | None = None
    """What it has by note, if it is in many; then `notes` has no postings."""

    @property
    def max_of_note(self) -> float:
        """The highest score that its note and its title add to any passage."""
        return self.notes.max_score + self.titles.max_score

    @property
    def max_score(self) -> float:
        """The highest score that it adds to any passage, on all levels."""
        return self.passages.max_score + self.max_of_note

    @property
    def count(self) -> int:
        """How many passages contain it."""
        return len(self.passages.postings.ids)

    @property
    def is_common(self) -> bool:
        """Whether so many passages contain it that a better threshold is worth more than it costs."""
        return self.count > _COMMON

    def note_scores_for(self, notes: Collection[int]) -> Iterator[tuple[int, float]]:
        """Return (note, added score) of those of some notes that contain the term, then of those titled by it."""
        yield from self.own_scores(notes)
        yield from self.notes.scores_for(notes)
        yield from self.titles.scores_for(notes)

    def own_scores(self, notes: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Return (note, added score) of some notes, without their titles, if it is in many notes; else none."""
        return _weighted(self.by_note.impacts, self.notes, notes) if self.by_note else iter(())


def _weighted(impacts: bytes, level: LevelScorer, notes: Iterable[int]) -> Iterator[tuple[int, float]]:
    """Yield (note, added score) of some notes, given the impact of each note by its id."""
    unit = level.unit_score
    return ((note, unit * impacts[note]) for note in notes if note < len(impacts))


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
    in_many = [term for term in terms if term.by_note]
    most, best = _Most(1 + last_note), _Best(terms, allowed, count)
    left = _most_left(terms)
    possible = None if notes is None else list(notes)  # the notes that can have one of the best; None for all
    for taken, term in enumerate(terms):
        if possible is None and left[taken] < best.threshold and most.are_few(best.threshold - left[taken]):
            possible = most.collected(best.threshold - left[taken])
        is_long = term.by_note or term.count * _LONG > last_note
        if possible is None and in_many and not most.every and is_long:
            most.add_to_every(in_many)
            left = _most_left(terms, are_added=True)
        if most.every and term.by_note:
            sampled: Sequence[int] = () if best.threshold else most.every.best(_SAMPLED)
        elif possible is None:
            sampled = most.collect(term)
        else:
            most.add_notes(term, possible)
            possible = most.reaching(best.threshold - left[taken + 1] - term.passages.max_score, possible)
            most.add_passages(term, possible)
            sampled = possible = most.reaching(best.threshold - left[taken + 1], possible)
        if not best.threshold or (possible is None and terms[min(taken + 1, len(terms) - 1)].is_common):
            best.sample(most, sampled)
    best.finish(most, most.collected(best.threshold) if possible is None else possible)
    return best.scores


def _most_left(terms: Sequence[TermScorer], *, are_added: bool = False) -> list[float]:
    """Return, by number of terms, the most that the terms after them can add.

    Args:
        terms: The terms.
        are_added: Whether those in many notes were added already.
    """
    adding = [0.0 if are_added and term.by_note else term.max_score for term in terms]
    return [*accumulate(reversed(adding), initial=0.0)][::-1]


class _Most:
    """The upper bounds of the scores of each note's passages for the terms processed so far, in parts.

    Lists: dictionaries take twice as long.
    """

    def __init__(self, notes: int) -> None:
        self.by_note = [0.0] * notes
        """What they score by their note."""
        self.tops = [0.0] * notes
        """The sum of the highest score that each term adds to one of them."""
        self._collected: list[Sequence[int]] = []
        self.every: EveryNote | None = None
        """What they score besides by terms in many notes, without titles."""

    def of(self, note: int) -> float:
        """Return the upper bound of the scores of a note's passages."""
        listed = self.by_note[note] + self.tops[note]
        return listed + self.every.step * self.every.steps[note] if self.every else listed

    def reaching(self, score: float, notes: Iterable[int]) -> list[int]:
        """Return those of some notes whose upper bound reaches a score."""
        by_note, tops = self.by_note, self.tops
        if self.every:
            step, steps = self.every.step, self.every.steps
            return [note for note in notes if by_note[note] + tops[note] + step * steps[note] >= score]
        return [note for note in notes if by_note[note] + tops[note] >= score]

    def collect(self, term: TermScorer) -> Sequence[int]:
        """Add a term to all notes that contain it, and collect these."""
        self.add_notes(term)
        self._collected.append(term.passages.add_best_to(self.tops))
        return self._collected[-1]

    def add_to_every(self, terms: Iterable[TermScorer]) -> None:
        """Add terms in many notes to all notes, and collect those that have them in the title."""
        from askcloud.search.every_note import EveryNote  # only for terms in many notes

        scores = []
        for term in terms:
            if term.by_note:
                scores.append((term.by_note.impacts, term.notes.unit_score))
                scores.append((term.by_note.best, term.passages.unit_score))
            term.titles.add_to(self.by_note, None)
            self._collected.append(term.titles.postings.ids)
        self.every = EveryNote(scores, len(self.tops))

    def are_few(self, score: float) -> bool:
        """Return whether few notes have a score by the terms in many notes alone."""
        return not self.every or self.every.count(score) < len(self.tops) // _FEW

    def collected(self, score: float) -> list[int]:
        """Return those of the collected notes whose upper bound reaches a score."""
        found = set().union(*(self.reaching(score, notes) for notes in self._collected))
        if self.every:
            found.update(self.reaching(score, self.every.reaching(score)))
        return list(found)

    def add_notes(self, term: TermScorer, notes: Sequence[int] | None = None) -> None:
        """Add what a term adds by notes and titles, at least to some notes; to all if not given."""
        for note, added in term.own_scores(notes or ()):
            self.by_note[note] += added
        term.notes.add_to(self.by_note, notes)
        term.titles.add_to(self.by_note, notes)

    def add_passages(self, term: TermScorer, notes: Sequence[int]) -> None:
        """Add the highest score that a term adds to a passage, at least to some notes."""
        if not term.by_note and len(notes) * _LOOKUP_COST > len(term.passages.postings.ids):
            term.passages.add_best_to(self.tops)
            return
        found = _weighted(term.by_note.best, term.passages, notes) if term.by_note else term.passages.best_in(notes)
        for note, added in found:
            self.tops[note] += added


class _Best:
    """The best passages so far, of the notes that were looked into."""

    def __init__(self, terms: Sequence[TermScorer], allowed: Allowed, count: int) -> None:
        self.scores: dict[int, float] = {}
        """The scores of those that may be among the best."""
        self.threshold = 0.0
        """A score that each of the best passages reaches: that of the last of the best so far; 0 if too few."""
        self._terms = terms
        self._allowed = allowed
        self._count = count
        self._seen: set[int] = set()

    def look_into(self, notes: Iterable[int]) -> None:
        """Score those passages of some notes that can be among the best; notes that were looked into add none."""
        unseen = [note for note in notes if note not in self._seen]
        self._seen.update(unseen)
        scores = _passages_in(self._terms, note_scores(self._terms, unseen), self.threshold)
        self.scores |= {passage: scores[passage] for passage in self._allowed(scores)}
        self.threshold = max(self.threshold, _last_of_best(self.scores.values(), self._count))
        self.scores = _reaching(self.threshold, self.scores)

    def sample(self, most: _Most, notes: Sequence[int]) -> None:
        """Look into those of some notes that are the best by the terms so far, until there are enough passages."""
        step = len(notes) // _SAMPLED
        size = _SAMPLE_NOTES + len(notes) // _SAMPLE_SHARE
        if step > 1:  # the scores of some show which score the best have; sorting all would take ten times as long
            least = sorted(map(most.of, notes[::step]), reverse=True)[_SAMPLED // step]
            notes = most.reaching(least, notes)
        ordered = sorted(notes, key=most.of, reverse=True)
        taken = 0
        while taken < len(ordered):
            self.look_into(most.reaching(self.threshold, ordered[taken:size]))
            if self.threshold:
                return
            taken, size = size, 2 * size

    def finish(self, most: _Most, notes: Iterable[int]) -> None:
        """Look into some notes, from the best on, until no other can have one of the best passages."""
        ordered = sorted(notes, key=most.of, reverse=True)
        taken, size = 0, _SAMPLE_NOTES
        while taken < len(ordered) and most.of(ordered[taken]) >= self.threshold:
            self.look_into(most.reaching(self.threshold, ordered[taken:size]))
            taken, size = size, 2 * size


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
