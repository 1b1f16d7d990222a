"""Laws of the type of answer that a question asks for."""

from __future__ import annotations

import pytest

from askcloud.question import answer_type
from askcloud.question.answer_type import asks_for_several, expected_answer_type
from askcloud.text.analyzer import words_of

ASKED = {
    "What SHARE of the boats sank?": answer_type.PERCENT,
    "¿Cuánto cuesta la entrada?": answer_type.MONEY,
    "what is a mill worth": answer_type.MONEY,
    "How long did the dam take?": answer_type.DURATION,
    "wie groß ist der Damm": answer_type.NUMBER,
    "and in what year did the mill burn": answer_type.DATE,
    "¿Por qué subió el río?": answer_type.CAUSE,
    "Where did the mill burn, and when?": answer_type.PLACE,
    "Who's the keeper of the lamp?": answer_type.NAME,
    "What is a water mill?": answer_type.DEFINITION,
    "what does data gravity mean": answer_type.DEFINITION,
    "does the mill turn when it rains": None,
    "what is the most that one keeper can do for a mill": None,
    "": None,
    "?! …": None,
}


def test_asked_for_reads_the_type_off_the_words():
    """The words of a question give the type away; a word that only ties two clauses does not."""
    assert {question: expected_answer_type(words_of(question)) for question in ASKED} == ASKED


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("why did the price of bread fall", answer_type.CAUSE),
        ("when did the cost of bread rise", answer_type.DATE),
        ("Where's the mill?", answer_type.PLACE),
    ],
)
def test_asked_for_goes_by_the_question_word_that_opens(question, kind):
    """The question word in front says more than what is asked about, and says it in its short form too."""
    assert expected_answer_type(words_of(question)) == kind


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
    "": False,
}


def test_asks_for_several_reads_a_list_off_the_words():
    """Plural things asked for by name, and a number of reasons or steps, want more than one claim."""
    assert {question: asks_for_several(words_of(question)) for question in SEVERAL} == SEVERAL
