"""Wrap lines for a narrow space: at blanks, and in paths and addresses after a separator, not within words."""

from __future__ import annotations

import re

from rich.cells import cell_len

_PIECES = re.compile(r"[^/\\?&=_.-]*[/\\?&=_.-]+|[^/\\?&=_.-]+")


def wrapped(text: str, width: int) -> str:
    """Return a line with line breaks, so that each part of it fits into so many columns as far as it can be broken."""
    lines = [""]
    for word in text.split(" "):
        gap = " " if lines[-1] else ""
        if cell_len(lines[-1] + gap + word) <= width:
            lines[-1] += gap + word
        elif cell_len(word) <= width:
            lines.append(word)
        else:
            _append_pieces(lines, gap, word, width)
    return "\n".join(lines)


def _append_pieces(lines: list[str], gap: str, word: str, width: int) -> None:
    """Add a word that is longer than a line, broken after its separators."""
    for piece in _PIECES.findall(word):
        if cell_len(lines[-1] + gap + piece) <= width or not lines[-1]:
            lines[-1] += gap + piece
        else:
            lines.append(piece)
        gap = ""
