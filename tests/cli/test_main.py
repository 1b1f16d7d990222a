"""Laws of the command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import re
import sys
import webbrowser
from pathlib import Path

import pytest

import askcloud
from askcloud.cli import main as cli
from askcloud.cli.arguments import COMMANDS, usage
from askcloud.settings import Settings, config_file

NOTES = {
    "Water/dam.md": "The dam across the valley was finished in four years [00:00:50].",
    "Water/mill.md": "Three reasons made the mill pay:\n\n* **Fall**: the stream drops nine metres there [00:05:00].",
    "Stone/Stone.md": "---\ntitle: Stone\n---\n\n### [How stone is cut](https://youtu.be/qqqqqqqqqqq)\n\n[[quarry]]\n",
    "Stone/quarry.md": "---\ntitle: The quarry\nvideoId: qqqqqqqqqqq\n---\n\nA quarry sent granite by rail [01:02:03].",
}
DAM = (
    "The dam across the valley was finished in four years.\n"
    "  dam · Water · 0:50 · https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s\n"
)
FALL = (
    "Three reasons made the mill pay: ›\n"
    "Fall: the stream drops nine metres there.\n"
    "  mill · Water · 5:00 · https://www.youtube.com/watch?v=aB3_dE6-hI9&t=300s\n"
)
QUARRY = (
    "The quarry\nStone/quarry.md · Stone · https://www.youtube.com/watch?v=qqqqqqqqqqq · times exact\n\n"
    " 1:02:03  A quarry sent granite by rail.\n"
)
UNKNOWN = "The notes do not say. No note mentions zeppelins.\n"
ASKED = "when was the dam finished"
SEQUENCE = re.compile(r"\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\")


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of two channels with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def fresh(make_vault):
    """The same vault without an index."""
    return make_vault(NOTES)


# --- transcripts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code", "out"),
    [
        ([ASKED], 0, DAM),
        (["when", "was", "the", "dam", "finished?"], 0, DAM),
        (["ask", ASKED], 0, DAM),
        (["--top", "1", ASKED], 0, DAM),
        (["where is it that the stream drops", "--channel", "water"], 0, FALL),
        (["where do zeppelins land"], 0 + 1, UNKNOWN.replace("zeppelins", "zeppelins or land")),
        (["--", "index"], 1, UNKNOWN.replace("zeppelins", "index")),
        (["ask", "status"], 1, UNKNOWN.replace("zeppelins", "status")),
        (["--version"], 0, f"askcloud {askcloud.__version__}\n"),
        (["--help"], 0, f"{usage('ask')}\n"),
        *[([command, "-h"], 0, f"{usage(command)}\n") for command in COMMANDS],
        (["--help", "show"], 0, f"{usage('show')}\n"),
        (["show", "quarry"], 0, QUARRY),
        (
            ["show", "Stone"],
            0,
            "Stone\nStone/Stone.md · Stone · times exact\n\nNo claims: it is about no video.\n\nlinks to The quarry\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cli_transcript(run, vault, argv, code, out):
    """Each command prints exactly this on standard output, nothing on standard error, and exits with this code."""
    assert run(*argv, vault=vault) == (code, out, "")


def test_cli_status_transcript(run, vault):
    """The status says what the index holds and that nothing has changed since."""
    code, out, err = run("status", vault=vault)

    with vault.index() as index:
        terms, built = index.counts.terms, index.built
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"corpus    {vault.corpus}",
        f"index     {vault.folder}, built {built}",
        f"holds     3 notes, 1 hub, 3 claims, {terms} terms",
        "times     exact in 3 notes",
        "channels  Stone 2, Water 2",
        "changed   0 notes since then",
    ]


def test_cli_status_names_what_changed_and_what_was_left_out(run, fresh):
    """The status counts changed notes, says how to read them, and lists files that could not be read."""
    fresh.write({"bad.md": b"\xff"}).update()
    fresh.write({"Water/dam.md": "A weir was built beside it later [00:00:50]."}).remove("Stone/quarry.md")

    lines = run("status", vault=fresh).out.splitlines()

    assert lines[-2:] == ["changed   2 notes since then: askcloud index", "left out  bad.md: not UTF-8 at byte 0"]


def test_cli_index_transcript(run, fresh):
    """Building says on standard error what changed and what was left out; a second run finds nothing to do."""
    fresh.write({"bad.md": b"\xff"})

    first, second = run("index", vault=fresh), run("index", vault=fresh)

    assert (first.code, first.out, second.code, second.out) == (0, "", 0, "")
    assert re.fullmatch(
        r"3 notes, 1 hub, 3 claims, \d+ terms \(\+4 ~0 -0\) in \d+\.\d s\nleft out: bad\.md: not UTF-8 at byte 0\n",
        first.err,
    )
    assert "(+0 ~0 -0)" in second.err
    assert "left out: bad.md" in second.err


def test_cli_index_full_reads_every_note_again(run, fresh):
    """A full build takes no notice of the index that is there."""
    run("index", vault=fresh)

    assert "(+4 ~0 -0)" in run("index", "--full", vault=fresh).err


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


def test_cli_why_explains_the_score(run, vault):
    """With --why each piece of evidence ends with a score that is the sum of its named parts."""
    out = run("--why", ASKED, vault=vault).out

    score, parts = re.fullmatch(r"  score (-?[\d.]+) = (.+)", out.splitlines()[-1]).groups()
    assert out.startswith(DAM)
    assert sum(float(part.rsplit(" ", 1)[1]) for part in parts.split(" + ")) == pytest.approx(float(score), abs=0.05)


def test_cli_json_has_the_keys_of_its_schema(run, vault):
    """With --json standard output is one object on one line, with exactly the keys of schema 1."""
    code, out, err = run("--json", ASKED, vault=vault)

    found = json.loads(out)
    assert (code, err, out.count("\n"), out.isascii()) == (0, "", 1, True)
    assert " ".join(found) == "schema question answered confidence reason corrections evidence elapsed_ms"
    assert " ".join(found["evidence"][0]) == (
        "quote context note line heading title channel video_id video_title seconds time_trust url score also_in"
        " agreeing"
    )
    assert (found["schema"], found["answered"], found["evidence"][0]["seconds"]) == (1, True, 50)
    assert found["elapsed_ms"] > 0


def test_cli_json_of_what_the_notes_do_not_say(run, vault):
    """An abstention is an object too, with its reason, and exit code 1."""
    code, out, _ = run("--json", "zeppelins", vault=vault)

    found = json.loads(out)
    assert code == 1
    assert (found["answered"], found["confidence"], found["evidence"]) == (False, 0.0, [])
    assert found["reason"] == "No note mentions zeppelins."


# --- many questions ------------------------------------------------------------------------------------------------

QUESTIONS = f"{ASKED}\nzeppelins\n\nwhat is it\nwhere is it that the stream drops?\n"


@pytest.mark.parametrize("argv", [[], ["-"], ["ask"], ["ask", "-"]], ids=lambda argv: " ".join(argv) or "nothing")
def test_cli_batch_answers_a_question_a_line(run, vault, argv):
    """Piped questions are answered in order, each below itself; one that asks nothing is said to."""
    code, out, err = run(*argv, vault=vault, stdin=QUESTIONS)

    assert (code, err) == (0, "")
    assert out.split("\n\n") == [
        f"? {ASKED}\n{DAM}".rstrip(),
        f"? zeppelins\n{UNKNOWN}".rstrip(),
        "? \nThe notes do not say. The question is empty.",
        "? what is it\nThe notes do not say. The question holds only words that every note holds.",
        f"? where is it that the stream drops?\n{FALL}".rstrip(),
        "",
    ]


def test_cli_batch_in_json_is_an_object_a_line(run, vault):
    """With --json every line in gives one line out, in order."""
    code, out, err = run("--json", "-", vault=vault, stdin=QUESTIONS)

    found = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [each["question"] for each in found] == QUESTIONS.splitlines()
    assert [each["answered"] for each in found] == [True, False, False, False, True]


@pytest.mark.parametrize(("stdin", "code"), [(f"{ASKED}\nzeppelins\n", 0), ("zeppelins\nairship\n", 1), (ASKED, 0)])
def test_cli_batch_exits_by_whether_anything_was_answered(run, vault, stdin, code):
    """A batch with an answer in it exits with 0, one without any with 1."""
    assert run("-", vault=vault, stdin=stdin).code == code


def test_cli_batch_opens_nothing(run, vault):
    """Of many answers none is the one to play: that is said before any is given."""
    code, out, err = run("--open", "-", vault=vault, stdin=QUESTIONS)

    assert (code, out) == (2, "")
    assert "--open takes one question" in err


@pytest.mark.parametrize(
    ("argv", "said"),
    [(["stauts"], "If you meant the command: askcloud status.\n"), (["--quiet", "stauts"], ""), (["zeppelins"], "")],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cli_names_the_command_that_was_meant(run, vault, argv, said):
    """A word alone that no note answers and that is a slip away from a command comes with that command."""
    code, _, err = run(*argv, vault=vault)

    assert (code, err) == (1, said)


def test_cli_batch_reads_a_pipe(process, vault):
    """In a process of its own askcloud answers what is piped in, as plain text in UTF-8."""
    done = process(vault=vault, input=f"{ASKED}\nÐ¿ŁΩ\n".encode())

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().replace(os.linesep, "\n").startswith(f"? {ASKED}\n{DAM}\n? Ð¿ŁΩ\n")


# --- a person ------------------------------------------------------------------------------------------------------


def test_cli_chats_with_a_person_in_lines(run, vault):
    """With --plain the chat asks for one question after the other, and labels what it says, until the input ends."""
    code, out, err = run("chat", "--plain", vault=vault, stdin="zeppelins\n\nwhat is it\n", terminal=True)

    assert (code, err) == (0, "")
    assert out == (
        f"Question: Answer: {UNKNOWN}\nQuestion: Question: Answer: The notes do not say. No note mentions zeppelins.\n"
        "(with zeppelins from before)\n\nQuestion: \n"
    )


def test_cli_chats_with_a_pipe_in_lines(run, vault):
    """Where nothing is a terminal the chat shows the questions it reads, and its answers lean on each other."""
    code, out, err = run("chat", vault=vault, stdin=f"{ASKED}\n\nand the mill?\n")

    assert (code, err) == (0, "")
    assert out.startswith(f"Question: {ASKED}\nAnswer: {DAM}\nQuestion: and the mill?\nAnswer: ")
    assert "(with dam, finished from before)" in out


def test_cli_chat_reads_the_notes_first(run, fresh):
    """A chat in lines builds a missing index before it answers."""
    code, out, err = run("chat", "--plain", vault=fresh, stdin=f"{ASKED}\n")

    assert code == 0
    assert f"Answer: {DAM}" in out
    assert err.startswith("There is no index in ")


def test_cli_chats_without_line_editing(run, vault, monkeypatch):
    """Where Python has no readline, as on Windows, questions are read all the same."""
    monkeypatch.setitem(sys.modules, "readline", None)

    assert run("chat", "--plain", vault=vault, stdin="zeppelins\n", terminal=True).code == 0


def test_cli_says_that_it_was_stopped(run, vault, monkeypatch):
    """Ctrl-C ends a run with the code that shells expect and one line, below the prompt where there is one."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", interrupt)

    assert run("chat", "--plain", vault=vault, terminal=True) == (130, "\n", "\rStopped.\n")


