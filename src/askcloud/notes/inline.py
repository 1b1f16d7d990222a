"""Inline Markdown -> plain text that knows where in its block each character stands."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import islice

from askcloud.media.addresses import NOTHING, Address, read_address
from askcloud.notes.plain_text import INVISIBLE, PlainText, PlainTextWriter
from askcloud.notes.time_formats import LINK, TARGET, anchor_pattern

_BARE_LINK = r"(?<!\w)(?:https?|obsidian)://[^\s<>\[\]()|\"]{0,1000}[^\s<>\[\]()|\".,;:!?*_'”’]"
_OPENING = rf"<&\[\]`\\*_~{{%{INVISIBLE}"  # what markup begins with
_MAX_PIECES = 20_000
"""Pieces of markup in a block; one with more is no prose and is taken as it stands. A runaway note has 2,100."""


@cache
def _inline_pattern(chapters: bool) -> re.Pattern[str]:
    """The pattern of a piece of inline markup; the group that matched says which.

    Within a line most characters can begin none; asking that first makes it four times as fast.
    """
    anchor = anchor_pattern(chapters=chapters)
    anchors = rf"(?:{anchor})(?:[\s,;]*(?:{anchor}))*"
    return re.compile(
        rf"""
        (?P<blank>\s{{2,}} | [^\S\ ])
      | (?P<bare>{_BARE_LINK} | \({_BARE_LINK}\))
      | (?:^ | (?=YT=) | (?=[{_OPENING}] | =(?==) | !(?=\[) | \((?=[\s\d\[<(]) | -(?=-{{20}})))(?:
            (?P<plain>(?P<same>[^\w\s`-]|_)(?P=same){{3,}} | (?:[<&][\w!-]{{0,9}}(?=[<&])){{4,}})
          | (?P<comment><!--(?:(?!<!--).){{0,2000}}?--> | %%[^%]{{0,2000}}%%)
          | (?P<anchor>{anchors} | \(\s?(?:{anchors})\s?\) | \[\s?(?:{anchors})\s?\])  # adjacent ones, what parts them
          | (?P<code>``(?P<within>(?:(?!``)[^\n]){{1,500}})`` | `{{1,2}}(?P<inside>[^`\n]{{1,500}})`{{1,2}})
          | !?\[\[(?P<wikilink>[^\[\]]{{1,500}})\]\]
          | (?P<image>!\[[^\[\]\n]{{0,500}}\](?P<source>{TARGET}))
          | (?P<autolink><(?P<url>(?:https?|obsidian)://[^<>\s]{{1,1000}})>)
          | (?P<break><br[ ]?/?>)
          | (?P<tag></?[A-Za-z][^<>]{{0,300}}> | <a\s[^<>]{{0,300}}\Z)
          | (?P<entity>&(?:[A-Za-z]{{2,10}}|\#\d{{1,6}}|\#x[0-9A-Fa-f]{{1,5}});)
          | (?P<escaped>\\(?P<character>[!-/:-@\[-`{{-~]))
          | (?P<footnote>\[\^[^\[\]\s]{{1,50}}\])
          | (?P<closing>\](?:{TARGET}|\([^()\s]{{1,1000}}\s"[^"\n]{{0,300}}"\))?)  # with a target, half of [text](url)
          | (?P<delimiter>\*{{1,3}} | _{{1,3}} | ~~ | == | \[ )
          | (?P<invisible>[{INVISIBLE}]+)
          | (?P<run>-{{21,}})
        )
        """,
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    )


_LINK_ENDS = frozenset({"closing", "image", "autolink", "bare"})


def render_inline(content: str, *, chapters: bool = False) -> PlainText:
    """The plain text of a block's Markdown.

    Args:
        content: The Markdown.
        chapters: Whether bare times at the start of a line are anchors (see `dialects.holds_chapters`).
    """
    writer = PlainTextWriter(content, chapters=chapters)
    found = list(islice(_inline_pattern(chapters).finditer(content), _MAX_PIECES + 1))
    if len(found) > _MAX_PIECES:
        found = []
    dropped = _paired_delimiters(found)
    at = 0
    for match in found:
        writer.copy(at, match.start())
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "anchor":
            writer.cut_anchors(match.start(), match.end())
        elif kind == "wikilink":
            _write_wikilink(writer, match)
        elif kind in _LINK_ENDS:
            _write_link_end(writer, match, dropped)
        elif match.start() not in dropped:
            _write_plain(writer, match)
    writer.copy(at, len(content))
    return writer.prose()


def link_target(link: str) -> str:
    """The title or slug a wikilink points to, without its heading."""
    return re.split(r"[|#]", link, maxsplit=1)[0].strip()


def link_text(link: str) -> str:
    """What a reader sees of a wikilink: its alias, or without one its target; `[[a | b | c]]` shows c."""
    alias = link.rpartition("|")[2].strip(" *") if "|" in link else ""
    return alias or link_target(link).replace("_", " ")


def slug_of(title: str) -> str:
    """The file name of a title without its ending: holds for 21,256 of the 21,273 notes of a real vault."""
    return re.sub(r"[^A-Za-z0-9 ]+", "", title.replace("_", " ")).strip().replace(" ", "_").lower()


def _write_wikilink(writer: PlainTextWriter, match: re.Match[str]) -> None:
    """Writes what shows of a link, and what its address says."""
    link = match["wikilink"]
    address = read_address(link.partition("|")[0]) if "." in link else NOTHING
    if not address.medium:
        writer.links.append(link)
    shown = link_text(link)
    writer.put(shown, match.start("wikilink") + (max(link.rfind(shown), 0) if "|" in link else 0))
    _write_address(writer, match, address)


def _write_link_end(writer: PlainTextWriter, match: re.Match[str], dropped: set[int]) -> None:
    """Writes what shows of a link where its address stands, and what the address says."""
    kind, markup = match.lastgroup, match.group()
    shown = {"autolink": "url", "bare": "bare"}.get(kind or "")
    target = match[shown] if shown else markup[markup.find("](") + 2 : -1] if "](" in markup else ""
    address = read_address(target.partition(" ")[0].strip("()")) if target else NOTHING
    if kind == "closing" and match.start() not in dropped:
        writer.put(markup, match.start())
    elif shown and not (address.times and address.certain):
        writer.put(match[shown], match.start(shown))
    _write_address(writer, match, address)


def _write_address(writer: PlainTextWriter, match: re.Match[str], address: Address) -> None:
    """Notes the medium and the times that an address names; any page's `t` may be something else."""
    if not address.medium:
        return
    writer.mention(address.medium, match.start(), match.end(), certain=address.certain)
    if address.times and address.certain:
        writer.cut(match.start(), address.times, address.medium, LINK)


def _write_plain(writer: PlainTextWriter, match: re.Match[str]) -> None:
    """Writes what a reader sees of one piece of markup."""
    kind = match.lastgroup
    inner = {"code": "within" if match["within"] else "inside", "escaped": "character"}.get(kind or "")
    if inner:
        writer.put(match[inner], match.start(inner))
    elif kind == "entity":
        writer.put(html.unescape(match.group()), match.start())
    elif kind in ("blank", "break", "run"):
        writer.put(" ", match.start())
    elif kind in ("delimiter", "plain"):
        writer.put(match.group(), match.start())


def _paired_delimiters(found: list[re.Match[str]]) -> set[int]:
    """Offsets of the delimiters that are markup: emphasis and link brackets that open and close."""
    paired: set[int] = set()
    opened: dict[str, int] = {}
    for match in found:
        mark = match.group()
        if mark == "[":
            opened[mark] = match.start()
        elif match.lastgroup == "closing":
            start = opened.pop("[", None)
            if start is not None and len(mark) > 1:
                paired |= {start, match.start()}
        elif match.lastgroup == "delimiter":
            closes = [mark] if mark in opened else [mark[:1], mark[:2]] if {mark[:1], mark[:2]} <= opened.keys() else []
            if closes and _may_close(match):
                paired |= {match.start(), *(opened.pop(each) for each in closes)}
            elif _may_open(match):
                opened[mark] = match.start()
    return paired


def _may_open(match: re.Match[str]) -> bool:
    before, after = _around(match)
    return bool(after) and not after.isspace() and not (match.group()[0] in "_*" and before.isalnum())


def _may_close(match: re.Match[str]) -> bool:
    before, after = _around(match)
    return bool(before) and not before.isspace() and not (match.group()[0] == "_" and after.isalnum())


def _around(match: re.Match[str]) -> tuple[str, str]:
    text, start, end = match.string, match.start(), match.end()
    return text[max(0, start - 1) : start], text[end : end + 1]
