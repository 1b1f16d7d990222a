"""Laws of lines for a narrow place."""

from __future__ import annotations

import pytest

from askcloud.tui.wrapping import wrapped

LINES = [
    "Saved /home/somebody/notes/a very long folder/askcloud-2026-11-29-120749.md",
    "Playing https://www.youtube.com/watch?v=G0c9yZ-hSr4&t=598s",
    "한국어 경로/파일.md",
    "",
]


@pytest.mark.parametrize("width", [10, 20, 33, 200])
@pytest.mark.parametrize("line", LINES)
def test_lines_are_broken_at_blanks_and_separators(line, width):
    """Line breaks take the place of blanks, or stand behind a separator; no character is lost."""
    broken = wrapped(line, width).split("\n")
    position = 0
    for part in broken:
        assert line.startswith(part, position)
        position += len(part)
        if position < len(line):
            assert line[position] == " " or not line[position - 1].isalnum()
            position += line[position] == " "

    assert position == len(line)


def test_path_is_broken_behind_its_separators():
    """A path that does not fit is broken between its folders."""
    assert wrapped("Saved /home/somebody/notes/dam.md", 16) == "Saved /home/\nsomebody/notes/\ndam.md"
