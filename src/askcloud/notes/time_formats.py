"""Find the times in a note's Markdown: the formats in which people and tools write them, one entry each.

A format's pattern matches what may be its markup, an anchor; `find_anchors` then reads the times and the medium from
it. To support another format, add an entry here and a case to `tests/fixtures/time_formats.md`. Patterns are bounded
and have a short lookahead, so that reading stays linear in the length of a note.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from askcloud.media.addresses import NOTHING, Address, RawTime, read_address
from askcloud.media.medium import AUDIO_AND_VIDEO
from askcloud.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE, AFTER, EITHER = "before", "after", "either"
"""Where a time is written: before or after the text it belongs to, or in some notes before and in others after."""

_TIME = r"(?:\d{1,3}:\d{2}(?::\d{2}){0,4}|0\d:\d:\d{2})"  # some write 00:2:05
_LONG_TIME = r"\d{1,2}:\d{2}:\d{2}"
_TO = r"\.?[ ]?(?:[,;|–—-]|to)[ ]?"
_TIMES = rf"{_TIME}(?:{_TO}{_TIME}){{0,200}}"
_ENDING = "|".join(AUDIO_AND_VIDEO)
_TAG_TEXT = rf"\[{{0,2}}{_TIMES}\]{{0,2}}"
_TAG = (
    rf"<a\b[^<>]{{0,200}}>(?:timestamp\"[^<>]{{0,40}}>)?(?:[ ]?(?:{_TAG_TEXT})?[ ]?</(?:a|sup)[ ]?>|(?:{_TAG_TEXT})?)"
)
_LOOKAHEAD = 12  # characters after an anchor that its pattern may read
_GROUP = "format"  # the name of a format's group in the pattern of all, before its number
_NO_DAYTIME = r"(?![*_`)]{0,3}[ ]?(?i:[ap]\.?m\b))"
TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}+\)"
"""Pattern of the target of a link, which may contain paired brackets."""


class TimeFormat(Record):
    """One format of a time, or of a medium that the times below it belong to."""

    name: str
    """Its name in reports; it is stored in every index."""
    pattern: str
    """A VERBOSE and MULTILINE pattern, in which `^` is the start of a line of a block. It has no capturing group."""
    position: str = EITHER
    """before or after: where a time of this format is written, as seen from its text. either: the note decides."""


TIME_FORMATS = (
    # a tag as the target of a link, whose bracket may never be closed
    TimeFormat("anchor tag", rf"\[{_TIMES}\]\((?:{_TAG}|<a\b[^<>]{{0,200}}</a>)\)? | {_TAG}"),
    TimeFormat(
        "wikilink to a time",
        rf"\[\[[^\[\]\n|]{{1,200}}\|[ ]?(?:(?:[\[(]?{_TIMES}[\])]?|{_TAG})[ ]?\]\]|\(?{_TAG}\)?[ ]?\]{{0,2}})",
    ),
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
"""The formats that are read in every note; where several match, the first one counts."""

_CHAPTER = TimeFormat("chapters", rf"^\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?=[ ]{{1,3}}\S){_NO_DAYTIME}", BEFORE)
"""The bare times of a list of chapters, which are read only in a note that contains such a list."""

_BARE_TIME = rf"\d{{1,3}}:\d{{2}}(?::\d{{2}})?(?!:?\d){_NO_DAYTIME}"
_BARE_TIMES = rf"{_BARE_TIME}(?:{_TO}{_BARE_TIME})?"
LINE_START = r"(?:^|(?<=^[*_])|(?<=^\*\*)|(?<=^__))"
"""Pattern of where a bare time may begin: at the start of a line, or after the emphasis that opens it."""
_LINE_TIME = TimeFormat(
    "bare times",
    rf"(?:^(?:`{_BARE_TIMES}`|\({_BARE_TIMES}\))|{LINE_START}{_BARE_TIMES})(?=[*_]{{0,3}}(?:[:|–—-]?[*_]{{0,3}}(?:\s|$)|\|))",
    BEFORE,
)
"""The bare times of a person's own notes, which are read only where `has_line_times`."""

NO_BARE_TIMES, CHAPTERS, LINES = 0, 1, 2
"""Which times without markup are anchors: none, those of a list of chapters, those that begin a line, or both (3)."""

LINK = TimeFormat("link with a time", "")
"""A link with a time in its address and another text; it has no pattern, as `inline` reads it and shows its text."""

