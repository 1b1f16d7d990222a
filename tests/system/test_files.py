"""Laws of writing files: whatever happens, a file is as it was or as it was to be, and only its owner's."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from askcloud.system import files
from askcloud.system.files import append_to_file, put_in_place, replace_file


@pytest.fixture
def path(tmp_path):
    """A file in a folder that is not there yet."""
    return str(tmp_path / "state" / "askcloud" / "file")


@pytest.fixture
def steps(monkeypatch):
    """Record what is flushed, as what it held, and when one file takes the place of another."""
    steps, fsync, replace = [], os.fsync, os.replace

    def flushed(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder" if is_folder else os.pread(descriptor, 100, 0))
        fsync(descriptor)

    def replaced(new, path):
        steps.append("replace")
        replace(new, path)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", replaced)
    return steps


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folders")
def test_file_is_on_the_disk_before_its_name_is(path, steps):
    """The content is flushed, then the file takes its place, then the folder is flushed."""
    replace_file(path, b"new")

    assert steps == [b"new", "replace", "folder"]


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folders")
def test_index_is_on_the_disk_before_its_name_is(make_vault, steps):
    """A build flushes the new index, lets it take its place, and flushes the folder."""
    vault = make_vault({"a.md": "A lighthouse warns ships of the rocks [00:00:40]."})

    vault.update()

    assert steps[0].startswith(b"SQLite format 3")
    assert steps[1:] == ["replace", "folder"]


def test_file_that_is_worth_nothing_later_waits_for_no_disk(path, steps):
    """What need not outlive a crash of the system takes its place in one step and is not flushed."""
    replace_file(path, b"new", flushed=False)

    assert steps == ["replace"]


def test_folder_that_cannot_be_flushed_is_done_without(path, monkeypatch):
    """Where the system flushes no folders the file is there all the same."""
    flush = files._flush

    def fail(path, flags):
        if os.path.isdir(path):
            raise OSError(errno.EINVAL, "Invalid argument")
        flush(path, flags)

    monkeypatch.setattr(files, "_flush", fail)

    replace_file(path, b"new")

    with open(path, "rb") as file:
        assert file.read() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_file_that_cannot_be_replaced_is_as_it_was(path, monkeypatch, step):
    """Wherever the disk is found to be full, the file is as it was and nothing else is left."""
    replace_file(path, b"old")

    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, fail)

    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")

    with open(path, "rb") as file:
        assert file.read() == b"old"
    assert os.listdir(os.path.dirname(path)) == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_written_files_are_private(path):
    """A file and its folder are their owner's only unless others are to read it, whatever the file before it was."""
    replace_file(path, b"old", mode=0o666)
    shared = os.stat(path).st_mode & 0o777
    replace_file(path, b"new")
    append_to_file(f"{path}2", b"line\n")

    assert shared & 0o400
    assert [os.stat(each).st_mode & 0o777 for each in (path, f"{path}2", os.path.dirname(path))] == [
        0o600,
        0o600,
        0o700,
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_are_not_followed(path, tmp_path):
    """A link in a file's place is replaced, and nothing is appended to what it leads to."""
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    os.makedirs(os.path.dirname(path))
    for link in (path, f"{path}2"):
        os.symlink(other, link)

    replace_file(path, b"new")
    with pytest.raises(OSError, match="symbolic links"):
        append_to_file(f"{path}2", b"line\n")

    assert other.read_bytes() == b"mine"
    assert not os.path.islink(path)


def test_no_part_of_a_line_is_appended(path, monkeypatch):
    """A disk that is full in the middle of a line leaves the lines before it as they are."""
    append_to_file(path, b"first\n")
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    append_to_file(path, b"second\n")
    monkeypatch.setattr(os, "write", write)

    append_to_file(path, b"third\n")

    with open(path, "rb") as file:
        assert file.read() == b"first\nthird\n"


def test_complete_file_takes_the_place_of_another(tmp_path):
    """A file that is complete replaces the other, whose name it has then."""
    for name in ("old", "new"):
        (tmp_path / name).write_text(name)

    put_in_place(str(tmp_path / "new"), str(tmp_path / "old"))

    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("old", "new")]
