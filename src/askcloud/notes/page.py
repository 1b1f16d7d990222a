"""A note's text -> a page to read: its blocks as plain text, with their times, around the claim that was quoted."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from askcloud.notes.blocks import HEADING, line_starts, map_offset
from askcloud.notes.parse import parse_note
from askcloud.record import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.media.citation import Timestamp

WINDOW = 6_000
"""Characters shown on either side of the claim. A page of 20,000 takes 40 ms to lay out, one of 850,000 15 s."""


@record
class Paragraph:
    """One block of a note as a reader sees it."""

    kind: str
    """paragraph, item, heading, callout or row (see `blocks`)."""
    depth: int
    """How many blocks it hangs on."""
    text: str
    """Plain text, without its anchors."""
    times: tuple[tuple[int, Timestamp], ...]
    """(offset in text, time) of each anchor, ascending; a time's medium is empty where it is what the note is about."""
    line: int
    """Line of the note on which it begins, from 1."""


@record
class Page:
    """The part of a note around a claim, or its beginning."""

    paragraphs: tuple[Paragraph, ...]
    """In order of appearance."""
    claim: tuple[int, int, int] | None
    """(place of its paragraph, start, end) of the claim; None without one, or when the note no longer says it."""
    above: int
    """Characters of the note left out above."""
    below: int
    """Characters of the note left out below."""


def read_page(source: str, line: int = 1, quote: str = "") -> Page:
    """The page around a quote that begins on a line of a note; without a quote, around the line.

    Args:
        source: The note's text (see `files.read_source`).
        line: From 1.
        quote: A claim, word for word.
    """
    paragraphs = list(_paragraphs_of(source))
    place, start = _place_of(paragraphs, line, quote)
    if not paragraphs:
        return Page((), None, 0, 0)
    at = max(place, 0)
    shown, start, above, below = _cut(paragraphs[at], max(start, 0), len(quote))
    before, over = _nearest(reversed(paragraphs[:at]), WINDOW - start)
    after, under = _nearest(paragraphs[at + 1 :], WINDOW - len(shown.text) + start)
    claim = (len(before), start, start + len(quote)) if quote and place >= 0 else None
    return Page((*reversed(before), shown, *after), claim, above + over, below + under)


def _paragraphs_of(source: str) -> Iterable[Paragraph]:
    parsed = parse_note(source)
    starts = line_starts(source)
    for index, (block, prose) in enumerate(zip(parsed.blocks, parsed.plain_texts, strict=True)):
        times = tuple(parsed.timeline.times_in(index))
        depth = 0 if block.kind == HEADING else len(block.parents)
        line = bisect_right(starts, map_offset(block.offsets, 0))
        if prose.text:
            yield Paragraph(block.kind, depth, prose.text, times, line)


def _place_of(paragraphs: list[Paragraph], line: int, quote: str) -> tuple[int, int]:
    """Place of the paragraph that says a quote, nearest to a line, and the quote's offset in it; (-1, -1) if none."""
    saying = [at for at, each in enumerate(paragraphs) if quote in each.text]
    if not saying:
        return -1, -1
    place = min(saying, key=lambda at: abs(paragraphs[at].line - line))
    return place, paragraphs[place].text.index(quote)


def _cut(paragraph: Paragraph, start: int, length: int) -> tuple[Paragraph, int, int, int]:
    """A paragraph without what is far from a claim in it: (rest, start of the claim in it, cut above, cut below)."""
    first = max(0, start - WINDOW)
    last = min(len(paragraph.text), start + length + WINDOW)
    times = tuple((at - first, time) for at, time in paragraph.times if first <= at <= last)
    rest = replace(paragraph, text=paragraph.text[first:last], times=times)
    return rest, start - first, first, len(paragraph.text) - last


def _nearest(paragraphs: Iterable[Paragraph], room: int) -> tuple[list[Paragraph], int]:
    """The first paragraphs that fit into so many characters, and how many characters the others hold."""
    shown: list[Paragraph] = []
    left_out = 0
    for paragraph in paragraphs:
        room -= len(paragraph.text)
        if room >= 0:
            shown.append(paragraph)
        else:
            left_out += len(paragraph.text)
    return shown, left_out
