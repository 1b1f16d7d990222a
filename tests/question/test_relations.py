"""Laws of the table of relations: what questions ask about, and how claims say it."""

from __future__ import annotations

import pytest

from askcloud.question import kind
from askcloud.question.kind import expected_kind
from askcloud.question.parse import parse_question
from askcloud.question.relations import RELATIONS, relations_of
from askcloud.text.analyzer import fold, words_of

BY_NAME = {relation.name: relation for relation in RELATIONS}
ASKED = {
    "found": (
        "Who founded Nvidia?",
        "nvidia founder",
        "whose company is nvidia",
        "who came up with uber",
        "when was nike started",
        "where did sony begin",
        "wer gründete Adidas",
        "¿Quién es el fundador de Zara?",
    ),
    "lead": ("who runs it", "Nvidia CEO", "Who is in charge of the mill?", "who's the boss of sony", "who owns zara"),
    "write": ("Who wrote Dune?", "dune author", "who is dune by", "wer schrieb Momo"),
    "invent": ("who invented the telephone", "Who coined the term?", "barcode inventor", "when was it discovered"),
    "be born": ("When was Sam Walton born?", "sam walton birthplace", "where was she born", "wann wurde er geboren"),
    "die": ("When did Sam Walton die?", "year of his death", "where did he pass away", "wann ist er gestorben"),
    "go public": ("When did Nike go public?", "nike ipo year", "what year was it listed", "when was nvidias ipo"),
    "raise": ("How much did Stripe raise?", "stripe funding year", "when was the money raised", "stripe funding"),
    "buy": (
        "How much did Amazon pay for Whole Foods?",
        "who bought instagram",
        "which company acquired slack",
        "acquisition year of slack",
    ),
    "be valued": ("What is the UFC worth?", "ufc valuation", "how much was it valued", "sam altman net worth"),
    "cost": ("How much does a seat cost?", "price of a seat", "was kostet ein Platz", "how expensive is it"),
    "earn": ("How much did it make?", "zara revenue", "salary of a pilot", "nike profit"),
    "be based": ("Where is Ikea based?", "ikea headquarters", "wheres ikea", "which city is ikea located in"),
    "launch": ("When was S3 launched?", "s3 launch date", "when did it come out", "which company released the walkman"),
}
SAID = {
    "found": ("Nvidia was co-founded by three engineers.", "It is the brainchild of Ann.", "1949 gründete er Adidas."),
    "lead": ("CEO Lisa Su spoke.", "It is led by Ann Lee.", "She took the helm in 1999."),
    "write": ("Frank Herbert's novel Dune.", "The author is Ann Lee.", "Momo, a book by Ende."),
    "invent": ("Bell invented the telephone.", "The term was coined by Lee.", "Fleming discovered it in 1928."),
    "be born": ("Born in Taiwan, he moved.", "His birthplace is Tainan.", "Nació en Lima."),
    "die": ("He passed away in 1992.", "He died at home.", "Er ist 1992 gestorben."),
    "go public": ("It IPO'd in 1999.", "Nike went public.", "It was listed through a SPAC."),
    "raise": ("It raised $5 million.", "A Series A of $5 million.", "The round brought $5 million."),
    "buy": ("Facebook bought Instagram.", "Slack was acquired in 2021.", "After the merger in 1998 it grew."),
    "be valued": ("It is valued at $4 billion.", "Its market cap is $4 billion.", "It was worth little."),
    "cost": ("A seat costs $40.", "It is priced at $40.", "They charge $40 per month."),
    "earn": ("It made $4 billion.", "Its revenue is $4 billion.", "The film grossed $4 million."),
    "be based": ("It is headquartered in Delft.", "Its offices are in Delft.", "The mill is located near Delft."),
    "launch": ("S3 launched in 2006.", "It was released in May.", "Apple unveiled the phone."),
}
OTHERS = (
    "why did nvidia go public",
    "who is the keeper of the lamp",
    "how does nike make shoes",
    "what is a moat",
    "does ikea sell food",
    "",
)


def _relations(question):
    words = words_of(question)
    return [relation.name for relation in relations_of(words, expected_kind(words))]


def test_every_row_of_the_table_has_cases():
    """Each relation is asked about in three wordings here and said in three."""
    assert ASKED.keys() == SAID.keys() == BY_NAME.keys()
    assert min(map(len, (*ASKED.values(), *SAID.values()))) >= 3


@pytest.mark.parametrize(("name", "question"), [(name, text) for name in ASKED for text in ASKED[name]])
def test_a_question_asks_about_its_relation(name, question):
    """Whole sentences, a few words without a verb, small letters and other languages ask about the same relation."""
    assert name in _relations(question)


@pytest.mark.parametrize("question", OTHERS)
def test_other_questions_ask_about_no_relation(question):
    """A question for a reason, a definition or a yes has no relation, whatever verb it contains."""
    assert _relations(question) == []


@pytest.mark.parametrize(("name", "claim"), [(name, text) for name in SAID for text in SAID[name]])
def test_a_claim_says_its_relation(name, claim):
    """Each case contains one of the words with which claims say the relation."""
    lower = claim.lower()

    assert [cue for cue in BY_NAME[name].said if cue in lower]


@pytest.mark.parametrize("name", ASKED)
def test_a_relation_matches_only_questions_for_its_kinds(name):
    """Where the same words ask for another kind of answer than the relation leads to, it is not asked about."""
    others = {value for value in vars(kind).values() if isinstance(value, str)} - set(BY_NAME[name].kinds) | {None}

    found = {each for each in others for question in ASKED[name] if name in _names(words_of(question), each)}

    assert not found


def _names(words, asked):
    return [relation.name for relation in relations_of(words, asked)]


def test_the_table_is_written_as_it_is_matched():
    """What questions say is folded, what claims say is in small letters; no cue of a row stands there twice."""
    for relation in RELATIONS:
        assert list(map(fold, relation.asked)) == list(relation.asked)
        assert list(map(str.lower, relation.said)) == list(relation.said)
        for cues in (relation.asked, relation.said):
            assert len(set(cues)) == len(cues)
            assert all(cues)
        assert set(relation.kinds) <= kind.RELATED


def test_possessive_endings_do_not_hide_a_relation():
    """*The mill's founder's* name is that of its founder."""
    assert "found" in _names(words_of("what is the founder's name"), kind.PERSON)


def test_asking_words_are_those_of_the_relation():
    """The words with which a question asks about a relation are no part of what it asks about."""
    asking = parse_question("when did nike go public").asking_words

    assert {"go", "public", "ipo"} <= asking
    assert "nike" not in asking
    assert parse_question("why is it dark").asking_words == set()
