"""Laws of patterns of files to leave out: what they match, and in how many steps."""

from __future__ import annotations

import random
import sys

import pytest

from askcloud.corpus import ignore
from askcloud.corpus.ignore import MAX_CHARACTERS, MAX_PATTERNS, IgnorePatterns
from askcloud.errors import UsageError

STEPS = 16
"""Lines of code that a character of a path may cost."""


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        ("a.md", "a.md|b/a.md|a.md/b.md", "aa.md|a.mdx"),
        ("/a.md", "a.md", "b/a.md"),
        ("b/a.md", "b/a.md|b/a.md/", "c/b/a.md"),
        ("a/", "a/|b/a/|a/b.md", "a|b/a"),
        ("*.md", "a.md|b/c.md|.md", "a.mdx"),
        ("a*c", "ac|abc|abbc", "a/c|ab"),
        ("a?c", "abc|aéc", "ac|a/c"),
        ("[ab]c", "ac|bc", "cc"),
        ("[!ab]c", "cc", "ac|/c|a/b"),
        ("[a-c]", "a|b|c", "d|-"),
        ("[]-]", "]|-", "a"),
        ("[ab", "[ab", "a"),
        ("[z-a]", "", "a|z"),
        ("**/a", "a|b/a|b/c/a", "ba"),
        ("a/**", "a/b|a/b/c", "a"),
        ("a/**/b", "a/b|a/c/b|a/c/d/b", "ab|a/cb"),
        ("**/a/**", "a/b|b/a/c", "a"),
        ("**", "a|a/b", ""),
        ("a**b", "ab|acb", "a/b"),
        ("\\*", "*", "a"),
        ("\\#a", "#a", "a"),
        ("\\!a", "!a", "a"),
        ("a  ", "a", "a  "),
        ("a\\ ", "a ", "a"),
        ("/", "", "a|a/"),
    ],
)
def test_pattern_matches_as_in_a_gitignore(pattern, matched, others):
    """Each form of a pattern matches what Git says that it matches, and nothing else."""
    patterns = IgnorePatterns([pattern])
    paths = filter(None, (*matched.split("|"), *others.split("|")))

    assert "|".join(path for path in paths if patterns.leave_out(path)) == matched


@pytest.mark.parametrize(
    ("patterns", "path", "left_out"),
    [
        (("*", "!a"), "a", False),
        (("!a", "*"), "a", True),
        (("b/", "!b/a"), "b/a", True),
        (("b/*", "!b/a"), "b/a", False),
        (("# a",), "a", False),
        (("", " "), "a", False),
    ],
)
def test_last_pattern_that_matches_decides(patterns, path, left_out):
    """A later pattern overrules an earlier one, but nothing in a folder that is left out comes back."""
    assert IgnorePatterns(patterns).leave_out(path) is left_out


def test_every_path_is_matched_in_linear_time():
    """Whatever patterns and names are, a path costs a fixed number of lines of code for each character."""
    rng = random.Random(20)
    signs = ("*", "**", "?", "a", "b", "[ab]", "[!a]", "/", "**/", "*a", "a*")
    rows = ["".join(rng.choices(signs, k=rng.randrange(1, 20))) for _ in range(99)]
    names = ["".join(rng.choices("aab/", k=rng.randrange(1, 16))) for _ in range(99)]
    patterns = [IgnorePatterns([row]) for row in ("*a*a*a*a*a*a*b", *rows)]
    lines = 0

    def count(frame, _event, _argument):
        nonlocal lines
        lines += 1
        return count if frame.f_code.co_filename == ignore.__file__ else None

    before = sys.gettrace()
    try:
        for path in ("a" * 200, *names):
            for each in patterns:
                lines = 0
                sys.settrace(count)
                each.leave_out(path)
                sys.settrace(before)
                assert lines <= STEPS * (len(path) + 8), (path, lines)
    finally:
        sys.settrace(before)


def test_patterns_share_one_pass():
    """A path costs the same number of steps with one pattern as with hundreds, and gets the answer of each."""
    rng = random.Random(3)
    rows = ["".join(rng.choices(("*", "?", "a", "b", "/", "[ab]"), k=6)) for _ in range(300)]
    paths = {"".join(rng.choices("ab/", k=5)).strip("/").replace("//", "/") or "a" for _ in range(100)}
    together = IgnorePatterns(rows)

    assert all(
        together.leave_out(path) == any(IgnorePatterns([row]).leave_out(path) for row in rows)
        for path in list(paths)[:9]
    )


@pytest.mark.parametrize("pattern", ["!", "a\\"])
def test_pattern_that_is_none_is_refused(pattern):
    """A pattern that means nothing is an error that names it."""
    with pytest.raises(UsageError, match="is not valid") as caught:
        IgnorePatterns([pattern])

    assert "--exclude" in caught.value.hint


@pytest.mark.parametrize(
    "lines", [["a"] * (MAX_PATTERNS + 1), ["a" * (MAX_CHARACTERS + 1)], ["#" * MAX_CHARACTERS, "a"]]
)
def test_too_many_patterns_are_refused(lines):
    """More patterns, or more characters of them, than anybody writes are an error that says how many are read."""
    with pytest.raises(UsageError, match="are read") as caught:
        IgnorePatterns(lines)

    assert ignore.IGNORE_FILE in caught.value.hint
    IgnorePatterns(["a"] * MAX_PATTERNS)
    IgnorePatterns(["*" * MAX_CHARACTERS])
