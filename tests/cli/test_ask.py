"""Laws of asking: the forms of an answer, filters, many questions, and playing."""

from __future__ import annotations

import json
import os
import re
import sys
import webbrowser

import pytest
from transcripts import ASKED, DAM, FALL, GRANITE, NOTES, UNKNOWN, notes_of

from askcloud.cli import main as cli


def test_cli_why_explains_the_score(run, vault):
    """With --why what was understood stands above the evidence, and each piece ends with the parts of its score."""
    out = run("--why", ASKED, vault=vault).out

    score, parts = re.fullmatch(r"   score (-?[\d.]+) = (.+)", out.splitlines()[-1]).groups()
    assert out.startswith("Likely answer.\nUnderstood: asks for a date")
    assert sum(float(part.rsplit(" ", 1)[1]) for part in parts.split(" + ")) == pytest.approx(float(score), abs=0.05)


def test_cli_json_has_the_keys_of_its_schema(run, vault):
    """With --json standard output is one object on one line, with exactly the keys of schema 1."""
    code, out, err = run("--json", ASKED, vault=vault)

    found = json.loads(out)
    assert (code, err, out.count("\n"), out.isascii()) == (0, "", 1, True)
    assert " ".join(found) == "schema question answered confidence likelihood reason corrections evidence elapsed_ms"
    assert " ".join(found["evidence"][0]) == (
        "quote context note line heading title channel video_id video_title seconds time_trust url score also_in"
        " agreeing following"
    )
    assert (found["schema"], found["answered"], found["evidence"][0]["seconds"]) == (1, True, 50)
    assert found["elapsed_ms"] > 0


def test_cli_json_of_what_the_notes_do_not_say(run, vault):
    """An abstention is an object too, with its reason, and exit code 1."""
    code, out, _ = run("--json", "zeppelins", vault=vault)

    found = json.loads(out)
    assert code == 1
    assert (found["answered"], found["confidence"], found["evidence"]) == (False, 0.0, [])
    assert found["reason"] == "No note mentions “zeppelins”."


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
def test_cli_filters(run, granite, options, notes):
    """A question looks only at the notes that the options let through."""
    assert notes_of(run("--json", *options, GRANITE, vault=granite).out) == notes


def test_cli_says_which_notes_do_not_say(run, granite):
    """Where none of the notes asked says a word, the reason names the filter."""
    out = run("--tag", "stone", "--since", "2025", GRANITE, vault=granite).out

    assert "No note tagged stone since 2025 contains a word of the question." in out


def test_cli_playlist(run, granite):
    """A playlist takes the answer's place on standard output."""
    code, out, _ = run("--playlist", "m3u", GRANITE, vault=granite)

    assert code == 0
    assert out.startswith("#EXTM3U\n")
    assert "https://www.youtube.com/watch?v=damVIDEO001&t=50s" in out.splitlines()


def test_cli_markdown(run, granite):
    """An answer is printed as Markdown where that is asked; another format is refused."""
    assert run("--format", "markdown", GRANITE, vault=granite).out.startswith(f"## {GRANITE}\n\nLikely answer.\n\n> ")
    assert run("--format", "text", GRANITE, vault=granite).out == run(GRANITE, vault=granite).out
    assert run("--format", "pdf", GRANITE, vault=granite).code == 2


def test_cli_asks_nothing_in_a_form_there_is_none_of(run, granite):
    """A wrong form, or two, is an error before the index is even looked for."""
    granite.database.unlink(missing_ok=True)

    for argv in (["--format", "pdf"], ["--playlist", "pls"], ["--playlist", "md", "--json"]):
        code, out, err = run(*argv, GRANITE, vault=granite)

        assert (code, out) == (2, "")
        assert "Reading" not in err


def test_cli_says_which_spelling_it_searched(run, vault):
    """A typo is searched in the spelling of the notes, and the answer says so above its results."""
    code, out, _ = run("when was the dam finnished", vault=vault)
    found = json.loads(run("--json", "when was the dam finnished", vault=vault).out)

    assert code == 0
    searched = "Showing results for “finished” instead of “finnished”; use --exact to search as typed."
    assert out == DAM.replace("\n\n", f"\n{searched}\n\n")
    assert found["corrections"] == [{"from": "finnished", "to": "finished"}]


def test_cli_keeps_the_spelling_when_asked_to(run, vault):
    """With --exact a word that no note says is not searched as another."""
    code, out, _ = run("--exact", "grannite", vault=vault)

    assert (code, out) == (1, UNKNOWN.replace("zeppelins", "grannite"))


