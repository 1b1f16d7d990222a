"""Laws of the base forms of comparatives and superlatives."""

from __future__ import annotations

import pytest

from askcloud.question.base_form import base_form


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("cheap", "cheaper cheapest"),
        ("large", "larger largest"),
        ("big", "bigger biggest"),
        ("happy", "happier happiest"),
        ("small", "smaller smallest"),
        ("fast", "faster fastest"),
        ("thin", "thinner thinnest"),
        ("good", "better best"),
        ("bad", "worse worst"),
        ("far", "farther farthest further furthest"),
        ("old", "elder eldest older oldest"),
    ],
)
def test_base_form_of_comparatives_and_superlatives(base, forms):
    """Each comparative and superlative has one base form, the irregular ones too."""
    assert {form: base_form(form) for form in forms.split()} == dict.fromkeys(forms.split(), base)


@pytest.mark.parametrize("word", "founder forest interest water number bigger's big er est zeppelin 1er łer".split())
def test_base_form_of_other_words_is_none(word):
    """A noun that only ends like a comparative has no base form, nor has a base form itself."""
    assert base_form(word) is None
