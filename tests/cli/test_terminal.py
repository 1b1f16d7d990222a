"""Laws of the standard streams: what a terminal is shown, and in which encoding."""

from __future__ import annotations

import re

import pytest
from transcripts import ASKED, DAM

SEQUENCE = re.compile(r"\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\")


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
    "argv", [[ASKED], ["--why", "where is it that the stream drops"], ["status"], ["show", "dam"]], ids=" ".join
)
def test_cli_prints_in_the_encoding_of_its_output(process, vault, argv):
    """Output that cannot show every letter shows what it can, and the exit code stays what it is."""
    done = process(*argv, vault=vault, env={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
