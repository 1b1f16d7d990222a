"""Laws of the kind of answer that a question asks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askcloud.question import kind
from askcloud.question.kind import (
    asks_for_several,
    counted_word,
    defined_words,
    expected_kind,
    may_define_a_term,
    wanted_count,
    without_naming_words,
)
from askcloud.text.analyzer import words_of

ASKED = {
    kind.DATE: (
        "When did the mill burn?",
        "and in what year did the mill burn",
        "mill fire year",
        "Wann brannte die Mühle?",
        "¿Cuándo ardió el molino?",
        "quand le moulin a-t-il brûlé",
        "когда сгорела мельница",
    ),
    kind.CAUSE: (
        "why did three mills burn",
        "How come the river froze?",
        "what led to the flood",
        "¿Por qué subió el río?",
        "Warum stieg der Fluss?",
        "pourquoi le moulin",
    ),
    kind.PLACE: (
        "Where did the mill burn, and when?",
        "Where's the mill?",
        "which city has the mill",
        "mill company headquarters",
        "Wo steht die Mühle?",
        "¿Dónde está el molino?",
    ),
    kind.PERCENT: ("What SHARE of the boats sank?", "market share of mills", "wie viel Prozent der Boote sanken"),
    kind.MONEY: (
        "¿Cuánto cuesta la entrada?",
        "what is a mill worth",
        "mill valuation",
        "how much did the dam cost",
        "how much does the keeper pay",
        "was kostet eine Mühle",
    ),
    kind.DURATION: ("How long did the dam take?", "wie lange dauerte der Bau", "¿Cuánto tiempo duró?"),
    kind.AGE: ("how old was the keeper", "Wie alt ist die Mühle?"),
    kind.LENGTH: ("how tall was the mill", "how far is the dam", "Wie tief ist der See?"),
    kind.WEIGHT: ("how heavy was the bell", "¿Cuánto pesa?"),
    kind.COUNT: (
        "how many boats came home",
        "number of boats",
        "wie groß ist der Damm",
        "¿Cuántos barcos volvieron?",
        "combien de bateaux",
        "how fast is the boat",
    ),
    kind.PERSON: (
        "Who's the keeper of the lamp?",
        "whose mill is it",
        "mill founder",
        "ceo of the mill",
        "wer baute den Damm",
        "¿Quién construyó la presa?",
        "qui a construit le barrage",
        "कौन आया",
    ),
    kind.ORGANISATION: ("which company built the dam", "from what brand is the lamp"),
    kind.EXPANSION: ("what does WWF stand for", "WWF acronym", "full form of WWF", "what is WWF short for"),
    kind.DEFINITION: (
        "What is a water mill?",
        "what's a weir",
        "whats a weir",
        "what does data gravity mean",
        "weir meaning",
        "define weir",
        "What are tides?",
    ),
    kind.ADVICE: (
        "How do I build a mill?",
        "should i move to los angeles",
        "how to dry wood",
        "best way to dry wood",
        "at low water, should I sail",
        "any tips for millers",
        "how do i price a mill",
    ),
    kind.MANNER: ("How does the mill turn?", "and how did they lift the stone"),
    kind.OPINION: (
        "what does the keeper think of dams",
        "What is the keeper's view of dams?",
        "what did the papers of los angeles say",
    ),
    kind.YES_NO: ("does the mill turn when it rains", "Was the mill old?", "will it rain", "has the dam been built"),
    None: (
        "what is the most that one keeper can do for a mill",
        "what is flour made from",
        "what is the height of the dam",
        "the keeper of the lamp",
        "",
        "?! …",
    ),
}


@pytest.mark.parametrize(("expected", "question"), [(each, text) for each in ASKED for text in ASKED[each]])
def test_kind_is_read_off_the_words(expected, question):
    """The words of a question give the kind of its answer away, in other languages and in a few words too."""
    assert expected_kind(words_of(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is chi", kind.DEFINITION),
        ("what does WER mean", kind.DEFINITION),
        ("qu'est-ce qui provoque la rouille", None),
        ("chi ha fondato il mulino", kind.PERSON),
        ("und wer ist der müller", kind.PERSON),
    ],
)
def test_only_one_word_asks(question, expected):
    """Where the first word asks what something is, a later one is no question word of another language."""
    assert expected_kind(words_of(question)) == expected


@pytest.mark.parametrize(
    ("question", "is_term"),
    [
        ("what is opportunity cost", True),
        ("what is a market share", True),
        ("explain price elasticity", True),
        ("what is the price of bread", False),
        ("what is the average salary", False),
        ("how much does bread cost", False),
        ("what is a mill", False),
    ],
)
def test_a_word_for_a_sum_may_belong_to_a_term(question, is_term):
    """*What is opportunity cost* may ask for a definition, *what is the price of bread* for a sum alone."""
    words = words_of(question)

    assert may_define_a_term(words, expected_kind(words)) == is_term


def test_every_kind_has_questions():
    """No kind of answer is without an example in this file."""
    kinds = {value for name, value in vars(kind).items() if name[0].isupper() and isinstance(value, str)}
    assert kinds - {kind.NUMBER_WORDS} == set(ASKED) - {None}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("why did the price of bread fall", kind.CAUSE),
        ("when did the cost of bread rise", kind.DATE),
        ("who paid for the mill", kind.PERSON),
        ("how should i pay the miller", kind.ADVICE),
        ("how long should i wait", kind.DURATION),
        ("does the mill turn when it rains", kind.YES_NO),
        ("what is the name of the place where it burnt", None),
    ],
)
def test_kind_goes_by_the_question_word_that_opens(question, expected):
    """The question word in front says more than what is asked about; one that only joins two clauses says nothing."""
    assert expected_kind(words_of(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Was ist der längste Fluss?",
        "Was sind zwei Beispiele für Fische?",
        "Was wurde für den Damm gebaut?",
        "¿Has visto el río?",
        "Was sagt der Müller und denkt el view von mir?",
    ],
)
def test_kind_takes_no_other_language_for_english(question):
    """German *was* asks what, and Spanish *has* means *you have*: neither makes a yes-or-no question or an opinion."""
    assert expected_kind(words_of(question)) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what's the miller's house", None),
        ("what is the end of the river", None),
        ("what is the river", kind.DEFINITION),
        ("what is the first mill", None),
        ("what is a very long name of a thing that is a clause", None),
    ],
)
def test_a_definition_is_asked_of_a_few_words(question, expected):
    """*What is the X of Y* asks for an attribute, *what is the first X* for a member, and many words are a clause."""
    assert expected_kind(words_of(question)) == expected


SEVERAL = {
    "What are the reasons for the flood?": True,
    "which mills stood below the dam": True,
    "What tools does a miller need?": True,
    "Three good reasons to build a weir": True,
    "name the mills on the river": True,
    "what is a weir": False,
    "what makes a mill turn": False,
    "which bus goes to the mill": False,
    "what does James say of dams": False,
    "why did three mills burn": False,
    "signs of a weak dam": True,
    "three signs of rot": True,
    "general steps for a new weir": True,
    "mills that grind rye": True,
    "benefits in spring": True,
    "dams": False,
    "dams mills weirs": False,
    "the signs of a weak dam": False,
    "why signs of rot show": False,
    "is rye good for bakers of bread": False,
    "history of the dam": False,
    "business of the mill": False,
    "analysis of the wall": False,
    "census of the boats": False,
    "mill's of the river": False,
    "gas for the lamp": False,
    "of mills": False,
    "": False,
}


@pytest.mark.parametrize(
    ("question", "defined"),
    [
        ("what is a lock in canals", "what is a lock"),
        ("what is a lock for boats on rivers", "what is a lock"),
        ("what is a lock", "what is a lock"),
        ("what is new in canals", "what is new in canals"),
        ("what is the word for canals", "what is the word for canals"),
        ("in", "in"),
        ("", ""),
    ],
)
def test_a_field_is_not_defined(question, defined):
    """*In canals* says where a lock means that; after *new* and *word* no field follows."""
    assert defined_words(words_of(question)) == words_of(defined)


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("how many mills are there", "mills"),
        ("since when and how many old water mills does it have", "mills"),
        ("wie viele mühlen gibt es", "muhlen"),
        ("¿cuántos molinos hay?", "molinos"),
        ("how many", ""),
        ("how many are there", ""),
        ("how much flour is there", ""),
        ("", ""),
    ],
)
def test_the_word_that_is_counted_ends_its_phrase(question, counted):
    """*How many old water mills* asks for a number of mills; a question without such a phrase for none."""
    assert counted_word(words_of(question)) == counted


def test_asks_for_several_reads_a_list_off_the_words():
    """Plural things asked for by name, and a number of reasons or steps, want more than one claim.

    So does a plural with what it is of, if the question begins neither as a clause nor with an article.
    """
    words = {question: words_of(question) for question in SEVERAL}
    assert {
        question: asks_for_several(words[question], expected_kind(words[question])) for question in SEVERAL
    } == SEVERAL


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("what are the three signs of rot", 3),
        ("top 5 tips for millers", 5),
        ("12 steps", 12),
        ("drei Gründe", 3),
        ("cinco razones", 5),
        ("two or three reasons", 2),
        ("what are the signs of rot", 0),
        ("1 reason", 0),
        ("13 steps", 0),
        ("reasons of 1931", 0),
        ("what are the advantages of one mill", 0),
    ],
)
def test_wanted_count_is_the_first_small_number(question, count):
    """A list of 2 to 12 may be asked for, in digits or in words; a larger number is none of items."""
    assert wanted_count(words_of(question)) == count


@pytest.mark.parametrize(
    ("words", "asked", "left"),
    [
        (["tmr", "meaning"], kind.DEFINITION, ["tmr"]),
        (["tmr", "stand"], kind.EXPANSION, ["tmr"]),
        (["nike", "ipo", "year"], kind.DATE, ["nike", "ipo"]),
        (["nike", "year"], kind.MONEY, ["nike", "year"]),
        (["meaning"], kind.DEFINITION, ["meaning"]),
        (["nike"], None, ["nike"]),
    ],
)
def test_words_that_name_the_kind_are_not_searched(words, asked, left):
    """*Meaning* in *TMR meaning* names the kind of answer and need not be in it; it stays if it is all there is."""
    assert without_naming_words(words, asked) == left


_SEVERAL = re.compile(
    r"(?:what|which) (?:are|were) |(?:name|list) |which \w{2,}[^suia ]s\b"
    r"|what \w{2,}[^suia ]s (?:are|were|do|did|does|has|have|can|could|should)\b"
)


@given(
    st.lists(
        st.sampled_from(
            "what which name list are were cars car's it's bus gas is can can't do should ab's 10s the".split()
        ),
        max_size=4,
    )
)
@example(["which", "seas"])
@example(["what", "menus", "do"])
@example(["what", "firm's", "rules", "are"])
def test_first_words_ask_for_several_as_the_pattern_says(words):
    """Looking at the first words finds the questions that this pattern matches."""
    assert kind._opens_for_several(words) == bool(_SEVERAL.match(" ".join(words)))
