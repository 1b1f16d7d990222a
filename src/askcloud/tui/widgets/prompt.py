"""The line in which questions are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from askcloud.output.sanitize import clean
from askcloud.question.parse import MAX_QUESTION

if TYPE_CHECKING:
    from textual import events

    from askcloud.system.history import History


BLINK_SECONDS = 10.0
"""Seconds without a key after which the cursor stops blinking: to draw it twice a second takes 1 % of a processor."""


class _QuietInput(Input, inherit_bindings=False):
    """An `Input` whose twenty keys work as always but are hidden from the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, system=True) for binding in Input.BINDINGS if isinstance(binding, Binding)
    ]


class Prompt(_QuietInput):
    """The line for questions, with a history of those asked before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", id="ask"),
        Binding("up", "recall(-1)", "Earlier", id="earlier", tooltip="Recall the previous question"),
        Binding("down", "recall(1)", "Later question", id="later", show=False),
        Binding("tab", "app.focus_next", "Panes", id="panes", tooltip="Go to the next pane"),
    ]

    def __init__(self, history: History) -> None:
        """Show an empty line.

        Args:
            history: Questions asked before.
        """
        super().__init__(placeholder="Ask the notes…", max_length=MAX_QUESTION, id="prompt", select_on_focus=False)
        self._history = history

    def on_mount(self) -> None:
        """Let the cursor blink for a while."""
        self._rest = self.set_interval(BLINK_SECONDS, self._stop_blinking)

    def on_key(self) -> None:
        """Let the cursor blink for another while."""
        self._blink()

    def on_focus(self) -> None:
        """Let the cursor blink for another while."""
        self._blink()

    def _blink(self) -> None:
        self.cursor_blink = True
        self._rest.reset()

    def _stop_blinking(self) -> None:
        self.cursor_blink = False  # and it stays visible

    def take_question(self) -> str:
        """Return the question, with single blanks, after adding it to the history and clearing the line."""
        question = " ".join(self.value.split())
        self.clear()
        if question:
            self._history.add(question)
        return question

    def action_recall(self, step: int) -> None:
        """Show the previous question (-1) or after (1) the one in the line."""
        self.value = self._history.before(self.value) if step < 0 else self._history.after(self.value)
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """Join several pasted lines to one question, where `Input` would take only the first."""
        self.replace(clean(" ".join(event.text.split()))[:MAX_QUESTION], *self.selection)
        event.prevent_default()
        event.stop()
