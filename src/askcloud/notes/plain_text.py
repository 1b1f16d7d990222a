"""Assemble the plain text of a block from the pieces that `inline` finds in its Markdown.

The result records where in the Markdown each character is, where anchors were cut out, and which media it mentions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from askcloud.notes.time_formats import BEFORE, TimeFormat, find_anchors, read_common_anchors
from askcloud.record import Record

if TYPE_CHECKING:
    from askcloud.media.addresses import RawTime
    from askcloud.notes.blocks import Offsets

    AnchorContent = tuple[tuple[tuple[str, bool], ...], tuple[RawTime, ...], str, tuple[TimeFormat, ...]]
    """The content of adjacent anchors: (medium, whether it is certain) for each that names one; for those with times,
    all times, the first medium, and the format of each."""

# Soft hyphens, zero widths, bidi controls, half surrogate pairs, and the C0 and C1 controls that are not blanks.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_RE_INVISIBLE = re.compile(rf"[{INVISIBLE}]")
_RE_ODD = re.compile(rf"[{INVISIBLE}]|\s{{2}}|[^\S ]")
_RE_RUN = re.compile(rf"\s+|[^\s{INVISIBLE}]+")
_CLOSING_PUNCTUATION = ".,;:!?)]}”’»…。、！？%।॥؟۔"
_MAX_TIMES = 1_000  # of a group; the longest of a real vault, a faulty one, has 2,082
_MAX_REMEMBERED = 200  # characters of an anchor that is cached; an anchor of one time has 60
_NEAR = 8  # characters that are nearly always enough
_MAX_LINE_PART = 300  # characters of a line that are read before or after an anchor
_RE_DASH = re.compile(r"\s*[-–—·:|]{1,3}(?:\s+|$)")
_RE_LINE_HEAD = re.compile(r"[\s*_|>]*(?:[^\W\d][\w ]{0,24}:[\s*_]*)?(?:!?\[[^\[\]\n]*)?")
_RE_OTHER = re.compile(
    r"""[\s*_|>]*(?:related|see[ ]also|more|prev|previous|next|up[ ]next|recommended|siehe[ ]auch|ver[ ]tambi[eé]n
        |voir[ ]aussi)(?:[ ](?:links?|videos?|talks?|episodes?|parts?))?:""",
    re.VERBOSE | re.IGNORECASE,
)
"""The beginning of a line whose link leads to something else than the lines below it are about: *Related:*."""


class AnchorGroup(Record):
    """Adjacent anchors that were cut out of a text."""

    offset: int
    """Offset in the text at which they were."""
    times: tuple[RawTime, ...]
    """Their times, in order."""
    medium: str
    """The first medium that one of them names; empty if none does."""
    time_formats: tuple[TimeFormat, ...]
    """The format of each of the anchors."""
    opens_line: bool
    """Whether they are the first thing on a line."""


class MediumMention(Record):
    """A medium named in a text."""

    offset: int
    """Offset in the text at which it is named."""
    medium: str
    """See `media.medium`."""
    certain: bool
    """Whether its address can only be that of a medium, not of any other page."""
    alone: bool
    """Whether it is alone on its line, or opens it with a time, so that the lines below are about it, too."""
    is_other: bool
    """Whether its label says that they are not: *Related:*."""


class PlainText(Record):
    """A block's text as a reader sees it."""

    text: str
    """Plain text: single blanks, no markup, no anchors, no invisible characters."""
    offsets: Offsets
    """(offset in text, offset in the block's content) of each run of copied characters, ascending."""
    anchors: tuple[AnchorGroup, ...]
    """The groups of adjacent anchors, ascending."""
    links: tuple[str, ...]
    """What is between the brackets of each of its wikilinks, as written."""
    mentions: tuple[MediumMention, ...]
    """The media it names, ascending."""
    titles: tuple[tuple[int, int], ...]
    """(start, end) in text of each of its wikilinks that shows the title of the note it points to, if that is long."""


def strip_invisible(text: str) -> str:
    """Return the text on one line, with single blanks and without invisible characters."""
    return " ".join(_RE_INVISIBLE.sub("", text).split())


