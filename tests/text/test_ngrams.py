"""Laws of letters in common: how far a text says a question's words in any form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.text.ngrams import ngrams_of, pad_words

WORDS = st.text("abcdeé市", min_size=1, max_size=9)
TEXTS = st.lists(WORDS, max_size=8)
WEIGHTS = st.lists(st.tuples(WORDS, st.floats(0.1, 10)), max_size=5)


@settings(max_examples=60)
@given(weights=WEIGHTS, before=TEXTS, after=TEXTS)
def test_said_in_gives_each_word_said_whole_its_full_weight(weights, before, after):
    """A text with all of the words, wherever they stand, earns all of their weight and no more."""
    words = [word for word, _ in weights]

    said = ngrams_of(weights).overlap(pad_words([*before, *words, *after]))

    assert said == pytest.approx(sum(weight for _, weight in weights))


@settings(max_examples=60)
@given(weights=WEIGHTS, text=TEXTS, more=TEXTS)
def test_said_in_never_falls_when_a_text_says_more(weights, text, more):
    """More words never cost a text anything, and none earns more than there is."""
    letters = ngrams_of(weights)

    less, all_of_it = letters.overlap(pad_words(text)), letters.overlap(pad_words([*text, *more]))

    assert 0 <= less <= all_of_it
    assert all_of_it <= sum(weight for _, weight in weights) + 1e-9


@settings(max_examples=100)
@given(weights=WEIGHTS, one=TEXTS, other=TEXTS)
def test_texts_read_together_earn_what_each_would(weights, one, other):
    """Two texts read in one go earn what the first earns and what both earn as one text."""
    letters = ngrams_of(weights)

    said, either = letters.overlap_with(pad_words(one), pad_words(other))

    assert said == letters.overlap(pad_words(one))
    assert either == letters.overlap(pad_words(one) + pad_words(other))


@settings(max_examples=100)
@given(weights=WEIGHTS, one=TEXTS, other=TEXTS)
def test_runs_within_a_text_are_all_that_its_parts_hold(weights, one, other):
    """What a text holds is enough to tell what a part of it earns."""
    letters = ngrams_of(weights)

    within = letters.within(pad_words(one) + pad_words(other))

    assert within.weight == pytest.approx(letters.overlap(pad_words(one) + pad_words(other)))
    assert within.overlap(pad_words(one)) == letters.overlap(pad_words(one))


SHARES = {
    ("emulate", "emulator"): 4 / 6,
    ("markt", "großmarkts"): 2 / 4,
    ("gravity", "graviton"): 4 / 6,  # cut to the same term, and yet another word
    ("arm", "arms"): 1 / 2,
    ("ab", "cab"): 0.0,
    ("a", "a"): 1.0,
    ("a", "banana"): 0.0,
    ("lantern", ""): 0.0,
}


def test_said_in_counts_the_share_of_four_letter_runs():
    """Another form of a word earns as many of the word's runs as it holds; the ends of a word count as letters."""
    earned = {pair: ngrams_of([(pair[0], 1.0)]).overlap(pad_words(pair[1].split())) for pair in SHARES}

    assert earned == pytest.approx(SHARES)


def test_said_in_finds_no_run_across_two_words():
    """Letters on both sides of a blank are not taken for a run of one word."""
    letters = ngrams_of([("stone", 1.0)])

    assert letters.overlap(pad_words(["st", "one"])) == pytest.approx(1 / 4)
