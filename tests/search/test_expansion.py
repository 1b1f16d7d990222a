"""Laws of writing out what an abbreviation stands for."""

from __future__ import annotations

import pytest

from askcloud.search.expansion import expansion
from askcloud.text.analyzer import words_of


def _expansion(text, short):
    return expansion(text, words_of(text), short)


WRITTEN = {
    ("tsmc", "TSMC (Taiwan Semiconductor Manufacturing Company) makes chips."): 1.0,
    ("roi", "They count the Return on Investment (ROI) of each mill."): 1.0,
    ("tmr", "The total market reach, or TMR, grew."): 0.75,
    ("gpus", "GPUs, graphics processing units, draw pictures."): 0.75,
    ("cac", "The Customer-Acquisition Cost is high."): 0.5,
    ("cogs", "They cut the cost of goods sold."): 0.25,
    ("diy", "DIY means do it yourself."): 0.75,
    ("cuid", "CUIDs stand for collision-resistant identifiers."): 1.0,
    ("cuid", "CUID, which is short for no word, is a name."): 1.0,
    ("cuid", "What they stand for is a CUID."): 0.0,
    ("ai", "Artificial Intelligence (AI) is everywhere."): 1.0,
    ("ai", "The rise of artificial intelligence."): 0.25,
    ("tsmc", "TSMC makes chips."): 0.0,
    ("tsmc", "Taiwan makes semiconductors for many companies."): 0.0,
    ("tsmc", "Taiwan Semiconductor Manufacturing."): 0.0,
    ("tsmc", "?! …"): 0.0,
}


@pytest.mark.parametrize(("short", "text"), WRITTEN)
def test_a_long_form_spells_the_letters_with_its_initials(short, text):
    """Capitals count one half and the abbreviation beside it the other; a part of the form counts nothing.

    What an abbreviation is said to stand for need not have its initials.
    """
    assert _expansion(text, short) == WRITTEN[short, text]


@pytest.mark.parametrize(
    "text",
    ["An industry where AI and its tools win.", "AI as infrastructure.", "Use AI in all industries.", "an AI, an idea"],
)
def test_two_letters_are_not_spelt_by_small_words(text):
    """Many two words have the initials of two letters: *AI and its* writes nothing out."""
    assert _expansion(text, "ai") == 0.0


def test_a_long_form_far_from_its_abbreviation_is_not_beside_it():
    """The abbreviation counts within four words of the form."""
    near = _expansion("ROI, or rather the Return On Investment.", "roi")
    far = _expansion("ROI is what all of these people call the Return On Investment.", "roi")

    assert (near, far) == (1.0, 0.5)
