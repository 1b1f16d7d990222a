"""Laws of telling what differs between a corpus and its index, without parsing the notes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from samples import forbid

from askcloud.corpus.corpus import Corpus
from askcloud.errors import CorpusEmptyError, NoteError
from askcloud.index.reader import open_index
from askcloud.indexer import changes, update
from askcloud.indexer.changes import changed_notes, plan_update
from askcloud.indexer.freshness import count_changes_by_folder_time

NOTES = {
    "bees/hive.md": "Bees dance to show the way to flowers [00:01:05].",
    "bees/wild/mason.md": "Mason bees close their nests with mud [00:02:00].",
    "stone.md": "Granite cools slowly under the ground [00:04:09].",
}

NEW = "Salt marshes hold the shore together [00:05:01]."


@pytest.fixture
def vault(make_vault):
    """A vault whose folders have rested, with its index."""
    vault = make_vault(NOTES)
    rest(vault)
    vault.update()
    return vault


def rest(vault):
    """Gives every folder a time so long ago that its next change shows in it."""
    for folder in (vault.corpus, *filter(Path.is_dir, vault.corpus.rglob("*"))):
        os.utime(folder, ns=(1_600_000_000_000_000_000,) * 2)


@pytest.mark.parametrize("ahead", [0, 5 * 365 * 86_400], ids=["now", "years ahead"])
def test_note_written_twice_at_one_time_is_read_again(vault, ahead):
    """A note written again with its size and time kept is seen, where its time is as late as the last update."""
    moment = time.time_ns() + ahead * 1_000_000_000
    path = vault.corpus / "stone.md"
    os.utime(path, ns=(moment, moment))
    vault.update()
    path.write_bytes(path.read_bytes().replace(b"slowly", b"rapidl"))
    os.utime(path, ns=(moment, moment))

    summary = vault.update()

    assert (summary.added, summary.changed, summary.removed) == (0, 1, 0)
    assert vault.contents() == vault.rebuilt()


def test_note_with_a_time_ahead_is_not_written_again(vault):
    """A note from the future is compared with every update, and changes nothing of the index while it is the same."""
    os.utime(vault.corpus / "stone.md", ns=(4_000_000_000_000_000_000,) * 2)
    vault.update()
    before = vault.database.read_bytes()

    summary = vault.update()

    assert vault.database.read_bytes() == before
    assert summary.changed == 0
    with vault.index() as index:
        assert changed_notes(vault.as_corpus, index) == frozenset()


def test_index_with_a_time_that_is_none_is_brought_up_to_date(vault):
    """Where an index does not say when it was built, notes are compared by their text."""
    vault.execute("UPDATE meta SET value = 'long ago' WHERE key = 'built'")

    with vault.index() as index:
        assert changed_notes(vault.as_corpus, index) == frozenset()


def test_note_that_cannot_be_compared_is_read(vault, monkeypatch):
    """A note whose text cannot be compared is left to the update, which says why."""
    os.utime(vault.corpus / "stone.md", ns=(4_000_000_000_000_000_000,) * 2)
    vault.update()

    def refuse(*_):
        raise NoteError("cannot be read: Input/output error", hint="")

    monkeypatch.setattr(changes, "read_source", refuse)
    with vault.index() as index:
        assert {path for path, _ in changed_notes(vault.as_corpus, index)} == {"stone.md"}


def _break(vault, _):
    vault.write({"bees/hive.md": b"\xff\xfe no text at all"})


def _outgrow(vault, _):
    vault.write({"bees/hive.md": "Much too long. " * 200_000})


def _refuse_folder(_, monkeypatch):
    scandir = os.scandir

    def refuse(folder):  # permissions do not bind root, so the refusal is made here
        if str(folder).endswith("bees"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)


def _refuse_note(vault, monkeypatch):
    forbid(monkeypatch, vault.corpus / "bees/hive.md")


FAILURES = {
    "no text": (_break, "bees/hive.md", "not UTF-8 at byte 0"),
    "too large": (_outgrow, "bees/hive.md", "larger than 2 MB"),
    "note": (_refuse_note, "bees/hive.md", "cannot be read: Permission denied"),
    "folder": (_refuse_folder, "bees", "folder cannot be read: Permission denied"),
}


@pytest.mark.parametrize(("failure", "path", "why"), FAILURES.values(), ids=FAILURES)
def test_note_that_fails_keeps_its_last_good_version(vault, monkeypatch, failure, path, why):
    """A note that cannot be read any more stays as it was read, and the index says so until it can be."""
    before = {name: rows for name, rows in vault.contents().items() if name not in ("meta", "skipped")}
    failure(vault, monkeypatch)

    first = vault.update()
    second = vault.update()

    after = vault.contents()
    assert {name: after[name] for name in before} == before
    assert (first.changed, first.removed) == (0, 0)
    assert [(each.path, each.reason) for each in first.skipped] == [
        (path, f"{why}; its last version stays in the index")
    ]
    assert second.skipped == first.skipped


@pytest.mark.parametrize(("failure", "path", "why"), FAILURES.values(), ids=FAILURES)
def test_note_that_fails_is_a_change_once(vault, monkeypatch, failure, path, why):  # noqa: ARG001  # of all failures
    """What cannot be read any more, or again can, differs from the index until that is brought up to date."""
    changed = []

    def look():
        with vault.index() as index:
            changed.append({path for path, _ in changed_notes(vault.as_corpus, index)})

    with monkeypatch.context() as broken:
        failure(vault, broken)
        look()
        vault.update()
        look()
    vault.write({"bees/hive.md": NOTES["bees/hive.md"]})
    look()
    vault.update()
    look()

    assert changed[::3] == [{path}, set()]
    assert changed[1] == set()
    assert changed[2] >= {path}


@pytest.mark.parametrize("name", FAILURES)
def test_note_that_can_be_read_again_is_no_failure(vault, monkeypatch, name):
    """Once it is mended, even to the very file it was, nothing is marked any more."""
    whole, path = vault.contents(), vault.corpus / "bees/hive.md"
    content, times = path.read_bytes(), path.stat()
    with monkeypatch.context() as broken:
        FAILURES[name][0](vault, broken)
        vault.update()
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    summary = vault.update()

    assert summary.skipped == ()
    assert vault.contents() == whole


@pytest.mark.parametrize("put", ["link", "fifo"])
def test_note_replaced_by_something_else_counts_as_deleted(vault, put):
    """A link or a FIFO in a note's place is not a note that fails: what the note said goes."""
    vault.remove("bees/hive.md")
    if put == "link":
        (vault.corpus / "bees/hive.md").symlink_to("../stone.md")
    else:
        os.mkfifo(vault.corpus / "bees/hive.md")

    summary = vault.update()

    assert summary.removed == 1
    assert vault.contents() == vault.rebuilt()


