"""Render the inline Markdown of a block as plain text: find each piece of markup and write what a reader sees of it.

`plain_text` collects what is written; `time_formats` reads the anchors, which are cut out of the text.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from unicodedata import normalize

from askcloud.media.addresses import NOTHING, Address, read_address
from askcloud.notes.plain_text import INVISIBLE, PlainText, PlainTextWriter
from askcloud.notes.pointers import is_long_title
from askcloud.notes.time_formats import COMMON_TAG, LINE_START, LINES, LINK, NO_BARE_TIMES, TARGET, anchor_pattern

_BARE_LINK = r"(?<!\w)(?:https?|obsidian)://[^\s<>\[\]()|\"]{0,1000}[^\s<>\[\]()|\".,;:!?*_'”’]"
_OPENING = r"<&\[\]`\\*_~{%=!(\-"  # the characters with which markup begins within a line
_ALIAS = (
    r"(?:[^\[\]] | \[(?:[^\[\]] | \[[^\[\]]{0,300}\]){0,300}\]){1,500}+"  # brackets in it are paired, at most two deep
)
_UNCLOSED = r"(?=[^\[\]|\n]{0,300}\w[_ ]\w)[^\[\]|\n]{1,300}\|[ ][^\[\]|\n]{1,300}"
_RE_MARKUP = re.compile(rf"[{_OPENING}]")
_MAX_PIECES = 30_000
"""Pieces of markup in a block; a block with more is not prose and is shown unchanged. A faulty real note has 2,100,
a transcript of four hours whose every second line is a time 15,000."""


@cache
def _inline_pattern(bare_times: int, usual: bool) -> re.Pattern[str]:
    """Return the pattern of text without markup and of the piece of inline markup after it; the last group is its kind.

    Text is skipped in long steps, up to a character with which markup may begin. That is six times as fast as
    trying every kind of markup at each character.

    Args:
        bare_times: Which times without markup are anchors (see `time_formats`).
        usual: Whether the pattern is for what `_is_usual`.
    """
    opening = _OPENING if usual else rf"{_OPENING}\shoY{INVISIBLE}"
    common = rf"(?P<common>{COMMON_TAG}(?=\.|[ ][A-Za-z]|\Z)) |" if usual else ""  # and no other anchor after it
    start = LINE_START if bare_times & LINES else "^"
    steps = rf"[^{opening}]++ | =(?!=) | !(?!\[) | -(?!-{{20}}) | \((?![\s\d\[<(]"
    steps += ")" if usual else r"|https?://|obsidian://) | [ ](?!\s) | [hoY](?!ttps?://|bsidian://|T=)"
    return re.compile(
        rf"""
        (?P<text>(?:(?!{start}[\W\da])(?:{steps})*+)?+)  # at the start of a line, other signs may begin a piece, too
        (?:(?P<end>\Z) | {common} {_pieces(bare_times)} | (?P<none>[{opening}] | ^.))
        """,
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    )


def _pieces(bare_times: int) -> str:
    """Return the pattern of a piece of inline markup, to be compiled as VERBOSE, DOTALL and MULTILINE."""
    anchor = anchor_pattern(bare_times)
    anchors = rf"(?:{anchor})(?:[\s,;]*(?:{anchor}))*"
    return rf"""
        (?P<blank>\s{{2,}} | [^\S\ ])
      | (?P<bare>{_BARE_LINK} | \({_BARE_LINK}\))
      | (?P<plain>(?P<same>[^\w\s`-]|_)(?P=same){{3,}} | (?:[<&][\w!-]{{0,9}}(?=[<&])){{4,}})
      | (?P<comment><!--(?:(?!<!--).){{0,2000}}?--> | %%[^%]{{0,2000}}%%)
      | (?P<struck>(?<!\w)~~(?=[^\s~])(?:(?!~~).){{1,500}}(?<=\S)~~(?!\w)  # its author takes it back
          | <(?P<strike>del|s|strike)>[^<]{{0,500}}</(?P=strike)>)
      | (?P<anchor>(?:(?P<round>\(\s?) | (?P<square>\[\s?))??{anchors}(?(round)\s?\))(?(square)\s?\]))  # adjacent ones
      | `\[\[(?P<coded>[^\[\]|`\n]{{1,300}}[ ]\|[ ][^\[\]|`\n]{{1,300}})\]\]`  # meant as a link, not as code
      | (?P<code>``(?P<within>(?:(?!``)[^\n]){{1,500}})`` | `{{1,2}}(?P<inside>[^`\n]{{1,500}})`{{1,2}})
      | !?\[\[(?P<wikilink>[^\[\]]{{1,500}})\]\]
      | !?\[\[(?P<unclosed>{_UNCLOSED})\](?:'\])?(?!\])
      | (?P<aliased>!?\[\[(?P<aim>[^\[\]]{{1,300}})\|[ ]*(?=(?P<alias>{_ALIAS})\]\]))  # begins [[a | [b]]]
      | (?P<image>!\[[^\[\]\n]{{0,500}}\](?P<source>{TARGET}))
      | (?P<autolink><(?P<url>(?:https?|obsidian)://[^<>\s]{{1,1000}})>)
      | (?P<break><br[ ]?/?>)
      | (?P<frame><iframe\s[^<>]{{0,1000}}>(?:\s{{0,9}}</iframe>)?)
      | (?P<tag></?[A-Za-z][^<>]{{0,300}}> | <a\s[^<>]{{0,300}}\Z)
      | (?P<entity>&(?:[A-Za-z]{{2,10}}|\#\d{{1,6}}|\#x[0-9A-Fa-f]{{1,5}});)
      | (?P<escaped>\\(?P<character>[!-/:-@\[-`{{-~]))
      | (?P<footnote>\[\^[^\[\]\s]{{1,50}}\])
      | (?P<closing>\](?:{TARGET}|\([^()\s]{{1,1000}}\s"[^"\n]{{0,300}}"\))?)  # or the end of [text](url)
      | (?P<delimiter>\*{{1,3}} | _{{1,3}} | ~~ | == | \[ )
      | (?P<invisible>[{INVISIBLE}]+)
      | (?P<run>-{{21,}})
        """


_SIGNS_OF_HOURS = frozenset("0123456789:.,;[]()*–—- ")
_ANCHORS = frozenset({"anchor", "common"})
_PAIRED = frozenset({"closing", "delimiter"})
_WIKILINKS = frozenset({"wikilink", "coded", "unclosed"})
_LINK_ENDS = frozenset({"closing", "image", "autolink", "bare", "frame"})


def render_inline(content: str, *, bare_times: int = NO_BARE_TIMES, times: bool = True) -> PlainText:
    """Return the plain text of a block's Markdown.

    Args:
        content: The Markdown.
        bare_times: Which times without markup are anchors (see `time_formats`).
        times: Whether times are anchors, which are cut out of the text; otherwise they are text.
    """
    usual = _is_usual(content)
    if usual and _is_plain(content):
        return PlainText(content.rstrip(), ((0, 0),), (), (), (), ())
    return _render(content, bare_times=bare_times, times=times, usual=usual)


def _render(content: str, *, bare_times: int, times: bool, usual: bool) -> PlainText:
    """Return the plain text of any Markdown, piece by piece."""
    writer = PlainTextWriter(content, bare_times=bare_times, usual=usual)
    pieces, marks = _pieces_of(content, _inline_pattern(bare_times, usual))
    dropped = _paired_delimiters(marks)
    position = 0
    for match in pieces:
        start = match.end("text")
        if start > position:
            writer.copy(position, start)
        position = match.end()
        kind = match.lastgroup or ""
        if kind in _ANCHORS and times:
            writer.cut_anchors(start, position)
        elif kind in _ANCHORS:
            _write_hours(writer, match[kind], start)
        elif kind in _WIKILINKS:
            _write_wikilink(writer, match, kind)
        elif kind == "aliased":
            dropped |= {match.end("alias"), match.end("alias") + 1}
            _write_address(writer, match, _record_wikilink(writer, content[match.start("aim") : match.end("alias")]))
        elif kind in _LINK_ENDS:
            _write_link_end(writer, match, dropped)
        elif start not in dropped:
            _write_markup(writer, match)
    if position < len(content):
        writer.copy(position, len(content))
    return writer.plain_text()


def _is_usual(content: str) -> bool:
    """Return whether a content has no bare link, `YT=`, two blanks or unprintable character, like most."""
    return content.isprintable() and not ("://" in content or "YT=" in content or "  " in content)


def _is_plain(content: str) -> bool:
    """Return whether a usual content has no markup; at its start, a time or `audio:` would be some."""
    return content[:1].isalpha() and content[0] != "a" and not _RE_MARKUP.search(content)


def _pieces_of(content: str, pattern: re.Pattern[str]) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return a match for each piece of markup, in order, and those of them that may be in pairs.

    A piece begins at the end of the group `text`.
    """
    pieces: list[re.Match[str]] = []
    marks: list[re.Match[str]] = []
    for match in pattern.finditer(content):
        kind = match.lastgroup
        if kind == "end":  # the pattern would match once more there
            break
        if kind != "none":
            pieces.append(match)
            if kind in _PAIRED:
                marks.append(match)
            if len(pieces) > _MAX_PIECES:
                return [], []
    return pieces, marks


def link_target(link: str) -> str:
    """Return the title or slug that a wikilink points to, without its heading."""
    return link.partition("|")[0].partition("#")[0].strip()


def link_text(link: str) -> str:
    """Return what a reader sees of a wikilink: its alias, else its target; `[[a | b | c]]` shows c."""
    alias = link.rpartition("|")[2].strip(" *") if "|" in link else ""
    return alias or link_target(link).replace("_", " ")


@lru_cache(1 << 12)  # the notes of a channel link to each other
def slug_of(title: str) -> str:
    """Return the file name, without extension, of a title: right for 21,256 of the 21,273 notes of a real vault.

    Letters beyond ASCII are left out, as there; a title of nothing else keeps them.
    """
    words = normalize("NFC", title.replace("_", " "))
    kept = re.sub(r"[^A-Za-z0-9 ]+", "", words).strip() or words.strip()
    return kept.replace(" ", "_").lower()


def _write_hours(writer: PlainTextWriter, hours: str, start: int) -> None:
    """Write times of day as text without emphasis; anchors of tools, which have other characters, are left out."""
    if _SIGNS_OF_HOURS.issuperset(hours):
        stars = len(hours) - len(hours.lstrip("*"))
        writer.copy(start + stars, start + len(hours) - stars)


def _write_wikilink(writer: PlainTextWriter, match: re.Match[str], group: str) -> None:
    """Write what a reader sees of a wikilink, and record what its address names."""
    link = match[group]
    address = _record_wikilink(writer, link)
    shown = link_text(link)
    put = writer.put_title if _shows_title(link, shown) else writer.put
    put(shown, match.start(group) + (max(link.rfind(shown), 0) if "|" in link else 0))
    _write_address(writer, match, address)


def _shows_title(link: str, shown: str) -> bool:
    """Return whether a wikilink to a file name shows the title of that note, which is long."""
    target = link_target(link)
    return "_" in target and is_long_title(shown) and slug_of(shown) == slug_of(target)


def _record_wikilink(writer: PlainTextWriter, link: str) -> Address:
    """Record the target of a wikilink, and return it as an address, which names no medium if it is a note."""
    address = read_address(link.partition("|")[0]) if "." in link else NOTHING
    if not address.medium:
        writer.links.append(link)
    return address


def _write_link_end(writer: PlainTextWriter, match: re.Match[str], dropped: set[int]) -> None:
    """Write what a reader sees of a link at the piece that contains its address, and record what the address names."""
    kind = match.lastgroup or ""
    start, markup = match.end("text"), match[kind]
    if kind == "frame":
        _write_address(writer, match, _framed_address(markup))
        return
    shown = {"autolink": "url", "bare": "bare"}.get(kind)
    target = match[shown] if shown else markup[markup.find("](") + 2 : -1] if "](" in markup else ""
    address = read_address(target.partition(" ")[0].strip("()")) if target else NOTHING
    if kind == "closing" and start not in dropped:
        writer.put(markup, start)
    elif shown and not (address.times and address.certain):
        writer.put(match[shown], match.start(shown))
    _write_address(writer, match, address)


def _framed_address(markup: str) -> Address:
    """Return the address of what a frame within a page shows, such as the player of a video."""
    source = _frame_source().search(markup)
    return read_address(html.unescape(source[1])) if source else NOTHING


@cache
def _frame_source() -> re.Pattern[str]:
    return re.compile(r"\ssrc\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{1,900})", re.IGNORECASE)


def _write_address(writer: PlainTextWriter, match: re.Match[str], address: Address) -> None:
    """Record the medium and the times that an address names; on a page that is not a medium, `t` may mean anything."""
    if not address.medium:
        return
    start = match.end("text")
    writer.mention(address.medium, start, match.end(), certain=address.certain)
    if address.times and address.certain:
        writer.cut(start, address.times, address.medium, LINK)


def _write_markup(writer: PlainTextWriter, match: re.Match[str]) -> None:
    """Write what a reader sees of any other piece of markup."""
    kind = match.lastgroup or ""
    inner = {"code": "within" if match["within"] else "inside", "escaped": "character"}.get(kind)
    start = match.end("text")
    if inner:
        writer.put(match[inner], match.start(inner))
    elif kind == "entity":
        writer.put(html.unescape(match[kind]), start)
    elif kind in ("blank", "break", "run"):
        writer.put(" ", start)
    elif kind in ("delimiter", "plain"):
        writer.put(match[kind], start)


def _paired_delimiters(marks: list[re.Match[str]]) -> set[int]:
    """Return the offsets of the delimiters that are markup: emphasis and link brackets that open and close."""
    paired: set[int] = set()
    opened: dict[str, int] = {}
    for match in marks:
        start = match.end("text")
        if match.lastgroup == "closing":
            bracket = opened.pop("[", None)
            if bracket is not None and match.end() > start + 1:
                paired |= {bracket, start}
        else:
            mark = match["delimiter"]
            closed = [mark] if mark in opened else [mark[:1], mark[:2]] if {mark[:1], mark[:2]} <= opened.keys() else []
            if mark == "[":
                opened[mark] = start
            elif closed and _may_close(match):
                paired |= {start, *(opened.pop(opening) for opening in closed)}
            elif _may_open(match):
                opened[mark] = start
    return paired


def _may_open(match: re.Match[str]) -> bool:
    before, after = _around(match)
    return bool(after) and not after.isspace() and not (match["delimiter"][0] in "_*" and before.isalnum())


def _may_close(match: re.Match[str]) -> bool:
    before, after = _around(match)
    return bool(before) and not before.isspace() and not (match["delimiter"][0] == "_" and after.isalnum())


def _around(match: re.Match[str]) -> tuple[str, str]:
    """Return the characters before and after a match, each empty at an end of the content."""
    text, start, end = match.string, match.end("text"), match.end()
    return text[max(0, start - 1) : start], text[end : end + 1]
