"""Laws of the last answer: results are played by number, the question is continued, and it is kept only if wanted."""

from __future__ import annotations

import json
import os
import re
import webbrowser
from pathlib import Path

import pytest
from transcripts import ASKED, DAM, GRANITE

from askcloud.settings import config_file, state_folder
from askcloud.system import launch

DAM_LINK = "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s"


@pytest.fixture
def played(monkeypatch):
    """The links that the browser was given."""
    links = []
    monkeypatch.setattr(webbrowser, "open", lambda url: links.append(url) or True)
    monkeypatch.setenv("DISPLAY", ":0")
    return links


def _configure(text):
    path = Path(config_file())
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("form", [[], ["--json"], ["--format", "short"]], ids=" ".join)
def test_open_plays_a_result_of_the_last_answer(run, granite, played, form):
    """Without a number the first result is played, with one that result, in whatever form the answer was shown."""
    links = [evidence["url"] for evidence in json.loads(run("--json", GRANITE, vault=granite).out)["evidence"]]
    run(*form, GRANITE, vault=granite)

    done = [run("open", vault=granite), run("open", "2", vault=granite), run("--quiet", "open", "1")]

    assert done == [(0, "", "")] * 3
    assert played == [links[0], links[1], links[0]]


def test_open_prints_the_link_where_no_browser_can_be_seen(run, vault, monkeypatch):
    """Over SSH nothing is played, and the link is printed."""
    monkeypatch.setattr(webbrowser, "open", pytest.fail)
    monkeypatch.setenv("SSH_CONNECTION", "1")
    run(ASKED, vault=vault)

    assert run("open", vault=vault) == (0, "", f"Open it yourself: {DAM_LINK}\n")


@pytest.mark.parametrize(
    ("asked", "argv", "said"),
    [
        (None, ["open"], "There is no stored answer to open."),
        (ASKED, ["open", "7"], f"There is no result 7: the answer to “{ASKED}” has 1."),
        ("zeppelins", ["open"], "There is no result 1: the answer to “zeppelins” has none."),
        (None, ["--continue", "and why?"], "There is no stored answer to continue."),
    ],
)
def test_open_says_what_there_is_not(run, vault, asked, argv, said):
    """Without an answer, or such a result, the error says so and what to do."""
    if asked:
        run(asked, vault=vault)

    code, out, err = run(*argv, vault=vault)

    assert (code, out) == (2, "")
    assert err.startswith(f"askcloud: {said}\n")


def test_open_says_where_a_result_without_a_link_is(run, make_vault, played):
    """A result whose medium is a file that is not there is named by its note and line."""
    vault = make_vault({"a.md": "---\nmedia: file:///gone/talk.mp4\n---\n\nA lighthouse warns ships [00:00:40]."})
    run("lighthouse", vault=vault)

    code, _, err = run("open", vault=vault)

    assert (code, played) == (1, [])
    assert err == "Result 1 has no link and no media file. It is in a.md, line 5.\n"


def test_open_gives_the_browser_only_links(run, vault, played):
    """A stored link that is none, or by which a file of another computer would be fetched, is not opened."""
    run(ASKED, vault=vault)
    path = Path(state_folder(), "last-answer")
    stored = path.read_text()

    for scheme in ("javascript:", "obsidian://vlcBridge?mediaPath=file%253A%252F%252Fhost%252Fa.mp4&x="):
        path.write_text(stored.replace("https:", scheme), encoding="utf-8")

        assert run("open", vault=vault).code == 1
    assert played == []


def test_continue_follows_up_the_last_question(run, granite):
    """A follow-up is completed by the previous question, and that question by the one before it."""
    run("where was the dam built", vault=granite)

    understood = [
        json.loads(run("--json", "--continue", question, vault=granite).out).get("understood")
        for question in ("and the quarry?", "when?")
    ]

    assert understood == ["where was the quarry built", "when was the quarry built"]


