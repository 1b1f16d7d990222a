"""Laws of updating an index of shards: few are touched, all is right, and nothing is lost when a builder is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys

import pytest
from sharded import NOTES, QUESTIONS, said, text_of

from askcloud.answering.ask import ask
from askcloud.errors import IndexBusyError, IndexCorpusMismatchError, IndexCorruptError, UsageError
from askcloud.index.reader import open_index
from askcloud.indexer import writer
from askcloud.indexer.lock import builder_lock

KILLED = """
import os, signal, sys
from askcloud.corpus.corpus import Corpus
from askcloud.shards.catalog import CatalogWriter
from askcloud.storage import update_index

CatalogWriter.commit = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
update_index(Corpus((sys.argv[1],)), sys.argv[2])
"""


def answers(index) -> dict[str, object]:
    """What an index says to every question."""
    return {question: said(index, question) for question in QUESTIONS}


def test_update_touches_only_shards_with_changes(sharded):
    """A changed note replaces the shard it is in; the others are the files that they were."""
    before = sharded.names
    sharded.vault.write({"land/rye.md": text_of("land/rye.md") + " Rye is sown in autumn [00:03:00]."})

    summary = sharded.update()

    assert (summary.added, summary.changed, summary.removed) == (0, 1, 0)
    assert sum(old != new for old, new in zip(before, sharded.names, strict=True)) == 1
    assert sharded.present == set(sharded.names)
    with sharded.open() as index, sharded.one_file() as one:
        assert ask(index, "when is rye sown").evidence[0].quote == "Rye is sown in autumn."
        assert answers(index) == answers(one)


def test_update_without_changes_writes_nothing(sharded):
    """Nothing is written where nothing has changed, also where nothing can be written."""
    before = {path: path.stat().st_mtime_ns for path in sharded.folder.rglob("*")}

    summary = sharded.update()

    assert (summary.added, summary.changed, summary.removed) == (0, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in sharded.folder.rglob("*")} == before


def test_added_and_removed_notes(sharded):
    """After notes were added and removed, the answers are those of one file."""
    sharded.vault.write({"sea/fog.md": text_of("sea/tides.md"), "ice/floe.md": text_of("land/rye.md")})
    sharded.vault.remove("sky/moon.md")

    summary = sharded.update()

    assert (summary.added, summary.changed, summary.removed) == (2, 0, 1)
    with sharded.open() as index, sharded.one_file() as one:
        assert answers(index) == answers(one)


def test_note_written_again_with_the_same_text(sharded):
    """A note whose file is newer but whose text is the same is not read again with the next update."""
    sharded.vault.touch("sea/tides.md")

    summary = sharded.update()
    again = sharded.names
    sharded.update()

    assert (summary.added, summary.changed, summary.removed) == (0, 0, 0)
    assert sharded.names == again


@pytest.mark.parametrize("shards", [2, 5, 1])
def test_another_number_of_shards(sharded, shards):
    """An index gets another number of shards, or becomes one file, with the same answers; no old shard stays."""
    sharded.update(shards)

    with sharded.open() as index, sharded.one_file() as one:
        assert len(index.parts) == (0 if shards == 1 else shards)
        assert answers(index) == answers(one)
    assert sharded.present == set(sharded.names)
    assert sharded.update().added == 0


def test_too_many_shards_are_refused(sharded):
    """More shards than a process can have open are refused before anything is written."""
    before = sharded.names

    with pytest.raises(UsageError, match="at most 500 shards"):
        sharded.update(501)

    assert sharded.names == before


def test_one_file_becomes_shards(sharded):
    """An index of one file is split, and keeps the patterns of what it leaves out."""
    sharded.vault.update(excluded=["sky/"])
    sharded.folder = sharded.vault.folder

    sharded.update(2)

    with sharded.open() as index:
        assert len(index.parts) == 2
        assert index.excluded == ("sky/",)
        assert not any(note.path.startswith("sky/") for note in index.notes().values())


def test_full_build_reads_every_note_again(sharded):
    """A full build replaces every shard and keeps their number, whatever has become of the old ones."""
    before = sharded.names
    os.truncate(sharded.folder / before[0] / "askcloud.db", 100)
    for path in NOTES:
        sharded.vault.touch(path)

    with pytest.raises(IndexCorruptError):
        sharded.update()
    summary = sharded.update(full=True)

    assert summary.added == 9
    assert len(sharded.names) == 3
    assert set(before).isdisjoint(sharded.names)
    assert sharded.present == set(sharded.names)


def test_missing_shard_is_built_again(sharded):
    """A shard whose file is gone is built again from its notes, also where these have not changed."""
    shutil.rmtree(sharded.folder / sharded.names[1])

    sharded.update()

    with sharded.open() as index, sharded.one_file() as one:
        assert answers(index) == answers(one)


def test_builder_killed_at_any_step_leaves_the_old_index(sharded, monkeypatch):
    """Wherever a builder ends without cleaning up, the old index answers, and the next build removes what was left."""
    with sharded.open() as index:
        before = answers(index)
    sharded.vault.write({"sea/fog.md": text_of("sea/tides.md"), "land/rye.md": text_of("land/wheat.md")})
    steps = {"left": 0}

    def counted(step):
        def run(*args, **options):
            steps["left"] -= 1
            if not steps["left"]:
                raise KeyboardInterrupt
            return step(*args, **options)

        return run

    for name in ("put_terms", "add_names", "commit", "put_folders", "add_frequencies"):
        monkeypatch.setattr(writer.IndexWriter, name, counted(getattr(writer.IndexWriter, name)))
    monkeypatch.setattr("os.replace", counted(os.replace))
    for at in range(1, 12, 2):
        with monkeypatch.context() as killed:
            killed.setattr(writer.IndexWriter, "_remove_temporary", lambda _: None)
            killed.setattr("askcloud.shards.update.remove_other_shards", lambda *_: None)
            steps["left"] = at
            with pytest.raises(KeyboardInterrupt):
                sharded.update()
        with sharded.open() as index:
            assert answers(index) == before

    steps["left"] = 0
    sharded.update()
    assert sharded.present == set(sharded.names)
    with sharded.open() as index, sharded.one_file() as one:
        assert answers(index) == answers(one)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_builder_leaves_the_old_index(sharded):
    """A process that is killed while it writes the catalog leaves the old index and its lock free."""
    with sharded.open() as index:
        before = answers(index)
    sharded.vault.write({"land/rye.md": text_of("land/wheat.md")})

    command = [sys.executable, "-c", KILLED, str(sharded.vault.corpus), str(sharded.folder)]
    code = subprocess.run(command, check=False).returncode

    assert code == -signal.SIGKILL
    assert len(sharded.present) == 4
    with sharded.open() as index:
        assert answers(index) == before
    sharded.update()
    assert sharded.present == set(sharded.names)


def test_failed_build_leaves_nothing(sharded, monkeypatch):
    """A build that fails leaves the old index, and no folder of its own."""
    before = sharded.names
    sharded.vault.write({"sea/fog.md": text_of("sea/tides.md")})
    monkeypatch.setattr("askcloud.shards.catalog.CatalogWriter.commit", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        sharded.update()

    assert sharded.names == before
    assert sharded.present == set(before)


def test_one_builder_at_a_time(sharded):
    """While another process builds, an update waits, and then is an error."""
    sharded.vault.touch("sea/tides.md")

    with builder_lock(str(sharded.folder)), pytest.raises(IndexBusyError):
        sharded.update(lock_timeout=0)


def test_index_of_another_corpus_is_not_taken_over(sharded, make_vault):
    """Shards of one corpus are never turned into those of another unasked."""
    other = make_vault({"a.md": "A lighthouse warns ships [00:00:01]."})

    from askcloud.storage import update_index

    with pytest.raises(IndexCorpusMismatchError):
        update_index(other.as_corpus, str(sharded.folder))
    update_index(other.as_corpus, str(sharded.folder), adopt=True)

    with sharded.open() as index:
        assert [note.path for note in index.notes().values()] == ["a.md"]


def test_progress_counts_all_shards(sharded):
    """Progress counts the notes of all shards, and never backwards."""
    steps = []

    sharded.update(full=True, progress=lambda done, total: steps.append((done, total)))

    assert {total for _, total in steps} == {9}
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1] == (9, 9)


def test_notes_that_cannot_be_read_are_reported(sharded):
    """A note that cannot be read is reported, and keeps its last version."""
    (sharded.vault.corpus / "sea/tides.md").write_bytes(b"\xff\xfe\x00bad\xff")
    sharded.vault.touch("sea/tides.md")
    sharded.vault.write({"sea/new.md": b"\xff\xff\xfe"})

    summary = sharded.update()

    with sharded.open() as index:
        assert [skipped.path for skipped in summary.skipped] == ["sea/new.md", "sea/tides.md"]
        assert index.skipped() == [(each.path, each.reason, each.fingerprint) for each in summary.skipped]
        assert index.note_at("sea/tides.md")
    with open_index(str(sharded.folder)) as catalog:
        assert catalog.counts.skipped == 2