def test_cli_interrupted_while_it_is_loaded_says_so(process):
    """An interrupt that comes before askcloud is there leaves a sentence, not a trace."""
    script = """
import sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == "askcloud.cli.main":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
import askcloud.__main__
"""

    done = process(script=script)

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"\nStopped.\n")


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError(errno.ENOSPC, "No space left on device")])
def test_cli_build_that_ends_early_leaves_no_bar(run, fresh, monkeypatch, failure):
    """Whatever ends a build, the bar is gone, and what is said stands on a line of its own."""

    def fail(_self, _reading):
        raise failure

    monkeypatch.setattr("askcloud.indexer.update._Update._store", fail)

    err = run("index", vault=fresh, terminal=True).err

    _, drawn, wiped, *said = err.split("\r")
    assert drawn.endswith("0 / 4 notes")
    assert not wiped.strip(" ")
    assert len(wiped) >= len(drawn)
    assert "".join(said).startswith(("Stopped.\n", "askcloud: The "))


@pytest.mark.parametrize(
    ("argv", "remembering"), [([], True), (["chat"], True), (["chat", "--no-history"], False), (["--no-history"], None)]
)
def test_cli_opens_the_chat_on_a_terminal(run, vault, monkeypatch, argv, remembering):
    """Without a question, or by its name, the chat opens on the terminal, for the folders that are asked."""
    opened = []
    monkeypatch.setattr("askcloud.tui.app.run_chat", lambda settings, **options: opened.append((settings, options)))

    code = run(*argv, vault=vault, terminal=True).code

    expected = (
        [] if remembering is None else [(Settings(vault.as_corpus, str(vault.folder)), {"remembering": remembering})]
    )
    assert (code, opened) == (2 * (remembering is None), expected)


