"""What the source pane shows: a page of a note, with its quote and its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from askcloud.media.medium import is_playable, link_to
from askcloud.output.sanitize import clean
from askcloud.tui.content import DIM, LINE, TIME, clickable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.notes.page import Page, Paragraph
    from askcloud.tui.source_location import SourceLocation

    TimeMarks = Sequence[tuple[int, Content]]  # (offset in a text, the time to show there)


def page_contents(location: SourceLocation, page: Page) -> tuple[Content, Content, Content]:
    """Return a page of a note in three parts, so that the second can be scrolled to.

    Args:
        location: Which note it is, and what it is about.
        page: The part of the note to show.

    Returns:
        What is before the block with the quote, that block, and what is after it. Without a quote, the second part is
        the first block.
    """
    quoted = page.claim[0] if page.claim else 0
    heading = Content.assemble((clean(location.title), "bold"), LINE, (clean(location.channel), DIM))
    times = [list(_times(index, paragraph, location.medium)) for index, paragraph in enumerate(page.paragraphs)]
    blocks = [_paragraph(paragraph, marks) for paragraph, marks in zip(page.paragraphs, times, strict=True)]
    if page.claim:
        blocks[quoted] = _paragraph_with_quote(page, times[quoted])
    above = [_omitted(page.above, "above")] if page.above else []
    below = [_omitted(page.below, "below")] if page.below else []
    return (
        _stack([heading, *above, *blocks[:quoted]]),
        _stack(blocks[quoted : quoted + 1]),
        _stack([*blocks[quoted + 1 :], *below]),
    )


def _stack(blocks: Iterable[Content]) -> Content:
    return Content("\n\n").join(blocks)


def _omitted(characters: int, where: str) -> Content:
    amount = f"{characters / 1000:,.0f} kB" if characters >= 1000 else f"{characters} characters"
    return Content(f"… {amount} more {where} (e: open in editor)").stylize(DIM)


def _times(index: int, paragraph: Paragraph, medium: str) -> Iterator[tuple[int, Content]]:
    """Yield (offset in the paragraph, time) for each time in it; a click plays it if it can be played."""
    for number, (offset, time) in enumerate(paragraph.times):
        of_medium = time.medium or medium
        if is_playable(of_medium):
            action = f"app.play_time({index}, {number})"
            yield offset, Content(" ") + clickable(f"▶{time.formatted}", action, link_to(of_medium, time.seconds))
        else:
            yield offset, Content(f" {time.formatted} ").stylize(DIM)


def _paragraph(paragraph: Paragraph, times: TimeMarks) -> Content:
    """Return a block in the style of its kind, with its times."""
    from askcloud.notes.blocks import CALLOUT, HEADING  # the parser: 60 ms that the first frame does not wait for

    style = {HEADING: "bold underline", CALLOUT: "bold"}.get(paragraph.kind, "")
    body = _with_times(paragraph.text, 0, times)
    return Content.assemble(_indent(paragraph), body.stylize(style) if style else body)


def _paragraph_with_quote(page: Page, times: TimeMarks) -> Content:
    """Return the block with the quote in reverse video and between marks, as not everybody sees colours."""
    assert page.claim
    index, start, end = page.claim
    paragraph = page.paragraphs[index]
    text = paragraph.text
    before = [(offset, time) for offset, time in times if offset <= start]
    after = [(max(offset, end), time) for offset, time in times if offset > start]  # none interrupts the quote
    return Content.assemble(
        _indent(paragraph),
        _with_times(text[:start], 0, before),
        Content("▌").stylize(TIME),
        Content(clean(text[start:end])).stylize("reverse"),
        Content("▐").stylize(TIME),
        _with_times(text[end:], end, after),
    )


def _indent(paragraph: Paragraph) -> Content:
    from askcloud.notes.blocks import ITEM  # see `_paragraph`

    return Content("  " * paragraph.depth + ("• " if paragraph.kind == ITEM else ""))


def _with_times(text: str, start: int, times: TimeMarks) -> Content:
    """Return a part of a block's text, which begins at offset `start`, with the times that were cut out of it."""
    parts: list[Content] = []
    position = 0
    for offset, time in times:
        parts += [Content(clean(text[position : offset - start])), time]
        position = offset - start
    return Content.assemble(*parts, clean(text[position:]))
