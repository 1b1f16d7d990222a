"""The filters that apply to every question; a click on one removes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from askcloud.answering.chat_commands import chips_of
from askcloud.output.sanitize import clean
from askcloud.tui.content import DIM, clickable

if TYPE_CHECKING:
    from askcloud.index.filters import Filters


class Chips(Static):
    """A line above the prompt, which is hidden without filters."""

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__(id="chips", markup=False)
        self.display = False

    def show(self, filters: Filters) -> None:
        """Show the filters that are set."""
        chips = [
            clickable(f"{name}: {clean(value)} ✕", f"app.drop_filter('{name}')") for name, value in chips_of(filters)
        ]
        self.update(Content.assemble(("only ", DIM), Content("  ").join(chips)))
        self.display = bool(chips)
