"""Laws of looking up the words of a question in an index."""

from __future__ import annotations

import pytest

from askcloud.question.kind import DATE, DEFINITION, PERSON
from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.rank import rank

ASKED = {
    "how does gravity work": ["gravity"],
    "How do the mills work in winter?": ["mills", "winter"],
    "what does gravity mean for storage": ["gravity", "storage"],
    "how does work begin": ["work", "begin"],
    "what work did the miller do": ["work", "miller"],
    "what does it mean": ["mean"],
}


def test_resolve_tells_known_words_from_unknown_ones(index):
    """Words that notes say come with their entries, others whole and folded; stop words and repeats are dropped."""
    query = resolve(index, parse_question("What is the GRAVITY of zeppelins, and why does Gravity matter to Łódź?"))

    assert list(query.known) == ["gravit"]
    assert list(query.unknown) == ["zeppelins", "matter", "lodz"]


@pytest.mark.parametrize("question", ["", " \n", "?!…", "what is the of and", "\x00\x1b"])
def test_resolve_of_nothing_holds_nothing(index, question):
    """A question without a word of meaning knows none, and ranks nothing."""
    query = resolve(index, parse_question(question))

    assert (dict(query.known), list(query.unknown)) == ({}, [])
    assert rank(index, query) == []


def test_resolve_leaves_out_the_verb_that_only_asks(index):
    """*How does … work* and *what does … mean* name nothing by their verb; it stays where it is all there is."""
    assert {asked: list(resolve(index, parse_question(asked)).words) for asked in ASKED} == ASKED


def test_resolve_tells_each_unknown_word_once(index):
    """A word that no note says is unknown once, however often it is asked."""
    query = resolve(index, parse_question("zeppelin Zeppelin ZEPPELIN!"))

    assert list(query.unknown) == ["zeppelin"]


def test_resolve_corrects_an_unknown_word_unless_it_is_to_be_exact(index):
    """A misspelt word is searched in the nearest spelling; in quotes, or where exactness is asked for, as typed."""
    corrected = resolve(index, parse_question("musuem"))
    exact = resolve(index, parse_question("musuem"), exact=True)
    quoted = resolve(index, parse_question('"musuem"'))

    assert (corrected.corrections, corrected.unknown) == ({"musuem": "museum"}, ())
    assert [(query.corrections, query.unknown) for query in (exact, quoted)] == [({}, ("musuem",))] * 2


def test_resolve_ignores_question_words_of_other_languages_that_no_note_contains(index):
    """*Warum* is not an unknown word: no note need contain it."""
    query = resolve(index, parse_question("warum data"))

    assert (list(query.words), query.unknown) == (["data"], ())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who is astrid moe", DEFINITION),
        ("Who was Astrid Moe?", DEFINITION),
        ("when is astrid moe", DATE),
        ("who pays astrid moe", PERSON),
        ("who is the keeper of astrid moe", PERSON),
        ("who is zorvan", PERSON),
    ],
)
def test_query_asks_who_somebody_is_for_a_definition(make_vault, question, kind):
    """*Who is X* is not answered by the name of somebody else; *who is the keeper of X* is."""
    vault = make_vault(
        {"a.md": "The lamp of the harbour is kept by Astrid Moe [0:10]. The present keeper is Astrid Moe [0:20]."}
    )
    vault.update()

    with vault.index() as index:
        assert resolve(index, parse_question(question)).kind == kind
