"""Laws of how far a claim defines what a question asks the meaning of."""

from __future__ import annotations

from itertools import product

import pytest

from askcloud.search.answer_evidence import ClaimWords
from askcloud.search.definition import definition
from askcloud.text.analyzer import terms_of, words_of
from askcloud.text.ngrams import pad_words


def _claim(text, context=""):
    words = words_of(text)
    return ClaimWords(text, words, pad_words(words), frozenset(terms_of(text)), frozenset(terms_of(context)), ())


DEFINED = {
    "A water mill is a wheel turned by a stream.": 1.0,
    "The concept of the water mill refers to a wheel in a stream.": 1.0,
    "At its heart, a water mill is a wheel.": 1.0,
    "A water mill, also known as a wheel house, is a wheel in a stream.": 1.0,
    "Water mills are wheels in streams.": 1.0,
    "A water mill is when a stream turns a wheel.": 1.0,
    "A water mill is ready when the stream is high.": 0.8,
    "A water mill was built here.": 0.4,
    "The water mill was soon abandoned.": 0.4,
    "A water mill is used to grind grain.": 0.8,
    "The water mill is called the red one.": 1.0,
    "A water mill is widely admired as a wheel.": 0.8,
    "The general concept of a water mill is a wheel in a stream.": 1.0,
    "The price of a water mill is a secret.": 0.1,
    "The noise of an old water mill is a nuisance.": 0.1,
    "Houses like water mills are wheels in streams.": 0.1,
    "Owning a water mill is a burden.": 0.1,
    "One water mill is a wheel.": 1.0,
    "Any of the water mills is a wheel.": 1.0,
    "Owning water mills is a burden.": 0.1,
    "Once a water mill is a ruin, it is sold.": 0.0,
    "In dry years of little rain the water mill means trouble.": 0.8,
    "In the dry years of very little rain and much heat the water mill means trouble.": 0.5,
    "Water mill: wheels turned by a stream.": 0.6,
    "The wheel in the stream is called a water mill.": 0.6,
    "A water mill (mola, in old deeds of the abbey) is a wheel.": 1.0,
    "A water mill truly is a wheel.": 1.0,
    "A mill is a house whose wheel is turned by water.": 0.9,
    "A mill is a house with a wheel that is turned by all kinds of animals, by wind or by water.": 0.1,
    "Ask for help if your water mill is slow.": 0.1,
    "The wheel house, known as a water mill, is a wheel.": 0.8,
    "Ten water mill owners were fined.": 0.1,
    "Every farmer near the old water mill worried, a wheel in which grain is ground.": 0.5,
    "A water mill on every stream made the valley rich.": 0.1,
    "While a water mill is easily built, many stand still.": 0.0,
    "Every mill is a wheel.": 0.0,
    "": 0.0,
}


@pytest.mark.parametrize("text", DEFINED)
def test_a_definition_opens_with_its_subject_and_a_verb(text):
    """A claim defines what it names first and says to be something; later, weaker and subordinate ones count less.

    What is in brackets does not stand between them, and a part of the name may say of what kind the rest is.
    """
    assert definition(_claim(text), terms_of("water mill")) == DEFINED[text]


def test_any_words_may_surround_a_subject():
    """Whatever stands before the subject and after it, a claim defines it by 0 to 1."""
    around = ["", *"any one a the of like owning as if concept was called is".split()]
    texts = [f"{one} {two} water mill {after}" for one, two, after in product(around, repeat=3)]

    assert all(0 <= definition(_claim(text), terms_of("water mill")) <= 1 for text in texts)


def test_a_pointer_defines_what_the_context_names():
    """*This means …* defines the subject of the heading above it; without the heading it defines nothing."""
    text = "This means a wheel that is turned by a stream."

    assert definition(_claim(text, "Water mills"), terms_of("water mill")) == 0.7
    assert definition(_claim(text, "Farms"), terms_of("water mill")) == 0.0


def test_a_weak_sign_counts_a_little_where_the_context_names_the_subject():
    """*Also called …* under the heading of the subject may define it."""
    assert definition(_claim("Also called wheel houses, they grind.", "Water mills"), terms_of("water mill")) == 0.35
    assert definition(_claim("Wheel houses grind all night.", "Water mills"), terms_of("water mill")) == 0.0


def test_a_role_after_a_name_says_who_somebody_is():
    """*X, co-founder and CEO of Y* defines X; *X, who …* does not say more than any other sentence."""
    role = definition(_claim("Astrid Moe, co-founder and keeper of the lamp, slept little."), terms_of("Astrid Moe"))
    aside = definition(_claim("Astrid Moe, who slept little, kept the lamp."), terms_of("Astrid Moe"))

    assert (role, aside) == (1.0, 0.1)