@pytest.mark.parametrize("argv", [["--json"], ["--top", "3"]])
def test_cli_options_of_a_question_open_no_chat(run, vault, argv):
    """An option that speaks of a question is an error where none is asked."""
    code, out, err = run(*argv, vault=vault, terminal=True)

    assert (code, out) == (2, "")
    assert err.startswith(f"askcloud: {argv[0]} needs a question.\n")


def test_cli_chat_draws_nothing_on_a_dumb_terminal(run, vault, monkeypatch):
    """Where the terminal knows no more than lines, lines are what it gets."""
    monkeypatch.setenv("TERM", "dumb")

    assert run(vault=vault, stdin=f"{ASKED}\n", terminal=True).out.startswith(f"Question: Answer: {DAM}")


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, {"color", "links"}),
        ({"NO_COLOR": "1"}, {"links"}),
        ({"TERM": "dumb"}, set()),
        ({"NO_COLOR": ""}, {"color", "links"}),
    ],
    ids=["terminal", "NO_COLOR", "dumb", "empty NO_COLOR"],
)
def test_cli_shows_a_terminal_what_it_can(run, vault, monkeypatch, variables, shown):
    """A terminal gets dim text and links unless the reader wishes otherwise; the words stay those of a pipe."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    out = run(ASKED, vault=vault, terminal=True).out

    assert {name for name, start in {"color": "\x1b[2m", "links": "\x1b]8;;"}.items() if start in out} == shown
    assert SEQUENCE.sub("", out) == DAM


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (ASKED, (["https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s"], "")),
        ("zeppelins", ([], "There is nothing to play.\n")),
    ],
)
def test_cli_plays_the_first_claim(run, vault, monkeypatch, question, expected):
    """With --open the first claim's video is played at its second, where there is an answer."""
    played = []
    monkeypatch.setattr(webbrowser, "open", lambda url: played.append(url) or True)
    monkeypatch.setenv("DISPLAY", ":0")

    err = run(question, "--open", vault=vault).err

    assert (played, err) == expected


