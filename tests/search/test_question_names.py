"""Laws of the names in a question."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.question_names import named_spans

FILLER = (
    "They walked along the river in the rain for hours and talked of bread, of boats and of nothing else [00:02:00]."
)
NOTES = {
    "a.md": f"That day CEO Ada Lark met Tom Finch [00:00:10]. It is said that Ada Lark founded Harbor Works. {FILLER}",
    "b.md": f"They met in Oslo again with Ada Lark [00:00:30]. The works near the harbor burned in one night. {FILLER}",
    "c.md": f"They like Harbor Works and they know Tom Finch [00:00:50]. They said that Oslo is dear. {FILLER}",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over notes that say some names."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        yield index


def _named(index, question):
    return [(span.name.form, span.start, span.end) for span in named_spans(index, parse_question(question), {})]


def test_names_are_found_whatever_their_capitals(index):
    """The lexicon knows a name in small letters, with its 's, and more than one of them."""
    assert _named(index, "who is ada lark") == [("Ada Lark", 2, 4)]
    assert _named(index, "ADA LARK's office in oslo") == [("Ada Lark", 0, 2), ("Oslo", 4, 5)]


def test_the_longest_name_counts(index):
    """A name inside a longer one is left out."""
    assert _named(index, "when was harbor works founded") == [("Harbor Works", 2, 4)]


def test_common_words_are_no_names(index):
    """A word that the notes write in small letters too is none, nor is a question without names."""
    assert _named(index, "which works burned") == []
    assert _named(index, "") == []


def test_words_of_names_are_those_of_the_lexicon_and_those_with_capitals(index):
    """A query knows both."""
    assert resolve(index, parse_question("did ada lark see Reykjavik")).name_words == {"ada", "lark", "reykjavik"}
