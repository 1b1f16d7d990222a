"""The last lock before the terminal: no control character passes, wherever it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from askcloud.output.sanitize import clean

if TYPE_CHECKING:
    from textual.color import Color


class Guard(LineFilter):
    """Drops what moves a cursor, hides text or turns its direction, in every line of the screen.

    Textual and Rich let ESC and the C1 controls through. What comes from notes is made safe where content is made; this
    holds for what other widgets show, such as what is typed or pasted. It does not see links: those are built.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # Textual's signature
        """The segments, each safe to write."""
        return [segment if segment.control else _safe(segment) for segment in segments]


def _safe(segment: Segment) -> Segment:
    """The segment without unsafe characters: they were laid out as taking no room, so dropping them moves nothing."""
    text = segment.text
    if text.isprintable():  # false for every character that `clean` replaces
        return segment
    return Segment("".join(each for each in text if each.isprintable() or clean(each) == each), segment.style)
