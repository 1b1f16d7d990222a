"""Laws of matching regular expressions in a process of its own."""

from __future__ import annotations

import pytest

from askcloud.evaluation import matching
from askcloud.evaluation.matching import Matcher


@pytest.fixture
def matcher():
    """A matcher, closed in the end."""
    matcher = Matcher()
    yield matcher
    matcher.close()


def test_expressions_are_found_as_python_finds_them(matcher):
    """Each expression gets its own answer, in any case and for any text."""
    text = "The Wall\u2028is\x85 \ud800 wet\n"

    assert matcher.found(["wall$", "^the", "WET", "\\bdry", "\ud800"], text) == [False, True, True, False, True]
    assert matcher.found([], text) == []
    assert matcher.found(["a"], "") == [False]


def test_expressions_that_take_too_long_are_stopped(matcher, monkeypatch):
    """An expression that tries exponentially many ways is an error, and the next one is matched again."""
    monkeypatch.setattr(matching, "TIMEOUT_SECONDS", 0.02)

    with pytest.raises(TimeoutError):
        matcher.found(["(a+)+$"], "a" * 60 + "b")
    monkeypatch.undo()

    assert matcher.found(["a+"], "a" * 60) == [True]
