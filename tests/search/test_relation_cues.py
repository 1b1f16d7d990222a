"""Laws of where a claim says a relation, and of whom."""

from __future__ import annotations

import pytest

from askcloud.search.relation_cues import cue_places, has_another_meaning, is_of_another
from askcloud.text.analyzer import terms_of
from askcloud.text.proper_names import proper_names


def _is_of_another(text, word, asked):
    """Tell for the only place of a word in a text whether it is of another name."""
    (place,) = cue_places(text, [word])
    return is_of_another(text, proper_names(text), place, frozenset(terms_of(asked)))


def test_cues_are_whole_words():
    """Each place is that of a whole word, in the order of the cues, whatever its case."""
    text = "Founded by Moe, who founded nothing; the unfounded fear of founders by night."

    assert [text[slice(*place)] for place in cue_places(text, ["by", "founded"])] == ["by", "by", "Founded", "founded"]
    assert cue_places(text, ["sold"]) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The firm started in 1931.", True),
        ("In 1931 the firm started selling lamps.", False),
        ("In 1931 the firm started to sell lamps.", False),
        ("In 1931 the keeper started at the pier.", False),
        ("The firm is based in Bergen.", True),
        ("The price is based on hope.", False),
    ],
)
def test_a_word_with_another_meaning_says_no_relation(text, said):
    """*Started selling* founds nothing and *based on* is no place; other words keep their meaning."""
    assert bool(cue_places(text, ["started", "based"])) == said
    assert not has_another_meaning("sold", "on")


OF_VELORA = [
    "Velora CEO Lena Okafor spoke.",
    "Velora’s CEO spoke.",
    "Lena Okafor, CEO of Velora, spoke.",
    "Lena Okafor, CEO and chairman of the Velora Group, spoke.",
    "The CEO spoke to Norvik.",
    "Lena Okafor and CEO Astrid Moe spoke.",
    "The CEO of this firm bought Norvik.",
    "Lena Okafor, CEO of Norvik and Velora, spoke.",
    "Velora (VEL) CEO Lena Okafor spoke.",
    "Velora and Norvik CEO Lena Okafor spoke.",
]
OF_NORVIK = [
    "Norvik CEO Astrid Moe spoke to Velora.",
    "Norvik's co-founder and CEO spoke to Velora.",
    "Velora met Astrid Moe, CEO of Norvik.",
    "Velora met Astrid Moe, then CEO and president at the Norvik Group.",
]


@pytest.mark.parametrize("text", OF_VELORA + OF_NORVIK)
def test_a_role_is_that_in_the_name_beside_it(text):
    """*Norvik CEO* and *CEO of Norvik* tell nothing of the CEO of Velora; a role next to no name may be the one."""
    assert _is_of_another(text, "ceo", "velora") == (text in OF_NORVIK)


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("She is head of Velora.", False),
        ("she is head of design at a firm.", True),
        ("She is head of the Velora Group.", False),
        ("She is head of design at Velora.", True),
        ("She is Head of Design at Velora.", True),
    ],
)
def test_the_head_of_a_part_heads_no_company(text, another):
    """*Head of design at Velora* does not lead Velora."""
    assert _is_of_another(text, "head of", "velora") == another


@pytest.mark.parametrize(
    ("text", "asked", "another"),
    [
        ("Lena Okafor founded Velora in 1990.", "velora", False),
        ("Lena Okafor founded Norvik before Velora.", "velora", True),
        ("Lena Okafor founded Norvik before Velora.", "lena okafor", False),
        ("Norvik was first founded in 1980, as Velora knew.", "velora", True),
        ("Norvik (NV) was founded in 1980, as Velora knew.", "velora", True),
        ("Norvik was founded by Lena Okafor.", "lena okafor", False),
        ("Lena Okafor and Astrid Moe founded Norvik.", "lena okafor", False),
        ("Lena Okafor founded Norvik, Almar and Velora.", "velora", False),
        ("Velora (now Almar) was founded in 1980.", "velora", False),
        ("Velora knew that Norvik (now Almar) was founded in 1980.", "velora", True),
        ("Velora was founded when Norvik burnt.", "velora", False),
        ("Velora said that she founded a firm.", "norvik", False),
    ],
)
def test_an_action_is_that_of_who_did_it_and_to_whom(text, asked, another):
    """*Founded Norvik* and *Norvik was founded* tell nothing of Velora, but something of who founded it."""
    assert _is_of_another(text, "founded", asked) == another


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Lena Okafor was born in 1931.", False),
        ("Okafor was born in 1931.", False),
        ("Lena Ruth Okafor was born in 1931.", False),
        ("Lena Moe was born in 1931.", True),
        ("Emil Okafor was born in 1931.", True),
        ("Emil, like Lena Okafor, was born in 1931.", False),
        ("Lena Okafor and Emil Moe were born in 1931.", False),
        ("Astrid Strand and Emil Moe were born in 1931.", True),
        ("It was in Bergen that she was born.", False),
    ],
)
def test_a_birth_is_that_of_the_person_before_it(text, another):
    """A part of a name, or more of it, is the same person; another first or last name is another person."""
    assert _is_of_another(text, "born", "lena okafor") == another


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("The Bergen-based Velora grew.", False),
        ("Velora met the Bergen-based firm Norvik.", True),
        ("A Bergen-based firm.", False),
    ],
)
def test_a_place_is_that_of_the_name_after_it(text, another):
    """*The Bergen-based firm Norvik* says where Norvik is."""
    assert _is_of_another(text, "based", "velora") == another


def test_another_name_may_mean_what_is_not_only_a_name():
    """Asked of *the firm behind the lamp*, any name may be that of the firm."""
    assert not _is_of_another("Norvik CEO Astrid Moe spoke.", "ceo", "")
