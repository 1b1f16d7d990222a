"""Laws of taking an unknown word for the nearest that the notes say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.search import spelling
from askcloud.search.spelling import MIN_LETTERS, corrected
from askcloud.text.analyzer import fold
from askcloud.text.stopwords import STOP_WORDS

NOTE = """
Annapurna stands above the lantern house, and a lantern shines there [00:00:10].
A granary of barley feeds the harbor; Łódź sent 1,945 barrels in web3 crates [00:00:20].
The master cook marks the roll [00:00:30]. A muster comes at noon [00:00:40]. A muster ends at dusk [00:00:50].
"""
LISTS = [
    (Path(spelling.__file__).parent / name).read_text(encoding="ascii").split()
    for name in ("common.txt", "common_other_languages.txt")
]
LISTED = frozenset().union(*LISTS)
WORDS = "annapurna lantern granary barley harbor barrels crates".split()


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over one note."""
    vault = make_vault({"a.md": NOTE})
    vault.update()
    with vault.index() as index:
        yield index


NEAREST = {
    "lantren": "lantern",  # neighbours swapped
    "ganary": "granary",  # one dropped
    "anaprna": "annapurna",  # two off in a long word
    "lodzi": "lodz",  # folded
    "alntern": "lantern",  # first two swapped
    "mester": "muster",  # the most common of equals
    "masterr": "master",  # the nearest before the most common
    "beeing": "being",  # a stop word first
    "cokk": "cook",  # one off in a short word
    "coqq": None,  # two off in a short word
    "lxnxtxrn": None,  # three off in a long word
    "coo": None,  # too short
    "lanter9": None,  # figures are not letters
    "1946": None,  # a number
    "lanterner": None,  # two too many
    "zantern": None,  # another first letter
    "": None,  # nothing
}


def test_corrected_takes_the_nearest_word_or_none(index):
    """A typo gives the nearest word that notes say, of equals the most common; a word far from all gives none."""
    assert {word: corrected(index, word) for word in NEAREST} == NEAREST


@settings(max_examples=60)
@given(word=st.sampled_from(WORDS), data=st.data())
def test_corrected_undoes_any_single_typo_after_the_first_letters(index, word, data):
    """A letter dropped, doubled, replaced or swapped behind the second letter leads back, unless it makes a word."""
    at = data.draw(st.integers(2, len(word) - 2))
    head, one, other, tail = word[:at], word[at], word[at + 1], word[at + 2 :]

    slip = data.draw(
        st.sampled_from(
            [head + other + tail, f"{head}{one}{word[at:]}", f"{head}q{other}{tail}", head + other + one + tail]
        )
    )

    assert corrected(index, slip) == (None if slip in LISTED else word)


@pytest.mark.parametrize("word", ["barely", "planets", "penguin", "welt", "penser"])
def test_corrected_leaves_common_words_alone(make_vault, word):
    """A word is no typo of another that resembles it, also where the notes do not say it."""
    vault = make_vault({"a.md": "Barley is sold to plants in Penguim by west winds, Pensar says [00:00:10]."})
    vault.update()

    with vault.index() as index:
        assert corrected(index, word) is None
        assert corrected(index, "balrey") == "barley"


def test_common_words_are_words_as_text_is_folded():
    """Each list is in order, holds no word twice nor one of the other list, and none that is never looked up."""
    assert [sorted(set(words)) for words in LISTS] == LISTS
    assert len(LISTED) == sum(map(len, LISTS))
    assert [each for each in LISTED if len(each) < MIN_LETTERS or not each.isalpha() or fold(each) != each] == []
    assert STOP_WORDS.isdisjoint(LISTED)


def test_corrected_turns_a_short_word_into_a_stop_word_by_a_swap_only(make_vault):
    """A short word that merely resembles a stop word keeps its meaning; swapped letters give it away."""
    vault = make_vault({"dam.md": "The dam was finished in spring [00:00:10]."})
    vault.update()

    with vault.index() as index:
        assert corrected(index, "sale") is None
        assert corrected(index, "thier") == "their"
        assert corrected(index, "beeing") == "being"
