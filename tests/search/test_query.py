"""Laws of looking up the words of a question in an index."""

from __future__ import annotations

import pytest

from askcloud.question.kind import DATE, DEFINITION, MONEY, PERSON
from askcloud.question.parse import parse_question
from askcloud.search import question_names
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


def test_a_term_with_a_word_for_a_sum_is_to_be_defined_unless_it_names_something(index, named):
    """*What is opportunity cost* asks for a definition; *what is Lumen cost* asks what it costs."""
    kinds = [
        resolve(opened, parse_question(asked)).kind
        for opened, asked in ((index, "what is opportunity cost"), (named, "what is lumen cost"))
    ]

    assert kinds == [DEFINITION, MONEY]


# --- names -----------------------------------------------------------------------------------------------------------

NAMED = """
The lamp of the harbour is kept by Astrid Moe, say the boats of Lumen [0:10]. The present keeper is Astrid Moe [0:20].
She works for Lumen [0:30], and for the Bank of Norway [0:40]. Last year the Bank of Norway paid Lumen [0:50].
In the north an Apple is rare [1:00]. They sell an Apple for two coins [1:10]. She ate an apple in the night [1:20].
An old apple is brown inside [1:30]. The founder of Lumen slept [1:40].

It was a quiet year with little wind and much rain, and all that was caught was eaten at once by those who caught it.
"""


@pytest.fixture(scope="module")
def named(make_vault):
    """An index whose notes say names, a name that is also a common word, and a name within a name."""
    vault = make_vault({"a.md": NAMED})
    vault.update()
    with vault.index() as index:
        yield index


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how did astrid moe get to lumen", {"Astrid Moe": (2, 4), "Lumen": (6, 7)}),
        ("HOW DID ASTRID MOE GET TO LUMEN", {"Astrid Moe": (2, 4), "Lumen": (6, 7)}),
        ("lumen's keeper", {"Lumen": (0, 1)}),
        ("does the bank of norway pay", {"Bank of Norway": (2, 5)}),
        ("lumin founder", {"Lumen": (0, 1)}),
        ("is an apple rare", {}),
        ("what is a harbour", {}),
        ("moe", {}),
        ("", {}),
    ],
)
def test_resolve_knows_names_whatever_their_capitals(named, question, names):
    """Names that the notes say are found with their places, the longest first; common words are none."""
    query = resolve(named, parse_question(question))

    assert {span.name.form: (span.start, span.end) for span in query.known_names} == names


def test_resolve_takes_no_word_of_the_relation_for_a_name(make_vault):
    """*CEO* may be written in capitals everywhere and is still what the question asks about, not of whom."""
    vault = make_vault(
        {"a.md": "They made an IPO with Lumen last year [0:10]. It was the first IPO that was seen of Lumen [0:20]."}
    )
    vault.update()

    with vault.index() as index:
        query = resolve(index, parse_question("lumen ipo year"))

    assert [span.name.form for span in query.known_names] == ["Lumen"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who is astrid moe", DEFINITION),
        ("Who was Astrid Moe?", DEFINITION),
        ("who pays astrid moe", PERSON),
        ("who is the keeper of lumen", PERSON),
        ("who is zorvan", PERSON),
        ("who is astrid moe of lumen", PERSON),
    ],
)
def test_resolve_asks_who_somebody_is_for_a_definition(named, question, kind):
    """*Who is X* is not answered by the name of somebody else; *who is the keeper of X* is."""
    assert resolve(named, parse_question(question)).kind == kind


PEOPLE = """
It is said that CEO Clara Finch sold the old mill to her brother in the spring of that cold year [0:10].
Nobody in the valley had thought that CEO Clara Finch would ever sell it to the people of Lumen Corp [0:20].
In the end they were glad of it, for the money that Lumen Corp paid them was more than they had hoped [0:30].
"""


@pytest.mark.parametrize(
    ("question", "required"),
    [
        ("where did clara finch live", {"finch"}),
        ("where did Clara Finch live", {"finch"}),
        ("is lumen corp rich", {"lumen", "corp"}),
        ("is lumen corp 2 rich", {"lumen", "corp", "2"}),
        ("is lumen corp in 2 valleys", {"lumen", "corp"}),
        ("where did Zorvan live", {"zorvan"}),
        ("where is the mill", set()),
    ],
)
def test_an_answer_must_mention_what_a_name_cannot_do_without(make_vault, question, required):
    """The last word of a person's name does for the whole; of other names all words, and a number after them."""
    vault = make_vault({"a.md": PEOPLE})
    vault.update()

    with vault.index() as index:
        assert resolve(index, parse_question(question)).required_names == required


def test_common_words_that_are_a_name_elsewhere_need_not_be_mentioned(make_vault):
    """*The Social Mill* may be a film, and *the social mill* the mill that people meet in."""
    vault = make_vault(
        {"a.md": "They saw The Social Mill twice [0:10]. They say that The Social Mill was good [0:20]."}
    )
    vault.update()

    with vault.index() as index:
        assert resolve(index, parse_question("how did the social mill begin")).required_names == set()
        assert resolve(index, parse_question("how did Social Mill begin")).required_names == {"social", "mill"}


def test_resolve_looks_names_up_once(named, monkeypatch):
    """However long a question is, its names cost one statement."""
    asked = []
    names_at = question_names.names_at
    monkeypatch.setattr(
        question_names, "names_at", lambda index, keys: asked.append(list(keys)) or names_at(index, keys)
    )

    resolve(named, parse_question("what did astrid moe say of the bank of norway in the harbour"))

    assert len(asked) == 1
    assert {"astrid moe", "bank of norway", "harbour"} <= set(asked[0])
    assert not [key for key in asked[0] if key.startswith("the ") or key.endswith(" of")]


def test_resolve_searches_the_long_form_of_an_abbreviation(make_vault):
    """*What does NAS stand for* is answered by the few passages that write it out, not by the many that use it."""
    notes = {f"{number}.md": f"They bought a NAS for room {number} [0:10]." for number in range(60)}
    vault = make_vault(notes | {"long.md": "It is a Network Attached Store (NAS) for all the rooms [0:10]."})
    vault.update()

    with vault.index() as index:
        query = resolve(index, parse_question("what does nas stand for"))
        best = rank(index, query)[0]

        assert list(query.words) == ["nas", "network", "attached", "store"]
        assert list(resolve(index, parse_question("what is a nas good for")).words) == ["nas", "good"]
    assert best.note.path == "long.md"


def test_resolve_reads_the_kind_and_relation_off_corrected_words(named):
    """A typo in the word that asks, or in the relation, does not hide what is asked for."""
    query = resolve(named, parse_question("who was the foundr of lumen"))

    assert query.corrections == {"foundr": "founder"}
    assert [relation.name for relation in query.question.relations] == ["found"]
    assert query.question.typed == "who was the foundr of lumen"


def test_resolve_leaves_out_a_corrected_word_that_only_names_the_kind(named):
    """*Year* is not searched, misspelt or not; and a name is corrected before its *'s* too."""
    query = resolve(named, parse_question("lumin's yeaar"))

    assert query.kind == DATE
    assert list(query.words) == ["lumen"]
    assert query.corrections == {"lumin's": "lumen", "yeaar": "year"}
