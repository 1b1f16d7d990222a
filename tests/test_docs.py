"""What the documents say is true: commands run, transcripts match, links and files exist, nothing is left out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from askcloud import __version__
from askcloud.cli import main as cli
from askcloud.cli.arguments import COMMANDS, OPTIONS, read_arguments
from askcloud.mcp.tools import TOOLS
from askcloud.settings import KEYS, SETTINGS

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "askcloud"
BIN = Path(sys.executable).parent
FOR_USERS = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
DECISIONS = sorted(f"docs/decisions/{path.name}" for path in (ROOT / "docs" / "decisions").glob("*.md"))
DOCUMENTS = [
    *FOR_USERS,
    *DECISIONS,
    *("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "bench/README.md"),
]

FOUNDERS = "---\ntitle: Founders\nvideoId: ifA0ZRiOmx0\n---\n\nThe founders meet in a kitchen in Delft [00:00:10].\n"
AGENTS = """---
title: What agents remember
videoId: aB3_dE6-hI9
published: 2025-01-31
tags: [ai, agents]
---

Agents remember what they did in a short text of their own [00:00:20].
"""

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ANY_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")

# Words that read like a riddle, or that have a usual term.
_RIDDLES = (
    *(r"\banew\b", r"\bbeside\b", r"\bcontenders?\b", r"\bcrumbs?\b", r"\brivals?\b", r"\bseal(?:s|ed)?\b"),
    *(r"\blean(?:s|ed|t)? on\b", r"\bcom(?:e|es|ing) to rest\b", r"\bgo(?:es)? on\b", r"\bat a glance\b"),
    *(r"\bshort ways?\b", r"\bslips?\b", r"\bspeaks? of\b", r"\bat hand\b", r"\bnext door\b", r"\bon paper\b"),
    *(r"\banswered by (?:videos|an outline|a list|what)\b", r"\bleft alone\b", r"\bis told\b"),
    *(r"\bstands? (?:in|for|below|above|behind|there)\b", r"(?<!there )\bis no [a-z]", r"\b(?:is|are) none\b"),
)


def text_of(document):
    """The text of a document, named by its path in the project."""
    return (ROOT / document).read_text(encoding="utf-8")


def fences(document, language):
    """The texts of a document's fenced blocks of a language, in order."""
    return [text for found, text in _FENCE.findall(text_of(document)) if found == language]


def transcripts():
    """(document, command line, output) of each command of the console blocks, in order."""
    for document in FOR_USERS:
        for block in fences(document, "console"):
            parts = _COMMAND.split(block)[1:]
            outputs = (output.strip("\n") for output in parts[1::2])
            yield from zip([document] * len(parts[::2]), parts[::2], outputs, strict=True)


def is_setup(block):
    """Whether a block of shell commands installs askcloud."""
    return "venv" in block


def shell(script, folder=ROOT, **environment):
    """Run a shell script with askcloud on the path."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The environment of a user whose notes are in `~/vault`, are named in the configuration, and are indexed."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "corpus", folder / "vault")
    (folder / "vault" / "founders.md").write_text(FOUNDERS, encoding="utf-8")
    (folder / "vault" / "agents.md").write_text(AGENTS, encoding="utf-8")
    config = folder / ".config" / "askcloud" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('corpus = "~/vault"\n', encoding="utf-8")
    user = {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "XDG_STATE_HOME": str(folder / ".state"),
        "ASKCLOUD_CORPUS": "",
        "ASKCLOUD_INDEX": "",
        "SSH_CONNECTION": "1",  # nothing is played
    }
    assert shell("askcloud index", folder, **user).returncode == 0
    return user


@pytest.fixture(scope="module")
def sample_index(tmp_path_factory):
    """The options that name the sample notes and an index of them."""
    folder = str(tmp_path_factory.mktemp("index"))
    options = ["--corpus", str(ROOT / "corpus"), "--index", folder]
    assert cli.main(["index", "--quiet", *options]) == 0
    return options


# --- what is shown is what happens -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "output"),
    [(command, output) for _, command, output in transcripts()],
    ids=[f"{document}: {command}" for document, command, _ in transcripts()],
)
def test_transcript_is_what_askcloud_prints(command, output, sample_index):
    """Every command of a transcript prints what the document shows, apart from the time it took."""
    printed = shell(command, ASKCLOUD_CORPUS=sample_index[1], ASKCLOUD_INDEX=sample_index[3])

    assert re.sub(r'"elapsed_ms": [\d.]+', '"elapsed_ms": 0', printed.stdout).strip("\n") == output


@pytest.mark.parametrize(
    "document",
    [name for name in FOR_USERS if any(not is_setup(block) for block in fences(name, "sh"))],
)
def test_shell_commands_run(document, home, tmp_path):
    """The shell commands of a document run in their order without an error."""
    script = "".join(block for block in fences(document, "sh") if not is_setup(block))

    done = shell(script, tmp_path, **home)

    assert done.returncode == 0, done.stderr


def test_setup_commands_are_those_that_ci_runs():
    """The README's two commands for a fresh machine are in the script that runs them on one."""
    setups = [block.strip() for document in FOR_USERS for block in fences(document, "sh") if is_setup(block)]
    script = text_of(".ci/run")

    assert len(setups) == 2
    assert [setup for setup in setups if setup not in script] == []


