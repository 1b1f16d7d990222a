"""A block's text as a reader sees it, and how it is put together from what its Markdown shows."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from askcloud.notes.time_formats import BEFORE, TimeFormat, find_anchors
from askcloud.record import record

if TYPE_CHECKING:
    from askcloud.media.addresses import RawTime
    from askcloud.notes.blocks import Offsets

# Soft hyphens, zero widths, bidi controls, half surrogate pairs, and the C0 and C1 controls that are no blanks.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_RE_INVISIBLE = re.compile(rf"[{INVISIBLE}]")
_RE_ODD = re.compile(rf"[{INVISIBLE}]|\s{{2}}|[^\S ]")
_RE_RUN = re.compile(rf"\s+|[^\s{INVISIBLE}]+")
_CLOSING_PUNCTUATION = ".,;:!?)]}”’»…。、！？%।॥؟۔"
_MAX_STAMPS = 1_000  # of a group; the longest of a real vault, a runaway, has 2,082
_RE_DASH = re.compile(r"\s*[-–—·:|]{1,3}(?:\s+|$)")
_RE_LINE_HEAD = re.compile(r"[\s*_|>]*(?:[^\W\d][\w ]{0,24}:[\s*_]*)?(?:!?\[[^\[\]\n]*)?")


@record
class Group:
    """Adjacent anchors, cut out of a text."""

    at: int
    """Offset in the text where they stood."""
    stamps: tuple[RawTime, ...]
    """Their times, in order."""
    medium: str
    """The medium the first of them names; empty if none."""
    time_formats: tuple[TimeFormat, ...]
    """The form of each of the anchors."""
    opens: bool
    """Whether they open a line."""


@record
class MediumMention:
    """A medium named in a text."""

    at: int
    """Offset in the text where it is named."""
    medium: str
    """See `media`."""
    certain: bool
    """Whether it can be no other page's address."""
    alone: bool
    """Whether it stands alone on its line, or opens it with a time, so that the lines below are about it, too."""


@record
class PlainText:
    """A block's text as a reader sees it."""

    text: str
    """Plain text: single blanks, no markup, no anchors, no invisible characters."""
    pieces: Offsets
    """(offset in text, offset in the block's content) where a run of copied characters begins, ascending."""
    anchors: tuple[Group, ...]
    """The groups of adjacent anchors, ascending."""
    links: tuple[str, ...]
    """Targets of its wikilinks, as written."""
    mentions: tuple[MediumMention, ...]
    """The media it names, ascending."""


def strip_invisible(text: str) -> str:
    """The text on one line, with single blanks and without invisible characters."""
    return " ".join(_RE_INVISIBLE.sub("", text).split())


class PlainTextWriter:
    """Collects the plain text of a block and where it came from."""

    def __init__(self, content: str, *, chapters: bool) -> None:
        self.content = content
        self.links: list[str] = []
        self._chapters = chapters
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, int]] = []
        self._anchors: list[Group] = []
        self._mentions: list[MediumMention] = []
        self._gap = False  # a blank is due before the next word

    def copy(self, start: int, end: int) -> None:
        """Takes over a span of the content as it stands."""
        if end > start:
            self.put(self.content[start:end], start)

    def put(self, text: str, at: int) -> None:
        """Adds text that stands at offset `at` of the content; blanks join, invisible characters go."""
        if (text.isascii() and text.isprintable()) or not _RE_ODD.search(text):
            self._put_run(text, at)
            return
        for run in _RE_RUN.finditer(text):
            self._put_run(" " if run.group().isspace() else run.group(), at + run.start())

    def _put_run(self, text: str, at: int) -> None:
        """Adds text without invisible characters; blanks at its ends join with those around it."""
        after_anchor = bool(self._anchors) and self._anchors[-1].at == self._length
        if after_anchor and self._anchors[-1].opens:
            text, at = _without_dash(text, at)
        inner = text.strip()
        if not inner:
            self._gap = self._gap or bool(text)
            return
        leading = len(text) - len(text.lstrip())
        wanted = leading or self._gap
        if wanted and self._length and not (after_anchor and inner[0] in _CLOSING_PUNCTUATION):
            self._append(" ", at + max(leading - 1, 0))
        self._append(inner, at + leading)
        self._gap = len(text) > leading + len(inner)

    def cut_anchors(self, start: int, end: int) -> None:
        """Cuts out a group of anchors; a tag that holds no time is dropped like any tag."""
        anchors = list(islice(find_anchors(self.content, start, end, chapters=self._chapters), _MAX_STAMPS))
        for anchor in anchors:
            if anchor.medium:
                certain = bool(anchor.stamps) or anchor.dialect.stands == BEFORE
                self.mention(anchor.medium, start, end, certain=certain, opens=self._opens_line(start))
        timed = [anchor for anchor in anchors if anchor.stamps]
        if timed:
            stamps = tuple(stamp for anchor in timed for stamp in anchor.stamps)
            medium = next((anchor.medium for anchor in timed if anchor.medium), "")
            self.cut(start, stamps, medium, *(anchor.dialect for anchor in timed))

    def cut(self, start: int, stamps: tuple[RawTime, ...], medium: str, *time_formats: TimeFormat) -> None:
        """Notes that anchors stood here, from offset `start` of the content."""
        self._gap = True
        group = Group(self._length, stamps, medium, time_formats, self._opens_line(start))
        if self._anchors and self._anchors[-1].at == self._length:
            group = _joined(self._anchors.pop(), group)
        self._anchors.append(group)

    def mention(self, medium: str, start: int, end: int, *, certain: bool, opens: bool = False) -> None:
        """Notes that a medium is named in a span of the content."""
        behind = self.content[end : end + 300].partition("\n")[0]
        alone = not behind.strip(" .*_|)") and bool(_RE_LINE_HEAD.fullmatch(self._line_before(start)))
        self._mentions.append(MediumMention(self._length, medium, certain, alone or opens))

    def _opens_line(self, start: int) -> bool:
        return not self._line_before(start).strip(" \t*_([")

    def _line_before(self, start: int) -> str:
        begin = max(self.content.rfind("\n", max(0, start - 300), start) + 1, start - 300, 0)
        return self.content[begin:start]

    def prose(self) -> PlainText:
        """What was collected."""
        return PlainText(
            "".join(self._parts),
            tuple(self._pieces) or ((0, 0),),
            tuple(self._anchors),
            tuple(self.links),
            tuple(self._mentions),
        )

    def _append(self, text: str, at: int) -> None:
        self._pieces.append((self._length, at))
        self._parts.append(text)
        self._length += len(text)


def _joined(first: Group, second: Group) -> Group:
    if len(first.stamps) >= _MAX_STAMPS:
        return first
    medium = first.medium or second.medium
    return Group(first.at, first.stamps + second.stamps, medium, first.time_formats + second.time_formats, first.opens)


def _without_dash(text: str, at: int) -> tuple[str, int]:
    """The text, and where it stands, without the sign that sets it apart from the time before it."""
    dash = _RE_DASH.match(text)
    return (" " + text[dash.end() :], at + dash.end() - 1) if dash else (text, at)
