"""A note's text -> its blocks as plain text, with every time read by the note's own clock and in its medium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.notes.blocks import blocks_of
from askcloud.notes.clock import clock_for
from askcloud.notes.frontmatter import read_front_matter
from askcloud.notes.inline import prose_of
from askcloud.notes.time_formats import holds_chapters
from askcloud.notes.timeline import Timeline
from askcloud.record import record

if TYPE_CHECKING:
    from askcloud.notes.blocks import Block
    from askcloud.notes.clock import Clock
    from askcloud.notes.frontmatter import FrontMatter
    from askcloud.notes.plain_text import Prose


@record
class ParsedNote:
    """What both claims and pages are made of."""

    front: FrontMatter
    """The note's head."""
    blocks: tuple[Block, ...]
    """In order of appearance."""
    proses: tuple[Prose, ...]
    """The plain text of each block."""
    clock: Clock
    """How the note writes its times."""
    timeline: Timeline
    """The time of each sentence of each block."""


def parse_note(source: str) -> ParsedNote:
    """A note taken apart. Any text is a note.

    Args:
        source: The note's text (see `files.read_source`).
    """
    front = read_front_matter(source)
    blocks = tuple(blocks_of(source, front.end))
    chapters = holds_chapters("\n".join(block.content for block in blocks))
    proses = tuple(prose_of(block.content, chapters=chapters) for block in blocks)
    stamps = [stamp for prose in proses for group in prose.anchors for stamp in group.stamps]
    clock = clock_for(stamps)
    medium = front.medium or (front.page if stamps else "")
    return ParsedNote(front, blocks, proses, clock, Timeline(blocks, proses, clock, medium))
