"""The notes that a note links to, to choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from askcloud.output.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from askcloud.index.reader import StoredNote


class LinksScreen(ModalScreen["StoredNote | None"]):
    """A list of notes over the chat; its result is the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Back", id="back")]

    def __init__(self, notes: Iterable[StoredNote]) -> None:
        """List some notes.

        Args:
            notes: What to choose from.
        """
        super().__init__()
        self._notes = list(notes)

    def compose(self) -> ComposeResult:
        """Yield the list of their titles."""
        titles = OptionList(*(Option(Content(clean(note.title))) for note in self._notes), id="links", markup=False)
        titles.border_title = Content("Linked notes · enter opens, esc closes")
        yield titles

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the chosen note."""
        self.dismiss(self._notes[event.option_index])
