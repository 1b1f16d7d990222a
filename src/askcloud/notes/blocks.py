"""Markdown -> blocks: paragraphs, list items, headings, callout titles and table rows, with their place in the note.

markdown-it-py parses, with its block rules alone: its inline rules take four times as long and keep no positions.
Everything around the text is blanked in place first, so that offsets stay those of the note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from askcloud.record import record

if TYPE_CHECKING:
    from markdown_it.token import Token

PARAGRAPH, ITEM, HEADING, CALLOUT, ROW = "paragraph", "item", "heading", "callout", "row"

Offsets = tuple[tuple[int, int], ...]
"""(offset here, offset there) of each run of characters that stand together in both, ascending."""

MAX_BLOCKS = 5_000
"""Blocks of a note that are read; an index holds 4,096 passages of one, and the longest of a real vault has 500."""
MAX_LINES = 30_000
"""Lines of a note that are read; the longest note of a real vault has 1,600."""

_RE_BLOCK_START = re.compile(r"\n(?=[ \t>]*(?:[-*+#>|]|\d{1,9}[.)]))|\n[ \t>]*(?=\n)")
_MAX_SETEXT_WORDS = 12  # a longer line over dashes is a paragraph over a rule


@record
class Block:
    """One paragraph, list item, heading, callout title or table row of a note."""

    kind: str
    """paragraph, item, heading, callout or row."""
    content: str
    """Its Markdown, without list and quote markers; lines end in a newline."""
    offsets: Offsets
    """(offset in content, offset in the note) of each line, ascending."""
    headings: tuple[int, ...]
    """Indexes of the heading blocks above it, outermost first."""
    parents: tuple[int, ...]
    """Indexes of the blocks it hangs on, outermost first: callout title, block before its list, parent items."""


def parse_blocks(source: str, start: int = 0) -> list[Block]:
    """The blocks of a note in order of appearance; code, rules and HTML tags are none.

    Args:
        source: The note's text.
        start: Offset behind the front matter.
    """
    return _Outline(_without_wrapping(source[: readable_end(source)], start)).blocks


def readable_end(source: str) -> int:
    """Offset up to which a note is read: far behind what an index holds of one note, and near enough to be quick."""
    starts = next(islice(_RE_BLOCK_START.finditer(source), MAX_BLOCKS, None), None)
    lines = next(islice(re.finditer("\n", source), MAX_LINES, None), None)
    return min(found.start() if found else len(source) for found in (starts, lines))


def line_starts(text: str) -> list[int]:
    """Offset of the first character of each line, ascending."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def map_offset(runs: Offsets, at: int) -> int:
    """The offset there of the character that stands at `at` here."""
    here, there = runs[max(0, bisect_right(runs, (at, 1 << 60)) - 1)]
    return there + at - here


# --- what stands around the text of a note -------------------------------------------------------------------------

_RE_FROM_LINE = re.compile(r"^From:[ ]{0,3}\[\[[^\[\]\n]{0,200}\]\][ ]{0,3}(?:<br[ ]?/?>)?", re.MULTILINE)
_RE_PREAMBLE = re.compile(r"\s*(?:Here is|Here's|Below is) the (?:article|note)\b[^\n]{0,120}:[ ]*(?=\n)")
_RE_FENCE_LINE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_RE_MARKDOWN_FENCE = re.compile(r"\s*```(?:markdown|md)?[ ]*\n")
_RE_ADMONITION = re.compile(
    r"^```(?:ad-[a-z]+|audio-note)[ ]*\n(?:(?:title|collapse|icon|color):[^\n]*\n)*",
    re.MULTILINE,
)
_RE_AUDIO_HEAD = re.compile(
    r"(?:audio:[^\n]*\n)?((?:(?:title|author|speed|start|end|[a-z]{1,20}):[^\n]*\n){0,9}---[ ]*\n)"
)
_RE_TIMED_COMMENT = re.compile(r"<!--(?=[ \t]*#{1,6}[ ]\[[^\n]{1,300}\]\([^()\s]{1,1000}\)[ \t]*-->)")


