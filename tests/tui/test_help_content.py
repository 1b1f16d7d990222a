"""Laws of the help."""

from __future__ import annotations

import pytest

from askcloud.answering.chat_commands import COMMANDS
from askcloud.tui.help_content import help_content, is_letter


def test_help_has_every_key_and_every_command():
    """The keys stand in a column below their heading, and the commands after them."""
    lines = help_content([("Anywhere", [("^o", "Play"), ("f1", "Keys")])]).plain.splitlines()

    assert lines[:3] == ["Anywhere", "  ^o  Play", "  f1  Keys"]
    assert [name for name in COMMANDS if not any(line.startswith(f"  /{name}") for line in lines)] == []


@pytest.mark.parametrize(("key", "letter"), [("y", True), ("question_mark", True), ("ctrl+y", False), ("f1", False)])
def test_letters_are_keys_that_type(key, letter):
    """A key that types a character cannot act while the prompt takes it."""
    assert is_letter(key) == letter
