"""Laws of what notes say of names."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from askcloud.indexer.names import NameCounts, count_names, small_letters
from askcloud.indexer.texts import NoteTexts

SAID = st.sampled_from(
    [
        *("We met Ada Bee and Ada Bee again.", "CEO Ada Bee left Apple.", "an apple a day", "Apple sells an apple."),
        *("ADA BEE is loud, says Ada Bee.", "Ada Bee said so.", "He likes Apple's honey bees (HB)."),
    ]
)
NOTES = st.lists(st.lists(SAID, max_size=4), max_size=4).map(
    lambda notes: [NoteTexts(at, "Ada bee", (("", tuple(claims)),)) for at, claims in enumerate(notes)]
)


def _counted(*claims, title="A title"):
    return count_names([NoteTexts(0, title, (("", claims),))])


def test_count_names_counts_claims():
    """A claim counts once however often it says a name: inside it or only at its beginning, and once for each kind."""
    names = _counted("We met Ada Bee and Ada Bee.", "Ada Bee said so.", "It was CEO Ada Bee.", title="Ada bees").names

    assert names == {("ada bee", ""): [2, 1, 0, 2, 0, 0, 0]}


def test_count_names_leaves_out_what_proves_nothing():
    """A single word that begins a sentence is no name, nor are several of which nothing is said."""
    assert _counted("Honey keeps.", "Buying Honey keeps bees alive.").names == {}


def test_count_names_counts_titles_that_say_them():
    """A note whose title says a name, in whatever letters, counts for it."""
    assert _counted("We met Ada Bee.", title="How ada bee's life went").names[("ada bee", "")][2] == 1
    assert _counted("We met Ada Bee.", title="How ada bees live").names[("ada bee", "")][2] == 0


def test_count_names_remembers_spellings():
    """A spelling other than one capital for each word is counted apart."""
    assert set(_counted("We use the iPhone.", "We use an IPhone.", "We use Iphone.").names) == {
        ("iphone", "iPhone"),
        ("iphone", "IPhone"),
        ("iphone", ""),
    }


def test_count_names_takes_no_single_word_where_nouns_have_capitals():
    """In a note in German a single capital is no name, two in a row are."""
    claims = [
        "Die Bienen tragen Honig in den Stock.",
        "Dort lebte Ada Lovelace mit Bienen im Garten.",
        "Der Weg zu den Blumen ist dem Volk bekannt.",
    ]

    assert set(_counted(*claims).names) == {("ada lovelace", "")}


def test_count_names_counts_abbreviations():
    """An abbreviation is counted with its long form, as written."""
    assert _counted("They make honey bees (HB).", "HB (honey bees) fly.").abbreviations == {
        ("hb", "honey bees", "HB", "honey bees"): 2
    }


def test_count_names_knows_words_with_an_article_before_the_name():
    """In *d'Alsace* the name is a part of the word: the word *Alsace* is not said, in capitals or not."""
    assert _counted("They dug the canal d'Alsace there.").capitals == {}


def test_small_letters_are_what_is_left():
    """A claim says a word in small letters if it says it and never with a capital, possessive or not."""
    names = _counted("He left Apple.", "Apple grows.", "An apple a day.", "Apple is an apple.", "It is Apple's.")

    assert small_letters(Counter({"apple": 4, "apple's": 1, "day": 1}), names) == {"apple": 1, "apple's": 0, "day": 1}


@given(NOTES, NOTES)
def test_name_counts_add_up(some, others):
    """The counts of all notes are the sum of those of each, and taking notes out again leaves the others'."""
    total = NameCounts()
    total.add(count_names(some))
    total.add(count_names(others))

    both = count_names([*some, *others])
    assert (total.names, total.abbreviations) == (both.names, both.abbreviations)

    total.add(count_names(others), -1)
    left = count_names(some)
    assert {name: counts for name, counts in total.names.items() if any(counts)} == left.names
    assert +total.abbreviations == left.abbreviations