def test_commands_for_ones_own_notes_find_them(home, tmp_path):
    """The README's commands to name a folder of notes answer from that folder."""
    (script,) = [block for block in fences("README.md", "sh") if "ASKCLOUD_CORPUS" in block]

    done = shell(script, tmp_path, **home)

    assert "The founders meet in a kitchen in Delft." in done.stdout


@pytest.mark.parametrize("document", ["README.md", "docs/notes-format.md"])
def test_example_note_is_read(document, tmp_path):
    """An example of a note gives the sentence and the second it shows."""
    (note,) = fences(document, "markdown")
    (tmp_path / "note.md").write_text(note, encoding="utf-8")

    done = shell(
        "askcloud --quiet --top 1 'which part keeps customers from leaving'",
        ASKCLOUD_CORPUS=str(tmp_path),
        ASKCLOUD_INDEX=str(tmp_path / "index"),
    )

    assert "Databases are the part that keeps customers from leaving." in done.stdout
    assert "&t=12s" in done.stdout


def test_api_examples_run(home, tmp_path):
    """The Python examples run as they are, and the first one prints the quote of an answer."""
    examples = fences("docs/api.md", "python")

    done = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, **home},
        )
        for code in examples
    ]

    assert [each.stderr for each in done if each.returncode] == []
    assert "Data gravity matters because" in done[0].stdout


@pytest.mark.parametrize("document", FOR_USERS)
def test_commands_in_running_text_exist(document):
    """Every command and option of askcloud that a document names exists."""
    named = [code.split() for code in _CODE.findall(text_of(document)) if code.startswith("askcloud ")]
    options = {word for words in named for word in words if re.fullmatch(r"--[a-z][a-z-]*", word)}
    lowered = {words[1] for words in named if re.fullmatch(r"[a-z]+", words[1])}

    assert options <= {f"--{name}" for name in OPTIONS}
    assert lowered <= set(COMMANDS)


# --- nothing is left out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_is_documented_and_helps(command, capsys):
    """Each command is in the README and explains every option it takes."""
    code = cli.main([command, "--help"])
    printed = capsys.readouterr().out

    assert code == 0
    assert f"askcloud {command}" in text_of("README.md")
    assert all(f"--{name}" in printed for name, option in OPTIONS.items() if command in option.commands)


def test_version_is_that_of_the_package(capsys):
    """`--version` prints the package's version, and the changelog has an entry for it."""
    cli.main(["--version"])

    assert capsys.readouterr().out == f"askcloud {__version__}\n"
    assert re.search(rf"^## {re.escape(__version__)} - \d{{4}}-\d\d-\d\d$", text_of("CHANGELOG.md"), re.MULTILINE)


def keys_in(value):
    """Every key of a JSON value, at any depth."""
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    return set(value).union(*map(keys_in, value.values())) if isinstance(value, dict) else set()


@pytest.mark.parametrize(
    ("section", "arguments"),
    [
        ("askcloud QUESTION --json", ["--json", "--after", "when did S3 launch", "what about EC2?"]),
        ("askcloud QUESTION --json", ["--json", "why does data gravty matter"]),
        ("askcloud list --json", ["list", "--json"]),
        *(("askcloud list --json", ["list", kind, "--json"]) for kind in ("notes", "videos", "channels", "tags")),
        ("askcloud outline --json", ["outline", "Altimeter", "--json"]),
        ("askcloud index --json", ["index", "--json", "--full"]),
        ("askcloud doctor --json", ["doctor", "--json"]),
    ],
)
def test_json_keys_are_documented(section, arguments, sample_index, capsys):
    """Every key that a command prints as JSON is in the table of its section."""
    text = text_of("docs/json.md").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    cli.main([*arguments, *sample_index])
    printed = capsys.readouterr().out

    # The forms of timestamps are keys as well, and are data.
    keys = {key for line in printed.splitlines() for key in keys_in(json.loads(line))} - {"anchor tag"}

    assert keys - set(_CODE.findall(text)) == set()


