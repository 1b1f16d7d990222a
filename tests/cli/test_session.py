"""Laws of opening the index for questions: built where there is none, updated where notes have changed."""

from __future__ import annotations

import errno
import os

import pytest
from transcripts import ASKED, DAM, GRANITE, GRANITE_NOTES

from askcloud.indexer.lock import builder_lock


def test_cli_builds_an_index_where_there_is_none(run, fresh):
    """The first question builds the index with a word on standard error; the next one finds it."""
    first, second = (run(ASKED, vault=fresh) for _ in range(2))

    assert (first.code, first.out) == (0, DAM)
    notice = f"There is no index in {fresh.folder}. Indexing the notes in {fresh.corpus}.\nIndexed 4 notes in "
    assert first.err.startswith(notice)
    assert second == (0, DAM, "")


def test_cli_reads_the_notes_again_for_an_index_of_another_version(run, fresh):
    """After an upgrade the first question rebuilds the index and reports that, unless --no-refresh forbids it."""
    fresh.update()
    fresh.execute("PRAGMA user_version = 1")

    refused, built, second = (run(ASKED, *options, vault=fresh) for options in (["--no-refresh"], [], []))

    assert (refused.code, refused.out) == (2, "")
    assert "written by another version" in refused.err
    assert (built.code, built.out) == (0, DAM)
    assert "written by another version" in built.err
    assert second == (0, DAM, "")


def test_cli_builds_quietly_when_asked_to(run, fresh):
    """With --quiet nothing is printed to standard error."""
    fresh.write({"bad.md": b"\xff"})

    assert run("--quiet", ASKED, vault=fresh) == (0, DAM, "")
    assert run("index", "--quiet", vault=fresh, terminal=True) == (0, "", "")


def test_cli_builds_nothing_when_asked_not_to(run, fresh):
    """With --no-refresh a missing index is an error and stays missing."""
    code, out, err = run("--no-refresh", ASKED, vault=fresh)

    assert (code, out) == (2, "")
    assert err == f"askcloud: There is no index in {fresh.folder}.\nBuild it: askcloud index.\n"
    assert not fresh.folder.exists()


def test_cli_reads_a_changed_note_again(run, granite):
    """A note that changed after it was indexed is indexed again before it is quoted."""
    granite.write({"Water/dam.md": GRANITE_NOTES["Water/dam.md"].replace("granite", "granite and clay")})

    code, out, err = run(GRANITE, vault=granite)

    assert code == 0
    assert "The dam was built of granite and clay." in out
    assert ": 0 added, 1 updated, 0 removed;" in err


def test_cli_reads_a_new_note_before_it_answers(run, granite):
    """A note that came since the last build answers the next question, and standard error says that it was read."""
    granite.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})

    answered = run("when was the weir finished", vault=granite)

    assert answered.out.startswith("Likely answer.\n\n1. “The weir across the brook was finished in eleven days.”")
    assert answered.err.startswith("Notes have changed: updating the index.\n")
    assert ": 1 added, 0 updated, 0 removed;" in answered.err
    assert run("when was the weir finished", vault=granite).err == ""


@pytest.mark.parametrize("argv", [("--no-refresh",), ("--quiet",)], ids=" ".join)
def test_cli_says_nothing_of_changes_when_asked_to(run, granite, argv):
    """`--no-refresh` answers from the index as it is, `--quiet` reads the notes without a word."""
    granite.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})

    answered = run(*argv, "when was the weir finished", vault=granite)

    assert answered.err == ""
    assert ("eleven days" in answered.out) is (argv == ("--quiet",))


def test_cli_warns_of_many_changes(run, granite):
    """Many new notes are not read before an answer: the answer comes at once, with a word about them."""
    granite.write({f"new/{number}.md": "A heron waits [00:00:20]." for number in range(60)})

    answered = run(GRANITE, vault=granite)

    assert answered.code == 0
    assert answered.err == "Many notes have changed. Update the index: askcloud index.\n"
    assert run("--quiet", GRANITE, vault=granite).err == ""


def test_cli_answers_while_another_process_builds(run, granite):
    """A question waits for no other builder: it is answered from the index as it is, and who builds is said."""
    granite.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})

    with builder_lock(str(granite.folder)):
        answered = run(GRANITE, vault=granite)

    assert answered.code == 0
    assert f"is being built by process {os.getpid()}." in answered.err
    assert "weir" not in answered.out


def test_cli_answers_where_nothing_can_be_written(run, granite, monkeypatch):
    """In a folder that cannot be written the index answers as it is, and a sentence and a hint say why."""
    granite.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})
    opened = os.open

    def refuse(path, flags, *mode, **where):
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, *mode, **where)

    monkeypatch.setattr(os, "open", refuse)

    answered = run(GRANITE, vault=granite)

    assert answered.code == 0
    assert "cannot be written: [Errno 30] Read-only file system." in answered.err
    assert "--index DIR" in answered.err


def test_cli_of_a_corpus_that_is_away(run, granite):
    """A folder that is not there is a sentence and a hint, and the index keeps what it has."""
    before = granite.database.read_bytes()
    granite.corpus.rename(granite.root / "away")

    answered = run(GRANITE, vault=granite)

    assert answered.code == 2
    assert "There is no folder" in answered.err
    assert "check that it is connected" in answered.err
    assert granite.database.read_bytes() == before