@pytest.mark.parametrize("argv", [["open"], ["open", "--note"], ["--continue", "when?"]], ids=" ".join)
def test_last_answer_is_only_used_for_the_notes_it_is_of(run, vault, granite, argv):
    """A question to one corpus is neither continued nor opened in another; the message names the notes it was of."""
    run(ASKED, vault=vault)

    refused = run(*argv, vault=granite)

    assert refused.code == 2
    assert f"The last question was asked of the notes in {vault.as_corpus.real().listing}." in refused.err


@pytest.mark.parametrize("how", ["option", "setting", "invalid setting"])
def test_nothing_is_stored_where_that_is_not_wanted(run, vault, how):
    """With --no-history or history = false a question leaves no file, and is answered as ever."""
    if how != "option":
        _configure("history = false\n" if how == "setting" else "history = 0\n")

    done = run(*(["--no-history"] if how == "option" else []), ASKED, vault=vault)

    assert done == (0, DAM, "")
    assert not os.path.exists(state_folder())


def test_history_that_is_wanted_is_stored(run, vault):
    """A configuration that says nothing of it, or wants it, stores the last answer, without any text of a note."""
    _configure('history = true\n\n[keys]\nplay = "f5"\n')

    run(ASKED, vault=vault)

    stored = Path(state_folder(), "last-answer").read_text(encoding="utf-8")
    assert "dam.md" in stored
    assert not {"valley", "years"} & set(re.split(r"\W+", stored))


def test_question_is_answered_where_nothing_can_be_stored(run, vault, tmp_path, monkeypatch):
    """A folder of state that cannot be written does not matter to a question."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "file"))

    assert run(ASKED, vault=vault) == (0, DAM, "")


def test_piped_questions_are_not_stored(run, vault):
    """Questions of a program do not replace the last answer of a person."""
    run("-", vault=vault, stdin=f"{ASKED}\n")

    assert not os.path.exists(state_folder())


@pytest.fixture
def edited(monkeypatch):
    """The commands of the editors that were started."""
    commands = []
    monkeypatch.setattr(launch, "run_editor", lambda command: commands.append(command) or True)
    monkeypatch.setenv("EDITOR", "vi")
    return commands


def test_open_note_opens_a_vault_in_obsidian(run, make_vault, played):
    """Where the folder of the notes is a vault of Obsidian, the note is opened there, below its heading."""
    vault = make_vault({"ships/a b.md": "# Ships\n\n## Lights\n\nA lighthouse warns ships [00:00:40].\n\n## Bells"})
    (vault.corpus / ".obsidian").mkdir()
    run("lighthouse", vault=vault)

    done = run("open", "--note", vault=vault)

    assert done == (0, "", "")
    assert played == ["obsidian://open?vault=corpus&file=ships%2Fa%20b.md%23Lights&line=9"]


def test_open_note_opens_other_notes_in_the_editor_or_says_where_they_are(run, make_vault, played, edited):
    """A note of no vault is opened at its line in the editor on a terminal; in a pipe path and line are printed."""
    vault = make_vault({"a.md": "A lighthouse warns ships [00:00:40]."})
    note = os.path.realpath(vault.corpus / "a.md")
    run("lighthouse", vault=vault)

    on_terminal = run("open", "1", "--note", vault=vault, terminal=True)
    in_pipe = run("open", "--note", vault=vault)

    assert on_terminal == (0, "", "")
    assert edited == [["vi", "+5", "--", note]]
    assert in_pipe == (0, f"{note}:5\n", "")
    assert played == []


def test_open_note_opens_nothing_outside_the_corpus(run, vault, played, edited):
    """A stored path that leads out of the corpus is refused, and so is a note that is gone."""
    run(ASKED, vault=vault)
    path = Path(state_folder()) / "last-answer"
    stored = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\n[^\t]+\t", "\n../../etc/passwd\t", stored), encoding="utf-8")

    code, out, err = run("open", "--note", vault=vault, terminal=True)

    assert (code, out, played, edited) == (2, "", [], [])
    assert err.startswith("askcloud: The note ../../etc/passwd is not in the corpus any more.\n")
