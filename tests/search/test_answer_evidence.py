"""Laws of how far a claim gives the type of answer that is asked for."""

from __future__ import annotations

import pytest

from askcloud.question import answer_type
from askcloud.search.answer_match import answer_type_score
from askcloud.text.analyzer import terms_of

FULL = {
    (answer_type.MONEY, "The mill went for €40 at last."),
    (answer_type.PERCENT, "Two thirds of the boats came home."),
    (answer_type.DURATION, "It stood for several decades."),
    (answer_type.NUMBER, "Seven boats came home."),
    (answer_type.DATE, "Water first ran over it in March 1931."),
    (answer_type.DATE, "It was lit in the 1890s."),
    (answer_type.DATE, "It stood well into the nineteenth century."),
    (answer_type.DATE, "Se apagó tras la Segunda Guerra Mundial."),
    (answer_type.NUMBER, "Hundreds of boats came home."),
    (answer_type.NUMBER, "Sechs Boote kehrten heim."),
    (answer_type.NUMBER, "Volvieron cinco barcos."),
    (answer_type.CAUSE, "It stopped because the river froze."),
    (answer_type.PLACE, "The keeper moved to Tromsø that autumn."),
    (answer_type.NAME, "It was lit by Augusta for years."),
}


def test_score_is_full_where_a_claim_says_the_type():
    """A claim that says something new of the type asked for is full; one that says nothing of it is none."""
    asked = terms_of("the dam")

    assert {(kind, text) for kind, text in FULL if answer_type_score(kind, text, asked) == 1.0} == FULL
    assert {answer_type_score(kind, "the river ran past the village.", asked) for kind, _ in FULL} == {0.0}
    assert {answer_type_score(None, text, asked) for _, text in FULL} == {0.0}


def test_score_finds_a_place_at_the_start_of_a_sentence():
    """A place is one wherever it stands in the claim."""
    assert answer_type_score(answer_type.PLACE, "In Iceland the keeper found work.", terms_of("where is work")) == 1.0


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
def test_score_is_not_full_where_a_claim_repeats_the_question(kind, text, question):
    """What stands in the question already is no answer to it."""
    assert answer_type_score(kind, text, terms_of(question)) < 1.0


DEFINED = {
    "A water mill is a wheel turned by a stream.": 1.0,
    "In dry years of little rain the water mill means trouble.": 0.6,
    "A water mill on every stream made the valley rich.": 0.4,
    "While a water mill is easily built, many stand still.": 0.0,
    "Every mill is a wheel.": 0.0,
    "Along this narrow stream nobody ever built a water mill.": 0.0,
}


def test_score_of_a_definition_is_a_claim_that_defines():
    """A definition names all that is asked about early, and says what it is."""
    asked = terms_of("what is a water mill")

    assert {text: answer_type_score(answer_type.DEFINITION, text, asked) for text in DEFINED} == pytest.approx(DEFINED)
