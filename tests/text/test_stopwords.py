"""The stop words: what is in the list, and what must never be."""

from __future__ import annotations

import pytest

from askcloud.text.stopwords import STOP_WORDS


@pytest.mark.parametrize("word", "the and of it is not who what when where why how which whose tell please".split())
def test_function_and_question_words_are_stop_words(word):
    """Articles, pronouns, auxiliary verbs, prepositions and question words are in the list."""
    assert word in STOP_WORDS


@pytest.mark.parametrize("contraction", ["don't", "what's", "they're", "we've", "isn't", "that'll"])
def test_contractions_are_listed_with_and_without_their_apostrophe(contraction):
    """A contraction that is typed in haste is a stop word, too."""
    assert {contraction, contraction.replace("'", "")} <= STOP_WORDS


@pytest.mark.parametrize("contraction", ["he'll", "I'd", "I'll", "she'll", "we'd", "we'll"])
def test_contractions_that_are_other_words_without_their_apostrophe(contraction):
    """*Hell*, *shed*, *well* and their like have a meaning of their own, so only the contraction is a stop word."""
    contraction = contraction.lower()

    assert contraction in STOP_WORDS
    assert contraction.replace("'", "") not in STOP_WORDS


def test_stop_words_are_single_words_in_lower_case():
    """A stop word is compared with folded words, so it is ASCII in lower case and contains no blank."""
    assert [word for word in STOP_WORDS if not word.isascii() or word != word.lower() or word.split() != [word]] == []


@pytest.mark.parametrize("word", ["river", "new", "first", "one", "two", "year", "use", "us", "may", "like"])
def test_words_with_a_meaning_are_not_stop_words(word):
    """A word that can be what somebody asks about is not in the list."""
    assert word not in STOP_WORDS
