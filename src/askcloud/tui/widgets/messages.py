"""Messages: a few lines above the prompt that cover nothing and disappear by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from askcloud.output.sanitize import clean
from askcloud.tui.content import DIM, LINE
from askcloud.tui.wrapping import wrapped

if TYPE_CHECKING:
    from textual.timer import Timer

MESSAGE_SECONDS = 8.0
"""How long a message is shown."""

_KEPT = 100  # messages that can be read again


class Messages(Static):
    """The last message, and those before it to read again."""

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__(id="message", markup=False)
        self.display = False
        self.shown: list[tuple[str, str]] = []
        """(time of day, message) of each message, oldest first."""
        self._timer: Timer | None = None

    def show(self, message: str) -> None:
        """Show a message of one line or more for a while."""
        text = "\n".join(map(clean, message.split("\n")))
        self.shown = [*self.shown, (f"{datetime.now().astimezone():%H:%M:%S}", text)][-_KEPT:]
        self.display = True
        self._draw(self.size.width or self.app.size.width)
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(MESSAGE_SECONDS, self._hide)

    def all_content(self, width: int) -> Content:
        """Return all messages, newest first, for so many columns."""
        blocks = [
            Content.assemble((time, DIM), LINE, LINE.join(wrapped(line, width) for line in message.split(LINE)))
            for time, message in reversed(self.shown)
        ]
        return Content(LINE * 2).join(blocks) if blocks else Content("There have been no messages yet.")

    def on_resize(self) -> None:
        """Wrap the lines again."""
        if self.display:
            self._draw(self.size.width)

    def _draw(self, width: int) -> None:
        _, message = self.shown[-1]
        self.update(Content("\n".join(wrapped(line, width) for line in message.split("\n"))))

    def _hide(self) -> None:
        self.display = False
