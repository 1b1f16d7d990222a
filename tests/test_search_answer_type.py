"""Laws of what a question asks for and whether a claim says such a thing."""

from __future__ import annotations

import pytest

from askcloud.search import answer_type
from askcloud.search.answer_type import asked_for, evidence
from askcloud.terms import terms_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What SHARE of the boats sank?", answer_type.PERCENT),
        ("¿Cuánto cuesta la entrada?", answer_type.MONEY),
        ("who had the boats, and what is a mill worth", answer_type.MONEY),
        ("How long did the dam take?", answer_type.DURATION),
        ("wie groß ist der Damm", answer_type.NUMBER),
        ("and in what year did the mill burn", answer_type.DATE),
        ("when did the cost of bread rise", answer_type.DATE),
        ("¿Por qué subió el río?", answer_type.CAUSE),
        ("why did the price of bread fall", answer_type.CAUSE),
        ("Where's the mill, or where is the dam?", answer_type.PLACE),
        ("Who's the keeper of the lamp?", answer_type.NAME),
        ("What is a water mill?", answer_type.DEFINITION),
        ("what does data gravity mean", answer_type.DEFINITION),
        ("does the mill turn when it rains", None),
        ("what is the most that one keeper can do for a mill", None),
        ("", None),
        ("?! …", None),
    ],
)
def test_asked_for_reads_the_type_off_the_words(question, kind):
    """The words of a question give the type away; a word that only ties two clauses does not."""
    if question.startswith("who had"):
        kind = answer_type.NAME  # what it opens with comes before what it mentions

    assert asked_for(question) == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (answer_type.MONEY, "The mill went for €40 at last."),
        (answer_type.PERCENT, "Two thirds of the boats came home."),
        (answer_type.DURATION, "It stood for several decades."),
        (answer_type.NUMBER, "Seven boats came home."),
        (answer_type.DATE, "Water first ran over it in March 1931."),
        (answer_type.CAUSE, "It stopped because the river froze."),
        (answer_type.PLACE, "The keeper moved to Tromsø that autumn."),
        (answer_type.PLACE, "In Iceland the keeper found work."),
        (answer_type.NAME, "It was lit by Augusta for years."),
    ],
)
def test_evidence_is_full_where_a_claim_says_the_type(kind, text):
    """A claim that says something of the type asked for, and new, is full evidence; other claims and types are none."""
    assert evidence(kind, text, terms_of("the dam")) == 1.0
    assert evidence(None, text, terms_of("the dam")) == 0.0
    assert evidence(kind, "the river kept on running past the village.", terms_of("the dam")) == 0.0


@pytest.mark.parametrize(
    ("kind", "text", "question"),
    [
        (answer_type.NUMBER, "All 40 boats left the bay.", "how many of the 40 boats left"),
        (answer_type.PERCENT, "Those 39% of votes counted.", "what percentage is the 39% of votes"),
        (answer_type.MONEY, "The $40 lamp broke.", "what was the price of the $40 lamp"),
        (answer_type.DATE, "The flood of 1931 came at night.", "when was the flood of 1931"),
        (answer_type.NAME, "The lamp was for Augusta alone.", "who lit the lamp of Augusta"),
        (answer_type.CAUSE, "The car stopped at the bridge.", "why did the car stop"),
    ],
)
def test_evidence_is_not_full_where_a_claim_repeats_the_question(kind, text, question):
    """What stands in the question already is no answer to it."""
    assert evidence(kind, text, terms_of(question)) < 1.0


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        pytest.param("A water mill is a wheel turned by a stream.", 1.0, id="opens and is followed by a verb"),
        pytest.param("In dry years of little rain the water mill means trouble.", 0.6, id="followed by a verb"),
        pytest.param("A water mill on every stream made the valley rich.", 0.4, id="opens the claim"),
        pytest.param("Every mill is a wheel.", 0.0, id="half of it"),
        pytest.param("Along this narrow stream nobody ever built a water mill.", 0.0, id="neither"),
    ],
)
def test_evidence_of_a_definition_is_a_claim_that_defines(text, degree):
    """A definition names all that is asked about early, and says what it is."""
    assert evidence(answer_type.DEFINITION, text, terms_of("what is a water mill")) == pytest.approx(degree)
