"""Laws of parsing a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.question import kind, parse
from askcloud.question.parse import parse_question


def test_a_question_is_parsed_into_all_that_its_words_tell():
    """The record holds the plain text, its words, the operators, names, kind, relations and sides."""
    question = parse_question('How much does "Data Gravity" cost in Bergen vs Delft -cars tag:old')

    assert question.typed == 'How much does "Data Gravity" cost in Bergen vs Delft -cars tag:old'
    assert question.text == "How much does Data Gravity cost in Bergen vs Delft"
    assert question.words == ["how", "much", "does", "data", "gravity", "cost", "in", "bergen", "vs", "delft"]
    assert question.searched == ["data", "gravity", "cost", "bergen", "vs", "delft"]
    assert question.phrases == (("data", "gravity"),)
    assert question.excluded == (("cars",),)
    assert question.filters == (("tag", "old"),)
    assert question.names == {"data", "gravity", "bergen", "delft"}
    assert question.kind == kind.MONEY
    assert [relation.name for relation in question.relations] == ["cost"]
    assert [side.name for side in question.sides] == ["bergen", "delft"]
    assert question.wants_several


@pytest.mark.parametrize(
    ("typed", "several"), [("what are the steps", True), ("cats vs dogs", True), ("who keeps the lantern", False)]
)
def test_lists_and_comparisons_want_several_claims(typed, several):
    """A list and the two sides of a comparison are not answered by one claim."""
    assert parse_question(typed).wants_several is several


def test_the_text_of_a_question_is_split_into_words_once(monkeypatch):
    """Parsing splits the whole text of a question into words one time, whatever is worked out from them."""
    split = []
    words_of = parse.words_of
    monkeypatch.setattr(parse, "words_of", lambda text: split.append(text) or words_of(text))

    parse_question("why does data gravity matter for Amazon")

    assert split == ["why does data gravity matter for Amazon"]


@given(typed=st.text(max_size=60))
def test_any_text_can_be_parsed(typed):
    """No text is an error, and every searched word is one of its words."""
    question = parse_question(typed)

    assert question.typed == typed
    assert set(question.searched) <= set(question.words)
