"""Garbage collection while nobody types."""

from __future__ import annotations

from time import monotonic

import pytest

from askcloud.tui import garbage


@pytest.mark.parametrize(
    ("younger_collections", "seconds_since_key", "expected"),
    [(10, 0, []), (10, 60, ["collected"]), (0, 60, [])],
    ids=["typing", "idle", "nothing to collect"],
)
def test_garbage_is_collected_while_nobody_types(monkeypatch, younger_collections, seconds_since_key, expected):
    """All garbage is collected if there may be some and no key was typed for a while."""
    collected = []
    monkeypatch.setattr(garbage.gc, "collect", lambda: collected.append("collected"))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (0, 0, younger_collections))

    garbage.collect_when_idle(monotonic() - seconds_since_key)

    assert collected == expected


def test_collection_is_deferred(process):
    """Python no longer collects all garbage by itself, and never looks through what is loaded already."""
    script = """
import gc
import askcloud.tui.app
from askcloud.tui.garbage import defer_collection
defer_collection()
print(gc.get_threshold()[2], gc.get_freeze_count())
"""

    threshold, frozen = map(int, process(script=script).stdout.split())

    assert threshold > 1_000_000
    assert frozen > 10_000
