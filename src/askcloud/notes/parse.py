"""Parse a note's text: the steps that are common to reading its claims and showing it as a page.

`reader` lists the steps and the module of each.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from askcloud.notes.blocks import parse_blocks
from askcloud.notes.clock import infer_notation
from askcloud.notes.frontmatter import read_front_matter
from askcloud.notes.inline import render_inline
from askcloud.notes.time_formats import CHAPTERS, LINES, NO_BARE_TIMES, first_line_time, has_chapters, has_line_times
from askcloud.notes.timeline import Timeline
from askcloud.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.notes.blocks import Block
    from askcloud.notes.clock import TimeNotation
    from askcloud.notes.frontmatter import FrontMatter
    from askcloud.notes.plain_text import PlainText


class ParsedNote(Record):
    """A parsed note, from which claims and pages are built."""

    front: FrontMatter
    """Its front matter."""
    blocks: tuple[Block, ...]
    """Its blocks in order of appearance."""
    plain_texts: tuple[PlainText, ...]
    """The plain text of each block."""
    notation: TimeNotation
    """How it writes its times."""
    timeline: Timeline
    """The time of each sentence of each block."""
    time_formats: Counter[str]
    """How often it contains something in each format of a time, by name."""


def parse_note(source: str) -> ParsedNote:
    """Return the parts of a note. Any text is a note, so this never fails.

    If a note names no medium, text that looks like a timestamp stays text: `10:30` is a time of day there.

    Args:
        source: The note's text (see `corpus.files.read_source`).
    """
    front = read_front_matter(source)
    blocks = tuple(parse_blocks(source, front.end))
    text = "\n".join(block.content for block in blocks)
    bare_times = CHAPTERS if has_chapters(text) else NO_BARE_TIMES
    plain_texts = tuple(render_inline(block.content, bare_times=bare_times) for block in blocks)
    if has_line_times(text) and (front.medium or _names_medium_above_times(plain_texts, blocks)):
        plain_texts = tuple(render_inline(block.content, bare_times=bare_times | LINES) for block in blocks)
    anchors = [group for plain in plain_texts for group in plain.anchors]
    time_formats = Counter(time_format.name for group in anchors for time_format in group.time_formats)
    raw_times = [raw_time for group in anchors for raw_time in group.times]
    notation = infer_notation(raw_times)
    timeline = Timeline(blocks, plain_texts, notation, front.medium or (front.page if raw_times else ""))
    if anchors and not timeline.medium:
        plain_texts = tuple(render_inline(block.content, times=False) for block in blocks)
        timeline = Timeline(blocks, plain_texts, notation, "")
    return ParsedNote(front, blocks, plain_texts, notation, timeline, time_formats)


def _names_medium_above_times(plain_texts: Sequence[PlainText], blocks: Sequence[Block]) -> bool:
    """Return whether a line or heading of its own names a medium before a line begins with a time."""
    for plain, block in zip(plain_texts, blocks, strict=True):
        if any(mention.alone and mention.certain for mention in plain.mentions):
            return True
        if first_line_time(block.content) >= 0:
            return False
    return False
