"""The transcript: the questions asked so far, each with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from askcloud.tui.transcript_content import message_content, reply_content, turn_content
from askcloud.tui.widgets.pane import Pane, Part
from askcloud.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from askcloud.answering.answer import Answer
    from askcloud.answering.overview import Overview

MAX_TURNS = 200
"""Turns that are shown at once; with 500, a key press costs 35 ms."""


class Turn(Part, can_focus=True):
    """One question in the transcript, and its answer once there is one."""

    class Chosen(Message):
        """Posted when a person goes to a turn."""

        def __init__(self, turn: Turn) -> None:
            """Name the turn."""
            super().__init__()
            self.turn = turn

    def __init__(self, number: int, question: str, *, alone: bool = False, as_typed: bool = False) -> None:
        """Show the question without an answer.

        Args:
            number: Its number in the conversation, from 0.
            question: As it was typed.
            alone: Whether it is no follow-up, whatever it looks like.
            as_typed: Whether to correct no spelling either.
        """
        super().__init__(message_content(question, "…"))
        self.number = number
        self.question = question
        self.alone = alone
        self.as_typed = as_typed
        self.answer: Answer | None = None
        self._toggled = False  # from all results to one or the reverse

    def show_message(self, message: str) -> None:
        """Show a message in place of the answer."""
        self.update(message_content(self.question, message))

    def show(self, answer: Answer) -> None:
        """Show the answer: its first result, or all if the question asks for several and the first is not a list."""
        self.answer = answer
        in_one = bool(answer.evidence and answer.evidence[0].items)
        whole = answer.several and not in_one
        self.update(turn_content(self.number, answer, expanded=self._toggled != whole))

    def toggle(self) -> None:
        """Show all results instead of the first alone, or the reverse."""
        if self.answer:
            self._toggled = not self._toggled
            self.show(self.answer)

    def on_focus(self) -> None:
        """Post that a person went to this turn."""
        self.post_message(self.Chosen(self))


class Transcript(Pane, can_focus=False):
    """The turns of a conversation, newest last."""

    def __init__(self) -> None:
        """Show how to begin."""
        self._welcome = Welcome(None)
        self._overview: Overview | None = None
        super().__init__(self._welcome, id="transcript")

    def show_overview(self, overview: Overview) -> None:
        """Show what the notes are about, now or when a new conversation begins."""
        self._overview = overview
        self._welcome.show(overview)

    async def start_over(self) -> None:
        """Remove all turns, and show how to begin."""
        await self.remove_children()
        self._welcome = Welcome(self._overview)
        await self.mount(self._welcome)

    async def add_turn(self, turn: Turn) -> None:
        """Show a new turn, and remove the oldest if there are too many."""
        await self._add(turn)

    async def add_reply(self, typed: str, message: str) -> None:
        """Show a line that was not a question with its reply, which is not a turn of the conversation."""
        entry = Part(markup=False, classes="reply")
        entry.update(reply_content(typed, message))
        await self._add(entry)

    async def _add(self, entry: Part) -> None:
        await self.query(Welcome).remove()
        shown = self.query(Part)
        if len(shown) >= MAX_TURNS:
            await shown.first().remove()
        await self.mount(entry)
        self.scroll_to_part(entry, top=True)

    def scroll_pages(self, pages: int) -> None:
        """Scroll down by so many pages, or up if negative, with one line in common."""
        self.scroll_relative(y=pages * (self.size.height - 1), animate=False)
