"""Show a note as a page: its blocks as plain text, with their times, around the claim that was quoted."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from askcloud.notes.blocks import HEADING, line_starts, map_offset
from askcloud.notes.parse import parse_note
from askcloud.record import Record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.media.citation import Timestamp

WINDOW = 6_000
"""Characters shown on either side of the claim. The chat lays out 20,000 characters in 40 ms, 850,000 in 15 s."""


class Paragraph(Record):
    """One block of a note as a reader sees it."""

    kind: str
    """paragraph, item, heading, callout or row (see `blocks`)."""
    depth: int
    """How many blocks it belongs to, such as the items above it; 0 for a heading."""
    text: str
    """Its plain text, without anchors."""
    times: tuple[tuple[int, Timestamp], ...]
    """(offset in text, time) of each time, ascending; a time's medium is empty where it is what the note is about."""
    line: int
    """Line of the note on which it begins, from 1."""


class Page(Record):
    """The part of a note around a claim, or its beginning."""

    paragraphs: tuple[Paragraph, ...]
    """Its paragraphs in order of appearance."""
    claim: tuple[int, int, int] | None
    """(index of its paragraph, start, end) of the claim; None without a quote, or if the note no longer contains it."""
    above: int
    """Characters of plain text left out above."""
    below: int
    """Characters of plain text left out below."""


def read_page(source: str, line: int = 1, quote: str = "") -> Page:
    """Return the page around a quote: at the top of the note if it does not contain the quote.

    Args:
        source: The note's text (see `corpus.files.read_source`).
        line: Line of the note on which the quote begins, from 1.
        quote: A claim, word for word; empty for the page around the line.
    """
    paragraphs = list(_paragraphs_of(source))
    if not paragraphs:
        return Page((), None, 0, 0)
    found = _find(paragraphs, line, quote)
    index, start = found or (0, 0)
    shown, start, cut_above, cut_below = _cut(paragraphs[index], start, len(quote))
    before, left_out_above = _take(reversed(paragraphs[:index]), WINDOW - start)
    after, left_out_below = _take(paragraphs[index + 1 :], WINDOW - len(shown.text) + start)
    claim = (len(before), start, start + len(quote)) if quote and found else None
    return Page((*reversed(before), shown, *after), claim, cut_above + left_out_above, cut_below + left_out_below)


def _paragraphs_of(source: str) -> Iterable[Paragraph]:
    parsed = parse_note(source)
    starts = line_starts(source)
    for index, (block, plain) in enumerate(zip(parsed.blocks, parsed.plain_texts, strict=True)):
        times = tuple(parsed.timeline.times_in(index))
        depth = 0 if block.kind == HEADING else len(block.parents)
        line = bisect_right(starts, map_offset(block.offsets, 0))
        if plain.text:
            yield Paragraph(block.kind, depth, plain.text, times, line)


def _find(paragraphs: list[Paragraph], line: int, quote: str) -> tuple[int, int] | None:
    """Return (index of the paragraph nearest to a line that contains a quote, offset of the quote in it), or None."""
    candidates = [index for index, paragraph in enumerate(paragraphs) if quote in paragraph.text]
    if not candidates:
        return None
    nearest = min(candidates, key=lambda index: abs(paragraphs[index].line - line))
    return nearest, paragraphs[nearest].text.index(quote)


def _cut(paragraph: Paragraph, start: int, length: int) -> tuple[Paragraph, int, int, int]:
    """Shorten a paragraph around a claim: (rest, start of the claim in it, characters cut above, and below)."""
    first = max(0, start - WINDOW)
    last = min(len(paragraph.text), start + length + WINDOW)
    times = tuple((offset - first, time) for offset, time in paragraph.times if first <= offset <= last)
    rest = replace(paragraph, text=paragraph.text[first:last], times=times)
    return rest, start - first, first, len(paragraph.text) - last


def _take(paragraphs: Iterable[Paragraph], room: int) -> tuple[list[Paragraph], int]:
    """Return the first paragraphs that fit into a number of characters, and how many characters the others have."""
    taken: list[Paragraph] = []
    left_out = 0
    for paragraph in paragraphs:
        room -= len(paragraph.text)
        if room >= 0:
            taken.append(paragraph)
        else:
            left_out += len(paragraph.text)
    return taken, left_out
