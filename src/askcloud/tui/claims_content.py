"""What the list of results shows: an entry for each result, and a row for each item of a list below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from askcloud.output.sanitize import clean
from askcloud.tui.content import DIM, LINE, TIME

if TYPE_CHECKING:
    from askcloud.answering.answer import Evidence, QuotedClaim


def result_content(index: int, evidence: Evidence, *, selected: bool = False) -> Content:
    """Return an entry of the list of results: number, time and title, and below them the beginning of the quote.

    The entry of a list shows its lead-in in place of the quote, as its items have rows of their own.

    Args:
        index: Its index in the list, from 0.
        evidence: The result.
        selected: Whether it is the selected one, which a mark shows too: not everybody sees a background colour.
    """
    edge = _edge(selected=selected)
    title = clean(evidence.citation.shown_title)
    heading = Content.assemble(edge, f"{index + 1} ", (_clock(evidence), TIME), title)
    side = (f"{clean(evidence.side)} · ", "bold") if evidence.side else ""
    text = evidence.context if evidence.items and evidence.context else evidence.quote
    return Content(LINE).join([heading, Content.assemble(edge, "  ", side, (clean(text), DIM))])


def item_content(item: QuotedClaim, *, selected: bool = False) -> Content:
    """Return the row of an item of a list, indented below its entry: time and beginning of the item.

    Args:
        item: The item.
        selected: As for `result_content`.
    """
    return Content.assemble(_edge(selected=selected), "  ", (_clock(item), TIME), (clean(item.quote), DIM))


def _edge(*, selected: bool) -> tuple[str, str]:
    return ("▌" if selected else " ", TIME)


def _clock(claim: Evidence | QuotedClaim) -> str:
    """Return the time in a column of its own, `—` for none."""
    return f"{claim.citation.moment or '—':>8} "
