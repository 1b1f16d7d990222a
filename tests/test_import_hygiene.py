"""Laws of what a question loads: a module that is not imported costs nothing."""

from __future__ import annotations

import json
import os

import pytest

HEAVY = {"dask", "distributed", "markdown_it", "numpy", "rich", "scipy", "sklearn", "textual", "yaml"}
SERVERS = {"starlette", "uvicorn"}
SLOW = {"argparse", "contextlib", "dataclasses", "getopt", "inspect", "pathlib", "rapidfuzz", "typing", "urllib"}
ASKED = "which lighthouse warns ships"
OURS = {
    *("askcloud", "errors", "record", "settings", "storage"),
    *("answering", "answering.answer", "answering.ask", "answering.evidence", "answering.session", "answering.verify"),
    *("cli", "cli.arguments", "cli.ask", "cli.exit_codes", "cli.main", "cli.session", "cli.terminal"),
    *("corpus", "corpus.corpus", "corpus.files"),
    *("index", "index.bm25", "index.compression", "index.database", "index.footer", "index.lexicon"),
    *("index.passages", "index.postings", "index.reader", "index.schema", "indexer", "indexer.freshness"),
    *("media", "media.citation", "media.medium"),
    *("output", "output.excerpt", "output.sanitize", "output.text", "output.wording"),
    *("question", "question.kind", "question.parse", "question.synonyms", "question.words"),
    *("search", "search.answer_evidence", "search.candidates", "search.confidence", "search.features"),
    *(
        "search.maxscore",
        "search.query",
        "search.question_names",
        "search.rank",
        "search.scored",
        "search.statements",
        "search.statistics",
    ),
    *("search.weights", "search.word_forms"),
    *("system", "system.files", "system.last_answer", "system.private_files"),  # the last one to create the folder
    *("text", "text.analyzer", "text.cues", "text.inflection", "text.ngrams", "text.stopwords"),
}
"""Every module of askcloud that a question loads."""

PYTHONS = {
    *("__future__", "bisect", "collections", "encodings", "functools", "itertools"),
    *("keyword", "math", "operator", "reprlib", "types"),
    *("_bisect", "_collections", "_functools", "_operator", "_sqlite3", "zlib"),
}
"""Every module of the standard library that a question loads, or that some Python loads for these."""

LISTED = """
import sys

before = set(sys.modules)
from askcloud.cli.main import main

main(sys.argv[1:])
print(*set(sys.modules) - before, file=sys.stderr)
"""
SCRIPT = """
import sys

before = set(sys.modules)
from askcloud.cli.main import main

code = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*loaded, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of one note with its index."""
    vault = make_vault({"a.md": "A lighthouse warns ships of the rocks [00:00:40]."})
    os.utime(vault.corpus, (1_700_000_000, 1_700_000_000))  # a folder that changed just now is walked
    vault.update()
    return vault


