"""The forms in which writers set down a time, an entry each; a new dialect is one more, and a case in the fixtures.

An entry's pattern says what may be its markup; `find_anchors` reads the times and the medium out of it. Patterns are
bounded and never look far, so that reading stays linear in the length of a note.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from askcloud.media.addresses import NOTHING, Address, RawTime, read_address
from askcloud.media.medium import AUDIO_AND_VIDEO
from askcloud.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE, AFTER, EITHER = "before", "after", "either"

_TIME = r"\d{1,3}:\d{2}(?::\d{2}){0,4}"
_LONG_TIME = r"\d{1,2}:\d{2}:\d{2}"
_TO = r"\.?[ ]?(?:[,;|–—-]|to)[ ]?"
_TIMES = rf"{_TIME}(?:{_TO}{_TIME}){{0,200}}"
_ENDING = "|".join(AUDIO_AND_VIDEO)
_TAG_TEXT = rf"\[{{0,2}}{_TIMES}\]{{0,2}}"
_TAG = (
    rf"<a\b[^<>]{{0,200}}>(?:timestamp\"[^<>]{{0,40}}>)?(?:[ ]?(?:{_TAG_TEXT})?[ ]?</(?:a|sup)[ ]?>|(?:{_TAG_TEXT})?)"
)
_LOOKAHEAD = 12  # characters behind an anchor that its pattern may look at
_NO_DAYTIME = r"(?![ ]?[ap]\.?m\b)"
TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}+\)"
"""Pattern of the target of a link; it may hold brackets in pairs."""


@record
class TimeFormat:
    """One form of a time, or of a medium that the times below it belong to."""

    name: str
    """What people call it, for reports."""
    pattern: str
    """Verbose; `^` is the start of a line of its block. No group in it captures."""
    stands: str = EITHER
    """before or after the text it belongs to; either: the note decides."""


DIALECTS = (
    TimeFormat("anchor tag", rf"\[{_TIMES}\]\((?:{_TAG}|<a\b[^<>]{{0,200}}</a>)\) | {_TAG}"),
    TimeFormat("wikilink to a time", rf"\[\[[^\[\]\n|]{{1,200}}\|[ ]?(?:[\[(]?{_TIMES}[\])]?|{_TAG})[ ]?\]\]"),
    # YTranscript, Web Clipper, Media Extended, PodNotes, YiNote
    TimeFormat("link on a time", rf"\[{_TIMES}(?:\.\d{{1,3}})?\]{TARGET}"),
    TimeFormat("link on seconds", r"\[\d{1,6}s\]\([^()\s]{0,1000}\#t=[^()\s]{1,60}\)"),  # Media Extended
    TimeFormat("bracketed time", rf"\[\[?{_TIMES}\]\]?"),  # tubegraph, Fabric
    TimeFormat("time in round brackets", rf"\({_LONG_TIME}(?:[ ]?[–-][ ]?{_LONG_TIME})?\)"),  # never a ratio or a verse
    TimeFormat(
        "link to a file",  # Media Extended
        rf"!?\[\[[^\[\]\n|#]{{1,300}}\.(?i:{_ENDING})(?:\#[^\[\]|\s]{{0,60}})?(?:\|{_TIMES})?\]\]",
    ),
    TimeFormat("org link", rf"\[\[(?:video|audio)(?:cite)?:[^\[\]\n]{{1,400}}\](?:\[{_TIMES}\])?\]"),  # org-media-note
    TimeFormat("Logseq", rf"\{{\{{youtube-timestamp[ ]{{1,3}}(?:{_TIME}|\d{{1,6}})[ ]?\}}\}}"),
    TimeFormat("Logseq video", r"\{\{(?:youtube|video|audio)[ ]{1,3}[^\s{}]{1,1000}[ ]?\}\}", BEFORE),
    TimeFormat("Timestamp Notes", rf"```timestamp\s{{1,9}}{_TIME}\s{{1,9}}```", BEFORE),
    TimeFormat("Timestamp Notes video", r"```timestamp-url\s{1,9}[^\s`]{1,1000}\s{1,9}```", BEFORE),
    TimeFormat("Audio Notes", rf"^audio:[ ]{{0,3}}[^\n|#]{{1,300}}\.(?i:{_ENDING})(?:\#\S{{0,60}})?", BEFORE),
    TimeFormat("Web Clipper", rf"^\*\*{_TIME}\*\*(?=[ ]?·)", BEFORE),
    TimeFormat("Snipd", rf"^🎧[ ]{{0,3}}{_TIME}(?:{_TO}{_TIME})?(?:[ ]\([^()\n]{{1,20}}\))?", BEFORE),
    # PodNotes; and a list of chapters that gives hours
    TimeFormat(
        "time at a line's start", rf"^{_LONG_TIME}(?:[ ]?[–-][ ]?{_LONG_TIME})?(?=[ \n]|$){_NO_DAYTIME}", BEFORE
    ),
    TimeFormat(
        "Timestamp label", rf"^\*\*Timestamp:?\*\*:?[ ]{{0,3}}{_TIME}(?:{_TO}{_TIME})?(?=\s|$)", AFTER
    ),  # inkwell
    TimeFormat("YT=", rf"(?<!\w)YT={_TIME}(?!\S)"),  # Templater
)
"""Every form that may stand in any note; the first that fits is the one."""

CHAPTER = TimeFormat("chapters", rf"^\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?=[ ]{{1,3}}\S){_NO_DAYTIME}", BEFORE)
"""The bare times of a list of chapters, which are times only in a note that holds such a list."""

LINK = TimeFormat("link with a time", "")
"""A link whose address says a second and whose text says something else; `markup` reads it, as it shows its text."""

_RE_TIME = re.compile(rf"(?<![\d:]){_TIME}(?![\d:])")
_RE_ATTRIBUTE_TIME = re.compile(
    rf"(?<![\d:]){_TIME}(?![\d:])|data-t\s*=\s*(?:\"(\d{{1,6}})\"|'(\d{{1,6}})'|(\d{{1,6}})(?=\s|$))"
)
_RE_TAG = re.compile(r"<a\b([^<>]*)[<>]")
_RE_DOTTED = re.compile(r"^\d{1,2}\.\d{2}$")
_RE_ORG_TIME = re.compile(r"#([\d:.]+)(?:-([\d:.]+))?$")  # no `t=`
_RE_SECONDS = re.compile(r"(?<=[ \[])\d{1,6}(?=[s ]?[\]}])")
_RE_CHAPTER = re.compile(r"^[ >*+-]{0,12}(\d{1,2}[:.]\d{2}(?::\d{2})?)(?=[ ]{1,3}\S)", re.MULTILINE)
_RE_ADDRESS = re.compile(
    r"\]\((?P<target>(?!<).{1,1000})\)$ | ^!?\[\[(?:(?:video|audio)(?:cite)?:)?(?P<file>[^\[\]|]{1,500})"
    r" | ^(?:\{\{(?!youtube-)\w{1,9}[ ]+|```timestamp-url\s+|audio:[ ]*)(?P<bare>[^\n`{}]{1,1000})",
    re.VERBOSE,
)


@record
class Anchor:
    """The markup of one or more times, or of a medium, in a note's text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""
    stamps: tuple[RawTime, ...]
    """The times it holds, as written; none where it only names a medium."""
    medium: str = ""
    """The medium it names itself; empty if none."""
    dialect: TimeFormat = DIALECTS[0]
    """The form it has."""


