"""Laws of the words that may stand for one another."""

from __future__ import annotations

from pathlib import Path

from askcloud.question import synonyms
from askcloud.question.synonyms import synonyms_of, words
from askcloud.text.analyzer import fold, term_of
from askcloud.text.stopwords import STOP_WORDS

LINES = (Path(synonyms.__file__).parent / "synonyms.txt").read_text(encoding="utf-8").splitlines()


def test_synonyms_of_finds_every_pair_of_every_group():
    """Any two words of a line stand for each other, in every form that gives their terms."""
    missing = [
        (one, other)
        for line in LINES
        for one in line.split()
        for other in line.split()
        if term_of(one) != term_of(other) and term_of(other) not in synonyms_of([term_of(one)])[term_of(one)]
    ]

    assert missing == []


def test_synonyms_of_a_word_without_any_is_left_out():
    """A word of no group has no entry, and none is its own synonym."""
    found = synonyms_of(["zeppel", "buy", "purcha"])

    assert "zeppel" not in found
    assert all(term not in others for term, others in found.items())


def test_groups_hold_several_words_as_text_is_folded():
    """A group has at least two terms; each word is folded, is no stop word and stands once."""
    groups = [line.split() for line in LINES]

    assert [group for group in groups if len(set(map(term_of, group))) < 2] == []
    assert [group for group in groups if len(group) != len(set(group))] == []
    assert [word for group in groups for word in group if word in STOP_WORDS or fold(word) != word] == []


def test_words_are_all_of_the_table():
    """Every word of every group, in order."""
    assert words() == [word for line in LINES for word in line.split()]
