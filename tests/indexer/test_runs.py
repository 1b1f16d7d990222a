"""Sorted runs: what was written comes back in order of the terms, and nothing is left of the file."""

from __future__ import annotations

from random import Random

from askcloud.indexer import runs
from askcloud.indexer.runs import SortedRuns


def row(term: str, number: int) -> tuple[str, int, bytes, bytes, bytes]:
    return term, number, bytes([number % 256]) * number, b"", b"x"


def test_runs_are_merged_in_order(tmp_path, monkeypatch):
    """Merged runs hold each term once, in order, with its rows in order of the runs, however these are divided."""
    monkeypatch.setattr(runs, "_CHUNK", 3)
    random = Random(7)
    written = [
        [(term, [row(term, number), row(term, number + 1)]) for term in sorted(random.sample("abcdefghijké", size))]
        for number, size in enumerate((12, 0, 5, 3, 1, 9))
    ]

    with SortedRuns(str(tmp_path)) as aside:
        for run in written:
            aside.add(iter(run))
        merged = list(aside.merged())

    rows: dict[str, list[object]] = {}
    for run in written:
        for term, listed in run:
            rows.setdefault(term, []).extend(listed)
    assert merged == sorted(rows.items())
    assert list(tmp_path.iterdir()) == []
