"""Laws of the passages whose claims are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.question.parse import parse_question
from askcloud.search import candidates
from askcloud.search.candidates import find_candidates
from askcloud.search.query import resolve


def test_candidates_finds_every_passage_with_a_word(index):
    """One known word is enough for a passage to be found, and a passage with none is not."""
    found = find_candidates(index, resolve(index, parse_question("letters zeppelin")))

    assert [index.note(hit.passage >> 12).path for hit in found] == ["c.md"]


def test_candidates_filters_before_it_cuts(make_vault, monkeypatch):
    """The best passage of the notes asked for is found even where many others would come before it."""
    strong = {f"a{at}.md": "Lantern light. Lantern lore fills this short note [00:00:10]." for at in range(5)}
    vault = make_vault({**strong, "z.md": f"A lantern is named once {'among many other words ' * 5}[00:00:10]."})
    vault.update()
    monkeypatch.setattr(candidates, "MAX_CANDIDATES", 2)

    with vault.index() as index:
        wanted = {at for at, note in index.notes().items() if note.path == "z.md"}
        found = find_candidates(index, resolve(index, parse_question("lantern")), wanted)

    assert [hit.passage >> 12 for hit in found] == list(wanted)


def test_candidates_keeps_all_that_tie_with_the_last(make_vault, monkeypatch):
    """Of passages with the same score none is dropped for its place in the index."""
    vault = make_vault({f"{at}.md": "A lantern lights the long way home [00:00:10]." for at in range(6)})
    vault.update()
    monkeypatch.setattr(candidates, "MAX_CANDIDATES", 2)

    with vault.index() as index:
        found = find_candidates(index, resolve(index, parse_question("lantern")))

    assert len(found) == 6


def test_candidates_are_limited_where_many_tie(make_vault, monkeypatch):
    """However many passages say the same, no more of them are read than are allowed, those of the first notes."""
    vault = make_vault({f"{at}.md": "A lantern lights the long way home [00:00:10]." for at in range(6)})
    vault.update()
    monkeypatch.setattr(candidates, "MAX_CANDIDATES", 2)
    monkeypatch.setattr(candidates, "MAX_TIED", 4)

    with vault.index() as index:
        found = find_candidates(index, resolve(index, parse_question("lantern")))

    assert sorted(hit.passage >> 12 for hit in found) == [0, 1, 2, 3]


def test_a_phrase_is_looked_for_in_no_more_passages_than_allowed(make_vault, monkeypatch):
    """Where a phrase is nowhere, the search for it ends; the best passages are looked at first."""
    vault = make_vault({f"{at}.md": "A lantern lights the long way home [00:00:10]." for at in range(9)})
    vault.update()
    monkeypatch.setattr(candidates, "PHRASE_BATCH", 1)
    monkeypatch.setattr(candidates, "MAX_PHRASE_PASSAGES", 1)
    read = []

    with vault.index() as index:
        passages = index.passages
        monkeypatch.setattr(index, "passages", lambda ids: read.extend(ids) or passages(ids))
        found = find_candidates(index, resolve(index, parse_question('"home lantern"')))

    assert found == []
    assert len(read) == 1


def test_a_rare_word_is_found_where_its_passage_or_the_title_above_has_it(make_vault):
    """A word that others only begin like is looked for as typed, in passages and in titles, and little else is read."""
    other = "A creative clerk counts the crates [00:00:10]."
    vault = make_vault(
        {f"{at}.md": other for at in range(9)}
        | {"powder.md": "Creatine is taken by athletes [00:00:10]."}
        | {"title.md": "# On Creatine\n\nAthletes take it with water [00:00:10]. A creative mind does not [00:00:20]."}
        | {"accent.md": "Athletes know cre\u0301atine as a powder [00:00:10]."}
    )
    vault.update()
    read = []

    with vault.index() as index:
        passages = index.passages
        index.passages = lambda ids: read.extend(ids) or passages(ids)
        query = resolve(index, parse_question("which athletes take creatine"))
        found = {index.note(hit.passage >> 12).path for hit in find_candidates(index, query)}

    assert query.literal == (("creatine",),)
    assert found == {"powder.md", "title.md", "accent.md"}
    assert len(read) == 3


def test_candidates_never_takes_a_word_as_a_loss(make_vault):
    """A word found adds to a passage's score even where more pages are titled by it than notes hold claims."""
    listing = "### [All about it](https://youtu.be/aB3_dE6-hI9)\n"
    hubs = {f"hub{at}.md": f"---\ntitle: Amber {at}\n---\n\n{listing}" for at in range(4)}
    vault = make_vault({**hubs, "bees.md": "Amber keeps insects for millions of years [00:00:10]."})
    vault.update()

    with vault.index() as index:
        (both,) = find_candidates(index, resolve(index, parse_question("amber insects")))
        (one,) = find_candidates(index, resolve(index, parse_question("insects")))

    assert both.score > one.score > 0


