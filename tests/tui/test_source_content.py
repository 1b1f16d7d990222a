"""What pages of notes look like."""

from __future__ import annotations

from scripted import NOTE, QUOTE, ROOF, VIDEO

from askcloud.notes.page import Page, Paragraph, read_page
from askcloud.tui.source_content import page_contents
from askcloud.tui.source_location import SourceLocation


def test_page_has_three_parts():
    """A page is what is before the block with the quote, that block with marks around the quote, and what is after."""
    location = SourceLocation("Water/dam.md", "The dam", "Water", VIDEO, 12, QUOTE)

    before, block, after = (part.plain for part in page_contents(location, read_page(NOTE, 12, QUOTE)))

    assert before.startswith("The dam\nWater\n\nThe dam\n\nWork began upstream ▶0:10.")
    assert block == f"▌{QUOTE}▐ ▶1:03"
    assert after.startswith(f"  • {ROOF} ▶1:20")


def test_omitted_text_is_counted():
    """A page that is not the whole note says how much is left out, and how to see it."""
    page = Page((Paragraph("paragraph", 0, "Work began.", (), 1),), None, 940_000, 12)

    parts = page_contents(SourceLocation("Water/dam.md", "The dam", "Water", VIDEO), page)
    text = "\n".join(part.plain for part in parts)

    assert "… 940 kB more above (e: open in editor)" in text
    assert "… 12 characters more below (e: open in editor)" in text
