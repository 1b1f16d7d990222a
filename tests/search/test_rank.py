"""Laws of ranking the claims that say something of a question."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search import candidates as hits
from askcloud.search import rank
from askcloud.search.candidates import find_candidates
from askcloud.search.query import resolve

VIDEOS = {"a.md": "aaaaaaaaaaa", "b.md": "bbbbbbbbbbb", "c.md": "ccccccccccc"}
NOTES = {
    "a.md": "Data gravity pulls every program towards the store [00:00:10]. Copying takes weeks [00:00:40].",
    "b.md": "Data fills the archive of the museum [00:00:10]. Gravity bends the light of stars [00:01:40].",
    "c.md": "The museum archive keeps letters and maps [00:00:10].",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over three short notes about three videos."""
    vault = make_vault()
    for path, text in NOTES.items():
        vault.write({path: text}, VIDEOS[path])
    vault.update()
    with vault.index() as index:
        yield index


def _ranked(index, question, notes=None):
    return [each.claim.text for each in rank.rank(index, resolve(index, parse_question(question)), notes)]


def test_read_query_tells_known_words_from_unknown_ones(index):
    """Words that notes say come with their entries, others whole and folded; stop words and repeats are dropped."""
    query = resolve(index, parse_question("What is the GRAVITY of zeppelins, and why does Gravity matter to Łódź?"))

    assert list(query.known) == ["gravit"]
    assert list(query.unknown) == ["zeppelins", "matter", "lodz"]


@pytest.mark.parametrize("question", ["", " \n", "?!…", "what is the of and", "\x00\x1b"])
def test_read_query_of_nothing_holds_nothing(index, question):
    """A question without a word of meaning knows none, and ranks nothing."""
    query = resolve(index, parse_question(question))

    assert (dict(query.known), list(query.unknown)) == ({}, [])
    assert rank.rank(index, query) == []


ASKED = {
    "how does gravity work": ["gravity"],
    "How do the mills work in winter?": ["mills", "winter"],
    "what does gravity mean for storage": ["gravity", "storage"],
    "how does work begin": ["work", "begin"],
    "what work did the miller do": ["work", "miller"],
    "what does it mean": ["mean"],
}


def test_read_query_leaves_out_the_verb_that_only_asks(index):
    """*How does … work* and *what does … mean* name nothing by their verb; it stays where it is all there is."""
    assert {asked: list(resolve(index, parse_question(asked)).words) for asked in ASKED} == ASKED


def test_read_query_tells_each_unknown_word_once(index):
    """A word that no note says is unknown once, however often it is asked."""
    query = resolve(index, parse_question("zeppelin Zeppelin ZEPPELIN!"))

    assert list(query.unknown) == ["zeppelin"]


def test_rank_puts_the_claim_that_says_most_first(index):
    """A claim with all the words of a question comes before claims with some of them."""
    texts = _ranked(index, "data gravity")

    assert texts[0] == "Data gravity pulls every program towards the store."


def test_rank_finds_every_passage_with_a_word(index):
    """One known word is enough for a passage to be found, and a passage with none is not."""
    found = find_candidates(index, resolve(index, parse_question("letters zeppelin")))

    assert [index.note(hit.passage >> 12).path for hit in found] == ["c.md"]


def test_rank_looks_only_at_the_notes_it_is_given(index):
    """A filter holds back every other note, and an empty one all of them."""
    notes = {at for at, note in index.notes().items() if note.path == "b.md"}

    texts = _ranked(index, "data gravity", notes)

    assert texts
    assert all(text in NOTES["b.md"].replace(" [00:00:10]", "").replace(" [00:01:40]", "") for text in texts)
    assert _ranked(index, "data gravity", set()) == []


def test_find_hits_filters_before_it_cuts(make_vault, monkeypatch):
    """The best passage of the notes asked for is found even where many others would come before it."""
    strong = {f"a{at}.md": "Lantern light. Lantern lore fills this short note [00:00:10]." for at in range(5)}
    vault = make_vault({**strong, "z.md": f"A lantern is named once {'among many other words ' * 5}[00:00:10]."})
    vault.update()
    monkeypatch.setattr(hits, "MAX_CANDIDATES", 2)

    with vault.index() as index:
        wanted = {at for at, note in index.notes().items() if note.path == "z.md"}
        found = find_candidates(index, resolve(index, parse_question("lantern")), wanted)

    assert [hit.passage >> 12 for hit in found] == list(wanted)


def test_find_hits_keeps_all_that_tie_with_the_last(make_vault, monkeypatch):
    """Of passages with the same score none is dropped for its place in the index."""
    vault = make_vault({f"{at}.md": "A lantern lights the long way home [00:00:10]." for at in range(6)})
    vault.update()
    monkeypatch.setattr(hits, "MAX_CANDIDATES", 2)

    with vault.index() as index:
        found = find_candidates(index, resolve(index, parse_question("lantern")))

    assert len(found) == 6


def test_find_hits_never_takes_a_word_as_a_loss(make_vault):
    """A word found adds to a passage's score even where more pages are titled by it than notes hold claims."""
    hubs = {f"hub{at}.md": f"---\ntitle: Amber {at}\n---\n\nA page of links about it.\n" for at in range(4)}
    vault = make_vault({**hubs, "bees.md": "Amber keeps insects for millions of years [00:00:10]."})
    vault.update()

    with vault.index() as index:
        (both,) = find_candidates(index, resolve(index, parse_question("amber insects")))
        (one,) = find_candidates(index, resolve(index, parse_question("insects")))

    assert both.score > one.score > 0


def test_rank_is_the_same_every_time(index):
    """The same question gets the same claims with the same scores, to the last bit."""
    query = resolve(index, parse_question("museum archive data gravity"))

    assert rank.rank(index, query) == rank.rank(index, query)


def test_rank_does_not_hang_on_the_order_of_words_for_its_hits(index):
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
