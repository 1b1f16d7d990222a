"""SourceLocation: the place in a note that the source pane shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.record import Record

if TYPE_CHECKING:
    from askcloud.answering.answer import Evidence, QuotedClaim


class SourceLocation(Record):
    """A location in a note, with what is shown above the note."""

    path: str
    """Path of the note in the corpus."""
    title: str
    channel: str
    medium: str
    """The video, episode or file that the note is about."""
    line: int = 1
    """Line of the quote, from 1."""
    quote: str = ""
    """The quote to show; empty for the beginning of the note."""


def location_of_quote(claim: Evidence | QuotedClaim) -> SourceLocation:
    """Return where in its note a result, or an item of it, is quoted from."""
    cited = claim.citation
    return SourceLocation(cited.note, cited.title, cited.channel, cited.medium, cited.line, claim.quote)
