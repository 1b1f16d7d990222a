"""A note's text -> its blocks as plain text, with every time read by the note's own clock and in its medium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.notes.blocks import parse_blocks
from askcloud.notes.clock import infer_notation
from askcloud.notes.frontmatter import read_front_matter
from askcloud.notes.inline import render_inline
from askcloud.notes.time_formats import has_chapters
from askcloud.notes.timeline import Timeline
from askcloud.record import record

if TYPE_CHECKING:
    from askcloud.notes.blocks import Block
    from askcloud.notes.clock import TimeNotation
    from askcloud.notes.frontmatter import FrontMatter
    from askcloud.notes.plain_text import PlainText


@record
class ParsedNote:
    """What both claims and pages are made of."""

    front: FrontMatter
    """The note's head."""
    blocks: tuple[Block, ...]
    """In order of appearance."""
    plain_texts: tuple[PlainText, ...]
    """The plain text of each block."""
    clock: TimeNotation
    """How the note writes its times."""
    timeline: Timeline
    """The time of each sentence of each block."""


def parse_note(source: str) -> ParsedNote:
    """A note taken apart. Any text is a note.

    Args:
        source: The note's text (see `files.read_source`).
    """
    front = read_front_matter(source)
    blocks = tuple(parse_blocks(source, front.end))
    chapters = has_chapters("\n".join(block.content for block in blocks))
    plain_texts = tuple(render_inline(block.content, chapters=chapters) for block in blocks)
    stamps = [stamp for prose in plain_texts for group in prose.anchors for stamp in group.stamps]
    clock = infer_notation(stamps)
    medium = front.medium or (front.page if stamps else "")
    return ParsedNote(front, blocks, plain_texts, clock, Timeline(blocks, plain_texts, clock, medium))