@pytest.mark.parametrize(
    ("argv", "kept_out"),
    [
        ([ASKED], HEAVY | SERVERS | SLOW | {"json"}),
        (["--why", ASKED], HEAVY | SLOW | {"json"}),
        (["--channel", "", ASKED], HEAVY | SLOW | {"json"}),
        (["show", "a"], HEAVY),
        (["--json", ASKED], HEAVY | SLOW),
        (["zeppelin"], HEAVY),
        (["status"], HEAVY | SERVERS),
        (["index"], HEAVY - {"markdown_it", "yaml"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_cli_loads_no_more_than_it_needs(process, vault, argv, kept_out):
    """In a fresh interpreter a question loads a few small modules, and an index that is up to date no scikit-learn."""
    done = process(*argv, vault=vault, script=SCRIPT)

    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert done.returncode == ("zeppelin" in argv)
    assert "askcloud" in loaded
    assert loaded & kept_out == set()


def test_small_update_loads_neither_scikit_learn_nor_processes(process, make_vault):
    """An update of one note, plain head and all, loads no scikit-learn, no YAML and nothing that starts processes."""
    vault = make_vault(
        {"a.md": "A lighthouse warns ships of the rocks [00:00:40].", "b.md": "Ships carry salt [0:01]."}
    )
    vault.update()
    (vault.corpus / "b.md").write_text("---\ntitle: Salt\n---\nShips carry salt and sand [0:01].\n", encoding="utf-8")

    done = process("index", vault=vault, script=SCRIPT)

    assert done.returncode == 0
    assert set(done.stderr.decode().splitlines()[-1].split()) & {"sklearn", "scipy", "joblib", "yaml"} == set()


def test_question_loads_what_is_listed_here(process, vault):
    """In a fresh interpreter a question loads the modules named above; another one is a decision to be written down."""
    done = process(ASKED, vault=vault, script=LISTED)

    loaded = set(done.stderr.decode().split())
    ours = {name for name in loaded if name.partition(".")[0] == "askcloud"}
    assert {name.removeprefix("askcloud.") for name in ours} == OURS
    assert {name.partition(".")[0] for name in loaded - ours} <= PYTHONS


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        ("who founded the lighthouse", {"askcloud.search.things", "askcloud.text.capitals"}),
        ("when was the lighthouse founded", {"askcloud.search.things", "askcloud.search.dates"}),
        ("lighthouse", {"askcloud.search.topics"}),
    ],
)
def test_question_for_a_name_a_date_or_a_topic_compiles_no_pattern(process, make_vault, asked, needed):
    """A question that asks who, when or for a topic reads sentences without `re`, which takes longer to load."""
    vault = make_vault({"a.md": 'The "Old Lighthouse" was founded by Ada Lovelace in 1897 [00:00:40].'})
    vault.update()

    done = process(asked, vault=vault, script=LISTED)

    loaded = set(done.stderr.decode().split())
    assert needed <= loaded
    assert loaded & {"re", "enum"} == set()


def test_chat_draws_without_what_builds_and_parses(process):
    """Before its first frame the chat loads neither scikit-learn nor the parser, which a person would wait for."""
    script = "import sys; import askcloud.tui.app; print(*{name.partition('.')[0] for name in sys.modules})"

    loaded = set(process(script=script).stdout.decode().split())

    assert {"askcloud", "textual"} <= loaded
    assert loaded & {"markdown_it", "numpy", "rapidfuzz", "scipy", "sklearn", "tomllib", "yaml"} == set()


def test_chat_builds_without_loading_what_builds(process, make_vault):
    """A chat that builds an index and answers from it never loads scikit-learn: the build is a process of its own."""
    script = """
import asyncio, sys
from functools import partial
from askcloud.answering.conversation import Conversation
from askcloud.index.reader import open_index
from askcloud.settings import read_settings
from askcloud.system.history import History
from askcloud.tui.app import ChatApp

async def main():
    settings = read_settings(None, None)
    app = ChatApp(Conversation(settings, partial(open_index, settings.index)), History(None))
    async with app.run_test() as pilot:
        app.asking.ask("which lighthouse warns ships")
        while not app.claims.selected:
            await pilot.pause(0.05)
        return app.claims.selected.quote

print(asyncio.run(main()))  # the chat takes what is printed while it runs
print(*{name.partition('.')[0] for name in sys.modules})
"""

    done = process(vault=make_vault({"a.md": "A lighthouse warns ships of the rocks [00:00:40]."}), script=script)

    quote, loaded = done.stdout.decode().splitlines()
    assert quote == "A lighthouse warns ships of the rocks."
    assert set(loaded.split()) & {"numpy", "scipy", "sklearn"} == set()


def test_server_of_the_page_loads_neither_what_builds_nor_what_parses(process):
    """A server loads what reads requests and what answers, and no parser until a note is opened."""
    pytest.importorskip("uvicorn")
    script = "import sys; import askcloud.web.server; print(*{name.partition('.')[0] for name in sys.modules})"

    loaded = set(process(script=script).stdout.decode().split())

    assert {"askcloud", "starlette", "uvicorn"} <= loaded
    assert loaded & (HEAVY | {"joblib", "mcp", "rapidfuzz", "uvloop"}) == set()


def test_askcloud_itself_loads_nothing(process):
    """`import askcloud` loads no other module of askcloud, and its public names each only what they need."""
    script = """
import sys, json
import askcloud
first = sorted(name for name in sys.modules if name.startswith("askcloud"))
askcloud.AskcloudError
second = sorted(name for name in sys.modules if name.startswith("askcloud"))
names = {name: type(getattr(askcloud, name)).__name__ for name in askcloud.__all__}
try:
    askcloud.wasp
except AttributeError as error:
    missing = str(error)
print(json.dumps([first, second, names, missing]))
"""

    first, second, names, missing = json.loads(process(script=script).stdout)

    assert first == ["askcloud"]
    assert second == ["askcloud", "askcloud.errors"]
    assert set(names.values()) <= {"type", "function", "_RecordType"}
    assert missing == "module 'askcloud' has no attribute 'wasp'"