def test_candidates_does_not_hang_on_the_order_of_words_for_its_hits(index):
    """Passages score the same whichever way round a question is put."""
    one = {
        hit.passage: hit.score
        for hit in find_candidates(index, resolve(index, parse_question("museum archive gravity")))
    }
    other = {
        hit.passage: hit.score
        for hit in find_candidates(index, resolve(index, parse_question("gravity of the archive museum")))
    }

    assert one == pytest.approx(other)


def test_candidates_match_every_phrase_and_no_excluded_word(index):
    """A phrase must occur as written; a passage with an excluded word or phrase is left out."""

    def paths(question):
        hits = find_candidates(index, resolve(index, parse_question(question)))
        return sorted(index.note(hit.passage >> 12).path for hit in hits)

    assert paths('"data gravity"') == ["a.md"]
    assert paths("data -museum") == ["a.md"]
    assert paths('archive -"museum archive"') == ["b.md"]


@pytest.fixture(scope="module")
def lamps(make_vault):
    """The index of notes of four lengths, five of each: those of one length tie, and three of them have the phrase."""
    notes = {
        f"{length}{at}.md": f"A lantern {'lights' if at % 3 else 'of'} the way{' and the way' * length} [00:00:10]."
        for length in range(4)
        for at in range(5)
    }
    vault = make_vault(notes)
    vault.update()
    with vault.index() as index:
        yield index


@given(
    batch=st.integers(1, 25),
    most=st.integers(1, 25),
    question=st.sampled_from(['"lantern lights"', 'way -"lantern of"']),
)
def test_candidates_with_a_phrase_do_not_hang_on_batches(lamps, batch, most, question):
    """However many passages are read at once, the same are found: the best, those that tie with the last, no other."""
    query = resolve(lamps, parse_question(question))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "MAX_CANDIDATES", 1_000)
        every = sorted((hit.score for hit in find_candidates(lamps, query)), reverse=True)
        patch.setattr(candidates, "MAX_CANDIDATES", most)
        patch.setattr(candidates, "PHRASE_BATCH", batch)
        found = sorted((hit.score for hit in find_candidates(lamps, query)), reverse=True)

    assert len(every) == 12
    assert found == [score for score in every if score >= every[min(most, 12) - 1]]


def test_passages_that_express_a_relation_in_other_words_are_found_too(make_vault, monkeypatch):
    """Where many passages say the word of the question, one that says the subject and another word is among them."""
    guilds = {f"{at}.md": f"Guild {at} of Orford was founded in a year of storms [00:00:10]." for at in range(60)}
    vault = make_vault({**guilds, "x.md": "Orford was established by monks [00:00:10]."})
    vault.update()
    with vault.index() as index:
        query = resolve(index, parse_question("who founded Orford"))
        found = [index.note(hit.passage >> 12).path for hit in find_candidates(index, query)]
        monkeypatch.setattr(candidates, "MAX_IN_OTHER_WORDS", 0)
        by_words = [index.note(hit.passage >> 12).path for hit in find_candidates(index, query)]

    assert found == [*by_words, "x.md"]
    assert "x.md" not in by_words
