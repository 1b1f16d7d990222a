"""Laws of the chat from the command line: line by line, or on the whole terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from transcripts import ASKED, DAM, UNKNOWN

from askcloud.settings import config_file


def test_cli_chats_with_a_person_in_lines(run, vault):
    """With --plain the chat asks for one question after the other, and labels what it says, until the input ends."""
    code, out, err = run("chat", "--plain", vault=vault, stdin="zeppelins\n\nwhat is it\n", terminal=True)

    assert (code, err) == (0, "")
    assert out == (
        f"Question: Answer: {UNKNOWN}\nQuestion: Question: Answer: No answer found. No note mentions “zeppelins”.\n"
        "Understood as: what is zeppelins\n\nQuestion: \n"
    )


def test_cli_chats_with_a_pipe_in_lines(run, vault):
    """Where nothing is a terminal the chat shows the questions it reads, which may follow each other up."""
    code, out, err = run("chat", vault=vault, stdin=f"{ASKED}\n\nand the mill?\n/alone\n/alone {ASKED}\n")

    assert (code, err) == (0, "")
    assert out.startswith(f"Question: {ASKED}\nAnswer: {DAM}\nQuestion: and the mill?\nAnswer: ")
    assert out.count("Understood as: when was the mill finished") == 1
    assert out.count(f"Answer: {DAM}") == 2


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


@pytest.mark.parametrize(
    ("argv", "remembering"),
    [([], True), (["chat"], True), (["chat", "--no-history"], False), (["--no-history"], False), (["--links"], None)],
)
def test_cli_opens_the_chat_on_a_terminal(run, vault, monkeypatch, argv, remembering):
    """Without a question, or by its name, the chat opens on the terminal, for the folders that are asked."""
    opened = []
    monkeypatch.setattr(
        "askcloud.tui.app.run_chat", lambda conversation, **options: opened.append((conversation.corpus, options))
    )

    code = run(*argv, vault=vault, terminal=True).code

    expected = [] if remembering is None else [(vault.as_corpus, {"remembering": remembering})]
    assert (code, opened) == (2 * (remembering is None), expected)


def test_cli_chat_stores_nothing_where_the_settings_say_so(run, vault, monkeypatch):
    """With history = false in the config file the chat opens as with --no-history."""
    opened = []
    monkeypatch.setattr("askcloud.tui.app.run_chat", lambda _, **options: opened.append(options))
    path = Path(config_file())
    path.parent.mkdir(parents=True)
    path.write_text("history = false\n", encoding="utf-8")

    run("chat", vault=vault, terminal=True)

    assert opened == [{"remembering": False}]


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


def test_cli_chat_shows_what_there_is(run, vault):
    """In the plain chat too, lists, outlines and videos are shown instead of an answer, and the thread goes on."""
    lines = [ASKED, "/list channels", "/outline quarry", "which videos mention granite", "/alone"]

    out = run("chat", "--plain", vault=vault, stdin="\n".join(lines)).out

    assert "Question: /list channels\nAnswer: 2 channels\n" in out
    assert "Question: /outline quarry\nAnswer: " in out
    assert "A quarry sent granite by rail." in out
    assert "Answer: 1 video with “granite” in title or notes" in out
    assert out.endswith(f"Question: /alone\nAnswer: {DAM}\n")


def test_cli_chat_in_lines_understands_commands(run, vault):
    """Line by line the same commands hold; words to a program are not searched, and /quit ends the chat."""
    typed = f"/channel nowhere\nthanks\n{ASKED}\n/clear\n/alone\n/quit\n{ASKED}\n"

    code, out, err = run("chat", "--plain", vault=vault, stdin=typed)

    assert (code, err) == (0, "")
    assert "Answer: There is no channel nowhere. " in out
    assert "Answer: You are welcome. " in out
    assert "Question: /clear\nAnswer: A new conversation begins.\n" in out
    assert out.count(f"Answer: {DAM}") == 1
    assert out.endswith("Question: /quit\n")
