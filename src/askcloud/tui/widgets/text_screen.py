"""A text over the chat, to read and to close: the help, the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextScreen(ModalScreen[None]):
    """A text in a frame, which scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1,question_mark,m", "dismiss", "Back", id="back")]

    def __init__(self, title: str, text: Content) -> None:
        """Show a text.

        Args:
            title: What it is.
            text: The text.
        """
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the text in its frame."""
        text = Static(markup=False)
        text.update(self._text)
        frame = VerticalScroll(text, id="text")
        frame.border_title = Content(self._title)
        frame.border_subtitle = Content("↑ ↓ scroll · esc closes")
        yield frame
