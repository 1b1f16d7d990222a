"""The first screen: what the notes contain, how to begin, and questions to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from askcloud.output.sanitize import clean
from askcloud.tui.status_content import overview_content

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from askcloud.answering.overview import Overview

_HOW_TO_BEGIN = "Type a question. Results appear as you type; enter asks."
_PICK = "Or pick one: click it, or press tab, then enter."
_KEYS = "F1: all keys · /help: commands · ctrl+p: palette · ctrl+q: quit"


class _Questions(OptionList):
    """The questions to pick; the first is highlighted once a person goes there."""

    def on_focus(self) -> None:
        """Highlight the first one, so that enter asks it."""
        if self.highlighted is None and self.option_count:
            self.highlighted = 0


class Welcome(Vertical):
    """What is shown before the first question."""

    class Picked(Message):
        """Posted when a person picks a question."""

        def __init__(self, question: str) -> None:
            """Name the question."""
            super().__init__()
            self.question = question

    def __init__(self, overview: Overview | None) -> None:
        """Show how to begin.

        Args:
            overview: What the notes are about; None if that is not known yet.
        """
        super().__init__(id="welcome")
        self._about = Static(id="about", markup=False)
        self._pick = Static(Content(_PICK))
        self._list = _Questions(id="questions", markup=False)
        self.show(overview)

    def compose(self) -> ComposeResult:
        """Yield what is here, how to begin and the questions."""
        yield self._about
        yield Static(Content(_HOW_TO_BEGIN))
        yield self._pick
        yield self._list
        yield Static(Content(_KEYS))

    def show(self, overview: Overview | None) -> None:
        """Show what the notes are about, and questions that they answer."""
        self._questions = overview.questions if overview else ()
        self._about.update(overview_content(overview) if overview else Content(""))
        self._about.display = bool(overview)
        self._list.clear_options()
        self._list.add_options(Option(Content(clean(question))) for question in self._questions)
        self._list.display = self._pick.display = bool(self._questions)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Post which question was picked."""
        event.stop()
        self.post_message(self.Picked(self._questions[event.option_index]))