_RE_TIME = re.compile(rf"(?<![\d:]){_TIME}(?![\d:])")
_RE_ATTRIBUTE_TIME = re.compile(
    rf"(?<![\d:]){_TIME}(?![\d:])|data-t\s*=\s*(?:\"(\d{{1,6}})\"|'(\d{{1,6}})'|(\d{{1,6}})(?=\s|$))"
)
COMMON_TAG = r"<a\b[^<>\d]{0,100}\"(?P<attribute>\d{1,3}:\d{2}:\d{2})\"[^<>\d]{0,60}>\[\d{1,3}:\d{2}:\d{2}\]</a>"
"""Pattern of the tag that most notes write: one time in its only attribute with digits, and one as its text."""

_RE_COMMON = re.compile(rf"({COMMON_TAG}|\[(?P<bracketed>\d{{1,3}}:\d{{2}}:\d{{2}})\])[\s,;]*+")
_RE_TAG = re.compile(r"<a\b([^<>]*)[<>]")
_RE_DOTTED = re.compile(r"^\d{1,2}\.\d{2}$")
_RE_ORG_TIME = re.compile(r"#([\d:.]+)(?:-([\d:.]+))?$")  # no `t=`
_RE_SECONDS = re.compile(r"(?<=[ \[])\d{1,6}(?=[s ]?[\]}])")
_RE_CHAPTER = re.compile(r"\n[ >*+-]{0,12}(\d{1,2}[:.]\d{2}(?::\d{2})?)(?=[ ]{1,3}\S)")  # a newline is found fast
_RE_LINE_START = re.compile(r"\n[*_`(]{0,2}\d{1,3}:\d\d")
_MIN_LINE_TIMES = 3
_HOURS = range(5 * 60, 24 * 60, 5)  # times of day of appointments, read as minutes and seconds: 5:00 to 23:55
_RE_ADDRESS = re.compile(
    r"\]\((?P<target>(?!<).{1,1000})\)$ | ^!?\[\[(?:(?:video|audio)(?:cite)?:)?(?P<file>[^\[\]|]{1,500})"
    r" | ^(?:\{\{(?!youtube-)\w{1,9}[ ]+|```timestamp-url\s+|audio:[ ]*)(?P<bare>[^\n`{}]{1,1000})",
    re.VERBOSE,
)


class Anchor(Record):
    """The markup of one or more times, or of a medium, in a note's text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after its last character."""
    times: tuple[RawTime, ...]
    """The times it contains, as written; empty where it only names a medium."""
    medium: str = ""
    """The medium it names itself (see `media.medium`); empty if none."""
    time_format: TimeFormat = TIME_FORMATS[0]
    """The format it is written in."""


def anchor_pattern(bare_times: int = NO_BARE_TIMES) -> str:
    """Return the pattern of what may be an anchor, to be compiled as VERBOSE and MULTILINE.

    Args:
        bare_times: Which times without markup are anchors.
    """
    return " | ".join(time_format.pattern for time_format in _formats(bare_times))


def find_anchors(
    text: str, start: int = 0, end: int | None = None, bare_times: int = NO_BARE_TIMES
) -> Iterator[Anchor]:
    """Return the anchors in a text, in order; a tag without a time, a ratio, a verse or a time of day is not an anchor.

    Args:
        text: Markdown.
        start: Offset from which to search.
        end: Offset before which an anchor must begin; None for the end of the text.
        bare_times: Which times without markup are anchors.
    """
    end = len(text) if end is None else end
    for match in _anchor_pattern(bare_times).finditer(text, start, end + _LOOKAHEAD):
        if match.start() >= end:
            return
        times, medium = _read(match.group())
        if times or medium:
            time_format = _formats(bare_times)[int((match.lastgroup or "")[len(_GROUP) :])]
            yield Anchor(match.start(), match.end(), times, medium, time_format)


def read_common_anchors(markup: str) -> list[Anchor]:
    """Return what `find_anchors` finds in a text of adjacent anchor tags or bracketed times; none in any other text.

    Nearly all anchors of real notes are these, and reading them so takes a fifth of the time.
    """
    anchors: list[Anchor] = []
    position = 0
    while found := _RE_COMMON.match(markup, position):
        name = "bracketed time" if found["bracketed"] else "anchor tag"
        time = _numbers_in(found["bracketed"] or found["attribute"])
        anchors.append(Anchor(found.start(1), found.end(1), (time,), "", _format_called(name)))
        position = found.end()
    return anchors if position == len(markup) else []


