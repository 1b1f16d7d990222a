"""What the documents say is so: commands run, transcripts match, paths exist."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from askcloud import __version__
from askcloud.cli import main as cli
from askcloud.cli.arguments import COMMANDS, OPTIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
SOURCES = ROOT / "src" / "askcloud"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)


def fences(language):
    """The texts of the README's fenced blocks of a language, in order."""
    return [text for found, text in _FENCE.findall(README) if found == language]


def transcripts():
    """(command line, output) of each command of the README's console blocks."""
    for block in fences("console"):
        parts = _COMMAND.split(block)[1:]
        yield from zip(parts[::2], (output.strip("\n") for output in parts[1::2]), strict=True)


def shell(script, **environment):
    """Runs a shell script with askcloud on the path."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euc", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PATH": path, **environment},
    )


@pytest.mark.parametrize(("command", "output"), list(transcripts()), ids=[command for command, _ in transcripts()])
def test_readme_transcript_is_what_askcloud_says(command, output, tmp_path):
    """Every command of a transcript prints what the README shows, times aside."""
    said = shell(command, ASKCLOUD_CORPUS=str(ROOT / "corpus"), ASKCLOUD_INDEX=str(tmp_path))

    assert re.sub(r'"elapsed_ms": [\d.]+', '"elapsed_ms": 0', said.stdout).strip("\n") == output


def test_readme_setup_commands_are_those_that_ci_runs():
    """The two commands for a fresh machine stand in the script that runs them on one."""
    setups = [block.strip() for block in fences("sh") if "venv" in block]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert len(setups) == 2
    assert all(setup in script for setup in setups)


def test_readme_commands_for_ones_own_notes_work(tmp_path):
    """The commands to point askcloud at a vault run as they stand, on a vault in the home folder."""
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "founders.md").write_text(
        "---\ntitle: Founders\nvideoId: ifA0ZRiOmx0\n---\n\nThe founders meet in a kitchen in Delft [00:00:10].\n",
        encoding="utf-8",
    )
    (script,) = [block for block in fences("sh") if "ASKCLOUD_CORPUS" in block]

    said = shell(script, HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"), XDG_CONFIG_HOME=str(tmp_path))

    assert said.returncode == 0
    assert "The founders meet in a kitchen in Delft." in said.stdout


def test_readme_note_is_read(tmp_path):
    """The example of a note gives the claim and second it shows."""
    (note,) = fences("markdown")
    (tmp_path / "note.md").write_text(note, encoding="utf-8")

    said = shell(
        "askcloud --quiet --top 1 'which part keeps customers from leaving'",
        ASKCLOUD_CORPUS=str(tmp_path),
        ASKCLOUD_INDEX=str(tmp_path / "index"),
    )

    assert "Databases are the part that keeps customers from leaving." in said.stdout
    assert "&t=12s" in said.stdout


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_is_documented_and_helps(command, capsys):
    """Each command stands in the README and explains itself with every option it takes."""
    code = cli.main([command, "--help"])
    said = capsys.readouterr().out

    assert code == 0
    assert f"askcloud {command}" in README
    assert all(f"--{name}" in said for name, option in OPTIONS.items() if command in option.commands)


def test_version_is_that_of_the_package(capsys):
    """`--version` prints the package's version."""
    cli.main(["--version"])

    assert capsys.readouterr().out == f"askcloud {__version__}\n"


def test_security_promises_name_their_tests():
    """Every promise of SECURITY.md names tests, and each of them is there."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    promises = [part for part in text.split("\n\n") if part.startswith("**")]
    tests = {
        name for path in (ROOT / "tests").rglob("*.py") for name in re.findall(r"def (test_\w+)", path.read_text())
    }

    assert len(promises) >= 10
    assert [promise for promise in promises if "`test_" not in promise] == []
    assert set(re.findall(r"`(test_\w+)`", text)) - tests == set()


@pytest.mark.parametrize(
    "document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/decisions.md"]
)
def test_documents_name_files_that_exist(document):
    """Every path in backquotes or a link leads to a file of the project."""
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|md|toml)|(?:[\w.-]+/)+)`", text))
    linked = {link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not link.startswith("http")}
    places = [ROOT, ROOT / "src" / "askcloud", (ROOT / document).parent]

    missing = [
        name for name in named | linked if name != "url" and not any((place / name).exists() for place in places)
    ]

    assert not missing


def test_architecture_names_every_module():
    """A stranger finds every module in ARCHITECTURE.md: by its path, or in the drawing of the stair."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    stair = set(re.findall(r"[a-z]+", text.split("```")[1]))
    modules = [path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py") if "__" not in path.name]

    assert [path for path in modules if f"`{path}`" not in text and path.removesuffix(".py") not in stair] == []


def test_benchmarks_are_all_explained():
    """Every script in bench/ stands in its README."""
    text = (ROOT / "bench" / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in (ROOT / "bench").glob("*.py") if path.name not in text] == []


def test_architecture_is_short():
    """ARCHITECTURE.md fits in 200 lines."""
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 200


def test_glossary_words_are_sorted_nowhere_twice():
    """No word of the glossary is explained twice."""
    words = re.findall(r"^\| ([\w ,-]+?) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert len(words) == len(set(words))
