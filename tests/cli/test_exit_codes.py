"""Laws of the exit codes, on which scripts rely."""

from __future__ import annotations

import os

import pytest
from transcripts import ASKED, DAM

from askcloud.cli import exit_codes
from askcloud.cli.arguments import usage


def test_exit_codes_never_change():
    """Scripts rely on these numbers."""
    codes = {name: code for name, code in vars(exit_codes).items() if name.isupper()}

    assert codes == {"DONE": 0, "NEEDS_ATTENTION": 1, "ERROR": 2, "INTERRUPTED": 130}


def test_exit_codes_are_explained_in_the_help():
    """The help of askcloud itself says what each exit code means."""
    assert "0 answered, 1 no answer found or a problem reported, 2 error" in usage("ask")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([ASKED], exit_codes.DONE),
        (["zeppelins"], exit_codes.NEEDS_ATTENTION),
        (["--wasp"], exit_codes.ERROR),
        (["status"], exit_codes.DONE),
        (["doctor"], exit_codes.DONE),
        (["show", "wasp"], exit_codes.ERROR),
        (["--help"], exit_codes.DONE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cli_exits_with_the_code_of_its_outcome(run, vault, argv, code):
    """Every run ends with the code of its outcome."""
    assert run(*argv, vault=vault).code == code


def test_cli_runs_as_a_command(vault, process):
    """`python -m askcloud` exits with the code of the answer."""
    answered, unanswered, wrong = (process(word, vault=vault) for word in (ASKED, "zeppelins", "--wasp"))

    assert [done.returncode for done in (answered, unanswered, wrong)] == [0, 1, 2]
    assert answered.stdout.decode().replace(os.linesep, "\n") == DAM
    assert wrong.stdout == b""
    assert b"Traceback" not in wrong.stderr
