"""Laws of taking a typed question apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.question.parse import QUESTION_WORDS, names_in, read_question
from askcloud.text.analyzer import words_of


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "excluded", "filters"),
    [
        ("why does it  matter?", "why does it matter?", (), (), ()),
        ('is "Data Gravity" strong', "is Data Gravity strong", (("data", "gravity"),), (), ()),
        ("„Schöne Tage“ und “good days”", "Schöne Tage und good days", (("schone", "tage"), ("good", "days")), (), ()),
        ("jaguar -cars -Felines", "jaguar", (), (("cars",), ("felines",)), ()),
        ('pull -"Data Gravity" -machine-learning', "pull", (), (("data", "gravity"), ("machine", "learning")), ()),
        ("video:“Deep Water” why", "why", (), (), (("video", "Deep Water"),)),
        ("how cold is -40 degrees", "how cold is -40 degrees", (), (), ()),
        ("co-operate well-known - really", "co-operate well-known - really", (), (), ()),
        ("why after:2024 Since:2023", "why", (), (), (("since", "2024"), ("since", "2023"))),
        ("channel:Water why", "why", (), (), (("channel", "Water"),)),
        ('why channel:"Deep Water"', "why", (), (), (("channel", "Deep Water"),)),
        ("Channel:one channel:two", "", (), (), (("channel", "one"), ("channel", "two"))),
        ("tag:a tag:b before:2024 pears", "pears", (), (), (("tag", "a"), ("tag", "b"), ("before", "2024"))),
        ('before:"last month" since:2024', "", (), (), (("before", "last month"), ("since", "2024"))),
        ("a channel: open", "a channel: open", (), (), ()),
        ('"?!" and "', '?! and "', (), (), ()),
        ("", "", (), (), ()),
    ],
)
def test_read_question_tells_words_from_what_is_insisted_on(typed, text, phrases, excluded, filters):
    """Phrases keep their words in the question; exclusions and filters leave it."""
    found = read_question(typed)

    assert (found.text, found.phrases, found.excluded, found.filters) == (text, phrases, excluded, filters)


@given(typed=st.text(st.sampled_from('ab "-“”:channel\n'), max_size=60))
def test_read_question_takes_any_text(typed):
    """No text is an error, and a question without operators stays as it is but for its blanks."""
    found = read_question(typed)

    assert found.text == " ".join(found.text.split())
    if not set('"“”„-:') & set(typed):
        assert found.text == " ".join(typed.split())


@pytest.mark.parametrize("word", sorted(QUESTION_WORDS))
def test_question_words_are_words_as_questions_are_read(word):
    """Each is folded, and one word or pair of letters: else no question would hold it."""
    assert words_of(word) == [word]


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
    """A word with a capital is a name, unless all have one or the language writes all nouns so."""
    assert {question: set(names_in(question)) for question in NAMES} == NAMES
