"""Laws of the words of a question that are searched."""

from __future__ import annotations

import pytest

from askcloud.question.words import QUESTION_WORDS, searched_words
from askcloud.text.analyzer import words_of


def test_question_words_are_words_as_questions_are_read():
    """Each is folded, and one word or bigram: otherwise no question would contain it."""
    assert [word for word in sorted(QUESTION_WORDS) if words_of(word) != [word]] == []


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("how does a heat pump work", ["heat", "pump"]),
        ("how do mills works best", ["mills", "best"]),
        ("what does tmr mean", ["tmr"]),
        ("what did the mill mean to bergen", ["mill", "bergen"]),
        ("how does work work", ["work", "work"]),
        ("how does a mill actually work in practice", ["mill", "actually", "practice"]),
        ("how does remote work affect sleep", ["remote", "work", "affect", "sleep"]),
        ("how do millers work from home", ["millers", "work", "home"]),
        ("how does a mill work exactly", ["mill", "exactly"]),
        ("what work does a mill do", ["work", "mill"]),
        ("what does the word karst mean", ["karst"]),
        ("what does the word mean", ["word"]),
        ("what does the term sheet say", ["term", "sheet", "say"]),
        ("explain karst in simple words", ["explain", "karst"]),
        ("what is karst in a nutshell", ["karst"]),
        ("in simple words", ["simple", "words"]),
        ("what was apollo 13's cost", ["apollo", "13", "cost"]),
        ("the of and", []),
        ("", []),
    ],
)
def test_searched_words_leave_out_stop_words_and_the_verb_that_only_asks(question, searched):
    """*Work* and *mean* are left out only where they are the verb of the question and something else remains."""
    assert searched_words(question.split()) == searched
