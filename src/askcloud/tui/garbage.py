"""Garbage collection while nobody types: with 200 answers on the screen a full collection takes 150 ms."""

from __future__ import annotations

import gc
from time import monotonic

COLLECT_EVERY = 5.0
"""Seconds between two calls of `collect_when_idle`."""

_IDLE = 2  # seconds without a key after which a person is taken to read
_YOUNGER_COLLECTIONS = 10  # collections of younger objects after which Python would collect all, by default


def defer_collection() -> None:
    """Keep Python from collecting all garbage by itself, which it may do in the middle of a word."""
    gc.freeze()  # what is loaded by now stays loaded
    gc.set_threshold(*gc.get_threshold()[:2], 1 << 30)


def collect_when_idle(last_key: float) -> None:
    """Collect all garbage if there may be some and nobody is typing.

    Args:
        last_key: When a key was last pressed, on the clock of `time.monotonic`.
    """
    if gc.get_count()[2] >= _YOUNGER_COLLECTIONS and monotonic() - last_key > _IDLE:
        gc.collect()
