"""The final output filter: it strips control characters from every line that is written to the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from askcloud.output.sanitize import clean

if TYPE_CHECKING:
    from textual.color import Color


class Guard(LineFilter):
    """Drops characters that move the cursor, hide text or change its direction.

    Textual and Rich let ESC and the C1 controls through. Text of notes is cleaned where content is made; this filter is
    for what other widgets show, such as what is typed or pasted. It does not see hyperlinks: those are never taken from
    a note but built.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002  # Textual's signature
        """Return the segments without unsafe characters."""
        return [segment if segment.control else _safe(segment) for segment in segments]


def _safe(segment: Segment) -> Segment:
    """Return the segment without unsafe characters, which have no width in the layout: nothing moves."""
    text = segment.text
    if text.isprintable():  # false for every character that `clean` replaces
        return segment
    safe = "".join(character for character in text if character.isprintable() or clean(character) == character)
    return Segment(safe, segment.style)
