"""Character n-grams: how far a text contains a question's words in any form."""

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
def test_overlap_gives_a_whole_word_its_full_weight(weights, before, after):
    """A text that contains all the words, wherever they are, has all their weight and no more."""
    words = [word for word, _ in weights]

    overlap = ngrams_of(weights).overlap(pad_words([*before, *words, *after]))

    assert overlap == pytest.approx(sum(weight for _, weight in weights))


@settings(max_examples=60)
@given(weights=WEIGHTS, text=TEXTS, more=TEXTS)
def test_overlap_never_falls_when_a_text_grows(weights, text, more):
    """More words never lower the overlap of a text, and no overlap exceeds the weight of the words."""
    ngrams = ngrams_of(weights)

    shorter, longer = ngrams.overlap(pad_words(text)), ngrams.overlap(pad_words([*text, *more]))

    assert 0 <= shorter <= longer
    assert longer <= sum(weight for _, weight in weights) + 1e-9


@settings(max_examples=100)
@given(weights=WEIGHTS, one=TEXTS, other=TEXTS)
def test_overlap_with_is_two_overlaps_in_one(weights, one, other):
    """The overlap of one text and that of two texts are the same whether computed in one call or in two."""
    ngrams = ngrams_of(weights)

    in_one, in_either = ngrams.overlap_with(pad_words(one), pad_words(other))

    assert in_one == ngrams.overlap(pad_words(one))
    assert in_either == ngrams.overlap(pad_words(one) + pad_words(other))


@settings(max_examples=100)
@given(weights=WEIGHTS, one=TEXTS, other=TEXTS)
def test_ngrams_contained_in_a_text_suffice_for_its_parts(weights, one, other):
    """The n-grams that a text contains are enough to compute the overlap of any part of it."""
    ngrams = ngrams_of(weights)

    contained = ngrams.contained_in(pad_words(one) + pad_words(other))

    assert contained.weight == pytest.approx(ngrams.overlap(pad_words(one) + pad_words(other)))
    assert contained.overlap(pad_words(one)) == ngrams.overlap(pad_words(one))


SHARES = {
    ("emulate", "emulator"): 4 / 6,
    ("markt", "großmarkts"): 2 / 4,
    ("gravity", "graviton"): 4 / 6,  # the same term, but another word
    ("arm", "arms"): 1 / 2,
    ("ab", "cab"): 0.0,
    ("a", "a"): 1.0,
    ("a", "banana"): 0.0,
    ("lantern", ""): 0.0,
}


def test_overlap_is_the_share_of_four_letter_ngrams():
    """Another form of a word has the weight of the n-grams it shares; the ends of a word count as letters."""
    overlaps = {pair: ngrams_of([(pair[0], 1.0)]).overlap(pad_words(pair[1].split())) for pair in SHARES}

    assert overlaps == pytest.approx(SHARES)


def test_no_ngram_is_found_across_two_words():
    """Letters on both sides of a blank are not taken for an n-gram of one word."""
    ngrams = ngrams_of([("stone", 1.0)])

    assert ngrams.overlap(pad_words(["st", "one"])) == pytest.approx(1 / 4)
