"""The commands and options beside a plain question, as a person runs them."""

from __future__ import annotations

import errno
import json
import os
import re

import pytest
from samples import forbid

from askcloud.cli import commands
from askcloud.indexer.lock import builder_lock

NOTES = {
    "Water/dam.md": (
        "---\nvideoId: damVIDEO001\ntags: [building]\ndate: 2025-02-03\n---\n\n"
        "The dam was built of granite [00:00:50].\n"
    ),
    "Stone/quarry.md": (
        "---\nvideoId: rockVIDEO02\ntags: [stone, old]\ndate: 2024-02-03\n---\n\n"
        "A quarry sent granite for the dam by rail [00:02:00].\n"
    ),
}
ASKED = "granite dam"


@pytest.fixture
def vault(make_vault):
    """A vault of two notes with its index."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def notes_of(out: str) -> set[str]:
    return {evidence["note"] for evidence in json.loads(out)["evidence"]}


@pytest.mark.parametrize(
    ("options", "notes"),
    [
        ([], {"Water/dam.md", "Stone/quarry.md"}),
        (["--tag", "building"], {"Water/dam.md"}),
        (["--tag", "stone", "--tag", "old"], {"Stone/quarry.md"}),
        (["--tag", "stone", "--tag", "building"], set()),
        (["--since", "2025"], {"Water/dam.md"}),
        (["--before", "2025-01-01"], {"Stone/quarry.md"}),
        (["--video", "https://youtu.be/rockVIDEO02"], {"Stone/quarry.md"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",  # the order of a set differs by process
)
def test_cli_filters(run, vault, options, notes):
    """A question looks only at the notes that the options let through."""
    assert notes_of(run("--json", *options, ASKED, vault=vault).out) == notes


def test_cli_says_which_notes_do_not_say(run, vault):
    """Where none of the notes asked says a word, the reason names the filter."""
    out = run("--tag", "stone", "--since", "2025", ASKED, vault=vault).out

    assert "No note tagged stone since 2025 says a word of the question." in out


def test_cli_doctor_of_a_sound_vault(run, vault):
    """The doctor says what was made of each channel, and exits 0 if nothing needs care."""
    code, out, err = run("doctor", "--quiet", vault=vault)

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        *("Stone: 1 note, 1 claim", "  times  bracketed time 1", "Water: 1 note, 1 claim"),
        *("  times  bracketed time 1", "", "Nothing needs care."),
    ]


def test_cli_doctor_of_a_vault_with_faults(run, vault):
    """What needs care is listed, and the exit code is 1; in JSON too."""
    vault.write({"Stone/copy.md": NOTES["Stone/quarry.md"], "Stone/broken.md": b"\xff"})
    vault.write({"Water/mill.md": "A mill [[no_such | grinds]] the grain of the valley [21:03:00]."})

    code, out, _ = run("doctor", "--quiet", vault=vault)
    found = json.loads(run("doctor", "--json", "--quiet", vault=vault).out)

    assert code == 1
    assert "Needs care:" in out
    assert "  repaired  1 note, 1 claim: 21:03:00 is ~21:03 in Water/mill.md" in out
    assert "Links to notes that are not there, most frequent first: no_such (1)" in out
    assert [finding["paths"] for finding in found["findings"]] == [
        ["Stone/broken.md"],
        ["Stone/copy.md", "Stone/quarry.md"],
    ]
    assert [channel["channel"] for channel in found["channels"]] == ["Stone", "Water"]


def test_cli_verify_saved_answers(run, vault, tmp_path):
    """Saved answers stand until a note says something else."""
    saved = tmp_path / "saved.json"
    saved.write_text(run("--json", ASKED, vault=vault).out)

    before = run("verify", str(saved), vault=vault)
    vault.write({"Water/dam.md": NOTES["Water/dam.md"].replace("granite", "concrete")})
    after = run("verify", str(saved), vault=vault)
    found = json.loads(run("verify", "--json", str(saved), vault=vault).out)

    assert (before.code, before.out) == (0, "2 of 2 quotes stand as they were saved.\n")
    assert after.code == 1
    assert "changed  Water/dam.md:7: The dam was built of granite." in after.out
    assert {quote["state"] for quote in found["quotes"]} == {"stands", "changed"}


def test_cli_reads_a_changed_note_again(run, vault):
    """A note that changed behind the index's back is read again before it is quoted."""
    vault.write({"Water/dam.md": NOTES["Water/dam.md"].replace("granite", "granite and clay")})

    code, out, err = run(ASKED, vault=vault)

    assert code == 0
    assert "The dam was built of granite and clay." in out
    assert "(+0 ~1 -0)" in err


def test_cli_playlist(run, vault):
    """A playlist takes the answer's place on standard output."""
    code, out, _ = run("--playlist", "m3u", ASKED, vault=vault)

    assert code == 0
    assert out.startswith("#EXTM3U\n")
    assert "https://www.youtube.com/watch?v=damVIDEO001&t=50s" in out.splitlines()


