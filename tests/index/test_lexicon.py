"""Laws of the lexicon of an index."""

from __future__ import annotations

import shutil

import pytest

from askcloud.errors import IndexCorruptError
from askcloud.index.lexicon import (
    ORGANISATION,
    OTHER,
    PERSON,
    PLACE,
    WORK,
    Name,
    long_forms,
    names_at,
    names_with,
    short_forms,
)

NOTES = {
    "one.md": "Then CEO Ada Bee sold the hive. Honey is said to keep by Ada Bee. She likes the iPhone. "
    "It uses honey bee radar (HBR). The price of honey rose to Apple's level. They prefer Price to Apple.",
    "two.md": "They met Bea Bee once. People met Bea Bee twice. Only here is Rare Bird said. An iPhone rang loudly. "
    "The HBR (Honey Bee Radar) is new. Every honey bee radar (HBR) hums. Also high bandwidth radio (HBR) hums. "
    "The price is right. A price is wrong. Their price is fair. Some apple was eaten. Only Apple was eaten.",
    "three.md": "---\ntitle: The rise of lone wolf\nvideoId: aB3_dE6-hI9\n---\n\nThey met Lone Wolf at sunset here.",
}


@pytest.fixture(scope="module")
def built(make_vault):
    """A vault of a few names with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def index(built):
    """That index, open."""
    with built.index() as index:
        yield index


@pytest.fixture
def copy(built, make_vault):
    """A copy of that index for tests that damage it."""
    vault = make_vault()
    vault.folder.mkdir()
    shutil.copy2(built.database, vault.database)
    return vault


def test_names_at_are_those_said_twice_or_in_a_title(index):
    """A name is what two claims say, or one claim and its title; what is not is left out."""
    found = names_at(index, ["ada bee", "rare bird", "lone wolf", "iphone", "the hive", "", "iphone"])

    assert {words: (name.form, name.claims) for words, name in found.items()} == {
        "ada bee": ("Ada Bee", 2),
        "lone wolf": ("Lone Wolf", 1),
        "iphone": ("iPhone", 2),
    }


def test_single_words_are_names_if_mostly_capitalised(index):
    """A word that most claims write in small letters is no name; the share leaves out beginnings of sentences."""
    found = names_at(index, ["price", "apple"])

    assert list(found) == ["apple"]
    assert found["apple"].share == 3 / 4


def test_names_with_a_word_are_most_said_first(index):
    """A word leads to the names of several words that contain it, wherever it stands in them."""
    assert [name.form for name in names_with(index, "bee")] == ["Ada Bee", "Bea Bee"]
    assert [name.form for name in names_with(index, "ada")] == ["Ada Bee"]
    assert names_with(index, "bird") == names_with(index, "rare") == names_with(index, "iphone") == []


def test_forms_of_abbreviations_lead_both_ways(index):
    """An abbreviation leads to its long forms, most said first, as most often spelt; a long form to abbreviations."""
    assert long_forms(index, "hbr") == [("honey bee radar", 3), ("high bandwidth radio", 1)]
    assert short_forms(index, "honey bee radar") == [("HBR", 3)]
    assert long_forms(index, "honey") == short_forms(index, "hbr") == []


def test_many_spans_are_looked_up(index):
    """More spans than a statement takes are looked up in several."""
    assert list(names_at(index, [*map(str, range(2000)), "ada bee"])) == ["ada bee"]


@pytest.mark.parametrize(
    ("words", "form", "claims", "counts", "kind"),
    [
        ("ada bee", "Ada Bee", 9, (2, 1, 0, 0), PERSON),
        ("jane bee", "Jane Bee", 9, (0, 0, 0, 0), PERSON),
        ("jane street", "Jane Street", 9, (0, 0, 0, 0), ORGANISATION),
        ("honeyco", "Honeyco", 9, (1, 3, 1, 0), ORGANISATION),
        ("honeyland", "Honeyland", 9, (0, 0, 4, 0), PLACE),
        ("ml", "ML", 20, (0, 0, 3, 0), OTHER),
        ("honeydew", "Honeydew", 9, (0, 0, 0, 2), WORK),
        ("project voltera", "Project Voltera", 9, (0, 0, 0, 0), OTHER),
        ("pure play foundry", "Pure Play Foundry", 24, (1, 0, 0, 0), OTHER),
        ("windows", "Windows", 1000, (1, 2, 3, 0), OTHER),
    ],
)
def test_kind_needs_evidence(words, form, claims, counts, kind):
    """A name is of the kind that most is said of, and of none if little is said of it."""
    assert Name(words, form, claims, 1.0, *counts).kind == kind


DAMAGE = {
    "counts that are none": "UPDATE names SET person = 'many'",
    "counts below 0": "UPDATE names SET inside = -9",
    "a spelling that is none": "UPDATE names SET form = x'00' WHERE name = 'ada bee'",
    "words that are none": "UPDATE words SET small = 'few'",
    "words below 0": "UPDATE words SET small = -1",
}
FORGED = {
    "a name that is none": (names_with, "bee", "INSERT INTO name_words VALUES ('bee', x'00')"),
    "claims that are none": (long_forms, "hbr", "UPDATE abbreviations SET claims = 'x'"),
    "claims below 1": (long_forms, "hbr", "UPDATE abbreviations SET claims = 0"),
    "a form that is none": (short_forms, "honey bee radar", "UPDATE abbreviations SET short_form = x'00'"),
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_damaged_names_are_refused(copy, statement):
    """A row that no builder writes is an error of the index."""
    copy.execute(statement)

    with copy.index() as index, pytest.raises(IndexCorruptError):
        names_at(index, ["ada bee", "apple"])


@pytest.mark.parametrize(("look_up", "word", "statement"), FORGED.values(), ids=FORGED)
def test_damaged_forms_are_refused(copy, look_up, word, statement):
    """So is a row that leads from a word to names, or between an abbreviation and its long form."""
    copy.execute(statement)

    with copy.index() as index, pytest.raises(IndexCorruptError):
        look_up(index, word)
