"""Laws of the location in a note that the source pane shows."""

from __future__ import annotations

from scripted import result

from askcloud.tui.source_location import SourceLocation, location_of_quote


def test_a_result_is_quoted_from_its_line_of_its_note():
    """The location of a result has the place, the names and the medium of its citation, and the quote."""
    evidence = result("The dam was finished.")
    citation = evidence.citation

    location = location_of_quote(evidence)

    assert location == SourceLocation(
        citation.note, citation.title, citation.channel, citation.medium, citation.line, "The dam was finished."
    )
