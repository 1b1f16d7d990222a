"""Every message of the sources, against a table of them: a change of wording is seen in review.

The table is `tests/messages.txt`, sorted by text, so that moving or wrapping a message does not change it. With
SNAPSHOTS=write in the environment it is written again for you to review.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

import askcloud
from askcloud.cli.arguments import COMMANDS, OPTIONS
from askcloud.output.wording import SCORE_PARTS

PACKAGE = Path(askcloud.__file__).parent
TABLE = Path(__file__).parent / "messages.txt"
WORDS = re.compile(r"(?=.* ).*[^\W\d_]{2}")  # a message has a blank and a word of two letters or more
FOR_MACHINES = re.compile(
    r"\\[^n]|\(\?|\w\|\w|\^\w|\bSELECT\b|^(?:INSERT|DELETE|UPDATE|CREATE|PRAGMA|FROM|WHERE)\b"
    r"|COMPREPLY|_askcloud_|__fish|^complete -c|\{\}\) \w+ "  # scripts for shells
)
TAKE_CUES = {"CueTable", "cues_in", "_table", "_relation"}  # the relation's name, before its cues, is shown
NO_MESSAGES = {"_SAMPLE"}  # a note
TAKE_NO_MESSAGE = {
    "compile",
    "sub",
    "search",
    "findall",
    "finditer",
    "execute",
    "executemany",
    "rows",
    "rows_of",
    "split",
}


def messages_of(tree: ast.AST) -> set[str]:
    """Return the strings of a module that read as words, with `{}` for holes, one line each.

    Documentation, annotations, patterns, tables of cues and statements of SQL are left out.
    """
    texts = {_text(node).strip().replace("\n", "\\n") for node in _shown(tree, set(_not_shown(tree)))}
    return {text for text in texts if WORDS.match(text) and not FOR_MACHINES.search(text)}


def _shown(node: ast.AST, not_shown: set[ast.AST]):
    """Yield the nodes below a node but for those not shown; of an f-string its holes, not its parts."""
    for child in ast.iter_child_nodes(node):
        if child not in not_shown and not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield child
            yield from _shown(child, not_shown)


def _not_shown(tree: ast.AST):
    """Yield what is for readers of the source or for machines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a string that is a statement documents what is above it
        if isinstance(node, ast.Assign) and NO_MESSAGES.issuperset(getattr(name, "id", "") for name in node.targets):
            yield node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TAKE_NO_MESSAGE:
            yield from (node.func.value, *node.args)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TAKE_CUES:
            yield from (keyword.value for keyword in node.keywords)
            yield from node.args if not node.keywords else ()
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            yield node.annotation


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def all_messages() -> list[str]:
    """Return the messages of the package and the words of its help, each once, in order of text."""
    messages = {*SCORE_PARTS.values(), *(option.help for option in OPTIONS.values())}
    messages.update(command.help for command in COMMANDS.values())
    for path in PACKAGE.rglob("*.py"):
        messages |= messages_of(ast.parse(path.read_text(encoding="utf-8")))
    return sorted(messages)


def test_messages_are_those_of_the_table():
    """Every message is in the table, and the table has no other."""
    messages = all_messages()
    if os.environ.get("SNAPSHOTS") == "write":
        TABLE.write_text("".join(f"{message}\n" for message in messages), encoding="utf-8")

    assert messages == TABLE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ('raise Wrong("No dam here.", hint=f"Build {it:>3} with\\n{tools}.")', {"No dam here.", "Build {} with\\n{}."}),
        ('tell("The dam"\n     " is finished.")', {"The dam is finished."}),
        ('tell(f"{count} dams" if count else "no dams")', {"{} dams", "no dams"}),
        ("tell(f\"The dam {'is not' if x else 'is'} finished.\")", {"The dam {} finished.", "is not"}),
        ('tell(" and so on " + name)', {"and so on"}),
        ('def dam():\n    """Return the dam."""\n\nheight = 3\n"""Its height, in metres."""', set()),
        ('re.compile("the dam"), "a dam or two".split(), rows("SELECT dam FROM dams")', set()),
        ('key = "dam"\nname = f"{key}.md"\nwhere: "a b" = "{} 1"', set()),
    ],
)
def test_messages_are_found_in_sources(source, messages):
    """A message is a string that reads as words, however it is wrapped, with its holes empty."""
    assert messages_of(ast.parse(source)) == messages
