"""Laws of what the times of folders show of changed notes, before a question."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from askcloud.corpus import walk
from askcloud.corpus.corpus import Corpus
from askcloud.errors import CorpusNotFoundError
from askcloud.indexer import update
from askcloud.indexer.freshness import MANY, count_changes_by_folder_time

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


def quick_check(vault) -> int:
    with vault.index() as index:
        return count_changes_by_folder_time(vault.as_corpus, index)


def _add_below(vault):
    vault.write({"rivers/large/delta.md": NEW, "rivers/marsh.md": NEW})


def _save_as_editors_do(vault):
    vault.write({"bees/hive.md.new": NEW})
    vault.rename("bees/hive.md.new", "bees/hive.md")


def _write_beside(vault):
    (vault.corpus / "bees/.hive.md.swp").write_text("what an editor keeps")
    (vault.corpus / "cover.png").write_text("no note")


CHANGES = {
    "add": (lambda vault: vault.write({"bees/honey.md": NEW}), 1),
    "add below": (_add_below, 2),
    "save as editors do": (_save_as_editors_do, 1),
    "rename": (lambda vault: vault.rename("stone.md", "granite.md"), 2),
    "delete": (lambda vault: vault.remove("bees/wild/mason.md"), 1),
    "delete a folder": (lambda vault: shutil.rmtree(vault.corpus / "bees"), 2),
    "empty folder": (lambda vault: (vault.corpus / "empty").mkdir(), 0),
    "no note": (_write_beside, 0),
    "a link": (lambda vault: (vault.corpus / "link.md").symlink_to("stone.md"), 1),
    "nothing": (lambda _: None, 0),
}


@pytest.mark.parametrize(("change", "changed"), CHANGES.values(), ids=CHANGES)
def test_quick_check_counts_added_and_removed_notes(vault, change, changed):
    """Whatever changes the entries of a folder is found by the quick check, and only notes count."""
    change(vault)

    assert quick_check(vault) == changed


@pytest.mark.parametrize(("change", "changed"), CHANGES.values(), ids=CHANGES)
def test_quick_check_finds_nothing_after_an_update(vault, change, changed):  # noqa: ARG001
    """What an update has seen is not counted again, however lately it changed: no question waits twice for a change."""
    change(vault)

    vault.update()

    assert quick_check(vault) == 0


def test_quick_check_reads_no_unchanged_folder(vault, monkeypatch):
    """Where nothing changed no folder but the corpus's own is listed, and no file is looked at."""
    listed = []
    monkeypatch.setattr(walk, "walk_folder", lambda *given: listed.append(given) or [])

    assert quick_check(vault) == 0
    assert listed == []


def test_quick_check_ends_when_there_are_many(vault):
    """Above the bound it is only told that there are more."""
    vault.write({f"{folder}/{number}.md": NEW for number in range(40) for folder in "cd"})

    assert MANY < quick_check(vault) <= 80


def test_quick_check_sees_a_change_at_the_same_time(make_vault):
    """A folder that changed just before it was listed is listed again: its time cannot tell the next change."""
    vault = make_vault(NOTES)
    times = time.time_ns() + 60_000_000_000
    os.utime(vault.corpus / "bees", ns=(times, times))
    vault.update()
    vault.write({"bees/honey.md": NEW})
    os.utime(vault.corpus / "bees", ns=(times, times))

    assert quick_check(vault) == 1


FORGED = ("..", "../outside", "bees/../../outside", "/", "link", "link/deep", "a\0b", "bees\0")


def test_quick_check_looks_at_no_folder_outside(vault, monkeypatch):
    """Folders that a forged index names outside the corpus, or behind a link, are neither listed nor looked at."""
    (vault.root / "outside/deep").mkdir(parents=True)
    (vault.root / "outside/deep/secret.md").write_text(NEW)
    (vault.corpus / "link").symlink_to(vault.root / "outside")
    vault.update()
    with vault.index() as index:
        known = index.folders()
        rows = [(path, 1) for path in (*FORGED, str(vault.root / "outside"))]
        monkeypatch.setattr(index, "folders", lambda most=-1: [*rows, *known][:most] if most > 0 else [*rows, *known])
        scandir, stat, seen = os.scandir, os.stat, []
        monkeypatch.setattr(os, "scandir", lambda path: seen.append(os.path.realpath(path)) or scandir(path))
        monkeypatch.setattr(os, "stat", lambda path, **more: seen.append(os.path.normpath(path)) or stat(path, **more))

        changed = count_changes_by_folder_time(vault.as_corpus, index)

    assert changed == 0
    absolute = [path for path in seen if os.path.isabs(path)]  # others are names in an open folder of the corpus
    assert [path for path in absolute if not path.startswith(str(vault.corpus))] == []


def test_quick_check_ignores_excluded_files(vault):
    """Notes that the index passes over are no news."""
    vault.update(excluded=["drafts/", "*.tmp.md"])

    vault.write({"drafts/a.md": NEW, "bees/a.tmp.md": NEW})

    assert quick_check(vault) == 0


def test_quick_check_of_several_folders(vault, make_vault):
    """The folders of a corpus of several are looked at alike."""
    other = make_vault({"rivers/delta.md": NEW})
    both = Corpus.parse(f"{vault.corpus}\n{other.root / 'more'}")
    other.corpus.rename(other.root / "more")
    update.update_index(both, str(vault.folder), adopt=True)
    (other.root / "more/rivers/marsh.md").write_text(NEW)
    (vault.corpus / "stone.md").unlink()

    with vault.index() as index:
        assert count_changes_by_folder_time(both, index) == 2


def test_quick_check_of_a_missing_corpus(vault):
    """A corpus that is not there is an error, not a corpus whose notes were all deleted."""
    vault.corpus.rename(vault.root / "elsewhere")

    with pytest.raises(CorpusNotFoundError) as caught:
        quick_check(vault)

    assert "connected" in caught.value.hint
