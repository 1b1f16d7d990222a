"""What the list of results shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from askcloud.output.sanitize import clean
from askcloud.tui.content import DIM, LINE, TIME

if TYPE_CHECKING:
    from askcloud.answering.answer import Evidence


def result_content(index: int, evidence: Evidence, *, selected: bool = False) -> Content:
    """Return an entry of the list of results: number, time and title, and below them the beginning of the quote.

    Args:
        index: Its index in the list, from 0.
        evidence: The result.
        selected: Whether it is the selected one, which a mark shows too: not everybody sees a background colour.
    """
    citation = evidence.citation
    edge = ("▌" if selected else " ", TIME)
    heading = Content.assemble(
        edge, f"{index + 1} ", (f"{citation.time.formatted or '—':>8} ", TIME), clean(citation.shown_title)
    )
    return Content(LINE).join([heading, Content.assemble(edge, "  ", (clean(evidence.quote), DIM))])
