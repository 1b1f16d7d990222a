"""Laws of the scripts that complete in shells: what they offer is what the table of options says."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import subprocess
import sys

import pytest
from transcripts import GRANITE_NOTES

from askcloud.cli.arguments import COMMANDS, LISTED, OPTIONS, SHELLS

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

LONG = {
    command: {f"--{name}" for name, option in OPTIONS.items() if command in option.commands} for command in COMMANDS
}


def _needs(shell):
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")


@pytest.fixture(scope="module")
def stones(make_vault):
    """A vault with a channel whose name has a blank and a quote, and a program `askcloud` that counts its runs."""
    vault = make_vault({"It's a quarry/a.md": "Granite is hard [00:00:40].", **GRANITE_NOTES})
    vault.update()
    program = vault.root / "bin" / "askcloud"
    program.parent.mkdir()
    run = shlex.join([sys.executable, "-m", "askcloud"])
    program.write_text(f'#!/bin/sh\necho "$@" >>{shlex.quote(str(vault.root / "runs"))}\nexec {run} "$@"\n')
    program.chmod(0o755)
    return vault


@pytest.fixture
def shell(stones, nowhere, run):
    """Runs a script of a shell that has sourced its completion: `shell(name, script)`, its output as lines."""
    (stones.root / "runs").unlink(missing_ok=True)
    environment = {
        **os.environ,
        "PATH": f"{stones.root / 'bin'}:{os.environ['PATH']}",
        "ASKCLOUD_CORPUS": str(stones.corpus),
        "ASKCLOUD_INDEX": str(stones.folder),
    }

    def shell(name, script):
        (nowhere / "completion").write_text(run("completion", name).out, encoding="utf-8")
        command = {"bash": ["bash", "--norc", "-c"], "fish": ["fish", "--no-config", "-c"]}[name]
        done = subprocess.run(
            [*command, f"source completion\n{script}"],
            cwd=nowhere,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.split("\n")[:-1]

    shell.environment = environment
    return shell


def _runs(vault):
    path = vault.root / "runs"
    return path.read_text().splitlines() if path.exists() else []


BASH = r"""
offered() { COMP_WORDS=(askcloud "$@"); COMP_CWORD=$#; _askcloud; printf '%s\t' "${COMPREPLY[@]}"; echo; }
"""


@_needs("bash")
def test_bash_completes_what_the_table_says(shell, stones, nowhere):
    """It offers commands, all options of each, fixed words, files, and values of the index, asked for once each."""
    (nowhere / "saved.json").touch()
    asked = [
        "''",
        *(f"{command} --" for command in COMMANDS),
        *("list ''", "--format ''", "--playlist = e", "verify sav", "why --channel ''", "list -c It", "list --tag ''"),
    ]

    lines = shell("bash", BASH + "\n".join(f"offered {line}" for line in asked))
    offered = dict(zip(asked, (line.split("\t")[:-1] for line in lines), strict=True))

    assert set(offered["''"]) == {*COMMANDS, "help"}
    assert {command: set(offered[f"{command} --"]) for command in COMMANDS} == LONG
    assert offered["list ''"] == list(LISTED)
    assert offered["--format ''"] == list(OPTIONS["format"].choices)
    assert (offered["--playlist = e"], offered["verify sav"]) == (["edl"], ["saved.json"])
    assert r"It\'s\ a\ quarry" in offered["why --channel ''"]
    assert offered["list -c It"] == [r"It\'s\ a\ quarry"]
    assert offered["list --tag ''"]
    assert _runs(stones) == ["completion --values channel", "completion --values tag"]


@_needs("fish")
def test_fish_completes_what_the_table_says(shell, stones, nowhere):
    """It offers commands, all options of each, fixed words, files, and values of the index, asked for once each."""
    (nowhere / "saved.json").touch()
    asked = [
        "",
        *(f"{command} --" for command in COMMANDS),
        *("list ", "--format ", "--playlist=e", "verify sav", "why --channel ", "list -c It", "list --tag "),
    ]

    lines = shell("fish", "\n".join(f"complete -C {shlex.quote(f'askcloud {line}')}; echo ----" for line in asked))
    answers = "\n".join(lines).split("----")
    offered = {
        line: [each.split("\t")[0] for each in answer.strip().splitlines()]
        for line, answer in zip(asked, answers, strict=False)
    }

    assert set(offered[""]) == set(COMMANDS)
    assert {command: set(offered[f"{command} --"]) for command in COMMANDS} == LONG
    assert set(offered["list "]) == set(LISTED)
    assert set(offered["--format "]) == set(OPTIONS["format"].choices)
    assert (offered["--playlist=e"], offered["verify sav"]) == (["--playlist=edl"], ["saved.json"])
    assert "It's a quarry" in offered["why --channel "]
    assert offered["list -c It"] == ["It's a quarry"]
    assert offered["list --tag "]
    assert _runs(stones) == ["completion --values channel", "completion --values tag"]


@_needs("zsh")
def test_zsh_completes_at_its_prompt(shell, run, nowhere, stones):
    """On a terminal a tab completes a command, an option, a fixed word, a value of the index and a file."""
    (nowhere / "saved.json").touch()
    (nowhere / "completion").write_text(run("completion", "zsh").out, encoding="utf-8")
    typed = {
        "li": "list",
        "list --chan": "list --channel=",
        "index --exc": "index --exclude=",
        "--playlist=ed": "--playlist=edl",
        "list --channel It": r"list --channel It\'s\ a\ quarry",
        "list -c It": r"list -c It\'s\ a\ quarry",
        "completion po": "completion powershell",
        "verify sav": "verify saved.json",
    }

    with _Prompt(["zsh", "-f", "-i"], nowhere, shell.environment) as prompt:
        prompt.enter("PS1='READY''> '; autoload -U compinit; compinit -u -D; source ./completion\n", "READY> ")
        shown = {
            begun: prompt.enter(f"\x15askcloud {begun}\t", re.escape(f"askcloud {ended}"))
            for begun, ended in typed.items()
        }

    assert [begun for begun, is_shown in shown.items() if not is_shown] == []
    assert _runs(stones) == ["completion --values channel"]


class _Prompt:
    """A shell on a terminal of its own."""

    def __init__(self, command, folder, environment) -> None:
        self._terminal, other = pty.openpty()
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, "TERM": "dumb", "COLUMNS": "200"},
            stdin=other,
            stdout=other,
            stderr=other,
        )
        os.close(other)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)

    def enter(self, keys, awaited):
        """Types keys; returns whether what is awaited is shown before nothing more is, for a long while."""
        os.write(self._terminal, keys.encode())
        shown = ""
        while not re.search(awaited, shown):
            if not select.select([self._terminal], [], [], 30)[0]:
                return False
            shown += os.read(self._terminal, 1 << 16).decode(errors="replace")
        return True


@pytest.mark.parametrize("name", SHELLS)
def test_scripts_name_every_command_and_option(run, name):
    """No script leaves out a command or an option, and each says how it is made."""
    code, out, err = run("completion", name)

    assert (code, err) == (0, "")
    assert f"askcloud completion {name}\n" in out
    assert "@" not in re.sub(r"@(where|\(|\{)|\(@f\)|\[@\]|\$@", "", out)
    assert all(re.search(rf"(?:--|-l ){name}\b", out) for name in OPTIONS)
    assert all(re.search(rf"\b{command}\b", out) for command in COMMANDS)


def test_completion_prints_values_and_says_what_is_wrong(run, granite, vault, fresh):
    """Channels and tags are one per line; without an index, and without a shell, the error says what to do."""
    assert run("completion", "--values", "channel", vault=vault).out == "Stone\nWater\n"
    assert run("completion", "--values", "tag", vault=granite).out.splitlines()
    assert run("completion", "--values", "channel", vault=fresh).code == 2
    assert run("completion").err.startswith(
        "askcloud: askcloud completion takes one shell: bash, zsh, fish, powershell."
    )
