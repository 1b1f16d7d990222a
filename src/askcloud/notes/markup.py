"""Inline Markdown -> plain text that knows where in its block each character stands."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from askcloud.notes.timestamps import Anchor, Parts, find_anchors
from askcloud.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.notes.blocks import Offsets

_MASK = "\ue000"
_RE_INLINE = re.compile(
    rf"""
      (?P<anchor>{_MASK}(?:[{_MASK}\s,;]*{_MASK})?)       # adjacent anchors, with what separates them
    | (?P<comment><!--.{{0,2000}}?--> | %%[^%]{{0,2000}}%%)
    | !?\[\[(?P<wikilink>[^\[\]\n]{{1,500}})\]\]
    | (?P<image>!\[[^\[\]\n]{{0,500}}\]\([^()\s]{{0,1000}}\))
    | (?P<target>\]\([^()\s]{{0,1000}}(?:\s"[^"\n]{{0,300}}")?\))  # the second half of [text](url)
    | (?P<code>`{{1,2}}(?P<inside>[^`\n]{{1,500}})`{{1,2}})
    | (?P<autolink><(?P<url>https?://[^<>\s]{{1,1000}})>)
    | (?P<break><br[ ]?/?>)
    | (?P<tag></?[A-Za-z][^<>]{{0,300}}>)
    | (?P<entity>&(?:[A-Za-z]{{2,10}}|\#\d{{1,6}}|\#x[0-9A-Fa-f]{{1,5}});)
    | (?P<escaped>\\(?P<character>[!-/:-@\[-`{{-~]))
    | (?P<footnote>\[\^[^\[\]\s]{{1,50}}\])
    | (?P<delimiter>\*{{1,3}} | _{{1,3}} | ~~ | == | \[ )
    | (?P<invisible>[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]+)
    | (?P<run>-{{21,}})
    | (?P<blank>\s{{2,}}|[\t\n\u00a0])
    """,
    re.VERBOSE | re.DOTALL,
)
_RE_DELIMITER = re.compile(
    r"\*{1,3}|_{1,3}|~~|==|(?<!\[)\[(?![\[^])|\](?:\([^()\s]{0,1000}(?:\s\"[^\"\n]{0,300}\")?\))?"
)
_CLOSING_PUNCTUATION = ".,;:!?)]}”’»…。、！？%"


@record
class Prose:
    """A block's text as a reader sees it."""

    text: str
    """Plain text: single blanks, no markup, no anchors, no invisible characters."""
    pieces: Offsets
    """(offset in text, offset in the block's content) where a run of copied characters begins, ascending."""
    anchors: tuple[tuple[int, tuple[Parts, ...]], ...]
    """(offset in text, times) of each group of adjacent anchors, ascending; the offset is where it was cut out."""
    links: tuple[str, ...]
    """Targets of its wikilinks, as written."""


def prose_of(content: str) -> Prose:
    """The plain text of a block's Markdown."""
    writer = _ProseWriter()
    anchors = find_anchors(content)
    masked = _masked(content, anchors)
    dropped = _paired_delimiters(masked)
    waiting: Iterator[Anchor] = iter(anchors)
    at = 0
    for match in _RE_INLINE.finditer(masked):
        writer.copy(content, at, match.start())
        at = match.end()
        if match.lastgroup == "anchor":
            _write_anchors(writer, waiting, match.end())
        elif match.start() not in dropped:
            writer.put(_plain_of(match, writer.links), match.start())
    writer.copy(content, at, len(content))
    return writer.prose()


def link_target(link: str) -> str:
    """The title or slug a wikilink points to, without its heading."""
    return re.split(r"[|#]", link, maxsplit=1)[0].strip()


def slug_of(title: str) -> str:
    """The file name of a title without its ending: holds for 21,256 of the 21,273 notes of a real vault."""
    return re.sub(r"[^A-Za-z0-9 ]+", "", title.replace("_", " ")).strip().replace(" ", "_").lower()


class _ProseWriter:
    """Collects plain text and where it came from."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, int]] = []
        self._anchors: list[tuple[int, tuple[Parts, ...]]] = []
        self._gap = False  # a blank is due before the next word

    def copy(self, content: str, start: int, end: int) -> None:
        """Takes over a span of the content as it stands."""
        if end > start:
            self.put(content[start:end], start)

    def put(self, text: str, at: int) -> None:
        """Adds text that stands at offset `at` of the content; blanks at its ends join with those around it."""
        inner = text.strip()
        if not inner:
            self._gap = self._gap or bool(text)
            return
        leading = len(text) - len(text.lstrip())
        after_anchor = bool(self._anchors) and self._anchors[-1][0] == self._length
        wanted = leading or self._gap
        if wanted and self._length and not (after_anchor and inner[0] in _CLOSING_PUNCTUATION):
            self._append(" ", at + max(leading - 1, 0))
        self._append(inner, at + leading)
        self._gap = len(text) > leading + len(inner)

    def cut(self, stamps: tuple[Parts, ...]) -> None:
        """Notes that anchors stood here."""
        self._gap = True
        if self._anchors and self._anchors[-1][0] == self._length:
            stamps = self._anchors.pop()[1] + stamps
        self._anchors.append((self._length, stamps))

    def prose(self) -> Prose:
        """What was collected."""
        return Prose("".join(self._parts), tuple(self._pieces) or ((0, 0),), tuple(self._anchors), tuple(self.links))

    def _append(self, text: str, at: int) -> None:
        self._pieces.append((self._length, at))
        self._parts.append(text)
        self._length += len(text)


def _masked(content: str, anchors: list[Anchor]) -> str:
    """The content with its anchors overwritten, so that the markup around them is read without them."""
    parts = []
    at = 0
    for anchor in anchors:
        parts += [content[at : anchor.start], _MASK * (anchor.end - anchor.start)]
        at = anchor.end
    return "".join((*parts, content[at:]))


def _write_anchors(writer: _ProseWriter, waiting: Iterator[Anchor], end: int) -> None:
    """Cuts out the anchors of one masked run; the run ends at `end`."""
    for anchor in waiting:
        writer.cut(anchor.stamps)
        if anchor.end >= end:
            return


def _plain_of(match: re.Match[str], links: list[str]) -> str:
    """What a reader sees of one piece of markup; wikilinks met are added to `links`."""
    kind = match.lastgroup
    if kind == "wikilink":
        links.append(match["wikilink"])
        target, *aliases = match["wikilink"].split("|")
        return aliases[-1].strip(" *") if aliases else target.split("#")[0].replace("_", " ")
    if kind in ("code", "autolink", "escaped"):
        return match["inside"] or match["url"] or match["character"]
    if kind == "entity":
        return html.unescape(match.group())
    if kind in ("blank", "break", "run"):
        return " "
    return match.group() if kind in ("delimiter", "target") else ""


def _paired_delimiters(text: str) -> set[int]:
    """Offsets of the delimiters that are markup: emphasis and link brackets that open and close."""
    paired: set[int] = set()
    opened: dict[str, int] = {}
    for match in _RE_DELIMITER.finditer(text):
        mark = match.group()
        if mark == "[":
            opened[mark] = match.start()
        elif mark[0] == "]":
            start = opened.pop("[", None)
            if start is not None and len(mark) > 1:
                paired |= {start, match.start()}
        elif mark in opened and _may_close(text, match):
            paired |= {opened.pop(mark), match.start()}
        elif _may_open(text, match):
            opened[mark] = match.start()
    return paired


def _may_open(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(after) and not after.isspace() and not (match.group()[0] in "_*" and before.isalnum())


def _may_close(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(before) and not before.isspace() and not (match.group()[0] == "_" and after.isalnum())
