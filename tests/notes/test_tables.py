"""Laws of tables: what is read of them, and how many cells are made."""

from __future__ import annotations

import pytest

from askcloud.notes.blocks import HEADING, PARAGRAPH, ROW, _parser, parse_blocks
from askcloud.notes.tables import MAX_CELLS, MAX_COLUMNS


def table(columns: int, rows: int) -> str:
    """Return a table of a header row and other rows."""
    lines = ("|".join([cell] * columns) for cell in ("head", "-", *["sand"] * rows))
    return "".join(f"|{line}|\n" for line in lines)


@pytest.mark.parametrize("columns", [2, MAX_COLUMNS - 2, MAX_COLUMNS + 1])
def test_rows_are_read_however_wide_a_table_is(columns):
    """A table that is too wide for its rule has the same header and the same rows as any other."""
    header, *rows = parse_blocks(f"{table(columns, 3)}\nAfter it.\n")

    assert header.kind == HEADING
    assert [row.kind for row in rows] == [ROW, ROW, ROW, PARAGRAPH]
    assert {row.content.count("sand") for row in rows[:3]} == {columns}


@pytest.mark.parametrize(
    "source",
    [
        table(5_000, 3),
        table(50, 600),
        table(90, 0) + "|b|\n" * 400,
        f"{table(30, 1)}\n" * 400,
    ],
    ids=["wide", "large", "rows that are short", "many"],
)
def test_cells_of_a_note_are_limited(source):
    """No note makes more cells than are allowed, whether they are written or only missing, and no text is lost."""
    kinds = [token.type for token in _parser().parse(source)]

    assert kinds.count("td_open") + kinds.count("th_open") <= MAX_CELLS
    assert sum(block.content.count("sand") for block in parse_blocks(source)) == source.count("sand")
