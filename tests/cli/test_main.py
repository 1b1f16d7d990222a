"""Laws of the entry of the command line: what it prints, and how every error ends."""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import sys
from pathlib import Path

import pytest
from transcripts import ASKED, DAM, FALL, GRANITE, QUARRY, UNKNOWN, notes_of

import askcloud
from askcloud.cli import main as cli
from askcloud.cli.arguments import COMMANDS, usage
from askcloud.settings import config_file, state_folder

STONE = (
    "Stone\nStone/Stone.md · Stone\n\n"
    "No sentence of this note is quoted, because it is a list of videos, or has no text.\n\n"
    "links to The quarry\n"
)


@pytest.mark.parametrize(
    ("argv", "code", "out"),
    [
        ([ASKED], 0, DAM),
        (["when", "was", "the", "dam", "finished?"], 0, DAM),
        (["ask", ASKED], 0, DAM),
        (["--top", "1", ASKED], 0, DAM),
        (["where is it that the stream drops", "--channel", "water"], 0, FALL),
        (["where do zeppelins land"], 0 + 1, UNKNOWN.replace("zeppelins", "zeppelins” or “land")),
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
            STONE,
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cli_transcript(run, vault, argv, code, out):
    """Each command prints exactly this on standard output, nothing on standard error, and exits with this code."""
    assert run(*argv, vault=vault) == (code, out, "")


def test_cli_says_that_it_was_stopped(run, vault, monkeypatch):
    """Ctrl-C ends a run with the code that shells expect and one line, below the prompt where there is one."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", interrupt)

    assert run("chat", "--plain", vault=vault, terminal=True) == (130, "\n", "\rStopped.\n")


def test_cli_says_that_memory_is_short(run, vault, monkeypatch):
    """A run that gets no memory ends with a sentence and code 2."""

    def fail(*_):
        raise MemoryError

    monkeypatch.setattr(cli, "_command", fail)

    assert run(ASKED, vault=vault) == (
        *(2, ""),
        "askcloud: There is not enough memory.\nClose other programs, then try again.\n",
    )


def test_cli_logs_what_nobody_expected(run, vault, monkeypatch):
    """A failure that is a bug, or of a library that gets no memory, is a sentence; its trace is in a private log."""

    def fail(*_):
        raise ImportError("failed to map segment from shared object")

    monkeypatch.setattr(cli, "_command", fail)

    code, out, err = run(ASKED, vault=vault)

    log = Path(state_folder(), "failures.log")
    assert (code, out) == (2, "")
    assert err == f"askcloud: Something went wrong.\nDetails are in {log}; please report them.\n"
    assert "failed to map segment" in log.read_text(encoding="utf-8")


INPUTS = {"a device": "/dev/zero", "a FIFO": "fifo", "a folder": ".", "too large": "large", "missing": "none"}


@pytest.mark.parametrize("command", ["verify", "eval"])
@pytest.mark.parametrize("name", INPUTS)
def test_cli_reads_only_regular_files(run, vault, tmp_path, command, name):
    """A file that never ends, that nobody writes to, or that is larger than any answers is refused at once."""
    os.mkfifo(tmp_path / "fifo")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(60_000_000)

    code, out, err = run(command, str(tmp_path / INPUTS[name]), vault=vault)

    sentence, hint = err.splitlines()
    assert (code, out) == (2, "")
    assert "cannot be read: " in sentence
    assert hint


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


def test_modules_are_loaded_as_python_finds_them(process):
    """The command finds its modules by itself, each with the same name, file and compiled file as Python's own way."""
    script = """
import sys
from importlib.machinery import PathFinder
import askcloud.__main__
found = {name: module.__spec__ for name, module in sys.modules.items() if name.startswith("askcloud.cli.")}
for name, spec in found.items():
    other = PathFinder.find_spec(name, sys.modules["askcloud.cli"].__path__)
    assert (spec.origin, spec.cached, spec.parent) == (other.origin, other.cached, other.parent), name
    assert (spec.loader.path, type(spec.loader)) == (other.loader.path, type(other.loader)), name
    assert sys.modules[name].__file__ == other.origin, name
assert len(found) > 3
assert askcloud.__main__._OwnModules in sys.meta_path
assert askcloud.__main__._OwnModules.find_spec("askcloud.cli", sys.modules["askcloud"].__path__) is None
"""

    done = process(script=script)

    assert (done.returncode, done.stderr) == (0, b"")


def test_cli_flags_choose_corpus_and_index(run, vault, tmp_path):
    """The folders named on the command line are used, before those of the environment."""
    code, out, _ = run("--corpus", str(vault.corpus), "--index", str(vault.folder), ASKED)
    elsewhere = run("--index", str(tmp_path / "new"), ASKED, vault=vault)

    assert (code, out) == (0, DAM)
    assert elsewhere.out == DAM
    assert (tmp_path / "new" / "askcloud.db").is_file()


def test_cli_of_several_corpora(run, make_vault, granite, tmp_path):
    """Several corpora are one index, in which each note goes by its corpus's name."""
    other = make_vault({"bridge.md": "The bridge behind the dam is of granite too [00:03:00]."})
    (other.corpus).rename(other.root / "notes")
    index = str(tmp_path / "both")
    both = ["--corpus", str(granite.corpus), "--corpus", str(other.root / "notes"), "--index", index]

    notes = notes_of(run("--json", *both, GRANITE).out)
    shown = run("show", *both, "bridge").out

    assert notes == {"corpus/Water/dam.md", "corpus/Stone/quarry.md", "notes/bridge.md"}
    assert shown.splitlines()[1].startswith("notes/bridge.md · notes · ")
    assert run("status", *both).out.count("changes     0 notes") == 1
    (other.root / "notes" / "bridge.md").unlink()
    assert notes_of(run("--json", "--quiet", *both, GRANITE).out) == {"corpus/Water/dam.md", "corpus/Stone/quarry.md"}


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
    "unknown flag": (["--wasp", ASKED], _as_it_is, "--wasp is unknown"),
    "unknown short flag": (["-x"], _as_it_is, "-x is unknown"),
    "flag without its value": ([ASKED, "--top"], _as_it_is, "--top needs a value"),
    "flag of another command": (["show", "--json"], _as_it_is, "--json is unknown"),
    "bad number": ([ASKED, "--top", "0"], _as_it_is, "--top takes a positive integer, not '0'"),
    "no number": ([ASKED, "--top", "many"], _as_it_is, "--top takes a positive integer, not 'many'"),
    "huge number": ([ASKED, "--top", "9" * 5000], _as_it_is, "--top takes a positive integer"),
    "bad number in a batch": (["-", "--top", "0"], _as_it_is, "--top takes a positive integer, not '0'"),
    "words for index": (["index", "funds"], _as_it_is, "askcloud index takes no arguments"),
    "no note to show": (["show"], _as_it_is, "askcloud show takes one NOTE"),
    "unknown channel": ([ASKED, "--channel", "Wasps"], _as_it_is, "no channel Wasps"),
    "broken config": ([ASKED], _run_in(config="corpus = 7"), "corpus is not a path"),
    "config with a NUL": ([ASKED], _run_in(config='corpus = "a\\u0000b"'), ""),
    "empty question": ([""], _as_it_is, "The question is empty"),
    "stop words": (["what is it"], _as_it_is, "only common words"),
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
    "index of another version": (["status"], _damage("PRAGMA user_version = 99"), "another version of askcloud"),
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
    """Words of the command line are as untrusted in an error as a note is."""
    err = run(ASKED, "--channel", "\x1b]0;owned\x07\u202e\udcff", vault=vault).err

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", err)


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


def test_cli_works_where_the_working_directory_is_missing(run, vault, monkeypatch, capsys):
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


def test_cli_takes_an_argument_that_is_not_utf_8(process, vault):
    """An argument of other bytes is a question like any other."""
    done = process("caf\udce9 zeppelin" if sys.platform == "linux" else "café zeppelin", vault=vault)

    assert done.returncode == 1
    assert done.stderr == b""
