"""Words that begin alike: which of them are forms of one word, and what a question about the rarer one finds."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.word_forms import RARE, UNUSED, USED, word_usage
from askcloud.text.analyzer import term_of


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault that says *creative* often and *creatine* once, and a few long words in one form each."""
    often = " ".join(f"A creative person number {number} paints a wall [0:0{number}:00]." for number in range(1, 9))
    vault = make_vault(
        {
            "wall.md": often,
            "muscle.md": "Five grams of creatine a day help a muscle to grow [0:01:00].",
            "state.md": "The authentication of users is regulated by law [0:01:00].",
            "geld.md": "Die Entwicklung kostet viel Geld [0:02:00].",
        }
    )
    vault.update()
    return vault


@pytest.mark.parametrize(
    "word", ["authenticate", "regulation", "entwickeln", "creativity", "creations", "autheentication", "entwichen"]
)
def test_forms_of_a_word_count_as_the_word(vault, word):
    """A word is said where a form of it is, or the word with one letter too many; another language is not judged."""
    with vault.index() as index:
        assert word_usage(index, word, term_of(word)) == USED


@pytest.mark.parametrize(("word", "expected"), [("creatine", RARE), ("creatique", UNUSED)])
def test_word_that_only_begins_like_others(vault, word, expected):
    """What shares no more than the first letters with most words of the notes is rare, or not said at all."""
    with vault.index() as index:
        assert word_usage(index, word, "creati") == expected


def test_rare_word_is_looked_for_as_it_is_typed(vault):
    """Of many passages that begin alike, those with the word are found, whatever the others weigh."""
    with vault.index() as index:
        assert resolve(index, parse_question("creatine")).literal == (("creatine",),)

    answer = vault.ask("what does creatine do")

    assert [evidence.citation.note for evidence in answer.evidence] == ["muscle.md"]


def test_word_that_no_note_says_is_not_taken_for_one_that_begins_alike(make_vault):
    """A question about creatine has no answer in notes on what is creative, and is not corrected to it."""
    vault = make_vault({"wall.md": "A creative person paints a wall [0:01:00]."})
    vault.update()

    answer = vault.ask("creatine")

    assert (answer.answered, answer.reason) == (False, "No note mentions “creatine”.")
