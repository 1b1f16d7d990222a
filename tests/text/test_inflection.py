"""Laws of `text.inflection`: words of one term are forms of one word only if both go on with an ending."""

from __future__ import annotations

import pytest

from askcloud.text.analyzer import term_of
from askcloud.text.inflection import are_forms


@pytest.mark.parametrize(
    ("word", "other", "are"),
    [
        ("creation", "creative", True),
        ("creatine", "creative", False),
        ("investor", "investments", True),
        ("walked", "walk", True),
        ("computr", "computer", True),
    ],
)
def test_forms_of_one_word_differ_in_their_endings(word, other, are):
    """Two words of one term are forms of one word or not, whichever comes first."""
    assert term_of(word) == term_of(other)
    assert are_forms(word, other) is are_forms(other, word) is are