def test_json_keys_of_files_are_documented(sample_index, tmp_path, capsys):
    """Every key that `verify --json` and `eval --json` print is in the table of its section."""
    text = text_of("docs/json.md")
    cli.main(["--json", "why does data gravity matter", *sample_index])
    (tmp_path / "answer.json").write_text(capsys.readouterr().out, encoding="utf-8")
    cli.main(["eval", "--make", "2", *sample_index])
    (tmp_path / "questions.jsonl").write_text(capsys.readouterr().out, encoding="utf-8")

    cli.main(["verify", "--json", str(tmp_path / "answer.json"), *sample_index])
    cli.main(["eval", "--json", str(tmp_path / "questions.jsonl"), *sample_index])
    verified, measured = map(json.loads, capsys.readouterr().out.splitlines())

    assert keys_in(verified) - set(_CODE.findall(text.partition("## askcloud verify --json")[2])) == set()
    kinds = {"known item"}  # data, as is the name of all kinds, which the section explains
    assert keys_in(measured) - kinds - set(_CODE.findall(text.partition("## askcloud eval --json")[2])) == set()


def test_document_for_assistants_has_valid_configurations_and_all_tools():
    """Each configuration in docs/mcp.md starts the server, and each tool is documented with all its arguments."""
    text = text_of("docs/mcp.md")
    configurations = [json.loads(block) for kind, block in _FENCE.findall(text) if kind == "json"]
    rows = {row.split("`")[1]: row for row in text.splitlines() if row.startswith("| `")}

    for configuration in configurations:
        ((_, servers),) = configuration.items()
        assert read_arguments(servers["askcloud"]["args"]).command == "mcp"
    assert len(configurations) == 4
    for name, tool in TOOLS.items():
        assert [each for each in tool.takes["properties"] if f"`{each}`" not in rows[name]] == []


def test_settings_and_keys_are_documented():
    """Every setting is in the document on the configuration, and every key that can be changed in that on the chat."""
    configuration, chat = (set(_CODE.findall(text_of(f"docs/{name}.md"))) for name in ("configuration", "chat"))
    picks = {f"pick_{number}" for number in range(2, 9)}  # between the first and the last, which are named

    assert set(SETTINGS) - configuration == set()
    assert set(KEYS) - picks - chat == set()


def test_environment_variables_are_documented():
    """Every environment variable that the sources read is in the document on the configuration."""
    text = text_of("docs/configuration.md")
    sources = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    read = set(re.findall(r'environ(?:ment)?(?:\.get)?[\[(]"([A-Z_]+)"', sources))

    assert read
    assert [name for name in sorted(read) if name not in text] == []


def test_public_names_are_documented():
    """Every name that the package offers is in the document on the Python API."""
    import askcloud

    text = text_of("docs/api.md")

    assert [name for name in askcloud.__all__ if not re.search(rf"\b{name}\b", text)] == []


def test_security_promises_name_their_tests():
    """Every promise of SECURITY.md names tests in its row, and each of them exists."""
    text = text_of("SECURITY.md")
    promises = [line.split(" | ") for line in text.splitlines() if line.startswith("| **")]
    tests = {
        name for path in (ROOT / "tests").rglob("*.py") for name in re.findall(r"def (test_\w+)", path.read_text())
    }

    assert len(promises) >= 10
    assert [promise for promise, *rest in promises if "`test_" not in "".join(rest)] == []
    assert set(re.findall(r"`(test_\w+)`", text)) - tests == set()


def test_dependencies_are_explained():
    """Every package that an installation brings with it has a row that says why it is trusted, and no other has."""
    rows = re.findall(
        r"^\| ([\w.-]+) \| ([\w.-]+) \| \w+ \| (.+) \| (.+) \|$", text_of("docs/dependencies.md"), re.MULTILINE
    )
    named = {name.lower() for name, *_ in rows}
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    direct, web, cluster = (
        {re.match(r"[\w.-]+", line)[0].lower() for line in lines}
        for lines in (project["dependencies"], extras["web"], extras["cluster"])
    )
    optional = {"linkify-it-py", "uc-micro-py", "mdit-py-plugins", "cloudpickle", "narwhals"}  # of some versions

    assert {name.lower() for name, needed_by, *_ in rows if needed_by == "askcloud"} == direct
    assert {name.lower() for name, needed_by, *_ in rows if needed_by == "web"} == web
    assert {name.lower() for name, needed_by, *_ in rows if needed_by == "cluster"} == cluster
    assert _needed_by(direct | web | cluster) <= named <= _needed_by(direct | web | cluster) | optional


