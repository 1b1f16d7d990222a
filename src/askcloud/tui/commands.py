"""Carries out lines that are not questions: commands, and words such as *help* and *thanks*."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from askcloud.answering.chat_commands import is_question, read_command, reply
from askcloud.errors import AskcloudError

if TYPE_CHECKING:
    from collections.abc import Callable

    from askcloud.answering.conversation import Conversation
    from askcloud.tui.background import Background
    from askcloud.tui.widgets.chips import Chips
    from askcloud.tui.widgets.transcript import Transcript


class Commands:
    """Acts on lines that are not questions, and shows which filters apply."""

    def __init__(  # noqa: PLR0913  # what it works with, by name
        self,
        conversation: Conversation,
        background: Background,
        *,
        transcript: Transcript,
        chips: Chips,
        clear: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        """Do nothing yet.

        Args:
            conversation: Whose filters to set.
            background: Runs what needs the index.
            transcript: Where replies are shown.
            chips: Where the filters are shown.
            clear: Starts a new conversation.
            leave: Ends the chat.
        """
        self._conversation = conversation
        self._background = background
        self._transcript = transcript
        self._chips = chips
        self._own = {"clear": clear, "quit": leave}

    def run(self, typed: str) -> bool:
        """Carry out a line if it is not a question; return whether it was carried out."""
        if is_question(typed):
            return False
        command, _ = read_command(typed)
        if command in self._own:
            self._own[command]()
        else:
            self._background.start_worker(partial(self._reply, typed))
        return True

    def drop_filter(self, name: str) -> None:
        """Search without a filter from now on."""
        self._background.start_worker(partial(self._drop_filter, name))

    async def values_of(self, name: str) -> list[str]:
        """Return the values that a filter may have, as far as they are known."""
        with suppress(AskcloudError):
            return await self._background.on_index_thread(lambda: self._conversation.filter_values(name))
        return []

    async def _reply(self, typed: str) -> None:
        message = await self._background.on_index_thread(lambda: reply(self._conversation, typed))
        await self._transcript.add_reply(typed, message)
        self._chips.show(self._conversation.filters)

    async def _drop_filter(self, name: str) -> None:
        await self._background.on_index_thread(lambda: self._conversation.set_filter(name, None))
        self._chips.show(self._conversation.filters)
