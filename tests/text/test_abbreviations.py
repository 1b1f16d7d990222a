"""Laws of what abbreviations stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.text.abbreviations import abbreviations_in

CASES = {
    "It uses code division multiple access (CDMA) now.": [("CDMA", "code division multiple access")],
    "CDMA (code division multiple access) is a standard.": [("CDMA", "code division multiple access")],
    "It is clear that CAA stands for Creative Artists Agency.": [("CAA", "Creative Artists Agency")],
    "the Department of Defense (DoD)": [("DoD", "Department of Defense")],
    "the Bank of America (BA)": [("BA", "Bank of America")],
    "key performance indicators (KPIs) and user-generated content (UGC)": [
        ("KPI", "key performance indicators"),
        ("UGC", "user-generated content"),
    ],
    "The total addressable market (TAM), or TAM (total addressable market)": [("TAM", "total addressable market")],
    "It is Y Combinator's (YC) rule.": [("YC", "Y Combinator")],
    "the broader market (S&P 500) and a product (A)": [],
    "a very large market (TAM)": [],
    "TAM stands for a market": [],
    "open (": [],
    ")(": [],
}


@pytest.mark.parametrize("text", CASES)
def test_abbreviations_have_the_initials_of_their_long_forms(text):
    """The abbreviation is the initials of the words beside it; small words may be skipped."""
    assert abbreviations_in(text) == CASES[text]


@given(st.text(st.sampled_from("aAbB ()ofOF.")) | st.text())
def test_abbreviations_of_any_text_are_words_of_it(text):
    """Whatever the text is, what is found stands in it, and begins with the same letter."""
    for short, long in abbreviations_in(text):
        assert short in text
        assert long.split()[0] in text
        assert long[0].lower() == short[0].lower()
