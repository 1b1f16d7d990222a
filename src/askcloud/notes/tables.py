"""The table rule of markdown-it-py with limits, because it creates three tokens and a kilobyte for every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import table

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

MAX_COLUMNS = 100
"""Columns of a table; the rows of a wider one are read as lines of text with bars."""
MAX_CELLS = 25_000
"""Cells of all tables of a note, those included that are missing in their row; later rows are text with bars, too."""


def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, as the rule of markdown-it-py does, unless it is too wide or the note has too many cells."""
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    rows = (MAX_CELLS - state.env.get("cells", 0)) // columns
    if columns > MAX_COLUMNS or rows <= 2 or not table(state, start, min(end, start + rows), silent):
        return False
    if not silent:
        state.env["cells"] = state.env.get("cells", 0) + columns * (state.line - start)
    return True
