"""Laws of what a question compares."""

from __future__ import annotations

import pytest

from askcloud.question.comparison import sides_of
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
    ],
)
def test_sides_of_a_comparison_are_what_tells_them_apart(question, one, other):
    """The terms of each side, without those of both."""
    assert sides_of(question) == (frozenset(terms_of(one)), frozenset(terms_of(other)))


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
