"""From a location in a note to the page of it in a source pane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from askcloud.errors import AskcloudError, NoteError

if TYPE_CHECKING:
    from askcloud.answering.conversation import Conversation
    from askcloud.notes.page import Page
    from askcloud.tui.background import Background
    from askcloud.tui.source_location import SourceLocation
    from askcloud.tui.widgets.source import Source


class SourceLoader:
    """Reads the note around a quote into a source pane, and knows which one is shown."""

    def __init__(self, conversation: Conversation, background: Background, pane: Source) -> None:
        """Load nothing yet.

        Args:
            conversation: Reads the notes.
            background: Runs what takes time.
            pane: The source pane next to the transcript.
        """
        self.location: SourceLocation | None = None
        """What is shown; None for no note."""
        self.page: Page | None = None
        """The part of the note that is shown; None until it was read."""
        self._conversation = conversation
        self._background = background
        self._pane = pane

    def show(self, location: SourceLocation, pane: Source | None = None) -> None:
        """Show a location in a note, in the pane next to the transcript unless another is given."""
        self.location, self.page = location, None
        self._background.start_worker(partial(self._load, location, pane or self._pane), group="source")

    def clear(self) -> None:
        """Show no note."""
        self.location = self.page = None
        self._background.cancel_workers("source")
        self._pane.show_message("")

    async def _load(self, location: SourceLocation, pane: Source) -> None:
        try:
            page = await self._background.in_thread(
                lambda: self._conversation.page(location.path, location.line, location.quote)
            )
        except NoteError as error:
            pane.show_message(f"{location.path} {error.message}. {error.hint}")
        except AskcloudError as error:
            pane.show_message(f"{error.message} {error.hint}")
        else:
            self.page = page
            pane.show(location, page)
