"""What tests of shards share: a vault with an index of three shards, and one of one file to compare it with."""

from __future__ import annotations

import pytest
from sharded import NOTES, Sharded, text_of


@pytest.fixture
def sharded(make_vault):
    """A vault with an index of three shards."""
    made = Sharded(make_vault({path: text_of(path) for path in NOTES}))
    made.update(3)
    return made


@pytest.fixture(scope="module")
def both(make_vault):
    """An index of three shards and one of one file over the same notes, both open: nobody changes them."""
    made = Sharded(make_vault({path: text_of(path) for path in NOTES}))
    made.update(3)
    with made.open() as shards, made.one_file() as one:
        yield shards, one
