"""Laws of the dates that a claim names."""

from __future__ import annotations

import random
import re

import pytest

from askcloud.search.dates import date_spans

ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[a-z]+teenth|twentieth|twenty-first"
MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli"
    "|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
PATTERN = re.compile(
    rf"\b(?:1\d|20)\d\ds?\b|\b(?:{MONTHS})\b|\b\d0s\b|\b(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINALS}) century"
    r"|\b\d+ (?:bce?|ce|ad)\b|\bworld war\b|\bjahrhundert|\bweltkrieg|\bsiglo\b|\bguerra mundial\b"
)
PIECES = """
1931 1890s 2050 2150 31 90s 1990 300 bc bce ce ad century centuries 19th 21st 119th fifteenth teenth first twenty-first
twenty world war wars worlds jahrhundert jahrhunderts weltkrieg weltkriege siglo siglos guerra mundial march marchs märz
١٩٣١ ² 1²34 x é _
""".split()
JOINTS = (" ", " ", " ", " ", "", "-", ".", ", ", "\n", "_", "  ")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("water first ran over it in march 1931.", ["march", "1931"]),
        ("in the 1890s, or in the 90s", ["1890s", "90s"]),
        ("well into the twenty-first century", ["twenty-first century"]),
        ("built in 300 bc, before the world war", ["300 bc", "world war"]),
        ("seit jahrhunderten", ["jahrhundert"]),
        ("room 31, page 12345, the thirteenth boat may come", []),
    ],
)
def test_dates_are_found_where_they_stand(text, dates):
    """Years, months, decades, centuries, eras and wars are found with the place where they stand."""
    assert [text[start:end] for start, end in date_spans(text)] == dates


def test_dates_are_those_that_a_pattern_finds():
    """The spans are those of a pattern, in texts of pieces of dates with any sign between them."""
    chosen = random.Random(7)
    found = 0
    for _ in range(4000):
        text = "".join(chosen.choice(PIECES) + chosen.choice(JOINTS) for _ in range(chosen.randint(1, 7)))
        expected = [match.span() for match in PATTERN.finditer(text)]
        assert list(date_spans(text)) == expected, text
        found += len(expected)
    assert found > 3000
