"""Leaving out postings loses nothing: the passages found are those of walking every list."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.index.postings import ByNote, Postings
from askcloud.index.schema import PASSAGE_BITS
from askcloud.search import maxscore as module
from askcloud.search.maxscore import LevelScorer, TermScorer, common_ids, ids_in_all, maxscore_candidates

IDS = st.builds(lambda note, place: note << PASSAGE_BITS | place, st.integers(0, 40), st.integers(0, 5))
LISTS = st.dictionaries(IDS, st.integers(1, 255), max_size=120)
STEPS = st.floats(0.01, 0.1)


def _scorer(impacts, step):
    ids = sorted(impacts)
    postings = Postings(memoryview(array("I", ids)), bytes(impacts[each] for each in ids))
    return LevelScorer(postings, step, step * max(impacts.values(), default=0))


@st.composite
def terms(draw):
    """A term in some passages, which not all of their notes say themselves: some only stand below a heading with it."""
    passages = draw(LISTS)
    notes = sorted({each >> PASSAGE_BITS for each in passages})
    levels = [passages]
    for share in (3, 1):
        said = [note for note in notes if draw(st.integers(0, 3)) < share]
        levels.append({note: draw(st.integers(1, 255)) for note in said})
    of_passages, of_notes, of_titles = (_scorer(level, draw(STEPS)) for level in levels)
    if not notes or draw(st.booleans()):
        return TermScorer(of_passages, of_notes, of_titles)
    best = {note: max(impact for at, impact in passages.items() if at >> PASSAGE_BITS == note) for note in notes}
    spread = [bytes(each.get(note, 0) for note in range(notes[-1] + 1)) for each in (levels[1], best)]
    by_note = ByNote(*spread, len(levels[1]))
    return TermScorer(
        of_passages, LevelScorer(_scorer({}, 0).postings, of_notes.unit_score, of_notes.max_score), of_titles, by_note
    )


TERMS = st.lists(terms(), min_size=1, max_size=5)


def _scores(terms):
    """Every passage's score, each list walked to its end."""
    scores = {}
    for term in terms:
        for passage in term.passages.postings.ids:
            scores[passage] = 0.0
    for term in terms:
        for level, shift in ((term.passages, 0), (term.notes, PASSAGE_BITS), (term.titles, PASSAGE_BITS)):
            added = dict(zip(level.postings.ids, level.postings.impacts, strict=True))
            if level is term.notes and term.by_note:
                added = dict(enumerate(term.by_note.impacts))
            for passage in scores:
                scores[passage] += level.unit_score * added.get(passage >> shift, 0)
    return scores


@settings(max_examples=40, deadline=None)
@given(
    terms=TERMS,
    notes=st.none() | st.sets(st.integers(0, 60)),
    banned=st.sets(IDS),
    most=st.integers(1, 20),
    tuned=st.fixed_dictionaries(
        {
            "_SAMPLE_NOTES": st.integers(1, 10),
            "_SAMPLED": st.integers(1, 40),
            "_LOOKUP_COST": st.integers(0, 50),
            "_COMMON": st.integers(0, 50),
            "_LONG": st.integers(0, 5),
            "_FEW": st.integers(1, 60),
        }
    ),
)
def test_contenders_are_the_best_of_all_postings(terms, notes, banned, most, tuned):
    """Whatever is looked into first and whatever a look costs, every passage that ties with the last is there.

    What may not be found takes nobody's place and is not among them.
    """
    scores = {
        passage: score
        for passage, score in _scores(terms).items()
        if passage not in banned and (notes is None or passage >> PASSAGE_BITS in notes)
    }
    bar = sorted(scores.values(), reverse=True)[:most][-1:]

    with pytest.MonkeyPatch.context() as patch:
        for name, value in tuned.items():
            patch.setattr(module, name, value)
        found = maxscore_candidates(terms, 60, notes, lambda passages: set(passages) - banned, most)

    assert {passage for passage, score in scores.items() if score >= bar[0]} <= set(found) <= scores.keys()


def test_every_note_is_scored_at_once_where_terms_are_in_many(monkeypatch):
    """No list is walked through for terms that are stored by note, and the best passages are found."""
    impacts = {note << PASSAGE_BITS: 1 + note * 37 % 255 for note in range(500)}
    by_note = ByNote(bytes(impacts.values()), bytes(impacts.values()), len(impacts))
    nowhere = _scorer({}, 0)
    terms = [
        TermScorer(_scorer(impacts, step), LevelScorer(nowhere.postings, step, 255 * step), nowhere, by_note)
        for step in (0.1, 0.02)
    ]
    for walk in ("add_best_to", "add_to"):
        monkeypatch.setattr(LevelScorer, walk, lambda self, *_: self.postings.ids and pytest.fail("walked through"))

    found = maxscore_candidates(terms, 500, None, list, 20)

    bar = sorted(impacts.values(), reverse=True)[19]
    assert {each for each, impact in impacts.items() if impact >= bar} <= set(found)


def test_note_that_only_its_title_makes_the_best_is_found(monkeypatch):
    """A note titled by a term in many notes is found, however little its passages say of it."""
    monkeypatch.setattr(module, "_SAMPLED", 1)
    impacts = {note << PASSAGE_BITS: 200 for note in range(99)} | {99 << PASSAGE_BITS: 1}
    by_note = ByNote(bytes(100), bytes(impacts.values()), 0)
    term = TermScorer(_scorer(impacts, 0.1), _scorer({}, 0), _scorer({99: 255}, 1.0), by_note)

    found = maxscore_candidates([term], 99, None, list, 1)

    assert 99 << PASSAGE_BITS in found


def test_term_in_many_of_the_first_notes_is_scored_where_most_notes_lack_it():
    """The notes of a term that is stored by note count although its list is short next to all notes."""
    impacts = {note << PASSAGE_BITS: 9 for note in range(50)}
    nowhere = _scorer({}, 0).postings
    strong = bytes(49) + b"\xff"
    term = TermScorer(
        _scorer(impacts, 0.1),
        LevelScorer(nowhere, 1.0, 255.0),
        _scorer({}, 0),
        ByNote(strong, bytes(impacts.values()), 1),
    )
    other = TermScorer(_scorer({note << PASSAGE_BITS: 99 for note in range(40)}, 0.1), *(_scorer({}, 0),) * 2)

    found = maxscore_candidates([term, other], 9999, None, list, 1)

    assert 49 << PASSAGE_BITS in found


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


@given(lists=st.lists(st.sets(IDS), min_size=1, max_size=4))
def test_ids_in_all_are_those_of_each(lists):
    """The ids found are those that are in every list."""
    assert ids_in_all([memoryview(array("I", sorted(ids))) for ids in lists]) == set.intersection(*lists)


def test_few_notes_are_read_where_a_word_is_rare(monkeypatch):
    """The list of a common word is not walked through: only the notes with the rare word are looked up in it."""
    common = {note << PASSAGE_BITS: 50 for note in range(20_000)}
    rare = {note << PASSAGE_BITS: 255 for note in range(0, 20_000, 400)}
    terms = [
        TermScorer(_scorer(each, step), *(_scorer(dict.fromkeys((at >> PASSAGE_BITS for at in each), 9), 0.001),) * 2)
        for each, step in ((common, 0.01), (rare, 0.1))
    ]
    walked = []
    walk = LevelScorer.add_best_to
    monkeypatch.setattr(LevelScorer, "add_best_to", lambda self, totals: walked.append(self) or walk(self, totals))

    found = maxscore_candidates(terms, 20_000, None, list, 10)

    assert set(found) == rare.keys()
    assert walked == [terms[1].passages]
