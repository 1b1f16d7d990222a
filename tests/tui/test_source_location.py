"""Laws of the location in a note that the source pane shows."""

from __future__ import annotations

import pytest
from scripted import beside, result

from askcloud.tui.source_location import SourceLocation, location_of_quote


@pytest.mark.parametrize("make", [result, beside], ids=["result", "item"])
def test_a_result_is_quoted_from_its_line_of_its_note(make):
    """The location of a result or an item has the place, the names and the medium of its citation, and the quote."""
    claim = make("The dam was finished.", 80)
    citation = claim.citation

    location = location_of_quote(claim)

    assert location == SourceLocation(
        citation.note, citation.title, citation.channel, citation.medium, citation.line, "The dam was finished."
    )