def test_cli_says_what_to_play_where_nobody_could_see_it(run, vault, monkeypatch):
    """On a machine that is somewhere else nothing is played, and the link is told."""
    monkeypatch.setattr(webbrowser, "open", pytest.fail)
    monkeypatch.setenv("SSH_CONNECTION", "1")

    err = run(ASKED, "--open", vault=vault).err

    assert err == "Open it yourself: https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s\n"


# --- spelling -------------------------------------------------------------------------------------------------------


def test_cli_says_which_spelling_it_searched(run, vault):
    """A slip is searched in the spelling of the notes, and the answer begins by saying so."""
    code, out, _ = run("when was the dam finnished", vault=vault)
    found = json.loads(run("--json", "when was the dam finnished", vault=vault).out)

    assert code == 0
    assert out == f"Searched finished for finnished; --exact keeps the spelling.\n\n{DAM}"
    assert found["corrections"] == [{"from": "finnished", "to": "finished"}]


def test_cli_keeps_the_spelling_when_asked_to(run, vault):
    """With --exact a word that no note says is not searched as another."""
    code, out, _ = run("--exact", "grannite", vault=vault)

    assert (code, out) == (1, UNKNOWN.replace("zeppelins", "grannite"))


# --- the index -----------------------------------------------------------------------------------------------------


