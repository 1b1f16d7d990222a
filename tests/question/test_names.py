"""Laws of names in questions and quotes."""

from __future__ import annotations

import pytest

from askcloud.question.names import is_name, missing_names, names_in
from askcloud.text.ngrams import pad_words

NAMES = {
    "how do I cancel my Netflix's subscription": {"netflix"},
    'did "Coca-Cola" or (Łódź) win?': {"coca", "lodz"},
    "Netflix or the mill": set(),  # a capital in front tells nothing
    "who in the US may vote": set(),  # too short
    "WHO KEEPS THE LANTERN": set(),
    "Who Keeps The Lantern": set(),
    "Wer wartet den Leuchtturm": set(),  # every noun of German has one
    "What Is the Best Way to Netflix": set(),  # a title
    "may I move the US mill to Bergen": {"bergen"},  # I and US make none
    "": set(),
}


def test_names_in_goes_by_capitals_that_tell_something():
    """A word with a capital is a name, unless all words have one or the language capitalises all nouns."""
    assert {question: set(names_in(question)) for question in NAMES} == NAMES


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("Bergen", "the mill in Bergen", True),
        ("mill", "the mill in Bergen", False),
        ("Who", "Who keeps the lantern", False),
        ("¿Quien"[1:], "¿Quien guarda la linterna", False),
        ("Who", "  “Who keeps it", False),
    ],
)
def test_a_name_has_a_capital_that_is_not_only_that_of_the_first_word(word, text, expected):
    """A capital marks a name, except on the word that opens the text, whatever signs precede it."""
    assert is_name(word, text) is expected


def test_missing_names_are_those_that_a_text_does_not_mention_in_a_similar_spelling():
    """A name is mentioned in another form of it, too; the others are returned in alphabetical order."""
    text = pad_words(["the", "keeper", "of", "bergens", "lighthouse"])

    assert missing_names({"zwolle", "bergen", "delft"}, text) == ["delft", "zwolle"]
    assert missing_names((), text) == []