class PlainTextWriter:
    """Collects the plain text of a block, with the offset in its Markdown of every piece."""

    def __init__(self, content: str, *, bare_times: int, usual: bool = False) -> None:
        """Begin with no text.

        Args:
            content: The block's Markdown.
            bare_times: Which times without markup are anchors (see `time_formats`).
            usual: Whether the content has no two blanks in a row and no unprintable character.
        """
        self.content = content
        self.links: list[str] = []
        self.titles: list[tuple[int, int]] = []
        self._bare_times = bare_times
        self._put_copied = self._put_run if usual else self.put
        self._parts: list[str] = []
        self._length = 0
        self._offsets: list[tuple[int, int]] = []
        self._anchors: list[AnchorGroup] = []
        self._last_anchor = -1  # the offset of the last group
        self._mentions: list[MediumMention] = []
        self._gap = False  # whether a blank is due before the next word

    def copy(self, start: int, end: int) -> None:
        """Add a span of the content as it is, which is not empty."""
        self._put_copied(self.content[start:end], start)

    def put(self, text: str, offset: int) -> None:
        """Add text that is at an offset of the content; blanks become single ones, invisible characters are dropped."""
        if (text.isascii() and text.isprintable()) or not _RE_ODD.search(text):
            self._put_run(text, offset)
            return
        for run in _RE_RUN.finditer(text):
            self._put_run(" " if run.group().isspace() else run.group(), offset + run.start())

    def put_title(self, text: str, offset: int) -> None:
        """Add the title of another note that is at an offset of the content."""
        self.put(text, offset)
        self.titles.append((self._length - len(strip_invisible(text)), self._length))

    def _put_run(self, text: str, offset: int) -> None:
        """Add text without invisible characters; blanks at its ends join with those around it."""
        length = self._length
        after_anchor = self._last_anchor == length
        if after_anchor and self._anchors[-1].opens_line:
            text, offset = _without_dash(text, offset)
        inner = text.strip()
        if not inner:
            self._gap = self._gap or bool(text)
            return
        leading = len(text) - len(text.lstrip()) if text[0] != inner[0] else 0
        if (leading or self._gap) and length and not (after_anchor and inner[0] in _CLOSING_PUNCTUATION):
            self._offsets.append((length, offset + max(leading - 1, 0)))
            self._parts.append(" ")
            length += 1
        self._offsets.append((length, offset + leading))
        self._parts.append(inner)
        self._length = length + len(inner)
        self._gap = len(text) > leading + len(inner)

    def cut_anchors(self, start: int, end: int) -> None:
        """Cut a group of anchors out of the content; a tag without a time is dropped like any other tag."""
        markup = self.content[start:end]
        if markup[0] in "<[" and markup[-1] in ">]" and len(markup) < _MAX_REMEMBERED:
            mentions, times, medium, time_formats = _read_bracketed(markup, self._bare_times)
        else:
            mentions, times, medium, time_formats = _read_anchors(self.content, start, end, self._bare_times)
        for named, certain in mentions:
            self.mention(named, start, end, certain=certain, opens_line=self._opens_line(start))
        if times:
            self.cut(start, times, medium, *time_formats)

    def cut(self, start: int, times: tuple[RawTime, ...], medium: str, *time_formats: TimeFormat) -> None:
        """Record that anchors with these times began at an offset of the content and are not part of the text."""
        self._gap = True
        group = AnchorGroup(self._length, times, medium, time_formats, self._opens_line(start))
        if self._last_anchor == self._length:
            group = _joined(self._anchors.pop(), group)
        self._anchors.append(group)
        self._last_anchor = self._length

    def mention(self, medium: str, start: int, end: int, *, certain: bool, opens_line: bool = False) -> None:
        """Record that a span of the content names a medium."""
        rest_of_line = self.content[end : end + _MAX_LINE_PART].partition("\n")[0]
        line = self._line_before(start)
        alone = not rest_of_line.strip(" .*_|)") and bool(_RE_LINE_HEAD.fullmatch(line))
        is_other = bool(_RE_OTHER.match(line))
        self._mentions.append(MediumMention(self._length, medium, certain, alone or opens_line, is_other))

    def _opens_line(self, start: int) -> bool:
        for reach in (_NEAR, _MAX_LINE_PART):
            before = self.content[max(0, start - reach) : start].rstrip(" \t*_([")
            if before:
                return before[-1] == "\n"
        return True

    def _line_before(self, start: int) -> str:
        """Return what precedes an offset of the content on its line."""
        earliest = max(0, start - _MAX_LINE_PART)
        begin = max(self.content.rfind("\n", earliest, start) + 1, earliest)
        return self.content[begin:start]

    def plain_text(self) -> PlainText:
        """Return what was collected."""
        return PlainText(
            "".join(self._parts),
            tuple(self._offsets) or ((0, 0),),
            tuple(self._anchors),
            tuple(self.links),
            tuple(self._mentions),
            tuple(self.titles),
        )


def _read_anchors(text: str, start: int, end: int, bare_times: int) -> AnchorContent:
    """Return the times and medium of the anchors in a span of a text."""
    anchors = list(islice(find_anchors(text, start, end, bare_times), _MAX_TIMES))
    mentions = tuple(
        (anchor.medium, bool(anchor.times) or anchor.time_format.position == BEFORE)
        for anchor in anchors
        if anchor.medium
    )
    timed = [anchor for anchor in anchors if anchor.times]
    times = tuple(time for anchor in timed for time in anchor.times)
    medium = next((anchor.medium for anchor in timed if anchor.medium), "")
    return mentions, times, medium, tuple(anchor.time_format for anchor in timed)


@lru_cache(1 << 14)  # four hours have so many seconds, and notes write the same ones again
def _read_bracketed(markup: str, bare_times: int) -> AnchorContent:
    """Return the times and medium of anchors in angle or square brackets, which do not depend on their position."""
    anchors = read_common_anchors(markup)
    if not anchors:
        return _read_anchors(markup, 0, len(markup), bare_times)
    return (), tuple([anchor.times[0] for anchor in anchors]), "", tuple([anchor.time_format for anchor in anchors])


def _joined(first: AnchorGroup, second: AnchorGroup) -> AnchorGroup:
    """Return two adjacent groups joined into one, up to the maximum number of times."""
    if len(first.times) >= _MAX_TIMES:
        return first
    return AnchorGroup(
        first.offset,
        first.times + second.times,
        first.medium or second.medium,
        first.time_formats + second.time_formats,
        first.opens_line,
    )


def _without_dash(text: str, offset: int) -> tuple[str, int]:
    """Return the text and its offset without the dash, dot or bar that separates it from the time before it."""
    dash = _RE_DASH.match(text)
    return (" " + text[dash.end() :], offset + dash.end() - 1) if dash else (text, offset)
