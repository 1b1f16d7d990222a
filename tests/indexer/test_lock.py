"""Laws of building an index one process at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import time

import pytest

from askcloud.errors import IndexBusyError, IndexWriteError
from askcloud.index.schema import LOCK_NAME, TURN_NAME
from askcloud.indexer import lock, update
from askcloud.indexer.lock import builder_lock

NOTES = {"stone.md": "Granite cools slowly under the ground [00:04:09]."}
NEW = "Salt marshes hold the shore together [00:05:01]."
HOLD = """
import sys
from askcloud.indexer.lock import builder_lock

with builder_lock(sys.argv[1]) as lock:
    print(lock.held, flush=True)
    sys.stdin.read()
"""

BUILD_IN_FULL = """
import sys
from math import inf

from askcloud.corpus.corpus import Corpus
from askcloud.indexer.update import update_index

update_index(Corpus.parse(sys.argv[1]), sys.argv[2], full=True, lock_timeout=inf)
"""

WAIT = """
import sys
from askcloud.indexer.lock import builder_lock

with builder_lock(sys.argv[1], on_wait=lambda holder: print(holder, flush=True)):
    print("served", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def vault(make_vault):
    """A vault of one note with its index, and another note to read."""
    vault = make_vault(NOTES)
    vault.update()
    return vault.write({"marsh.md": NEW})


@pytest.fixture
def holder(vault):
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(vault.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"True\n"
        yield process
        process.kill()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_folder_and_lock_are_for_their_owner_only(tmp_path):
    """The folder of an index, those above it that are new, and the lock are private whatever the umask."""
    umask = os.umask(0)
    try:
        with builder_lock(str(tmp_path / "a" / "b")):
            paths = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / LOCK_NAME]
    finally:
        os.umask(umask)

    assert [path.stat().st_mode & 0o777 for path in paths] == [0o700, 0o700, 0o600]


def test_second_builder_says_who_holds_the_lock(vault, holder):
    """Where another process continues to build, its number is said and the index stays as it is."""
    before = vault.database.read_bytes()

    with pytest.raises(IndexBusyError) as caught:
        vault.update(lock_timeout=0)

    assert f"process {holder.pid}" in caught.value.message
    assert caught.value.hint
    assert vault.database.read_bytes() == before


def test_lock_dies_with_its_holder(vault, holder):
    """A builder that was killed keeps nobody from building."""
    holder.kill()
    holder.wait()

    assert vault.update(lock_timeout=0).added == 1


def test_second_builder_waits_for_the_first(vault, holder, monkeypatch):
    """A lock that is given back in time is waited for."""
    naps = []

    def nap(seconds):
        naps.append(seconds)
        holder.kill()
        holder.wait()

    monkeypatch.setattr(time, "sleep", nap)

    assert vault.update().added == 1
    assert len(naps) == 1


def test_builder_that_waits_says_for_whom(vault, holder, monkeypatch):
    """Whoever waits for another builder is told once which process that is."""
    said, naps = [], iter([lambda: None, lambda: (holder.kill(), holder.wait())])
    monkeypatch.setattr(time, "sleep", lambda _: next(naps)())

    vault.update(on_wait=said.append)

    assert said == [f"process {holder.pid}"]


def test_builder_that_makes_progress_is_waited_for(vault, holder, monkeypatch):
    """A builder is waited for as long as it makes progress, and given up a while after its last sign of it."""
    clock, naps = [0.0], []
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    def nap(_seconds):
        clock[0] += 50
        naps.append(clock[0])
        if len(naps) <= 4:
            (vault.folder / LOCK_NAME).write_text(f"{holder.pid} {len(naps)}")

    monkeypatch.setattr(time, "sleep", nap)

    with pytest.raises(IndexBusyError, match=f"process {holder.pid}, which has made no progress for 60 seconds"):
        vault.update()

    assert naps == [50, 100, 150, 200, 250, 300]


def test_build_reports_progress_to_those_who_wait(vault, monkeypatch):
    """While notes are read, the file of the lock changes every second or so, and never more often."""
    clock, signs = [0.0], []
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    def progress(_done, _total):
        clock[0] += 0.5
        signs.append((vault.folder / LOCK_NAME).read_text())

    vault.write({f"{number}.md": NEW for number in range(5)})
    vault.update(progress=progress)

    assert signs[0] == f"{os.getpid()} 0"
    assert [int(sign.split()[1]) for sign in signs] == [0, 0, 1, 1, 2, 2, 3]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no select for pipes")
def test_builders_that_wait_are_served_in_turn(vault, holder):
    """Whoever waits comes before whoever has just finished and wants to build again."""
    command = [sys.executable, "-c", WAIT, str(vault.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout.readline() == f"process {holder.pid}\n".encode()

        with pytest.raises(IndexBusyError), builder_lock(str(vault.folder), 0):
            pass  # the lock is held
        holder.kill()
        holder.wait()
        with pytest.raises(IndexBusyError), builder_lock(str(vault.folder), 0):
            pass  # nobody holds it, or the one that waited does by now: it is not this one's turn

        assert waiting.stdout.readline() == b"served\n"
        waiting.kill()


def test_second_builder_takes_what_the_first_did(vault, monkeypatch):
    """Who waited for another builder starts from what that left, and does nothing twice."""
    try_lock = lock._try_lock

    def build_first(descriptor):
        monkeypatch.setattr(lock, "_try_lock", try_lock)
        vault.update()
        return try_lock(descriptor)

    monkeypatch.setattr(lock, "_try_lock", build_first)

    summary = vault.update()

    assert (summary.added, summary.changed, summary.removed) == (0, 0, 0)
    assert vault.contents() == vault.rebuilt()


def test_index_that_is_up_to_date_needs_no_lock(vault, holder):  # noqa: ARG001  # held
    """Where there is nothing to write nobody is waited for, and a folder that cannot be written will do."""
    vault.remove("marsh.md")

    assert vault.update(lock_timeout=0).removed == 0


def test_draft_of_another_builder_is_left_alone(vault, holder):  # noqa: ARG001  # held
    """What is there while another process builds is that builder's."""
    vault.remove("marsh.md")
    (vault.folder / "askcloud.db.7-00.draft").touch()

    vault.update()

    assert (vault.folder / "askcloud.db.7-00.draft").exists()


def test_reader_needs_no_lock(vault, holder):  # noqa: ARG001  # held
    """While an index is built the old one answers."""
    assert vault.ask("how does granite cool").answered


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_file_system_without_locks_is_built_on_and_said(vault, run, monkeypatch, code):
    """Where no file can be locked the index is built all the same, and a sentence says what to mind."""

    def refuse(*_):
        raise OSError(code, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    (vault.folder / "askcloud.db.7-00.draft").touch()  # may be another's that is being written

    told = run("index", vault=vault)

    assert told.code == 0
    assert f"{vault.folder} is on a file system without locking; do not run two builds at the same time." in told.err
    assert vault.ask("what holds the shore together").answered
    assert (vault.folder / "askcloud.db.7-00.draft").exists()


@pytest.mark.parametrize("news", [True, False], ids=["something new", "nothing new"])
def test_builder_tidies_up_after_those_that_were_killed(vault, news):
    """What a killed build left is removed by the next, also that of earlier versions; other files are left alone."""
    if not news:
        vault.update()
    for name in ("askcloud.db.7-00.draft", "askcloud.db.1234.tmp", "mine.draft"):
        (vault.folder / name).touch()

    vault.update()

    assert {each.name for each in vault.folder.iterdir()} == {"askcloud.db", LOCK_NAME, TURN_NAME, "mine.draft"}


def test_lock_that_cannot_be_signed_is_held(vault, monkeypatch):
    """A disk without room for the holder's number keeps nobody from building."""

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "ftruncate", full)

    with builder_lock(str(vault.folder)) as held:
        assert held.held


def test_lock_of_an_unknown_holder_is_said(vault, holder):  # noqa: ARG001  # held
    """Where the holder left no number the sentence does without."""
    (vault.folder / LOCK_NAME).write_bytes(b"\x1b[2J")

    with pytest.raises(IndexBusyError, match="being built by another process"):
        vault.update(lock_timeout=0)


def test_lock_is_no_link(vault):
    """A link in the lock's place is not followed: it could lead to a file to write to."""
    kept = vault.root / "kept"
    kept.write_text("kept")
    (vault.folder / LOCK_NAME).unlink()
    (vault.folder / LOCK_NAME).symlink_to(kept)

    with pytest.raises(IndexWriteError):
        vault.update()

    assert kept.read_text() == "kept"


def test_two_full_builds_at_once_leave_one_index(vault):
    """Two processes that build in full, one behind the other, end in the index that the notes give.

    They wait for each other as long as it takes: how long a build takes depends on the machine.
    """
    command = [sys.executable, "-c", BUILD_IN_FULL, str(vault.corpus), str(vault.folder)]

    both = [subprocess.Popen(command) for _ in range(2)]
    codes = [each.wait() for each in both]

    assert codes == [0, 0]
    assert vault.contents() == vault.rebuilt()
    assert update.update_index(vault.as_corpus, str(vault.folder)).added == 0
