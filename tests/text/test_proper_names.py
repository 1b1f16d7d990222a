"""Laws of the proper names in a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.text.analyzer import words_of
from askcloud.text.proper_names import CAPITALISED_NOUNS, capital_share, capitalises_nouns, name_key, proper_names

CASES = {
    "We met Jensen Huang and Morris Chang.": ["Jensen Huang", "Morris Chang"],
    "It was Nvidia CEO Jensen Huang.": ["Nvidia", "Jensen Huang"],
    "It was President Obama, Dr. Chang and Mr Price.": ["Obama", "Chang", "Price"],
    "It left the Bank of America.": ["Bank of America", "Bank", "America"],
    "They filmed the Lord of the Rings.": ["Lord of the Rings", "Lord", "Rings"],
    "We heard Ludwig van Beethoven and Charles de Gaulle.": ["Ludwig van Beethoven", "Charles de Gaulle"],
    "They use AT&T, Procter & Gamble and J.P. Morgan.": ["AT&T", "Procter & Gamble", "J.P. Morgan"],
    "It is by J. R. R. Tolkien.": ["J. R. R. Tolkien"],
    "We saw Apple's iPhone on eBay.": ["Apple", "iPhone", "eBay"],
    "A Taiwan-based firm buys Coca-Cola.": ["Taiwan", "Coca-Cola"],
    "It was sold in the U.S. and the UK in May, on a Monday.": ["U.S.", "UK"],
    "The war was World War II and not Part II of it.": ["World War II", "Part II"],
    "He met Google/Apple—not Intel.": ["Google", "Apple", "Intel"],
    'It is told in "The Innovator\'s Dilemma", a book.': ["The Innovator's Dilemma"],
    "Here I think that I'm right about It.": [],
    "We met Émile Zola à Paris, était Łódź.": ["Émile Zola", "Paris", "Łódź"],
    "no capital at all": [],
    "": [],
}


@pytest.mark.parametrize("text", CASES)
def test_proper_names_are_those_of_a_sentence(text):
    """Names are sequences of capitals, without titles, months, possessives and words that only begin a sentence."""
    assert [name.form for name in proper_names(text)] == CASES[text]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Nvidia leads, and Intel follows.", ["Nvidia"]),
        ("However, Nvidia leads.", []),
        ("Despite Nvidia, it fell.", []),
        ("The Nvidia chip leads.", []),
        ("Market Leader: Nvidia is ahead of Intel.", ["Market Leader", "Nvidia"]),
        ("It fell. Nvidia did not.", ["Nvidia"]),
        ("Dr. Chang did not.", []),
    ],
)
def test_capitals_that_prove_nothing_are_marked(text, opening):
    """A capital at the beginning of a sentence or in a label is that of any word; one after an office is not."""
    assert [name.form for name in proper_names(text) if name.opens] == opening


def test_offices_before_names_are_recognised():
    """An office, a trade or a form of address makes the name after it a person's, but not after *of*."""
    text = "It was CEO Jensen Huang, founder of Nvidia, and co-host David Senra."

    assert [name.form for name in proper_names(text) if name.titled] == ["Jensen Huang", "David Senra"]


def test_parts_of_a_name_are_marked():
    """Of a name joined by *of*, the whole name is told from its parts."""
    assert [(name.form, name.whole) for name in proper_names("It left the Bank of America.")] == [
        ("Bank of America", True),
        ("Bank", False),
        ("America", False),
    ]


def test_keys_are_folded_words():
    """A key holds folded words without possessive endings, whether of a name or of a question."""
    (name,) = proper_names("We know the 'Émile-Zola' house.")[:1]

    assert name.key == "emile zola"
    assert name_key(words_of("Émile Zola's")) == "emile zola"


def test_capital_share_tells_languages_that_capitalise_nouns():
    """German sentences have many capitals inside, English ones few, and no words none."""
    german = "Die Bienen tragen Honig in den Stock und zeigen den Weg zu den Blumen."
    english = "The bees of Germany carry honey into the hive and show the way to flowers."

    assert capital_share([german]) > 0.25 > capital_share([english])
    assert capital_share([]) == capital_share(["One"]) == 0


@given(st.lists(st.text(st.sampled_from("Aa Bb.-'É é"), min_size=1).filter(str.strip), max_size=3))
def test_few_capitals_tell_that_nouns_have_none(texts):
    """Counting the capitals of texts first gives what the share of words with a capital gives."""
    assert capitalises_nouns(texts) == (bool(texts) and capital_share(texts) >= CAPITALISED_NOUNS)


@given(st.text(st.sampled_from("Aa Bb. of&-'’\"“”:é É(/—1s")) | st.text())
def test_proper_names_are_words_of_the_text(text):
    """Whatever the text is, names are pieces of it, in order, and have a capital; a part lies within a whole one."""
    found = proper_names(text)

    assert all(text[name.start : name.end] == name.form for name in found)
    assert all(name.form.lower() != name.form for name in found)
    wholes = [name for name in found if name.whole]
    assert all(one.end <= other.start for one, other in pairwise(wholes))
    assert all(
        any(whole.start <= name.start and name.end <= whole.end for whole in wholes) for name in found if not name.whole
    )
