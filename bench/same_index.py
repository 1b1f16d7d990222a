"""Whether two indexes hold the same rows: `python bench/same_index.py FOLDER OTHER_FOLDER`.

Every table is compared row for row and byte for byte, but for when an index was built. Build both from the same corpus:
files copied to another place have other times.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[object, ...]

MOST_SHOWN = 5  # rows that differ, of each table


def tables_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return by table the query for its rows, in order of their keys."""
    tables = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        keys = [name for _, name, *_, key in connection.execute(f"PRAGMA table_info({table})") if key]
        built = "WHERE key != 'built'" if table == "meta" else ""
        tables[table] = f"SELECT * FROM {table} {built} ORDER BY {', '.join(keys)}"
    return tables


def differences(ours: Iterator[Row], theirs: Iterator[Row]) -> tuple[int, list[tuple[Row | None, Row | None]]]:
    """Return how many rows there are and the pairs that differ, each with None for a row that is missing."""
    rows = 0
    differing = []
    for rows, (mine, other) in enumerate(zip_longest(ours, theirs), 1):  # noqa: B007  # counted
        if mine != other:
            differing.append((mine, other))
    return rows, differing


def main(folder: str, other: str) -> int:
    """Print for each table how many rows it has and how many differ; return 1 if any does."""
    ours, theirs = (sqlite3.connect(os.path.join(each, "askcloud.db")) for each in (folder, other))
    tables = tables_of(ours)
    same = tables == tables_of(theirs)
    for table, query in tables.items() if same else ():
        rows, differing = differences(ours.execute(query), theirs.execute(query))
        same = same and not differing
        print(f"{table:16}{rows:10,} rows, {len(differing):,} differ")
        for pair in differing[:MOST_SHOWN]:
            print(*(f"    {str(row)[:200]}" for row in pair), sep="\n")
    print("the same rows in every table" if same else "NOT the same")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