def test_cli_builds_an_index_where_there_is_none(run, fresh):
    """The first question builds the index with a word on standard error; the next one finds it."""
    first, second = (run(ASKED, vault=fresh) for _ in range(2))

    assert (first.code, first.out) == (0, DAM)
    notice = f"There is no index in {fresh.folder}. Reading {fresh.corpus}.\n3 notes, 1 hub, 3 claims, "
    assert first.err.startswith(notice)
    assert second == (0, DAM, "")


def test_cli_reads_the_notes_again_for_an_index_of_another_version(run, fresh):
    """After an upgrade the first question builds the index anew and says so, unless it must not."""
    fresh.update()
    fresh.execute("PRAGMA user_version = 1")

    kept, built, second = (run(ASKED, *options, vault=fresh) for options in (["--no-refresh"], [], []))

    assert (kept.code, kept.out) == (2, "")
    assert "written by another version" in kept.err
    assert (built.code, built.out) == (0, DAM)
    assert "written by another version" in built.err
    assert second == (0, DAM, "")


def test_cli_builds_quietly_when_asked_to(run, fresh):
    """With --quiet nothing stands on standard error."""
    fresh.write({"bad.md": b"\xff"})

    assert run("--quiet", ASKED, vault=fresh) == (0, DAM, "")
    assert run("index", "--quiet", vault=fresh, terminal=True) == (0, "", "")


def test_cli_builds_nothing_when_asked_not_to(run, fresh):
    """With --no-refresh a missing index is an error and stays missing."""
    code, out, err = run("--no-refresh", ASKED, vault=fresh)

    assert (code, out) == (2, "")
    assert err == f"askcloud: There is no index in {fresh.folder}.\nBuild it: askcloud index.\n"
    assert not fresh.folder.exists()


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
    assert re.match(r"\d notes, ", summary)
    assert "\r" not in run("index", "--full", vault=fresh).err


def test_cli_flags_choose_corpus_and_index(run, vault, tmp_path):
    """The folders named on the command line are used, before those of the environment."""
    code, out, _ = run("--corpus", str(vault.corpus), "--index", str(vault.folder), ASKED)
    elsewhere = run("--index", str(tmp_path / "new"), ASKED, vault=vault)

    assert (code, out) == (0, DAM)
    assert elsewhere.out == DAM
    assert (tmp_path / "new" / "askcloud.db").is_file()


# --- errors --------------------------------------------------------------------------------------------------------


def _run_in(*, corpus=None, index=None, config=None):
    """Prepares a run: where corpus and index are, what the config file says."""

    def prepare(vault, monkeypatch):
        if corpus is not None:
            (vault.root / "empty").mkdir(exist_ok=True)
            monkeypatch.setenv("ASKCLOUD_CORPUS", str(vault.root / corpus))
        if index is not None:
            monkeypatch.setenv("ASKCLOUD_INDEX", str(vault.root / index))
        if config is not None:
            monkeypatch.delenv("ASKCLOUD_CORPUS")
            monkeypatch.delenv("ASKCLOUD_INDEX")
            Path(config_file()).parent.mkdir(parents=True)
            Path(config_file()).write_text(config)

    return prepare


def _damage(*statements):
    def prepare(vault, _):
        vault.update()
        vault.execute(*statements)

    return prepare


def _overwrite(text):
    def prepare(vault, _):
        vault.update()
        vault.database.write_text(text)

    return prepare


def _as_it_is(vault, _):
    vault.update()