@pytest.mark.parametrize(("form", "head"), [("m3u", "#EXTM3U"), ("edl", "# mpv EDL v0")])
def test_cli_batch_of_playlists_holds_nothing_else(run, vault, form, head):
    """Of several questions nothing but their playlists is printed: every line is a comment or something to play."""
    code, out, _ = run("-", "--playlist", form, vault=vault, stdin=f"{ASKED}\nzeppelins\n")

    lines = out.splitlines()
    assert (code, lines.count(head)) == (0, 2)
    assert all(line.startswith(("#", "%", "https://")) for line in lines)
    assert lines[-1] == "# The notes do not say. No note mentions zeppelins."


def test_cli_batch_in_markdown_names_each_question_once(run, vault):
    """As Markdown every answer stands under its question as a heading, parted by a blank line."""
    out = run("-", "--format", "markdown", vault=vault, stdin=f"{ASKED}\nzeppelins\n").out

    assert [line for line in out.splitlines() if ASKED in line or "? " in line] == [f"## {ASKED}"]
    assert "\n\n## zeppelins\n" in out


def test_cli_asks_nothing_in_a_form_there_is_none_of(run, vault):
    """A wrong form, or two, is an error before the index is even looked for."""
    vault.database.unlink(missing_ok=True)

    for argv in (["--format", "pdf"], ["--playlist", "pls"], ["--playlist", "md", "--json"]):
        code, out, err = run(*argv, ASKED, vault=vault)

        assert (code, out) == (2, "")
        assert "Reading" not in err


def test_cli_markdown(run, vault):
    """An answer is printed as Markdown where that is asked; another format is refused."""
    assert run("--format", "markdown", ASKED, vault=vault).out.startswith(f"## {ASKED}\n\n> ")
    assert run("--format", "text", ASKED, vault=vault).out == run(ASKED, vault=vault).out
    assert run("--format", "pdf", ASKED, vault=vault).code == 2


def test_cli_measures_judged_questions(run, vault, tmp_path):
    """Figures are given for each kind and all, with a dash or null where there is nothing to measure."""
    judged = tmp_path / "judged.jsonl"
    judged.write_text(
        '{"question": "granite dam", "kind": "what", "gold": [{"video": "damVIDEO001", "t": 50}]}\n'
        '{"question": "zeppelins", "kind": "none"}\n'
    )
    vault.database.unlink()

    code, out, err = run("eval", str(judged), vault=vault)
    measures = json.loads(run("eval", "--json", str(judged), vault=vault).out)["measures"]

    head, none, what, total = (re.sub(r"[\d.]+$", "", line).split() for line in out.splitlines())
    assert (code, err.count("Reading")) == (0, 1)
    assert head == "questions hit@1 hit@5 MRR right silence found silence ms".split()
    assert none == ["none", "1", "–", "–", "–", "100.0%", "100.0%"]
    assert what == ["what", "1", "100.0%", "100.0%", "100.0%", "–", "–"]
    assert total == ["all", "2", *["100.0%"] * 5]
    assert measures["what"]["hit_at_1"] == 1.0
    assert (measures["what"]["abstention_recall"], measures["none"]["mrr"]) == (None, None)


def test_cli_draws_questions_to_start_with(run, vault):
    """Drawn questions are lines of a file of judgments, and no more than the notes give."""
    lines = run("eval", "--make", "9", vault=vault).out.splitlines()

    assert sorted(json.loads(line)["gold"][0]["t"] for line in lines) == [50, 120]


@pytest.mark.parametrize("how", [[], ["--full"]], ids=["update", "full"])
def test_cli_passes_over_what_is_excluded(run, vault, how):
    """Excluded notes leave the index, and stay out of it when it is built without the option, also from nothing."""
    run("index", "--exclude", "Stone/", "--exclude", "*.tmp.md", vault=vault)
    vault.write(
        {
            "Water/x.tmp.md": "A draft of granite dam notes [00:00:01].",
            "Water/new.md": "A granite dam stands here [00:00:02].",
        }
    )
    run("index", *how, vault=vault)

    assert notes_of(run("--json", ASKED, vault=vault).out) == {"Water/dam.md", "Water/new.md"}

    run("index", "--exclude", "", vault=vault)
    assert "Stone/quarry.md" in notes_of(run("--json", ASKED, vault=vault).out)


def test_cli_of_several_corpora(run, make_vault, vault, tmp_path):
    """Several corpora are one index, in which each note goes by its corpus's name."""
    other = make_vault({"bridge.md": "The bridge behind the dam is of granite too [00:03:00]."})
    (other.corpus).rename(other.root / "notes")
    index = str(tmp_path / "both")
    both = ["--corpus", str(vault.corpus), "--corpus", str(other.root / "notes"), "--index", index]

    notes = notes_of(run("--json", *both, ASKED).out)
    shown = run("show", *both, "bridge").out

    assert notes == {"corpus/Water/dam.md", "corpus/Stone/quarry.md", "notes/bridge.md"}
    assert shown.splitlines()[1].startswith("notes/bridge.md · notes · ")
    assert run("status", *both).out.count("changed   0 notes") == 1
    (other.root / "notes" / "bridge.md").unlink()
    assert notes_of(run("--json", "--quiet", *both, ASKED).out) == {"corpus/Water/dam.md", "corpus/Stone/quarry.md"}


