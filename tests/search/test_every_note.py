"""What is added up for every note at once is what a loop over the notes would add up, and hardly more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.search.every_note import EveryNote

NOTES = 30
SCORES = st.lists(st.tuples(st.binary(max_size=NOTES), st.floats(0.001, 1)), max_size=8)


def _sums(scores):
    return [sum(values[note] * unit for values, unit in scores if note < len(values)) for note in range(NOTES)]


@given(scores=SCORES)
def test_sums_are_hardly_above_those_of_a_loop(scores):
    """The sum of each note is at least the exact one, and above it by less than the rounding of each score."""
    every = EveryNote(scores, NOTES)

    for steps, exact in zip(every.steps, _sums(scores), strict=True):
        assert exact <= every.step * steps * (1 + 1e-9) <= exact + every.step * 256 * len(scores) + 1e-9


@given(scores=SCORES, score=st.floats(0, 2000))
def test_all_notes_with_a_score_are_found(scores, score):
    """Every note with a score is among those found, in order, and their number is known without listing them."""
    every = EveryNote(scores, NOTES)

    found = every.reaching(score)

    assert {note for note, exact in enumerate(_sums(scores)) if exact >= score} <= set(found)
    assert found == sorted(set(found))
    assert every.count(score) == len(found)


def test_best_notes_are_those_with_the_highest_sums():
    """About as many notes are given as asked for, the best ones; none that has nothing."""
    every = EveryNote([(bytes(range(200)), 1.0)], 5000)

    assert every.best(10) == list(range(200 - len(every.best(10)), 200))
    assert 5 <= len(every.best(10)) < 30
    assert every.best(5000) == list(range(1, 200))


def test_more_scores_than_notes_are_an_error():
    """Scores of notes that there are not come from a damaged index."""
    with pytest.raises(IndexError):
        EveryNote([(b"\1\2", 1.0)], 1)
