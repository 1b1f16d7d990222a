"""What the help shows: every key, by where it works, and the commands of the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from askcloud.answering.chat_commands import COMMANDS
from askcloud.tui.content import DIM, LINE, TIME

if TYPE_CHECKING:
    from collections.abc import Iterable

_ABOUT = """\
A question can follow up on the one before: and what about Google? The line "Understood as" shows how it was completed.
The mouse works too: click a time to play it, or a result to see it in its note."""


def help_content(groups: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Content:
    """Return the help.

    Args:
        groups: (heading, its keys, each with what it does); the commands are added.
    """
    commands = ((f"/{name} {takes}".rstrip(), does) for name, (takes, does) in COMMANDS.items())
    tables = [
        _table(heading, rows) for heading, rows in (*groups, ("Commands in the prompt, completed by →", commands))
    ]
    return Content(LINE * 2).join([*tables, Content(_ABOUT).stylize(DIM)])


def is_letter(key: str) -> bool:
    """Return whether a key types a character, so that it cannot act while the prompt has the focus."""
    return len(key) == 1 or key == "question_mark"


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> Content:
    rows = list(rows)
    width = max((cell_len(keys) for keys, _ in rows), default=0)
    lines = (Content.assemble((f"  {keys}{' ' * (width - cell_len(keys))}", TIME), f"  {what}") for keys, what in rows)
    return Content(LINE).join([Content(heading).stylize("bold"), *lines])
