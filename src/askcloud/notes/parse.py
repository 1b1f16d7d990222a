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
from askcloud.notes.time_formats import has_chapters
from askcloud.notes.timeline import Timeline
from askcloud.record import Record

if TYPE_CHECKING:
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
    chapters = has_chapters("\n".join(block.content for block in blocks))
    plain_texts = tuple(render_inline(block.content, chapters=chapters) for block in blocks)
    anchors = [group for plain in plain_texts for group in plain.anchors]
    time_formats = Counter(time_format.name for group in anchors for time_format in group.time_formats)
    raw_times = [raw_time for group in anchors for raw_time in group.times]
    notation = infer_notation(raw_times)
    timeline = Timeline(blocks, plain_texts, notation, front.medium or (front.page if raw_times else ""))
    if anchors and not timeline.medium:
        plain_texts = tuple(render_inline(block.content, times=False) for block in blocks)
        timeline = Timeline(blocks, plain_texts, notation, "")
    return ParsedNote(front, blocks, plain_texts, notation, timeline, time_formats)
