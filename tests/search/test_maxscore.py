"""Leaving out postings loses nothing: the passages found are those of walking every list."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.index.postings import Postings
from askcloud.index.schema import PASSAGE_BITS
from askcloud.search import maxscore as module
from askcloud.search.maxscore import TermScorer, common_ids, maxscore_candidates

IDS = st.builds(lambda note, place: note << PASSAGE_BITS | place, st.integers(0, 40), st.integers(0, 5))
LISTS = st.dictionaries(IDS, st.integers(1, 255), max_size=120)
SHARES = st.lists(st.tuples(LISTS, st.floats(0, 0.1)), min_size=1, max_size=6)
NOTE_SCORES = st.lists(st.floats(0, 30), min_size=41, max_size=41)


def _scorer(impacts, step):
    ids = sorted(impacts)
    postings = Postings(memoryview(array("I", ids)), bytes(impacts[each] for each in ids))
    return TermScorer(postings, step, step * max(impacts.values(), default=0))


def _scores(lists, by_note):
    """Every passage's score, each list walked to its end."""
    scores = {}
    for impacts, step in lists:
        for passage, impact in impacts.items():
            scores[passage] = scores.get(passage, by_note[passage >> PASSAGE_BITS]) + step * impact
    return scores


@settings(max_examples=80)
@given(lists=SHARES, by_note=NOTE_SCORES, most=st.integers(1, 20), sample=st.integers(0, 40), look=st.integers(0, 50))
def test_contenders_are_the_best_of_all_postings(lists, by_note, most, sample, look):
    """Whatever is looked into first and whatever a look costs, every passage that ties with the last is there."""
    scores = _scores(lists, by_note)
    bar = sorted(scores.values(), reverse=True)[:most][-1:]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SAMPLE_NOTES", sample)
        patch.setattr(module, "_LOOKUP_COST", look)
        found = maxscore_candidates([_scorer(*each) for each in lists], by_note, list, most)

    assert {at for at, score in scores.items() if score >= bar[0]} <= set(found) <= scores.keys()


@given(lists=SHARES, by_note=NOTE_SCORES, most=st.integers(1, 20), banned=st.sets(IDS))
def test_contenders_are_the_best_of_those_allowed(lists, by_note, most, banned):
    """What may not be found takes nobody's place and is not among them."""
    scores = {at: score for at, score in _scores(lists, by_note).items() if at not in banned}
    bar = sorted(scores.values(), reverse=True)[:most][-1:]

    found = maxscore_candidates(
        [_scorer(*each) for each in lists], by_note, lambda passages: set(passages) - banned, most
    )

    assert {at for at, score in scores.items() if score >= bar[0]} <= set(found) <= scores.keys()


@given(impacts=LISTS, step=st.floats(0, 0.1), passages=st.sets(IDS))
def test_share_among_gives_what_the_list_holds(impacts, step, passages):
    """Looked up one by one or by walking the list, a passage gets what its impact earns; others get nothing."""
    found = dict(_scorer(impacts, step).scores_for(passages))

    assert found == {at: step * impacts[at] for at in passages & impacts.keys()}


@given(ids=st.sets(IDS), wanted=st.sets(IDS), look=st.integers(0, 50))
def test_common_ids_are_those_of_both(ids, wanted, look):
    """Whether they are looked up or compared, the ids found are those that are in both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LOOKUP_COST", look)

        assert common_ids(memoryview(array("I", sorted(ids))), wanted) == ids & wanted


def test_sample_grows_until_it_is_large_enough(monkeypatch):
    """Where the best notes have too few passages for a threshold, more notes are taken: not every passage is read."""
    monkeypatch.setattr(module, "_SAMPLE_NOTES", 1)
    impacts = {note << PASSAGE_BITS: 255 - note for note in range(100)}
    by_note = [0.0] * 100
    by_note[:] = [1 + (100 - note) / 1000 for note in range(100)]

    found = maxscore_candidates([_scorer(impacts, 0.1)], by_note, list, 10)

    assert set(range(10)) <= {passage >> PASSAGE_BITS for passage in found}
    assert len(found) < 30
