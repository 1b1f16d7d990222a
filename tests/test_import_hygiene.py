"""Laws of what a question loads: a module that is not imported costs nothing."""

from __future__ import annotations

import json

import pytest

HEAVY = {"markdown_it", "numpy", "rich", "scipy", "sklearn", "textual", "yaml"}
SLOW = {"argparse", "dataclasses", "inspect", "pathlib", "rapidfuzz", "typing", "urllib"}
ASKED = "which lighthouse warns ships"
SCRIPT = """
import sys

before = set(sys.modules)
from askcloud.cli import main

code = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*loaded, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of one note with its index."""
    vault = make_vault({"a.md": "A lighthouse warns ships of the rocks [00:00:40]."})
    vault.update()
    return vault


@pytest.mark.parametrize(
    ("argv", "kept_out"),
    [
        ([ASKED], HEAVY | SLOW | {"json"}),
        (["--why", ASKED], HEAVY | SLOW | {"json"}),
        (["--channel", "", ASKED], HEAVY | SLOW | {"json"}),
        (["show", "a"], HEAVY | SLOW | {"json"}),
        (["--json", ASKED], HEAVY | SLOW),
        (["zeppelin"], HEAVY),
        (["status"], HEAVY - {"markdown_it", "yaml"}),
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
    assert set(names.values()) <= {"type", "function"}
    assert missing == "module 'askcloud' has no attribute 'wasp'"
