"""Parse Markdown into blocks: paragraphs, list items, headings, callout titles and table rows, each with its offsets.

markdown-it-py parses, with its block rules alone: its inline rules take four times as long and record no positions.
`unwrap` blanks everything around the text first, so that offsets are those of the note.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from askcloud.notes.plain_section import read_plain_section, sections_of
from askcloud.notes.tables import bounded_table
from askcloud.notes.unwrap import blank_wrapping
from askcloud.record import Record

if TYPE_CHECKING:
    from markdown_it.token import Token

    from askcloud.notes.plain_section import PlainBlock

PARAGRAPH, ITEM, HEADING, CALLOUT, ROW = "paragraph", "item", "heading", "callout", "row"

Offsets = tuple[tuple[int, int], ...]
"""(offset in the derived text, offset in its source) of each run of characters that are adjacent in both, ascending."""

MAX_BLOCKS = 5_000
"""Blocks of a note that are read; an index holds 4,096 passages of one, and the longest of a real vault has 500."""
MAX_LINES = 30_000
"""Lines of a note that are read; the longest note of a real vault has 1,600."""
MAX_LINE = 100_000
"""Characters of a line that are read: about two hours of speech. The longest of two real vaults has 8,000."""

_MAX_SETEXT_WORDS = 12  # a longer line above dashes is a paragraph above a rule
_MAX_TITLE_WORDS = 12  # of an emphasized line; the longest of two real vaults have 14
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "॥", "؟", "۔")
_TIME_FENCES = ("timestamp", "timestamp-url")  # of Timestamp Notes: the only fences whose content is read

_RE_BLOCK_START = re.compile(r"\n(?=[ \t>]*(?:[-*+#>|]|\d{1,9}[.)]))|\n[ \t>]*(?=\n)")
_RE_CALLOUT = re.compile(r"\[![\w -]{1,30}(?:\|(?P<inside>[^\]\n]{0,300}))?\][+-]?[ ]*(?P<title>[^\n]*)\n?")
_RE_TITLE_LINE = re.compile(  # **Rivers** [1:03]
    r"(?P<title>(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<words>[^*\n]{1,200}?)(?P=mark):?)"
    r"[ \t]*(?:\(?(?:<a\b[^<>\n]{0,200}>)?\[?[\d:]{4,12}\]?(?:</a>)?\)?[ \t,]*){0,9}\n(?=.)"
)
_RE_TASK = re.compile(r"\[[^\[\]\n\d]\][ \t]+")  # - [ ] to do, - [x] done; [1] is a reference
_LABEL_LINK, _LABEL_TAG, _BETWEEN = r"!?\[\[[^\[\]\n]{1,300}\]\]", r"#[^\W\d][\w/-]{0,100}+", r"[ \t,;|·]{0,9}+"
_LABEL_STARTS = ("[", "#", "!")
_RE_LABELS = re.compile(  # [[Tour de France]] #cycling
    rf"(?:{_LABEL_LINK}{_BETWEEN}){{0,50}}+{_LABEL_TAG}{_BETWEEN}"
    rf"(?:(?:{_LABEL_LINK}|{_LABEL_TAG}){_BETWEEN}){{0,50}}+(?:\n|\Z)"
)
_RE_DELIMITER_ROW = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|){1,1000}(?:[ \t]*:?-+:?)?[ \t]*$", re.MULTILINE)
_RE_ROW_EDGES = re.compile(r"^[\s>|]+|[\s|]+$")


class Block(Record):
    """One paragraph, list item, heading, callout title or table row of a note."""

    kind: str
    """paragraph, item, heading, callout or row."""
    content: str
    """Its Markdown, without list and quote markers; lines end in a newline."""
    offsets: Offsets
    """(offset in content, offset in the note) of each line, ascending."""
    headings: tuple[int, ...]
    """Indexes of the heading blocks above it, outermost first; the header row of a table is one for its rows."""
    parents: tuple[int, ...]
    """Indexes of the blocks it belongs to, outermost first: callout title, block before its list, parent items."""


def parse_blocks(source: str, start: int = 0) -> list[Block]:
    """Return the blocks of a note in order of appearance; code, rules and HTML tags are left out.

    Args:
        source: The note's text.
        start: Offset after the front matter.
    """
    return _BlockParser(blank_wrapping(source[: readable_end(source)], start)).blocks


def readable_end(source: str) -> int:
    """Return the offset up to which a note is read: after all that an index can hold, but limited for speed."""
    if source.count("\n") < MAX_BLOCKS:  # too few lines for as many blocks
        return len(source)
    next_block = next(islice(_RE_BLOCK_START.finditer(source), MAX_BLOCKS, None), None)
    next_line = next(islice(re.finditer("\n", source), MAX_LINES, None), None)
    return min(match.start() if match else len(source) for match in (next_block, next_line))


def first_unread_line(source: str) -> int:
    """Return the first line of a note that is not read, or not to its end; 0 if there is none."""
    end = readable_end(source)
    after = [source.count("\n", 0, end) + 2] if end < len(source) else []
    lines = source.split("\n") if len(source) > MAX_LINE else ()
    return min((*after, *(number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE)), default=0)


def is_labels(content: str) -> bool:
    """Return whether a block has nothing but tags, of which it has at least one, and links to other notes."""
    return content.startswith(_LABEL_STARTS) and bool(_RE_LABELS.fullmatch(content))


def line_starts(text: str) -> list[int]:
    """Return the offset of the first character of each line, ascending."""
    return list(accumulate([len(line) + 1 for line in text.split("\n")[:-1]], initial=0))


def map_offset(offsets: Offsets, offset: int) -> int:
    """Return where the character at an offset of the derived text is in its source."""
    derived, source = offsets[0] if len(offsets) == 1 else offsets[max(0, bisect_right(offsets, (offset, 1 << 60)) - 1)]
    return source + offset - derived


@cache
def _parser() -> MarkdownIt:
    """Return a parser of CommonMark's block rules with tables.

    Left out: inline rules (`inline` records positions), HTML blocks and indented code (in notes they are prose), and
    references (`[0:07]: text` is a time).
    """
    parser = MarkdownIt("commonmark").enable("table").disable(["html_block", "code", "reference"])
    parser.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.enableOnly(["block"])  # `unwrap` normalises line ends
    return parser


_LIST, _LIST_ITEM, _QUOTE, _TABLE = "list", "item", "quote", "table"
_OPENED_BY = {
    "bullet_list_open": _LIST,
    "ordered_list_open": _LIST,
    "list_item_open": _LIST_ITEM,
    "blockquote_open": _QUOTE,
    "table_open": _TABLE,
}
_CLOSING = {"table_close", "bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close"}


class _Container:
    """An open list, list item, quote or table, and the parent of the blocks in it."""

    __slots__ = ("kind", "parent")

    def __init__(self, kind: str, parent: int | None) -> None:
        self.kind = kind
        self.parent = parent


class _BlockParser:
    """Reads the sections of a text and records for each block its headings and parents."""

    def __init__(self, text: str) -> None:
        self.blocks: list[Block] = []
        self._text = text
        self._lines = text.split("\n")
        self._line_starts = line_starts(text)
        self._start = 0  # first line of the section that is being parsed
        self._headings: list[tuple[int, int]] = []  # (level, block index) of those above, outermost first
        self._above: tuple[int, ...] = ()  # their block indexes
        self._containers: list[_Container] = []  # the open ones, outermost first
        self._heading: Token | None = None  # the heading whose text comes next
        self._header_row: int | None = None  # the block of the open table's first row
        if len(text) > MAX_LINE or "```" in text or "~~~" in text:
            self._parse(_with_short_lines(text), {})
            return
        cells: dict[str, int] = {}
        for start, end in sections_of(self._lines):
            self._containers.clear()
            plain = read_plain_section(self._lines, start, end)
            if plain is None:
                self._start = start
                self._parse("\n".join(self._lines[start:end]), cells)
            else:
                for block in plain:
                    self._read_plain(block)

    def _parse(self, text: str, env: dict[str, int]) -> None:
        """Read a text that begins with the first line of the section, by markdown-it-py."""
        for token in _parser().parse(text, env):
            self._read(token)

    def _read_plain(self, block: PlainBlock) -> None:
        """Read a block of plain lines, whose depth tells which lists and items remain open."""
        first, start = block.first, self._line_starts[block.first]
        content = self._lines[first][block.column :]
        offsets: Offsets = ((0, start + block.column),)
        if block.end > first + 1:
            offsets += tuple([(at - start - block.column, at) for at in self._line_starts[first + 1 : block.end]])
            content = "\n".join((content, *self._lines[first + 1 : block.end]))
        del self._containers[2 * block.depth - (0 if block.depth == 0 else 2 if block.opens_list else 1) :]
        if block.level:
            self._add_heading(block.level, content, offsets)
            return
        if block.opens_list:
            self._containers.append(_Container(_LIST, self._paragraph_before(start)))
        if block.depth:
            self._containers.append(_Container(_LIST_ITEM, None))
        self._read_text(content, offsets)

    def _read(self, token: Token) -> None:
        kind = token.type
        if kind in _OPENED_BY:
            self._open_container(_OPENED_BY[kind], token)
        elif kind in _CLOSING:
            self._containers.pop()
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

    def _open_container(self, kind: str, token: Token) -> None:
        start = self._line_starts[self._first_line(token)]
        parent = self._paragraph_before(start) if kind in (_LIST, _TABLE) else None
        self._containers.append(_Container(kind, parent))

    def _paragraph_before(self, start: int) -> int | None:
        """Return the paragraph that a list or table, which starts at an offset, follows directly.

        A nested list belongs to its item anyway.
        """
        nested = bool(self._containers) and self._containers[-1].kind == _LIST_ITEM
        if nested or not self.blocks or self.blocks[-1].kind != PARAGRAPH:
            return None
        between = self._text[_end_of(self.blocks[-1]) : start]
        return None if between.strip(" >\n") else len(self.blocks) - 1

    def _read_inline(self, token: Token) -> None:
        offsets = self._offsets_of(token.content, token)
        heading, self._heading = self._heading, None
        if heading and not (heading.markup in "=-" and len(token.content.split()) > _MAX_SETEXT_WORDS):
            self._add_heading(int(heading.tag[1]), token.content, offsets)
        else:
            self._read_text(token.content, offsets)

    def _read_text(self, content: str, offsets: Offsets) -> None:
        """Add a text that is not a heading."""
        if callout := _RE_CALLOUT.match(content):
            self._add_callout(callout, offsets)
        elif "|" in content and (delimiter := _RE_DELIMITER_ROW.search(content)):
            self._add_rows(content, offsets, delimiter)
        else:
            self._add_text(content, offsets)

    def _add_text(self, content: str, offsets: Offsets) -> None:
        """Add a paragraph or a paragraph of a list item; a title on its first line becomes context of the rest."""
        item = self._innermost_item()
        if item and (task := _RE_TASK.match(content)):
            content, offsets = content[task.end() :], _drop(offsets, task.end())
        if not item and content.startswith(_LABEL_STARTS) and (labels := _RE_LABELS.match(content)):
            self._add(PARAGRAPH, labels[0], offsets)
            if labels.end() == len(content):
                return
            content, offsets = content[labels.end() :], _drop(offsets, labels.end())
        line = _RE_TITLE_LINE.match(content)
        if not line or not _is_title(line["words"]):
            self._add_body(item, content, offsets)
            return
        title, body = content[: line.end() - 1], content[line.end() :]
        if item:
            first = item.parent
            self._add_item(item, title, offsets)
            item.parent = len(self.blocks) - 1
            index = self._add(ITEM, body, _drop(offsets, line.end()))
            announces = body.rstrip().endswith((":", "："))
            item.parent = first if first is not None else index if announces else index - 1
        else:
            index = self._add(HEADING, title, offsets)
            self._add(PARAGRAPH, body, _drop(offsets, line.end()), index)

    def _add_body(self, item: _Container | None, content: str, offsets: Offsets) -> None:
        if item:
            self._add_item(item, content, offsets)
        else:
            self._add(PARAGRAPH, content, offsets)

    def _is_in_quote(self) -> bool:
        return bool(self._containers) and self._containers[-1].kind == _QUOTE

    def _innermost_item(self) -> _Container | None:
        for container in reversed(self._containers):
            if container.kind == _LIST_ITEM:
                return container
        return None

    def _add_heading(self, level: int, content: str, offsets: Offsets) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._above = tuple([index for _, index in self._headings])
        self._headings.append((level, self._add(HEADING, content, offsets)))
        self._above = tuple([index for _, index in self._headings])

    def _add_callout(self, callout: re.Match[str], offsets: Offsets) -> None:
        """Add a callout's title, which becomes the parent of what is in the quote, and the text below its marker.

        Outside a quote, the title is the parent of its paragraph alone, and a sentence behind the marker is no title.
        """
        in_quote = self._is_in_quote()
        if not in_quote and (callout["title"].rstrip().endswith(_SENTENCE_ENDS) or callout["title"][:1].islower()):
            start = callout.start("title")
            self._add_text(callout.string[start:], _drop(offsets, start))
            return
        container = self._containers[-1] if in_quote else _Container(_QUOTE, None)
        if not in_quote:
            self._containers.append(container)
        body = callout.string[callout.end() :]
        title = "title" if callout["title"] or not callout["inside"] else "inside"
        if callout[title]:
            container.parent = self._add(CALLOUT, callout[title], _drop(offsets, callout.start(title)))
        if body.strip():
            self._add(PARAGRAPH, body, _drop(offsets, callout.end()))
        if not in_quote:
            self._containers.pop()

    def _add_rows(self, content: str, offsets: Offsets, delimiter: re.Match[str]) -> None:
        """Add a table that the parser regards as text, as its rows have more or fewer cells than its second line."""
        above = content.rfind("\n", 0, max(0, delimiter.start() - 1)) + 1  # its first row
        if content[:above].strip():
            self._add_text(content[:above].rstrip(), offsets)
        header: tuple[int, ...] = ()
        position = above
        for line in content[above:].splitlines(keepends=True):
            row = _RE_ROW_EDGES.sub("", line)
            start = position + line.find(row)
            if row and position != delimiter.start():
                kind, headings = (ROW, header) if header or position > delimiter.start() else (HEADING, ())
                index = self._add(kind, row, _drop(offsets, start), *headings)
                header = header or ((index,) if kind == HEADING else ())
            position += len(line)

    def _add_item(self, item: _Container, content: str, offsets: Offsets) -> None:
        """Add a paragraph of a list item; the item's first one is the parent of the lists in it."""
        first, item.parent = item.parent, None  # an item is not its own parent
        index = self._add(ITEM, content, offsets)
        item.parent = index if first is None else first

    def _read_row(self, token: Token) -> None:
        number = self._first_line(token)
        start, line = self._line_starts[number], self._line(number)
        content = _RE_ROW_EDGES.sub("", line)
        offsets = ((0, start + line.find(content)),)
        if self._header_row is None:
            self._header_row = self._add(HEADING, content, offsets)
        elif content:
            self._add(ROW, content, offsets, self._header_row)

    def _add(self, kind: str, content: str, offsets: Offsets, *more_headings: int) -> int:
        """Add a block with the current headings and parents; return its index."""
        headings = self._above + more_headings
        parents = tuple([container.parent for container in self._containers if container.parent is not None])
        self.blocks.append(Block(kind, content, offsets, headings, parents))
        return len(self.blocks) - 1

    def _offsets_of(self, content: str, token: Token) -> Offsets:
        """Return the offset of each line of a token's content in the note, after the markers of its source line."""
        position, number = 0, self._first_line(token)
        if "\n" not in content and not content[:1].isspace():
            found = self._text.find(content.rstrip(), *self._span_of(number))
            if found >= 0:
                return ((0, found),)
        offsets = []
        last = min(self._start + (token.map[1] if token.map else 0), len(self._line_starts)) - 1
        for line in content.split("\n"):
            text = line.strip()  # the parser may have turned tabs before it into blanks
            while text not in self._line(number) and number < last:
                number += 1  # the parser strips leading lines that contain nothing but rare blanks
            leading = len(line) - len(line.lstrip())
            offsets.append((position + leading, self._line_starts[number] + max(self._line(number).find(text), 0)))
            position += len(line) + 1
            number = min(number + 1, last)
        return tuple(offsets)

    def _first_line(self, token: Token) -> int:
        return self._start + (token.map[0] if token.map else 0)

    def _line(self, number: int) -> str:
        start, end = self._span_of(number)
        return self._text[start:end]

    def _span_of(self, number: int) -> tuple[int, int]:
        """Return (start, end) of a line in the text, without its newline."""
        starts = self._line_starts
        start = starts[number]
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(self._text)
        return start, min(end, start + MAX_LINE)


def _with_short_lines(text: str) -> str:
    """Return a text without the ends of very long lines, such as images that are embedded as data."""
    return text if len(text) <= MAX_LINE else "\n".join(line[:MAX_LINE] for line in text.split("\n"))


def _is_title(words: str) -> bool:
    """Return whether emphasized text on a separate line is a title, not a time or a sentence."""
    few = len(words.split()) <= _MAX_TITLE_WORDS
    return few and any(map(str.isalpha, words)) and not words.rstrip().endswith(_SENTENCE_ENDS)


def _end_of(block: Block) -> int:
    """Return the offset in the note after a block's last character."""
    content, source = block.offsets[-1]
    return source + len(block.content) - content


def _drop(offsets: Offsets, count: int) -> Offsets:
    """Return the offsets of a content without its first characters."""
    first = (0, map_offset(offsets, count))
    return (first, *((content - count, source) for content, source in offsets if content > count))