def _without_wrapping(source: str, start: int) -> str:
    """The note with its front matter, origin line, preamble and wrapping fences blanked; offsets are unchanged."""
    # Line ends become single newlines, each in its place, as the parser would have it anyway.
    text = _blank(source, 0, start).replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    origin = _RE_FROM_LINE.search(text, start, start + 500)
    if origin:
        text = _blank(text, *origin.span())
        start = origin.end()
    preamble = _RE_PREAMBLE.match(text, start)
    if preamble:
        text = _blank(text, *preamble.span())
        start = preamble.end()
    return _without_timed_comments(_without_admonition_fences(_without_markdown_fence(text, start)))


def _without_markdown_fence(text: str, start: int) -> str:
    """Opens a fence that wraps the whole note, as 162 notes of a real vault have it."""
    opening = _RE_MARKDOWN_FENCE.match(text, start)
    if not opening:
        return text
    text = _blank(text, *opening.span())
    later = list(_RE_FENCE_LINE.finditer(text, opening.end()))
    return _blank(text, *later[-1].span()) if len(later) % 2 else text


def _without_admonition_fences(text: str) -> str:
    """Opens ```` ```ad-note ```` fences: prose in a fence of its own."""
    parts: list[str] = []
    at = done = 0
    while opening := _RE_ADMONITION.search(text, at):
        at = opening.end()
        closing = _RE_FENCE_LINE.search(text, at)
        audio_head = _RE_AUDIO_HEAD.match(text, at) if "audio-note" in opening.group() else None
        spans = (opening.span(), audio_head.span(1) if audio_head else None, closing.span() if closing else None)
        for begin, end in filter(None, spans):
            parts += [text[done:begin], _blanks(text[begin:end])]
            done = end
        at = done
    return "".join((*parts, text[done:]))


def _without_timed_comments(text: str) -> str:
    """Opens the comments in which YiNote keeps its headings: a link to the video, or to a second of it."""
    parts: list[str] = []
    done = 0
    for opening in _RE_TIMED_COMMENT.finditer(text):
        closing = text.index("-->", opening.end())
        parts += [text[done : opening.start()], "    ", text[opening.end() : closing], "   "]
        done = closing + 3
    return "".join((*parts, text[done:]))


def _blank(text: str, start: int, end: int) -> str:
    """The text with a span turned into blanks; its newlines stay."""
    return text[:start] + _blanks(text[start:end]) + text[end:]


def _blanks(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


# --- blocks ----------------------------------------------------------------------------------------------------------

_RE_CALLOUT = re.compile(r"\[![\w-]{1,30}(?:\|(?P<inside>[^\]\n]{0,300}))?\][+-]?[ ]*(?P<title>[^\n]*)\n?")
_TIME_FENCES = ("timestamp", "timestamp-url")
_OPENING = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
}
_CLOSING = {"table_close", "bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close"}
_RE_ROW_EDGES = re.compile(r"^[\s>|]+|[\s|]+$")


