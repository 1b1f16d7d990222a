"""Laws of the standard streams: what a terminal is shown, and in which encoding."""

from __future__ import annotations

import re

import pytest
from transcripts import ASKED, DAM

from askcloud.cli.terminal import shows_hyperlinks

SEQUENCE = re.compile(r"\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\")


KITTY = {"TERM": "xterm-kitty"}


@pytest.fixture
def terminal(run, vault, monkeypatch):
    """Ask on a terminal with variables of the environment: `terminal(variables, *argv) -> standard output`."""

    def ask(variables, *argv):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return run(*argv, ASKED, vault=vault, terminal=True).out

    return ask


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, {"color", "bold"}),
        ({"NO_COLOR": "1"}, {"bold"}),
        ({"NO_COLOR": ""}, {"color", "bold"}),
        ({"TERM": "dumb"}, set()),
        (KITTY, {"color", "bold", "links"}),
        ({**KITTY, "NO_COLOR": "1"}, {"bold", "links"}),
    ],
    ids=["terminal", "NO_COLOR", "empty NO_COLOR", "dumb", "links", "links and NO_COLOR"],
)
def test_cli_shows_a_terminal_what_it_can(terminal, variables, shown):
    """A terminal gets dim text, bold words and links unless the reader wishes otherwise; the words are a pipe's."""
    out = terminal(variables, "--links")

    starts = {"color": "\x1b[2m", "bold": "\x1b[1m", "links": "\x1b]8;;"}
    assert {name for name, start in starts.items() if start in out} == shown
    assert SEQUENCE.sub("", out) == DAM


def test_cli_shows_a_pipe_only_text(run, vault, monkeypatch):
    """In a pipe there is no sequence, whatever terminal is behind it, and the address is there."""
    monkeypatch.setenv("TERM", "xterm-kitty")

    assert run(ASKED, vault=vault).out == run("--links", ASKED, vault=vault).out == DAM


@pytest.mark.parametrize(
    ("variables", "shows"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "foot"}, True),
        ({"KITTY_WINDOW_ID": "1"}, True),
        ({"WT_SESSION": "a-b"}, True),
        ({"VTE_VERSION": "7001"}, True),
        ({"VTE_VERSION": "5000"}, False),
        ({"VTE_VERSION": "4²"}, False),
        ({"VTE_VERSION": "9" * 5000}, False),
        ({**KITTY, "TMUX": "socket,1,0"}, False),
        ({"VTE_VERSION": "7001", "STY": "1.pts"}, False),
        ({"TERM_PROGRAM": "WezTerm", "TERM": "tmux-256color"}, False),
        ({"KITTY_WINDOW_ID": "1", "TERM": "screen-256color"}, False),
        ({"WT_SESSION": "a-b", "ZELLIJ": "0"}, False),
    ],
    ids=lambda value: " ".join(f"{name}={text[:9]}" for name, text in value.items()) if isinstance(value, dict) else "",
)
def test_hyperlinks_are_shown_by_terminals_known_for_them(variables, shows):
    """Only a terminal of the table gets hyperlinks, and none behind tmux or screen."""
    assert shows_hyperlinks(variables) == shows


def test_cli_leaves_an_address_out_only_where_a_time_links_to_it(terminal):
    """In a terminal that shows hyperlinks the address is not repeated as text; in another one it is text."""
    plain, linked = terminal({}), terminal(KITTY)

    assert "\x1b]8;;" not in plain
    assert SEQUENCE.sub("", plain) == DAM
    assert SEQUENCE.sub("", linked) == re.sub(r" *https://.*\n", "", DAM)
    assert "\x1b]8;;https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s\x1b\\0:50\x1b]8;;" in linked


def test_cli_wraps_lines_to_the_width_of_the_terminal(terminal, monkeypatch):
    """A terminal's lines end at words within its width."""
    monkeypatch.setattr("askcloud.cli.terminal._width", lambda: 40)

    lines = SEQUENCE.sub("", terminal(KITTY)).splitlines()

    assert lines[2:5] == ["1. “The dam across the valley was", "   finished in four years.”", "   0:50 · dam · Water"]


@pytest.mark.parametrize(
    "argv", [[ASKED], ["--why", "where is it that the stream drops"], ["status"], ["show", "dam"]], ids=" ".join
)
def test_cli_prints_in_the_encoding_of_its_output(process, vault, argv):
    """Output that cannot show every letter shows what it can, and the exit code stays what it is."""
    done = process(*argv, vault=vault, env={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
