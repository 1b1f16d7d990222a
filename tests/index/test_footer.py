"""Laws of telling whether an index file is as it was written."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3

import pytest

from askcloud.errors import IndexCorruptError, IndexVersionError
from askcloud.index import footer
from askcloud.index.footer import strip_footer, verify_footer
from askcloud.index.reader import open_index

NOTES = {
    "dam.md": "The dam was finished in four years [00:00:50].",
    "mill.md": "A mill near the dam grinds the grain [00:05:00].",
}


@pytest.fixture(scope="module")
def built(make_vault):
    """A vault with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def file(built, tmp_path):
    """A copy of that index, as another machine would have it."""
    return shutil.copy(built.database, tmp_path / "askcloud.db")


def test_file_that_was_written_is_known_by_its_time(built, monkeypatch):
    """A file nobody touched is not read to be known."""

    def read(*_):
        raise AssertionError

    monkeypatch.setattr(footer, "_checksum", read)

    assert verify_footer(str(built.database))


def test_copy_is_read_once_and_then_known_by_its_time(file, monkeypatch):
    """A copy has another time: all of it is compared, and then it gets the time it was sealed with."""
    read, checksum = [], footer._checksum
    monkeypatch.setattr(footer, "_checksum", lambda *given: read.append(1) or checksum(*given))

    assert [verify_footer(file), verify_footer(file)] == [True, True]
    assert len(read) == 1


def test_copy_that_may_not_be_touched_is_compared_each_time(file, monkeypatch):
    """Where a file's time cannot be set the file is good all the same."""

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)

    assert [verify_footer(file), verify_footer(file)] == [True, True]


def test_index_is_built_where_no_time_can_be_set(make_vault, monkeypatch):
    """A file system that lets nobody set a time holds an index all the same."""
    vault = make_vault(NOTES)

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    vault.update()

    assert vault.ask("when was the dam finished").answered


def test_unsealed_file_is_sqlite_s_alone(file):
    """Without its seal a file has as many bytes as its pages, so that SQLite can go on writing behind them."""
    strip_footer(file)

    assert not verify_footer(file)
    assert os.path.getsize(file) % 4096 == 0
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.parametrize("seed", range(60))
def test_any_change_is_noticed(built, tmp_path, seed):
    """Whatever is flipped, cut off, added or moved in an index file, opening it is an error of askcloud's own."""
    choice = random.Random(seed)
    whole = bytearray(built.database.read_bytes())
    at, length = choice.randrange(len(whole)), choice.choice([1, 16, 5000])
    kind = choice.choice(["flip", "cut", "add", "zero", "swap", "drop"])
    if kind == "flip":
        whole[at] ^= choice.randrange(1, 256)
    elif kind == "cut":
        del whole[at:]
    elif kind == "add":
        whole[at:at] = choice.randbytes(length)
    elif kind == "drop":
        del whole[at : at + length]
    elif kind == "zero":
        whole[at : at + length] = b"\xee" * len(whole[at : at + length])
    else:
        whole[at:], whole[:at] = whole[:at], whole[at:]
    (tmp_path / "askcloud.db").write_bytes(whole)
    noticed = bytes(whole) != built.database.read_bytes()

    with pytest.raises((IndexCorruptError, IndexVersionError)) as caught:
        open_index(str(tmp_path)).close()

    assert noticed
    assert caught.value.hint
