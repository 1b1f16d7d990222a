"""Laws of what a question compares."""

from __future__ import annotations

import pytest

from askcloud.question import comparison
from askcloud.question.comparison import sides_of
from askcloud.question.parse import COMPARING_SIGNS, parse_question
from askcloud.text.analyzer import terms_of


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Mars vs Venus", "mars", "venus"),
        ("Mars versus Venus: which is hotter?", "mars", "venus"),
        ("What is the difference between rice flour and wheat?", "rice flour", "wheat"),
        ("How does green tea differ from coffee in the morning?", "green tea", "coffee"),
        ("How's Ann different from Bob as a boss?", "ann", "bob"),
        ("Is the mule faster than the horse?", "mule", "horse"),
        ("compare granite with marble", "granite", "marble"),
        ("how does rice compare to wheat", "rice", "wheat"),
        ("Steam or diesel: which pulls more?", "steam", "diesel"),
        ("Mills and dams: who builds which?", "mills", "dams"),
        ("Unterschied zwischen Hafer und Gerste", "hafer", "gerste"),
        ("red wine vs white wine", "red", "white"),
        ("type 1 diabetes vs type 2 diabetes", "1", "2"),
        ("which is cheaper, rice or wheat?", "rice", "wheat"),
        ("should I plant rye or oats", "rye", "oats"),
        ("difference between 4G and 5G", "4g", "5g"),
        ("Is 5G faster than 4G?", "5g", "4g"),
        ("S&P 500 vs gold", "s&p 500", "gold"),
    ],
)
def test_sides_of_a_comparison_are_what_tells_them_apart(question, one, other):
    """The terms of each side, without those of both."""
    assert [side.terms for side in sides_of(question)] == [frozenset(terms_of(one)), frozenset(terms_of(other))]


@pytest.mark.parametrize(
    "question",
    [
        "why did the mill pay",
        "what other than rice feeds many people",
        "did wages change between 1990 and 2000",
        "Should I eat before or after running?",
        "who lit the lamp and when",
        "vs",
        "",
        "a vs a",
    ],
)
def test_sides_of_another_question_are_none(question):
    """A question that names no two things compares nothing."""
    assert sides_of(question) == ()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("red wine vs white wine", ["red wine", "white wine"]),
        ("How's Ann different from Bob as a boss?", ["ann", "bob"]),
        ("pros and cons of living on a farm", ["pros", "cons"]),
    ],
)
def test_a_side_has_the_words_that_name_it(question, names):
    """The name of a side is what was typed, folded, with the words that both sides have."""
    assert [side.name for side in sides_of(question)] == names


@pytest.mark.parametrize(
    "question",
    [
        "pros and cons of franchising",
        "advantages and disadvantages of rye",
        "what are the benefits and risks of rye",
        "what are the strengths or weaknesses of oats",
        "Ventajas y desventajas del trigo",
    ],
)
def test_what_speaks_for_and_against_something_are_sides(question):
    """Each side is said by any word for an advantage, or for a disadvantage; no word is of both."""
    good, bad = sides_of(question)

    assert set(terms_of("benefit advantage upside")) <= good.signs
    assert set(terms_of("drawback disadvantage risk")) <= bad.signs
    assert good.signs.isdisjoint(bad.signs)


def test_every_sign_of_a_comparison_is_looked_for_first():
    """A question without any of the signs is not compared with the forms; one with sides has one of them."""
    assert all(any(one in sign for one in COMPARING_SIGNS) for signs, _ in comparison._FORMS for sign in signs)
    for question in ("pros and cons of rye", "benefits vs risks of tea", "upsides and downsides", "strengths y risk"):
        assert parse_question(question).sides == sides_of(question)


def test_two_words_for_the_same_are_no_sides():
    """What speaks for something alone is not compared with anything."""
    assert sides_of("benefits and advantages of rye") == ()
