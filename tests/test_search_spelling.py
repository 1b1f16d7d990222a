"""Laws of taking an unknown word for the nearest that the notes say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.search.spelling import corrected

NOTE = """
Annapurna stands above the lantern house, and a lantern shines there [00:00:10].
A granary of barley feeds the harbor; Łódź sent 1,945 barrels in web3 crates [00:00:20].
The master cook marks every muster roll, and each master signs it [00:00:30].
"""
WORDS = "annapurna lantern granary barley harbor barrels crates".split()


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over one note."""
    vault = make_vault({"a.md": NOTE})
    vault.update()
    with vault.index() as index:
        yield index


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        pytest.param("lantren", "lantern", id="neighbours swapped"),
        pytest.param("ganary", "granary", id="one dropped"),
        pytest.param("anaprna", "annapurna", id="two off in a long word"),
        pytest.param("lodzi", "lodz", id="folded"),
        pytest.param("alntern", "lantern", id="first two swapped"),
        pytest.param("mester", "master", id="the most common of equals"),
        pytest.param("musterr", "muster", id="the nearest before the most common"),
        pytest.param("beeing", "being", id="a stop word first"),
        pytest.param("cokk", "cook", id="one off in a short word"),
        pytest.param("kocc", None, id="two off in a short word"),
        pytest.param("lxnxtxrn", None, id="three off in a long word"),
        pytest.param("coo", None, id="too short"),
        pytest.param("lanter9", None, id="figures are not letters"),
        pytest.param("1946", None, id="a number"),
        pytest.param("zantern", None, id="another first letter"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_corrected_takes_the_nearest_word_or_none(index, word, nearest):
    """A slip gives the nearest word that notes say, of equals the most common; a word far from all gives none."""
    assert corrected(index, word) == nearest


@settings(max_examples=60)
@given(word=st.sampled_from(WORDS), data=st.data())
def test_corrected_undoes_any_one_slip_behind_the_first_letters(index, word, data):
    """A letter dropped, doubled, replaced or swapped behind the second letter leads back to the word."""
    at = data.draw(st.integers(2, len(word) - 2))
    head, one, other, tail = word[:at], word[at], word[at + 1], word[at + 2 :]

    slip = data.draw(
        st.sampled_from(
            [head + other + tail, f"{head}{one}{word[at:]}", f"{head}q{other}{tail}", head + other + one + tail]
        )
    )

    assert corrected(index, slip) == word
