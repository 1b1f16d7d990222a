"""Laws of writing an index: a new state replaces the old one whole, or not at all."""

from __future__ import annotations

import os

import pytest

from askcloud.index.reader import open_index
from askcloud.indexer.writer import IndexWriter, has_temporary_files, remove_temporary_files

META = {"corpus": "/notes", "excluded": "", "built": "2025-01-31T00:00:00+00:00"}
ROW = ("dam", 1, b"\1\0\0\0\7", b"", b"")


@pytest.fixture
def folder(tmp_path):
    """A folder with an index of one term."""
    with IndexWriter(str(tmp_path), fresh=True) as writer:
        writer.put_terms([ROW])
        writer.add_words({"dam": 2, "weir": 1}, {"dam": 1})
        writer.commit(META)
    return tmp_path


def test_committed_state_replaces_the_old_one(folder):
    """What was committed is read from then on, and no temporary file is left."""
    with IndexWriter(str(folder), fresh=False) as writer:
        assert writer.terms(["dam", "weir"]) == {"dam": ROW}
        writer.put_terms([("dam", 0, b"", b"", b""), ("weir", *ROW[1:])])
        writer.add_words({"dam": -2, "weir": 3}, {"dam": -1})
        writer.commit(META)

    with open_index(str(folder)) as index:
        assert index.term("dam") is None
        assert (index.texts_with("dam"), index.texts_with("weir")) == (0, 4)
    assert not has_temporary_files(str(folder))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_index_is_for_its_owner_only(tmp_path):
    """A new index is private whatever the umask, while it is written too; one that its owner shared stays shared."""
    umask = os.umask(0)
    try:
        with IndexWriter(str(tmp_path), fresh=True) as writer:
            (draft,) = tmp_path.iterdir()
            drafted = draft.stat().st_mode & 0o777
            writer.commit(META)
        new = (tmp_path / "askcloud.db").stat().st_mode & 0o777
        (tmp_path / "askcloud.db").chmod(0o640)
        with IndexWriter(str(tmp_path), fresh=False) as writer:
            (copy,) = set(tmp_path.iterdir()) - {tmp_path / "askcloud.db"}
            copied = copy.stat().st_mode & 0o777
            writer.commit(META)
    finally:
        os.umask(umask)

    assert (drafted, new, copied) == (0o600, 0o600, 0o600)
    assert (tmp_path / "askcloud.db").stat().st_mode & 0o777 == 0o640


def test_state_that_is_not_committed_changes_nothing(folder):
    """Leaving without a commit keeps the old index byte for byte, and removes the temporary file."""
    before = (folder / "askcloud.db").read_bytes()

    with IndexWriter(str(folder), fresh=False) as writer:
        writer.put_terms([("dam", 0, b"", b"", b"")])
        was_there = has_temporary_files(str(folder))

    assert was_there
    assert (folder / "askcloud.db").read_bytes() == before
    assert not has_temporary_files(str(folder))


def test_only_temporary_files_are_removed(folder):
    """What killed builders left is removed; the index, the lock and other files stay."""
    for name in ("askcloud.db.1-ab.draft", "askcloud.db.2.tmp", "askcloud.lock", "notes.draft"):
        (folder / name).touch()

    remove_temporary_files(str(folder))

    assert sorted(path.name for path in folder.iterdir()) == ["askcloud.db", "askcloud.lock", "notes.draft"]
