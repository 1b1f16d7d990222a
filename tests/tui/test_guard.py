"""The final output filter."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color

from askcloud.output.sanitize import unsafe_characters
from askcloud.tui.guard import Guard


def test_guard_lets_nothing_unsafe_out():
    """The filter drops every unsafe character, and changes nothing else."""
    plain, control = Segment("नमस्ते 👩‍👩‍👧 plain"), Segment("\x1b[2J", control=[(1,)])

    safe = [Guard().apply([Segment(f"a{chr(code)}b"), plain, control], Color(0, 0, 0)) for code in unsafe_characters()]

    assert {tuple(each.text for each in line) for line in safe} == {("ab", plain.text, control.text)}
