"""A pane that scrolls to a part of what it shows, however late that part is laid out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget


class Part(Static):
    """A text in a pane, among others."""

    class Resized(Message):
        """Posted when a part is laid out with another size, as it is after its text has changed."""

        def __init__(self, part: Part) -> None:
            """Name the part."""
            super().__init__()
            self.part = part

    def on_resize(self) -> None:
        """Post that the part has another size."""
        self.post_message(self.Resized(self))


class Pane(VerticalScroll):
    """Parts one below another. What is scrolled to stays in view until a person scrolls.

    A text that changes is laid out later, and Textual may refresh the screen before that. Scrolling after the next
    refresh would then stop too early, so the pane scrolls again whenever its own size or that of a part changes.
    """

    def __init__(self, *parts: Widget, id: str) -> None:  # noqa: A002  # the name that Textual gives it
        """Scroll nowhere.

        Args:
            parts: What is shown at first.
            id: The widget's id.
        """
        super().__init__(*parts, id=id)
        self._scroll: Callable[[], object] | None = None
        self._moving: Sequence[Part] = ()  # parts whose size decides where that is
        self._scrolled_to = 0.0  # in lines; where the pane is elsewhere, a person has scrolled since

    def scroll_to_part(self, part: Part, *, above: Sequence[Part] = (), top: bool = False) -> None:
        """Scroll to a part.

        Args:
            part: The part.
            above: Parts above it that change with it.
            top: Whether it is to begin at the top; otherwise it is to be in the middle.
        """
        scroll = partial(self.scroll_to_widget, part, top=top, center=not top, animate=False, immediate=True)
        self._begin(scroll, (*above, part))

    def stay_at_end(self) -> None:
        """Keep the end in view if it is."""
        if self.is_vertical_scroll_end:
            self._begin(lambda: self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True), ())

    def on_resize(self) -> None:
        """Scroll again."""
        self._repeat()

    def on_part_resized(self, message: Part.Resized) -> None:
        """Scroll again if the part moves what is scrolled to."""
        message.stop()
        if message.part in self._moving:
            self._repeat()

    def _begin(self, scroll: Callable[[], object], moving: Sequence[Part]) -> None:
        self._scroll = scroll
        self._moving = moving
        self.call_after_refresh(self._scroll_now)

    def _repeat(self) -> None:
        if self.scroll_target_y == self._scrolled_to:
            self._scroll_now()

    def _scroll_now(self) -> None:
        if self._scroll:
            self._scroll()
            self._scrolled_to = self.scroll_target_y
