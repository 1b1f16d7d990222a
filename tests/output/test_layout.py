"""Laws of lines for a terminal: nothing is lost, nothing is too long, and what is marked is marked on every line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.output.layout import columns_of, highlighted, wrapped
from askcloud.text.analyzer import term_of, terms_of

DIM, BOLD, RESET = "\x1b[2m", "\x1b[1m", "\x1b[0m"
SEQUENCE = re.compile(r"\x1b\[\d+m")


@given(st.text("ab é’“·›雷", max_size=80), st.integers(20, 60))
def test_wrapped_loses_nothing_and_fits(text, width):
    """Joined again, the lines are the text, and a line is too long only where it is one word."""
    lines = wrapped(text, width)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(columns_of(line) <= width or not re.search(r"(?<!·) (?!›)", line) for line in lines)


def test_wrapped_keeps_together_what_belongs_together():
    """A time stays behind its point, and the mark of a context behind its last word."""
    assert wrapped("one two three · 1:02:03", 20) == ["one two three", "· 1:02:03"]
    assert wrapped("one two three four ›", 20) == ["one two three four ›"]
    assert wrapped("one two three four. ›", 20) == ["one two three", "four. ›"]


@pytest.mark.parametrize("start", [DIM, BOLD])
def test_wrapped_begins_and_ends_what_is_marked_on_each_line(start):
    """A line is shown alike wherever it is: dim or bold text across a break is ended and begun again."""
    lines = wrapped(f"a {start}bb cc dd ee{RESET} ff", 5)

    assert lines == [f"a {start}bb{RESET}", f"{start}cc dd{RESET}", f"{start}ee{RESET} ff"]


def test_wrapped_counts_what_a_terminal_shows():
    """A sequence takes no column, a combining mark none, a wide character two; a run of these is broken anywhere."""
    assert [columns_of(text) for text in ("dam", f"{DIM}dam{RESET}", "é“”…", "e\u0301", "雷克")] == [3, 3, 4, 1, 4]
    assert wrapped(f"{BOLD}雷克雅未克{RESET}", 6) == [f"{BOLD}雷克雅{RESET}", f"{BOLD}未克{RESET}"]


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("dams", "The dam: Dams’ gates.", "The [dam]: [Dams]’ gates."),
        ("amazon", "Amazon’s store", "[Amazon’s] store"),
        ("machine learning", "machine-learning, learned", "[machine]-[learning], [learned]"),
        ("75,000", "75,000 cafés", "[75,000] cafés"),
        ("cafe", "75,000 Cafés", "75,000 [Cafés]"),
        ("雷克雅", "在雷克雅未克", "在[雷克雅]未克"),
        ("the", "the dam", "the dam"),
        ("zeppelin", "the dam", "the dam"),
    ],
)
def test_highlighted_marks_the_words_of_a_question(question, text, shown):
    """Every form of a word is marked, and nothing but whole words; of a script without blanks the characters."""
    marked = highlighted(text, frozenset(terms_of(question)), BOLD)

    assert marked.replace(BOLD, "[").replace(RESET, "]") == shown


@given(st.text("ab é’ßﬁ-雷克雅'1,", max_size=40), st.text("ab é雷克", max_size=10))
def test_highlighted_changes_no_text(text, question):
    """Without its marks a highlighted text is the text."""
    terms = frozenset(map(term_of, filter(None, question.split())))

    assert SEQUENCE.sub("", highlighted(text, terms, BOLD)) == text