@pytest.mark.parametrize(
    ("argv", "said"),
    [(["stauts"], "Did you mean the command `askcloud status`?\n"), (["--quiet", "stauts"], ""), (["zeppelins"], "")],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cli_names_the_command_that_was_meant(run, vault, argv, said):
    """A word alone that no note answers and that is a typo away from a command comes with that command."""
    code, _, err = run(*argv, vault=vault)

    assert (code, err) == (1, said)


def test_cli_needs_no_standard_input_for_a_question(run, vault, monkeypatch):
    """A process started without standard input answers its question, and without a question ends with an error."""
    answered = run(ASKED, vault=vault)
    monkeypatch.setattr(sys, "stdin", None)

    code = cli.main([])

    assert answered.code == 0
    assert code == 2


def test_cli_short_is_a_line_for_each_result(run, granite):
    """With --format short each line is path, line, time and quote; of an abstention only standard error speaks."""
    code, out, err = run("--format", "short", GRANITE, vault=granite)
    unknown = run("--format", "short", "zeppelins", vault=granite)
    quiet = run("--format", "short", "--quiet", "zeppelins", vault=granite)

    dam = granite.corpus / "Water" / "dam.md"
    assert (code, err) == (0, "")
    assert f"{dam}:7:0:50: The dam was built of granite." in out.splitlines()
    assert out.count("\n") == 2
    assert unknown == (1, "", "No answer found. No note mentions “zeppelins”.\n")
    assert quiet == (1, "", "")


# --- many questions ------------------------------------------------------------------------------------------------

QUESTIONS = f"{ASKED}\nzeppelins\n\nwhat is it\nwhere is it that the stream drops?\n"


@pytest.mark.parametrize("argv", [[], ["-"], ["ask"], ["ask", "-"]], ids=lambda argv: " ".join(argv) or "nothing")
def test_cli_batch_answers_a_question_a_line(run, vault, argv):
    """Piped questions are answered in order, each below itself; one that asks nothing is said to."""
    code, out, err = run(*argv, vault=vault, stdin=QUESTIONS)

    assert (code, err) == (0, "")
    assert out.split("? ")[1:] == [
        f"{ASKED}\n{DAM}\n",
        f"zeppelins\n{UNKNOWN}\n",
        "\nNo answer found. The question is empty.\n\n",
        "what is it\nNo answer found. The question contains only common words.\n\n",
        f"where is it that the stream drops?\n{FALL}\n",
    ]


def test_cli_batch_is_a_conversation_when_asked_to(run, granite):
    """With --conversation a line may follow up the one before; without it each line is a question of its own."""
    asked = "where was the dam built\n\nand the quarry?\n/alone and the quarry?\n"

    apart, together = (
        [json.loads(line).get("understood") for line in run("-j", *argv, vault=granite, stdin=asked).out.splitlines()]
        for argv in ([], ["--conversation"])
    )

    assert apart == [None] * 4
    assert together == [None, None, "where was the quarry built", None]


def test_cli_conversation_is_of_piped_questions(run, vault):
    """A single question is no conversation: the error names the option that continues the last one."""
    code, out, err = run("--conversation", ASKED, vault=vault)

    assert (code, out) == (2, "")
    assert "--continue" in err


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


BAD = ("dam tag:nosuch", "dam since:yore", "dam channel:wasps", "dam video:wasps")


def test_cli_batch_answers_around_a_filter_that_is_not_valid(run, vault):
    """A line with a filter that is not valid gives its error and hint, the others their answers, and the code is 2."""
    stdin = "".join(f"{line}\n" for line in (ASKED, *BAD, ASKED))

    as_json = run("--json", "-", vault=vault, stdin=stdin)
    as_text = run("-", vault=vault, stdin=stdin)
    as_markdown = run("-", "--format", "markdown", vault=vault, stdin=stdin)
    as_playlist = run("-", "--playlist", "m3u", vault=vault, stdin=stdin)
    first, *failed, last = map(json.loads, as_json.out.splitlines())

    assert [each.code for each in (as_json, as_text, as_markdown, as_playlist)] == [2] * 4
    assert (as_json.err, as_text.err, as_markdown.err) == ("", "", "")
    assert (first["answered"], last["answered"]) == (True, True)
    assert [each["question"] for each in failed] == list(BAD)
    assert all(set(each) == {"schema", "question", "error", "hint"} and each["hint"] for each in failed)
    assert as_text.out.startswith(f"? {ASKED}\n{DAM}\n? dam tag:nosuch\nThere is no tag nosuch.\n")
    assert as_text.out.endswith(f"? {ASKED}\n{DAM}\n")
    assert "## dam tag:nosuch\n\nThere is no tag nosuch. " in as_markdown.out
    assert as_playlist.out.count("#EXTM3U") == 2
    assert len(as_playlist.err.splitlines()) == len(BAD)


def test_cli_batch_refuses_filters_of_options_at_once(run, vault):
    """A filter that an option gives and that is not valid is one error, whatever the questions are."""
    code, out, err = run("--json", "--tag", "nosuch", "-", vault=vault, stdin=QUESTIONS)

    assert (code, out) == (2, "")
    assert "There is no tag nosuch." in err


def test_cli_batch_stops_at_a_line_without_end(run, vault):
    """Questions are answered as they come; a line that is longer than any question ends them with an error."""
    endless = "\0" * 2_000_000

    code, out, err = run("--json", "-", vault=vault, stdin=f"{ASKED}\n{endless}")

    assert (code, len(out.splitlines())) == (2, 1)
    assert "Line 2 of standard input has 1,000,000 characters or more." in err


def test_cli_batch_opens_nothing(run, vault):
    """Of many answers none is the one to play: that is said before any is given."""
    code, out, err = run("--open", "-", vault=vault, stdin=QUESTIONS)

    assert (code, out) == (2, "")
    assert "--open takes one question" in err


def test_cli_batch_reads_a_pipe(process, vault):
    """In a process of its own askcloud answers what is piped in, as plain text in UTF-8."""
    done = process(vault=vault, input=f"{ASKED}\nÐ¿ŁΩ\n".encode())

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().replace(os.linesep, "\n").startswith(f"? {ASKED}\n{DAM}\n? Ð¿ŁΩ\n")


@pytest.mark.parametrize(("form", "head"), [("m3u", "#EXTM3U"), ("edl", "# mpv EDL v0")])
def test_cli_batch_of_playlists_holds_nothing_else(run, granite, form, head):
    """Of several questions nothing but their playlists is printed: every line is a comment or something to play."""
    code, out, _ = run("-", "--playlist", form, vault=granite, stdin=f"{GRANITE}\nzeppelins\n")

    lines = out.splitlines()
    assert (code, lines.count(head)) == (0, 2)
    assert all(line.startswith(("#", "%", "https://")) for line in lines)
    assert lines[-1] == "# No answer found. No note mentions “zeppelins”."


def test_cli_batch_in_markdown_names_each_question_once(run, granite):
    """As Markdown every answer follows its question as a heading, with a blank line between."""
    out = run("-", "--format", "markdown", vault=granite, stdin=f"{GRANITE}\nzeppelins\n").out

    assert [line for line in out.splitlines() if GRANITE in line or "? " in line] == [f"## {GRANITE}"]
    assert "\n\n## zeppelins\n" in out


def test_cli_reads_questions_that_are_not_utf_8(process, vault):
    """A line of other bytes in a batch is a question that nobody can answer, and the lines around it are answered."""
    done = process("--json", vault=vault, input=b"%b\ncaf\xe9 zeppelin\n%b\n" % (ASKED.encode(), ASKED.encode()))

    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line)["answered"] for line in done.stdout.splitlines()] == [True, False, True]


def test_cli_keeps_what_was_answered_before_an_error(process, make_vault):
    """Answers of a batch that were printed before an error reach the reader."""
    vault = make_vault(NOTES)
    vault.update()
    vault.execute("DELETE FROM notes WHERE path = 'Water/mill.md'")

    done = process("-", "--no-refresh", vault=vault, input=f"{ASKED}\nwhere is it that the stream drops\n".encode())

    assert done.returncode == 2
    assert done.stdout.decode().replace(os.linesep, "\n").startswith(f"? {ASKED}\n{DAM}")
    assert b"cannot be used" in done.stderr


# --- play ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (ASKED, (["https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s"], "")),
        ("zeppelins", ([], "There is nothing to play: no result has a link or a media file.\n")),
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
    """Over SSH nothing is played, and the link is printed."""
    monkeypatch.setattr(webbrowser, "open", pytest.fail)
    monkeypatch.setenv("SSH_CONNECTION", "1")

    err = run(ASKED, "--open", vault=vault).err

    assert err == "Open it yourself: https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s\n"
