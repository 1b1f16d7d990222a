"""Laws of what introduces a thing."""

from __future__ import annotations

import pytest

from askcloud.search.introduction import introduction
from askcloud.text.analyzer import terms_of, words_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Orford is a harbour town.", 1.0),
        ("Orford, once called Orreford, is a harbour town.", 1.0),
        ("ORFORD (Old Road Ford) lies on the coast.", 0.9),
        ("Orford, a harbour town, grew rich.", 0.8),
        ("Orford was a harbour town.", 0.7),
        ("Orford has become a harbour town.", 0.7),
        ("Orford is a crucial topic.", 0.5),
        ("Orford is a key town that lives off herring.", 1.0),
        ("Orford was founded by monks.", 0.5),
        ("Orford occurs in many songs.", 0.5),
        ("Orford is rich.", 0.3),
        ("Orford: herring and salt.", 0.2),
        ("Orford is not a city.", 0.0),
        ("Orford's mill is a wonder, a relic of better days.", 0.0),
        ("Unlike Orford, which is a town, Hull is a city.", 0.0),
        ("Orford grew rich.", 0.0),
        ("Orford.", 0.0),
        ("Hull is a city.", 0.0),
    ],
)
def test_an_introduction_says_what_its_first_words_name(text, value):
    """The clearer it says what kind of thing it is, the more; how important it is says little."""
    assert introduction(words_of(text), text, terms_of("Orford")) == pytest.approx(value)


def test_a_thing_of_several_words_is_introduced_by_all_of_them():
    """A claim that begins with a part of the name introduces something else."""
    text = "A tide table is a list of the hours of high water."

    assert introduction(words_of(text), text, terms_of("tide table")) == 1.0
    assert introduction(words_of(text), text, terms_of("tide table book")) == 0.0