ERRORS = {
    "unknown flag": (["--wasp", ASKED], _as_it_is, "--wasp not recognized"),
    "unknown short flag": (["-x"], _as_it_is, "-x not recognized"),
    "flag without its value": ([ASKED, "--top"], _as_it_is, "--top requires argument"),
    "flag of another command": (["status", "--json"], _as_it_is, "--json not recognized"),
    "bad number": ([ASKED, "--top", "0"], _as_it_is, "--top takes a number from 1 on, not 0"),
    "no number": ([ASKED, "--top", "many"], _as_it_is, "--top takes a number from 1 on, not many"),
    "huge number": ([ASKED, "--top", "9" * 5000], _as_it_is, "--top takes a number from 1 on"),
    "bad number in a batch": (["-", "--top", "0"], _as_it_is, "--top takes a number from 1 on, not 0"),
    "words for index": (["index", "funds"], _as_it_is, "askcloud index takes no words"),
    "no note to show": (["show"], _as_it_is, "askcloud show takes one NOTE"),
    "unknown channel": ([ASKED, "--channel", "Wasps"], _as_it_is, "no channel Wasps"),
    "broken config": ([ASKED], _run_in(config="corpus = 7"), "corpus is not a path"),
    "config with a NUL": ([ASKED], _run_in(config='corpus = "a\\u0000b"'), ""),
    "empty question": ([""], _as_it_is, "The question is empty"),
    "stop words": (["what is it"], _as_it_is, "only words that every note holds"),
    "too long": (["dam " * 500], _as_it_is, "longer than 1,000 characters"),
    "nothing on standard input": (["-", "--json"], _as_it_is, "no question on standard input"),
    "no corpus": (["index"], _run_in(corpus="nowhere"), "There is no folder"),
    "no corpus to ask": ([ASKED], _run_in(corpus="nowhere"), "There is no folder"),
    "corpus is a file": (["index"], _run_in(corpus="corpus/Water/dam.md"), "dam.md is a file, not a folder of notes"),
    "empty corpus": (["index"], _run_in(corpus="empty"), "no Markdown notes"),
    "no such note": (["show", "wasp"], _as_it_is, "There is no note named wasp"),
    "no index for status": (["status"], _run_in(index="nowhere"), "There is no index"),
    "no index for show": (["show", "dam"], _run_in(index="nowhere"), "There is no index"),
    "older index": (["--no-refresh", ASKED], _damage("PRAGMA user_version = 0"), "another version of askcloud"),
    "index of another version": (["status"], _damage("PRAGMA user_version = 9"), "another version of askcloud"),
    "damaged index": ([ASKED], _overwrite("no database at all"), "cannot be used"),
    "damaged index to update": (["index"], _overwrite("no database at all"), "cannot be used"),
    "index folder is a file": (["index"], _run_in(index="corpus/Water/dam.md"), "cannot be written"),
    "no place for an index": ([ASKED], _run_in(index="corpus/Water/dam.md/x"), "cannot be written"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_cli_says_what_is_wrong_and_what_to_do(run, fresh, monkeypatch, case):
    """Every error is a sentence and a hint on standard error, after any notice, with exit code 2."""
    argv, prepare, said = ERRORS[case]
    monkeypatch.setenv("ASKCLOUD_CORPUS", str(fresh.corpus))
    monkeypatch.setenv("ASKCLOUD_INDEX", str(fresh.folder))
    prepare(fresh, monkeypatch)

    code, out, err = run(*argv, stdin=f"{ASKED}\n" if "-" in argv and "--json" not in argv else "")

    lines = err.splitlines()
    sentence, hint = lines[-2:]
    assert code == 2
    assert out in ("", f"? {ASKED}\n")
    assert sentence.startswith("askcloud: ")
    assert said in sentence
    assert hint
    assert [line.partition(" in ")[0] for line in lines[:-2]] in ([], ["There is no index"])


def test_cli_shows_errors_without_control_characters(run, vault):
    """What stands on the command line is as untrusted in an error as a note is."""
    err = run(ASKED, "--channel", "\x1b]0;owned\x07\u202e\udcff", vault=vault).err

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", err)


def test_cli_needs_no_standard_input_for_a_question(run, vault, monkeypatch):
    """A process started without standard input answers its question, and without one says that there is none."""
    answered = run(ASKED, vault=vault)
    monkeypatch.setattr(sys, "stdin", None)

    code = cli.main([])

    assert answered.code == 0
    assert code == 2


def test_cli_needs_no_standard_output(vault, process):
    """A process started without standard output still tells by its exit code."""
    script = "import sys; sys.stdout = None; from askcloud.cli.main import main; sys.exit(main(['zeppelins']))"

    done = process(vault=vault, script=script)

    assert (done.returncode, done.stderr) == (1, b"")


class _Full(io.StringIO):
    """A file on a full disk."""

    def __init__(self, file):
        super().__init__()
        self._file = file

    def fileno(self):
        """The descriptor of a file that takes anything."""
        return self._file.fileno()

    def flush(self):
        """Fails as the system does."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_cli_says_when_the_answer_cannot_be_written(run, vault, monkeypatch, capsys, tmp_path):
    """Standard output on a full disk is an error like any other."""
    run(ASKED, vault=vault)

    with (tmp_path / "full").open("w") as file:
        monkeypatch.setattr(sys, "stdout", _Full(file))
        code = cli.main([ASKED])

    assert code == 2
    assert "No space left on device" in capsys.readouterr().err


def test_cli_works_where_the_working_directory_is_gone(run, vault, monkeypatch, capsys):
    """A shell whose folder was deleted under it can ask when both folders are named, and hears of it when not."""
    run(ASKED, vault=vault)

    def gone():
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)

    named = cli.main([ASKED])
    monkeypatch.delenv("ASKCLOUD_CORPUS")
    lost = cli.main(["--corpus", "notes", ASKED])

    assert (named, lost) == (0, 2)
    assert "askcloud: " in capsys.readouterr().err


def test_cli_keeps_what_was_answered_before_an_error(process, make_vault):
    """Answers of a batch that were printed before an error reach the reader."""
    vault = make_vault(NOTES)
    vault.update()
    vault.execute("DELETE FROM notes WHERE path = 'Water/mill.md'")

    done = process("-", "--no-refresh", vault=vault, input=f"{ASKED}\nwhere is it that the stream drops\n".encode())

    assert done.returncode == 2
    assert done.stdout.decode().replace(os.linesep, "\n").startswith(f"? {ASKED}\n{DAM}")
    assert b"cannot be used" in done.stderr


@pytest.mark.parametrize(
    "argv", [[ASKED], ["-"], ["status"], ["show", "dam"], ["show", "wasp"], ["index"]], ids=" ".join
)
def test_cli_closes_the_index(run, fresh, left_open, argv):
    """A run that calls `main` from its own process is left with no file open, whatever came of it."""
    fresh.update()

    run(*argv, vault=fresh, stdin=f"{ASKED}\n" if argv == ["-"] else "")

    still_open, opened = left_open()
    assert opened >= 1
    assert still_open == 0


# --- in a process of its own -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "argv", [[ASKED], ["--json", ASKED], ["-"], ["--help"], ["status"], ["show", "dam"]], ids=" ".join
)
def test_cli_takes_a_reader_that_closes_for_no_error(process, vault, argv):
    """A pipe closed early, as by `head`, ends askcloud with 0 and without a word."""
    reading, writing = os.pipe()
    os.close(reading)

    done = process(*argv, vault=vault, input=f"{ASKED}\n".encode() * 2000, stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "argv", [[ASKED], ["--why", "where is it that the stream drops"], ["status"], ["show", "dam"]], ids=" ".join
)
def test_cli_prints_in_the_encoding_of_its_output(process, vault, argv):
    """Output that cannot show every letter shows what it can, and the exit code stays what it is."""
    done = process(*argv, vault=vault, env={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_cli_reads_questions_that_are_not_utf_8(process, vault):
    """A line of other bytes in a batch is a question that nobody can answer, and the lines around it are answered."""
    done = process("--json", vault=vault, input=b"%b\ncaf\xe9 zeppelin\n%b\n" % (ASKED.encode(), ASKED.encode()))

    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line)["answered"] for line in done.stdout.splitlines()] == [True, False, True]


def test_cli_takes_an_argument_that_is_not_utf_8(process, vault):
    """An argument of other bytes is a question like any other."""
    done = process("caf\udce9 zeppelin" if sys.platform == "linux" else "café zeppelin", vault=vault)

    assert done.returncode == 1
    assert done.stderr == b""


def test_cli_runs_as_a_command(vault, process):
    """`python -m askcloud` exits with the code of the answer."""
    answered, unanswered, wrong = (process(word, vault=vault) for word in (ASKED, "zeppelins", "--wasp"))

    assert [done.returncode for done in (answered, unanswered, wrong)] == [0, 1, 2]
    assert answered.stdout.decode().replace(os.linesep, "\n") == DAM
    assert wrong.stdout == b""
    assert b"Traceback" not in wrong.stderr
