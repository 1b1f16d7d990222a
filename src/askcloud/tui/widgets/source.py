"""The note around a quote: as a pane, and as a screen where the terminal is too narrow for two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from askcloud.output.sanitize import clean
from askcloud.tui.source_content import page_contents
from askcloud.tui.widgets.keys import Keys
from askcloud.tui.widgets.pane import Pane, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from askcloud.notes.page import Page
    from askcloud.tui.source_location import SourceLocation


class Source(Pane):
    """A page of a note, with its quote highlighted."""

    def __init__(self, identity: str = "source") -> None:
        """Show nothing.

        Args:
            identity: The widget's id.
        """
        super().__init__(id=identity)
        self.border_title = Content("Source")
        self._parts = [Part(markup=False) for _ in range(3)]

    def compose(self) -> ComposeResult:
        """Yield what is before the block with the quote, that block, and what is after it."""
        yield from self._parts

    def show(self, location: SourceLocation, page: Page) -> None:
        """Show a page of a note, scrolled to its quote; say if the note no longer contains it."""
        self.can_focus = True
        for part, content in zip(self._parts, page_contents(location, page), strict=True):
            part.update(content)
            part.display = bool(content)
        stale = bool(location.quote) and not page.claim
        self.border_subtitle = Content("note changed since indexing · ctrl+r to update" if stale else "")
        before, quoted, _ = self._parts
        if page.claim:
            self.scroll_to_part(quoted, above=[before])
        else:
            self.scroll_to_part(before, top=True)

    def show_message(self, message: str) -> None:
        """Show a message in place of a note; an empty one clears the pane."""
        self.border_subtitle = Content("")
        self._parts[0].update(Content(clean(message)))
        self._parts[0].display = True
        for part in self._parts[1:]:
            part.display = False


class SourceScreen(Screen[None]):
    """The source pane on a screen of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Back", id="back"),
    ]

    def __init__(self, fill: Callable[[Source], object]) -> None:
        """Show an empty pane.

        Args:
            fill: Called with the pane once it is shown.
        """
        super().__init__()
        self._fill = fill
        self._source = Source("source-alone")

    def compose(self) -> ComposeResult:
        """Yield the pane and its keys."""
        yield self._source
        yield Keys()

    def on_mount(self) -> None:
        """Fill the pane, and let it take the keys."""
        self._fill(self._source)
        self._source.focus()
