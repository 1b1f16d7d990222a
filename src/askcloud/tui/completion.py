"""Completes the commands of the prompt while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import Suggester

from askcloud.answering.chat_commands import FILTER_COMMANDS, completed, read_command

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class CommandSuggester(Suggester):
    """Suggests the rest of a command, or of the channel or tag that it names; nothing to a question."""

    def __init__(self, values_of: Callable[[str], Awaitable[list[str]]]) -> None:
        """Suggest nothing yet.

        Args:
            values_of: Returns the values that a filter may have.
        """
        super().__init__(use_cache=False, case_sensitive=True)  # another index has other channels
        self._values_of = values_of

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed line; None if nothing completes it."""
        command, argument = read_command(value)
        values = await self._values_of(command) if command in FILTER_COMMANDS and argument else []
        line = completed(value, lambda _: values)
        return line if line != value else None
