"""Laws of the operators in a question: phrases, exclusions and filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.question.operators import extract_operators


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
def test_operators_are_separated_from_the_words(typed, text, phrases, excluded, filters):
    """Phrases keep their words in the question; exclusions and filters leave it."""
    assert extract_operators(typed) == (text, phrases, excluded, filters)


@given(typed=st.text(st.sampled_from('ab "-“”:channel\n'), max_size=60))
def test_any_text_is_a_question(typed):
    """No text is an error, and a question without operators stays as it is but for its blanks."""
    text, *_ = extract_operators(typed)

    assert text == " ".join(text.split())
    if not set('"“”„-:') & set(typed):
        assert text == " ".join(typed.split())
