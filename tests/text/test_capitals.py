"""Laws of names found without a pattern: they are those that the pattern finds."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from askcloud.text.capitals import LONGEST_TITLE, capital_sequences, quotations
from askcloud.text.proper_names import _sequences, proper_names

PIECES = st.sampled_from(
    [
        *(
            "of",
            "the",
            "&",
            "van",
            "der",
            "de",
            "la",
            "Foo",
            "B",
            "J.",
            "Dr.",
            "Mr",
            "St.",
            "iP",
            "xyZ",
            "a",
            "s",
            "'s",
        ),
        *("’s", "'", "-", "A", "9", "_", ".", "é", "\n", "U.S.", ",", "AT&T", "e-C", " ", "O'Neill", "von", "del"),
    ]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=10).map(
    lambda pieces: "".join(piece + blank for piece, blank in pieces)
)
QUOTED = st.lists(
    st.sampled_from(['"', "“", "”", "a", "b.", ",", ".", " Foo", "x" * (LONGEST_TITLE - 1), "x"]), max_size=12
).map("".join)
QUOTATION = re.compile(r"[\"“]([^\"“”]{3,80}?)[,.]?[\"”]")


@given(TEXTS)
@example("Bank of the West and John F. Kennedy")
@example("Ludwig van der Rohe of iPhone")
def test_sequences_are_those_of_the_pattern(text):
    """Step by step the same words with a capital are found as by the pattern that a build compiles."""
    assert list(capital_sequences(text)) == [match.span() for match in _sequences().finditer(text)]


@given(QUOTED)
@example('"Founder’s Mentality," he said')
@example('"one" said "two"')
def test_quotations_are_between_marks(text):
    """A quotation is what a plain pattern finds: three to eighty letters, without the comma or full stop at its end."""
    assert list(quotations(text)) == [match.span(1) for match in QUOTATION.finditer(text)]


@given(TEXTS)
def test_names_are_the_same_for_one_text_and_for_many(text):
    """A question and a build find the same names in a sentence."""
    assert proper_names(text) == proper_names(text, many=True)