@cache
def _format_called(name: str) -> TimeFormat:
    return next(time_format for time_format in TIME_FORMATS if time_format.name == name)


@cache
def _formats(bare_times: int) -> tuple[TimeFormat, ...]:
    chapters, lines = bare_times & CHAPTERS, bare_times & LINES
    return (*TIME_FORMATS, *[_CHAPTER][:chapters], *[_LINE_TIME][:lines])


@cache
def _anchor_pattern(bare_times: int) -> re.Pattern[str]:
    """Return the pattern of any anchor; the number in the name of the group that matched is that of the format."""
    numbered = (f"(?P<{_GROUP}{number}>{each.pattern})" for number, each in enumerate(_formats(bare_times)))
    return re.compile(" | ".join(numbered), re.VERBOSE | re.MULTILINE)


def has_chapters(text: str) -> bool:
    """Return whether a text lists chapters: at least three lines begin with a time, ascending from 0:00."""
    length = 0  # of the ascending run that began with 0:00
    previous = 0
    for time in _RE_CHAPTER.findall(f"\n{text}"):
        seconds = _seconds_in(time)
        length = length + 1 if length and seconds > previous else int(seconds == 0)
        previous = seconds
        if length == 3:
            return True
    return False


def has_line_times(text: str) -> bool:
    """Return whether lines of a text begin with times of a video: at least three, most of which ascend.

    They may begin again in each section. Consecutive verses (3:16, 3:17) and times of day (9:00, 10:30) are no times of
    a video; what comes before five minutes or after 24, or does not end in 0 or 5, is not the hour of an appointment.
    """
    if len(_RE_LINE_START.findall(f"\n{text}")) < _MIN_LINE_TIMES:  # as in nearly all notes
        return False
    times = [_seconds_in(_RE_TIME.findall(found.group())[0]) for found in _line_time().finditer(text)]
    steps = [later - earlier for earlier, later in pairwise(times)]
    ascend = sum(step < 0 for step in steps) * 3 < len(steps)
    are_verses = sum(step == 1 for step in steps) * 2 > len(steps)
    are_hours = all(time in _HOURS for time in times)
    return len(times) >= _MIN_LINE_TIMES and ascend and not are_verses and not are_hours


@cache
def _line_time() -> re.Pattern[str]:
    return re.compile(_LINE_TIME.pattern, re.VERBOSE | re.MULTILINE)


def first_line_time(text: str) -> int:
    """Return the offset of the first time that begins a line of a text; -1 without one."""
    found = _line_time().search(text) if ":" in text else None
    return found.start() if found else -1


def _read(markup: str) -> tuple[tuple[RawTime, ...], str]:
    """Return the times and the medium in an anchor: those of its attribute or address before those of its text.

    Where an attribute and its text differ, sibling notes agree 350 times with the attribute and 52 times with the text.
    """
    tag = _RE_TAG.search(markup) if "<a" in markup else None
    if tag:
        attribute = _RE_ATTRIBUTE_TIME.search(tag.group(1))
        return ((_numbers_in(attribute.group(attribute.lastindex or 0)),) if attribute else _times_in(markup)), ""
    found = _RE_ADDRESS.search(markup)
    address = _read_address_in(found) if found else NOTHING
    if found and found.lastgroup != "target" and address.medium:
        return address.times, address.medium
    medium = address.medium if address.certain or address.times else ""
    shown = markup[: found.start("target")] if found and found["target"] else markup
    return (address.times if medium else ()) or _times_in(shown), medium


def _read_address_in(found: re.Match[str]) -> Address:
    address = found.group(found.lastgroup or 0).strip()
    if found.lastgroup == "file":
        address = _RE_ORG_TIME.sub(r"#t=\1,\2", address)
    return read_address(address)


def _times_in(markup: str) -> tuple[RawTime, ...]:
    """Return the times in an anchor's text, else its plain seconds, else the dotted times of its chapters."""
    times = _RE_TIME.findall(markup) or _RE_SECONDS.findall(markup) or _RE_DOTTED.findall(markup)
    return tuple(map(_numbers_in, times))


def _seconds_in(time: str) -> int:
    return sum(number * 60**power for power, number in enumerate(reversed(_numbers_in(time))))


def _numbers_in(time: str) -> RawTime:
    return tuple(map(int, time.replace(".", ":").split(":")))
