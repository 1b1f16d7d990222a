"""Laws of building the index from the command line: what it reports, and when it ends."""

from __future__ import annotations

import errno
import json
import os
import re
import time
from contextlib import ExitStack

import pytest
from samples import forbid
from transcripts import GRANITE, notes_of

from askcloud.cli import build
from askcloud.indexer.lock import builder_lock


def test_cli_index_transcript(run, fresh):
    """Building says on standard error what changed and what was left out; a second run finds nothing to do."""
    fresh.write({"bad.md": b"\xff"})

    first, second = run("index", vault=fresh), run("index", vault=fresh)

    assert (first.code, first.out, second.code, second.out) == (0, "", 0, "")
    assert re.fullmatch(
        r"Indexed 4 notes in \d+\.\d s: 4 added, 0 updated, 0 removed; 3 sentences\.\n"
        r"Skipped bad\.md: not UTF-8 at byte 0\n",
        first.err,
    )
    assert ": 0 added, 0 updated, 0 removed;" in second.err
    assert "Skipped bad.md: " in second.err


def test_cli_index_full_reads_every_note_again(run, fresh):
    """A full build takes no notice of the index that is there."""
    run("index", vault=fresh)

    assert ": 4 added, 0 updated, 0 removed;" in run("index", "--full", vault=fresh).err


def test_cli_index_json_transcript(run, fresh):
    """With --json a build prints its progress and then what it did, an object on each line."""
    fresh.write({"bad.md": b"\xff"})

    code, out, err = run("index", "--json", vault=fresh)

    *steps, summary = map(json.loads, out.splitlines())
    assert (code, err) == (0, "")
    assert steps == [{"read": done, "of": 5} for done in range(6)]
    assert {**summary, "seconds": 0, "terms": 0} == {
        "schema": 1,
        **dict.fromkeys(("notes", "passages", "claims"), 3),
        **dict.fromkeys(("hubs", "skipped"), 1),
        **dict.fromkeys(("changed", "removed", "seconds", "terms"), 0),
        "added": 4,
        "left_out": [{"path": "bad.md", "reason": "not UTF-8 at byte 0"}],
    }


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError(errno.ENOSPC, "No space left on device")])
def test_cli_build_that_ends_early_leaves_no_bar(run, fresh, monkeypatch, failure):
    """Whatever ends a build, the bar is erased, and the message has a line of its own."""

    def fail(_self, _reading):
        raise failure

    monkeypatch.setattr("askcloud.indexer.update.Update._store", fail)

    err = run("index", vault=fresh, terminal=True).err

    _, drawn, wiped, *said = err.split("\r")
    assert drawn.rstrip().endswith("0 / 4 notes")
    assert not wiped.strip(" ")
    assert len(wiped) >= len(drawn)
    assert "".join(said).startswith(("Stopped.\n", "askcloud: The "))


@pytest.mark.parametrize("change", ["first", "one more", "one less", "nothing", "one broken"])
def test_cli_draws_progress_on_a_terminal_only(run, fresh, change):
    """Whatever there is to do, a terminal sees a bar that is gone in the end, and a pipe none."""
    if change != "first":
        fresh.update()
    if change == "one more":
        fresh.write({"new.md": "A weir was built beside it later [00:00:50]."})
    if change == "one less":
        fresh.remove("Water/dam.md")
    if change == "one broken":
        fresh.write({"Water/dam.md": b"\xff"})

    code, out, err = run("index", vault=fresh, terminal=True)

    assert (code, out) == (0, "")
    bar, _, summary = err.rpartition("\r")
    assert (" / " in bar) == (change in ("first", "one more", "one broken"))
    assert re.match(r"Indexed \d notes in ", summary)
    assert "\r" not in run("index", "--full", vault=fresh).err


@pytest.mark.parametrize("how", [[], ["--full"]], ids=["update", "full"])
def test_cli_skips_excluded_notes(run, granite, how):
    """Excluded notes leave the index, and stay out of it when it is built without the option, also from nothing."""
    run("index", "--exclude", "Stone/", "--exclude", "*.tmp.md", vault=granite)
    granite.write(
        {
            "Water/x.tmp.md": "A draft of granite dam notes [00:00:01].",
            "Water/new.md": "A granite dam stands here [00:00:02].",
        }
    )
    run("index", *how, vault=granite)

    assert notes_of(run("--json", GRANITE, vault=granite).out) == {"Water/dam.md", "Water/new.md"}

    run("index", "--exclude", "", vault=granite)
    assert "Stone/quarry.md" in notes_of(run("--json", GRANITE, vault=granite).out)


def test_cli_watch_indexes_settled_changes(run, granite, monkeypatch):
    """`index --watch` keeps running: changes are indexed once they settle, an error is reported once, ctrl+c stops."""
    steps = iter(
        [
            lambda: granite.write({"Water/weir.md": "The weir was finished in eleven days [00:00:20]."}),
            lambda: None,
            lambda: granite.corpus.rename(granite.root / "away"),
            lambda: None,
            lambda: (granite.root / "away").rename(granite.corpus),
            lambda: None,
        ]
    )

    def wait(_seconds):
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(build, "sleep", wait)

    watched = run("index", "--watch", vault=granite)

    assert watched.code == 130
    assert watched.err.count(": 1 added, 0 updated, 0 removed;") == 1
    assert watched.err.count("There is no folder") == 1
    assert granite.ask("when was the weir finished").answered


def test_cli_says_which_note_may_not_be_read(run, granite, monkeypatch):
    """A note that may not be read any more is reported by the status and by the build."""
    forbid(monkeypatch, granite.corpus / "Stone/quarry.md")
    reason = "Stone/quarry.md: cannot be read: Permission denied; its last version stays in the index"

    before = run("status", vault=granite)
    built = run("index", vault=granite)
    after = run("status", vault=granite)

    assert "changes     1 note changed since then; update the index: askcloud index" in before.out
    assert f"Skipped {reason}" in built.err
    assert f"skipped     {reason}" in after.out
    assert "changes     0 notes changed since then\n" in after.out
    assert run("doctor", vault=granite).code == 1


@pytest.fixture
def held(granite, monkeypatch):
    """The lock of an index that has a note to read, held until it was waited for three times, 100 seconds each."""
    granite.write({"Water/weir.md": "The weir was finished in eleven days [00:00:20]."})
    clock, naps = [0.0], []
    with ExitStack() as lock:
        lock.enter_context(builder_lock(str(granite.folder)))

        def nap(seconds):
            clock[0] += 100
            naps.append(seconds)
            if len(naps) == 3:
                lock.close()

        monkeypatch.setattr(time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(time, "sleep", nap)
        yield naps


def test_cli_watch_waits_for_another_builder(run, granite, monkeypatch, held):
    """`index --watch` says once for whom it waits, waits however long that takes, and then reads what is left."""

    def leave(_seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "sleep", leave)

    watched = run("index", "--watch", vault=granite)

    assert watched.code == 130
    assert watched.err.startswith(f"Waiting for process {os.getpid()}, which is building this index.\nIndexed ")
    assert len(held) == 3
    assert granite.ask("when was the weir finished").answered


def test_cli_index_gives_up_a_builder_that_is_stuck(run, granite, held):
    """Without --watch, a builder that makes no progress is not waited for without end, and its process is named."""
    given_up = run("index", "--json", vault=granite)

    assert given_up.code == 2
    assert json.loads(given_up.out) == {"waiting_for": f"process {os.getpid()}"}
    assert f"is being built by process {os.getpid()}, which has made no progress for 60 seconds." in given_up.err
    assert len(held) == 1
