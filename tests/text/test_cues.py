"""Laws of matching cues."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from askcloud.text.analyzer import words_of
from askcloud.text.cues import CueTable, cues_in, has_cue, padded
from askcloud.text.ngrams import pad_words

CUES = padded(("because", "due to"))


def test_a_table_is_read_across_its_lines():
    """Commas separate the cues of a table; lines may break anywhere between words, even inside a cue."""
    assert cues_in("\n    because, due\n    to, since\n    ") == ("because", "due to", "since")


def test_cues_match_whole_words_in_order():
    """A cue is found where its words stand in this order, and never inside a longer word."""
    texts = {"because of rain": True, "it is due to frost": True, "to be due": False, "becauseway": False, "": False}

    assert {text: has_cue(pad_words(words_of(text)), CUES) for text in texts} == texts


def test_cues_are_counted_once_each_up_to_a_number():
    """How often a cue stands in a text does not matter, and no more are counted than are needed."""
    words = words_of("because it was cold, because it was late, and due to the wind")

    assert [CueTable("because, due to, since").count_in(words, most) for most in (1, 2, 3)] == [1, 2, 2]
    assert CueTable("because, due to, since").count_in([], 2) == 0


@given(st.lists(st.sampled_from(["to", "due", "because", "of", "rain"]), max_size=8), st.integers(1, 3))
def test_counted_cues_are_those_that_match(words, most):
    """Looking words up and phrases for themselves finds the cues that each match the text."""
    matching = sum(has_cue(pad_words(words), [cue]) for cue in padded(cues_in("because, due to, of, rain of due")))

    assert CueTable("because, due to, of, rain of due").count_in(words, most) == min(most, matching)