# --- fresh answers -----------------------------------------------------------------------------------------------


def test_cli_reads_a_new_note_before_it_answers(run, vault):
    """A note that came since the last build answers the next question, and standard error says that it was read."""
    vault.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})

    answered = run("when was the weir finished", vault=vault)

    assert answered.out.startswith("The weir across the brook was finished in eleven days.")
    assert answered.err.startswith("Notes have changed: reading them.\n")
    assert "(+1 ~0 -0)" in answered.err
    assert run("when was the weir finished", vault=vault).err == ""


@pytest.mark.parametrize("argv", [("--no-refresh",), ("--quiet",)], ids=" ".join)
def test_cli_says_nothing_of_changes_when_asked_to(run, vault, argv):
    """`--no-refresh` answers from the index as it is, `--quiet` reads the notes without a word."""
    vault.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})

    answered = run(*argv, "when was the weir finished", vault=vault)

    assert answered.err == ""
    assert ("eleven days" in answered.out) is (argv == ("--quiet",))


def test_cli_warns_of_many_changes(run, vault):
    """Many new notes are not read before an answer: the answer comes at once, with a word about them."""
    vault.write({f"new/{number}.md": "A heron waits [00:00:20]." for number in range(60)})

    answered = run(ASKED, vault=vault)

    assert answered.code == 0
    assert answered.err == "Many notes have changed since they were read. Read them: askcloud index.\n"
    assert run("--quiet", ASKED, vault=vault).err == ""


def test_cli_answers_while_another_process_builds(run, vault):
    """A question waits for no other builder: it is answered from the index as it is, and who builds is said."""
    vault.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})

    with builder_lock(str(vault.folder)):
        answered = run(ASKED, vault=vault)

    assert answered.code == 0
    assert f"is being built by process {os.getpid()}." in answered.err
    assert "weir" not in answered.out


def test_cli_answers_where_nothing_can_be_written(run, vault, monkeypatch):
    """In a folder that cannot be written the index answers as it is, and a sentence and a hint say why."""
    vault.write({"Water/weir.md": "The weir across the brook was finished in eleven days [00:00:20]."})
    opened = os.open

    def refuse(path, flags, *mode):
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)

    answered = run(ASKED, vault=vault)

    assert answered.code == 0
    assert "cannot be written: [Errno 30] Read-only file system." in answered.err
    assert "--index DIR" in answered.err


def test_cli_of_a_corpus_that_is_away(run, vault):
    """A folder that is not there is a sentence and a hint, and the index keeps what it has."""
    before = vault.database.read_bytes()
    vault.corpus.rename(vault.root / "away")

    answered = run(ASKED, vault=vault)

    assert answered.code == 2
    assert "There is no folder" in answered.err
    assert "see that it is connected" in answered.err
    assert vault.database.read_bytes() == before


def test_cli_watch_reads_what_rests(run, vault, monkeypatch):
    """`index --watch` goes on: what changed is read when it rests, trouble is told once, and an interrupt ends it."""
    steps = iter(
        [
            lambda: vault.write({"Water/weir.md": "The weir was finished in eleven days [00:00:20]."}),
            lambda: None,
            lambda: vault.corpus.rename(vault.root / "away"),
            lambda: None,
            lambda: (vault.root / "away").rename(vault.corpus),
            lambda: None,
        ]
    )

    def wait(_seconds):
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(commands, "sleep", wait)

    watched = run("index", "--watch", vault=vault)

    assert watched.code == 130
    assert watched.err.count("(+1 ~0 -0)") == 1
    assert watched.err.count("There is no folder") == 1
    assert vault.ask("when was the weir finished").answered


def test_cli_says_which_note_may_not_be_read(run, vault, monkeypatch):
    """A note whose permission was taken away is told by the next look at the notes, before and after it is indexed."""
    forbid(monkeypatch, vault.corpus / "Stone/quarry.md")
    kept = "Stone/quarry.md: cannot be read: Permission denied; its last version stays in the index"

    before = run("status", vault=vault)
    built = run("index", vault=vault)
    after = run("status", vault=vault)

    assert "changed   1 note since then: askcloud index" in before.out
    assert f"left out: {kept}" in built.err
    assert f"left out  {kept}" in after.out
    assert "changed   0 notes since then\n" in after.out
    assert run("doctor", vault=vault).code == 1


def test_cli_status_and_doctor_name_what_is_kept(run, vault):
    """A note that cannot be read any more is named wherever the state of the index is, with what became of it."""
    vault.write({"Stone/quarry.md": b"\xff\xfe"})
    kept = "Stone/quarry.md: not UTF-8 at byte 0; its last version stays in the index"

    built = run("index", vault=vault)
    status = run("status", vault=vault)
    doctor = run("doctor", vault=vault)

    assert f"left out: {kept}" in built.err
    assert f"left out  {kept}" in status.out
    assert "not read: not UTF-8 at byte 0; its last version stays in the index: Stone/quarry.md" in doctor.out
    assert run("show", "quarry", vault=vault).code == 0