def test_failed_note_that_is_deleted_counts_as_deleted(vault):
    """What was kept of a note goes with its file."""
    _break(vault, None)
    vault.update()
    vault.remove("bees/hive.md")

    vault.update()

    assert vault.contents() == vault.rebuilt()


def test_full_build_keeps_nothing_of_what_fails(vault):
    """A full build knows only what the notes say now."""
    _break(vault, None)

    summary = vault.update(full=True)

    assert [each.reason for each in summary.skipped] == ["not UTF-8 at byte 0"]
    assert "bees/hive.md" not in [row[0] for row in vault.contents()["notes"]]


def test_emptied_corpus_is_an_error(vault):
    """The folder of a disk that is away is empty, which never deletes what was read."""
    before = vault.database.read_bytes()
    for path in NOTES:
        vault.remove(path)

    with pytest.raises(CorpusEmptyError) as caught:
        vault.update()

    assert "connected" in caught.value.hint
    assert vault.database.read_bytes() == before


def test_emptied_folder_of_several_is_kept(vault, make_vault):
    """Of several folders one may be away: its notes stay as they were, marked, and those of the others are read."""
    other = make_vault({"delta.md": NEW, "marsh.md": NEW})
    away = other.root / "away"
    other.corpus.rename(away)
    both = Corpus.parse(f"{vault.corpus}\n{away}")
    update.update_index(both, str(vault.folder), adopt=True)
    (vault.corpus / "stone.md").unlink()
    (away / "delta.md").unlink()
    (away / "marsh.md").unlink()

    summary = update.update_index(both, str(vault.folder))

    with vault.index() as index:
        assert count_changes_by_folder_time(both, index) == 0
        paths = {note.path for note in index.notes().values()}
    assert summary.removed == 1
    assert paths == {"corpus/bees/hive.md", "corpus/bees/wild/mason.md", "away/delta.md", "away/marsh.md"}
    assert [each.reason for each in summary.skipped] == [
        "the folder is empty now, as if its disk were not connected; its last version stays in the index"
    ]


@pytest.mark.parametrize("how", ["deleted", "passed over"])
def test_folder_of_several_without_notes_is_believed(vault, make_vault, how):
    """Where there is still something in a folder its notes were deleted, or are skipped on purpose."""
    other = make_vault({"delta.md": NEW, "cover.png": b"no note"})
    kept = other.root / "kept"
    other.corpus.rename(kept)
    both = Corpus.parse(f"{vault.corpus}\n{kept}")
    update.update_index(both, str(vault.folder), adopt=True)
    if how == "deleted":
        (kept / "delta.md").unlink()

    summary = update.update_index(both, str(vault.folder), excluded=["delta.md"] if how == "passed over" else None)

    assert (summary.removed, summary.skipped) == (1, ())


def test_plan_of_a_first_build_reads_everything(vault):
    """Without an index every note is new."""
    plan = plan_update(vault.as_corpus, None, ())

    assert [file.path for _, file in plan.read] == sorted(NOTES)
    assert [folder.path for folder in plan.folders] == ["", "bees", "bees/wild"]
    assert (plan.gone, plan.skipped) == ((), ())


def test_index_knows_its_folders(vault):
    """Folders come with the time they changed, the latest first, and as few as are asked for."""
    os.utime(vault.corpus / "bees", ns=(1_650_000_000_000_000_000,) * 2)
    vault.write({"stone.md": NEW})
    vault.update()

    with open_index(str(vault.folder)) as index:
        assert index.folders()[0] == ("bees", 1_650_000_000_000_000_000)
        assert [path for path, _ in index.folders(2)] == ["bees", ""]
        assert list(index.fingerprints_in("bees")) == ["bees/hive.md"]
        assert list(index.fingerprints_in("")) == ["stone.md"]