@cache
def _parser() -> MarkdownIt:
    """CommonMark's block rules with tables.

    Left out: inline rules (ours keep positions), HTML blocks and indented code (in notes they are prose), and
    references (`[0:07]: text` is a time).
    """
    parser = MarkdownIt("commonmark").enable("table").disable(["html_block", "code", "reference"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class _Outline:
    """Walks block tokens and notes what each block stands under."""

    def __init__(self, text: str) -> None:
        self.blocks: list[Block] = []
        self._text = text
        self._starts = line_starts(text)
        self._headings: list[tuple[int, int]] = []  # (level, block index), outermost first
        self._containers: list[str] = []  # the open quotes, lists and items, outermost first
        self._parents: list[int | None] = []  # the block that stands for each of them
        self._heading: Token | None = None
        self._header_row: int | None = None
        for token in _parser().parse(text):
            self._read(token)

    def _read(self, token: Token) -> None:
        kind = token.type
        if kind in _OPENING:
            self._containers.append(_OPENING[kind])
            self._parents.append(self._block_before(token) if _OPENING[kind] in ("list", "table") else None)
        elif kind in _CLOSING:
            self._containers.pop()
            self._parents.pop()
            self._header_row = None
        elif kind == "heading_open":
            self._heading = token
        elif kind == "tr_open":
            self._read_row(token)
        elif kind == "inline" and self._header_row is None:
            self._read_inline(token)
        elif kind == "fence" and token.info.strip() in _TIME_FENCES:
            content = f"```{token.info}\n{token.content}```"
            self._add(PARAGRAPH, content, self._offsets_of(content, token))

    def _block_before(self, token: Token) -> int | None:
        """The paragraph a list or table follows directly; a nested list hangs on its item anyway."""
        last = len(self.blocks) - 1
        if last < 0 or self._containers[-2:-1] == ["item"] or self.blocks[last].kind != PARAGRAPH:
            return None
        between = self._text[_end_of(self.blocks[last]) : self._starts[_first_line(token)]]
        return None if between.strip(" >\n") else last

    def _read_inline(self, token: Token) -> None:
        offsets = self._offsets_of(token.content, token)
        heading, self._heading = self._heading, None
        if heading and not (heading.markup in "=-" and len(token.content.split()) > _MAX_SETEXT_WORDS):
            self._add_heading(int(heading.tag[1]), token.content, offsets)
        elif self._containers[-1:] == ["quote"] and (callout := _RE_CALLOUT.match(token.content)):
            self._add_callout(callout, offsets)
        elif "item" in self._containers:
            self._add_item(token.content, offsets)
        else:
            self._add(PARAGRAPH, token.content, offsets)

    def _add_heading(self, level: int, content: str, offsets: Offsets) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, self._add(HEADING, content, offsets)))

    def _add_callout(self, callout: re.Match[str], offsets: Offsets) -> None:
        body = callout.string[callout.end() :]
        place = "title" if callout["title"] or not callout["inside"] else "inside"
        if callout[place]:
            self._parents[-1] = self._add(CALLOUT, callout[place], _cut(offsets, callout.start(place)))
        if body.strip():
            self._add(PARAGRAPH, body, _cut(offsets, callout.end()))

    def _add_item(self, content: str, offsets: Offsets) -> None:
        item = len(self._containers) - 1 - self._containers[::-1].index("item")
        first, self._parents[item] = self._parents[item], None  # an item is not its own parent
        index = self._add(ITEM, content, offsets)
        self._parents[item] = index if first is None else first

    def _read_row(self, token: Token) -> None:
        start, line = self._starts[_first_line(token)], self._line(_first_line(token))
        content = _RE_ROW_EDGES.sub("", line)
        offsets = ((0, start + line.find(content)),)
        if self._header_row is None:
            self._header_row = self._add(HEADING, content, offsets)
        elif content:
            self._add(ROW, content, offsets, self._header_row)

    def _add(self, kind: str, content: str, offsets: Offsets, *more_headings: int) -> int:
        headings = tuple(index for _, index in self._headings) + more_headings
        parents = tuple(parent for parent in self._parents if parent is not None)
        self.blocks.append(Block(kind, content, offsets, headings, parents))
        return len(self.blocks) - 1

    def _offsets_of(self, content: str, token: Token) -> Offsets:
        """Where each line of a token's content stands in the note: behind the markers its source line begins with."""
        offsets = []
        at, number = 0, _first_line(token)
        last = min(token.map[1] if token.map else 0, len(self._starts)) - 1
        for line in content.split("\n"):
            text = line.strip()  # the parser may have turned tabs before it into blanks
            while text not in self._line(number) and number < last:
                number += 1  # the parser strips leading lines that hold nothing but rare blanks
            leading = len(line) - len(line.lstrip())
            offsets.append((at + leading, self._starts[number] + max(self._line(number).find(text), 0)))
            at += len(line) + 1
            number = min(number + 1, last)
        return tuple(offsets)

    def _line(self, number: int) -> str:
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
        return self._text[self._starts[number] : end]


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _end_of(block: Block) -> int:
    content, source = block.offsets[-1]
    return source + len(block.content) - content


def _cut(offsets: Offsets, at: int) -> Offsets:
    """The offsets of a content without its first `at` characters."""
    first = (0, map_offset(offsets, at))
    return (first, *((content - at, source) for content, source in offsets if content > at))