def anchor_pattern(*, chapters: bool = False) -> str:
    """The pattern of what may be an anchor, to be compiled as VERBOSE and MULTILINE.

    Args:
        chapters: Whether bare times at the start of a line are anchors, as in a list of chapters.
    """
    return " | ".join(dialect.pattern for dialect in (*DIALECTS, *(CHAPTER,) * chapters))


def find_anchors(text: str, start: int = 0, end: int | None = None, *, chapters: bool = False) -> Iterator[Anchor]:
    """The anchors in a text, in order; a tag without a time, a ratio, a verse or a time of day is none."""
    end = len(text) if end is None else end
    for match in _anchor_pattern(chapters).finditer(text, start, end + _LOOKAHEAD):
        if match.start() >= end:
            return
        stamps, medium = _read(match.group())
        if stamps or medium:
            dialect = (*DIALECTS, CHAPTER)[int((match.lastgroup or "")[1:])]
            yield Anchor(match.start(), match.end(), stamps, medium, dialect)


@cache
def _anchor_pattern(chapters: bool) -> re.Pattern[str]:
    """The pattern of any anchor, with a group for each dialect."""
    time_formats = (*DIALECTS, *(CHAPTER,) * chapters)
    numbered = (f"(?P<d{at}>{dialect.pattern})" for at, dialect in enumerate(time_formats))
    return re.compile(" | ".join(numbered), re.VERBOSE | re.MULTILINE)


def has_chapters(text: str) -> bool:
    """Whether a text lists chapters: at least three lines that begin with a time, the first with 0:00, ascending."""
    row = 0
    last = 0
    for written in _RE_CHAPTER.findall(text):
        seconds = sum(part * 60**place for place, part in enumerate(reversed(_parts_of(written))))
        row = row + 1 if row and seconds > last else int(seconds == 0)
        last = seconds
        if row == 3:
            return True
    return False


def _read(markup: str) -> tuple[tuple[RawTime, ...], str]:
    """The times and the medium in an anchor: those of its attribute or address before those of its text.

    Where an attribute and its text differ, sibling notes agree with the attribute 350 times for 52.
    """
    tag = _RE_TAG.search(markup) if "<a" in markup else None
    if tag:
        found = _RE_ATTRIBUTE_TIME.search(tag.group(1))
        return ((_parts_of(found.group(found.lastindex or 0)),) if found else _times_in(markup)), ""
    found = _RE_ADDRESS.search(markup)
    address = _read_address_in(found) if found else NOTHING
    if found and found.lastgroup != "target" and address.medium:
        return address.times, address.medium
    medium = address.medium if address.certain or address.times else ""
    shown = markup[: found.start("target")] if found and found["target"] else markup
    return (address.times if medium else ()) or _times_in(shown), medium


def _read_address_in(found: re.Match[str]) -> Address:
    place = found.group(found.lastgroup or 0).strip()
    if found.lastgroup == "file":
        place = _RE_ORG_TIME.sub(r"#t=\1,\2", place)
    return read_address(place)


def _times_in(markup: str) -> tuple[RawTime, ...]:
    """The times in an anchor's text; plain seconds and the dotted times of chapters where there are no others."""
    times = _RE_TIME.findall(markup) or _RE_SECONDS.findall(markup) or _RE_DOTTED.findall(markup)
    return tuple(map(_parts_of, times))


def _parts_of(time: str) -> RawTime:
    return tuple(map(int, time.replace(".", ":").split(":")))