def _needed_by(packages):
    """Packages and all that they need, by the metadata of what is installed."""
    found, left = set(), set(packages)
    while left:
        name = left.pop()
        found.add(name)
        needed = [line.partition(";") for line in metadata.requires(name) or []]
        names = {
            re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line, _, marker in needed if not marker.strip()
        }
        left |= names - found
    return found


def test_architecture_names_every_module_once():
    """A stranger finds every module, with what it does, in one row of ARCHITECTURE.md, and no other module."""
    rows = [line.split(" | ")[0] for line in text_of("ARCHITECTURE.md").splitlines() if line.startswith("| `")]
    named = sorted(path for row in rows for path in re.findall(r"`([\w/]+\.py)`", row))
    modules = [path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.py") if "__" not in path.name]

    assert named == sorted(modules)


def test_layers_are_those_of_the_contract():
    """The picture of the layers has the packages of the import contract, in the same order."""
    contract = text_of("pyproject.toml").partition('type = "layers"')[2].partition("]")[0]
    layers = [line.replace("askcloud.", "") for line in re.findall(r'"([^"]+)"', contract)]
    picture = text_of("ARCHITECTURE.md").split("```")[1].strip().splitlines()

    assert [re.split(r" {2,}", line)[0] for line in picture] == layers


def test_decisions_are_indexed():
    """Every decision has a number of its own and a row in the index, and begins with the decision."""
    files = [name.rpartition("/")[2] for name in DECISIONS if not name.endswith("README.md")]

    assert [file[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    assert [file for file in files if f"]({file})" not in text_of("docs/decisions/README.md")] == []
    assert [file for file in files if text_of(f"docs/decisions/{file}").split("\n")[2][:13] != "**Decision.**"] == []


def test_benchmarks_are_all_explained():
    """Every script in bench/ is in its README."""
    text = text_of("bench/README.md")

    assert [path.name for path in (ROOT / "bench").glob("*.py") if path.name not in text] == []


# --- links, files, style ---------------------------------------------------------------------------------------------


def anchors_of(document):
    """The anchors of a document's headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", _ANY_FENCE.sub("", text_of(document)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_resolve(document):
    """Every relative link leads to a file of the project, and to a heading that it has."""
    missing = []
    for link in _LINK.findall(_CODE.sub("", _ANY_FENCE.sub("", text_of(document)))):
        path, _, anchor = link.partition("#")
        if path.startswith("http"):
            continue
        target = ((ROOT / document).parent / path).resolve() if path else ROOT / document
        if not target.exists() or (anchor and anchor not in anchors_of(target.relative_to(ROOT).as_posix())):
            missing.append(link)

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_files_that_exist(document):
    """Every path of a source file or a folder in backquotes exists in the project."""
    named = re.findall(
        r"`((?:[\w.-]+/)*[\w-]+\.(?:py|md|toml|txt|tcss)|(?:[\w.-]+/)+)`", _ANY_FENCE.sub("", text_of(document))
    )
    places = [ROOT, SOURCES, (ROOT / document).parent]
    of_users = {"note.md", "answer.md", "config.toml"}

    assert [
        name for name in named if name not in of_users and not any((place / name).exists() for place in places)
    ] == []


def test_sources_name_documents_that_exist():
    """Every document that a message, a comment or the configuration names exists."""
    files = [ROOT / "pyproject.toml", *SOURCES.rglob("*.py"), *(ROOT / "bench").glob("*.py")]
    named = {name for file in files for name in re.findall(r"docs/[\w/-]+\.md", file.read_text(encoding="utf-8"))}

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_use_plain_words(document):
    """No document uses a word that reads like a riddle or that has a usual term."""
    prose = _CODE.sub("", _ANY_FENCE.sub("", text_of(document)))

    assert [found.group() for riddle in _RIDDLES for found in re.finditer(riddle, prose, re.IGNORECASE)] == []


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md"])
def test_entrances_are_short(document):
    """The README and ARCHITECTURE.md have at most 200 lines."""
    assert len(text_of(document).splitlines()) <= 200


def test_glossary_is_sorted_and_explains_each_word_once():
    """The words of the glossary are in alphabetical order, and none is explained twice."""
    words = re.findall(r"^\| ([\w ,-]+?) \|", text_of("docs/glossary.md"), re.MULTILINE)[1:]

    assert words == sorted(set(words))
