"""Read the sections of a note that consist of plain lines: headings, text, and lists whose items begin with text.

Nine tenths of the sections of real notes are such. markdown-it-py makes five objects of each line of them and takes
five times as long. A section that has any other line is left to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    OpenItem = tuple[int, int, str]
    """An open list item: the indentations of its marker and of its text, and the last sign of its marker."""

_RE_HEADING_LINE = re.compile(r"#{1,6}[ ]")
_RE_PLAIN = re.compile(
    r"""(?:(?P<heading>\#{1,6})[ ]+(?=[^\s#][^#]*$)
         | (?P<indent>[ ]*)(?P<marker>[*+-]|[0-9]{1,9}[.)])[ ]{1,4}(?P<item>))?
        (?(heading)|(?:[^\s\d\#>*+=|:_-]|\*{1,3}[^\s*]|_{1,3}[^\s_]|\d++(?![.)])))  # begins nothing but a paragraph""",
    re.VERBOSE,
)
_BLANKS = " \t"  # of which a blank line consists to markdown-it-py
_DEEPEST = 8  # lists in each other; markdown-it-py reads ten


class PlainBlock:
    """A heading, a paragraph or a list item, by its lines."""

    __slots__ = ("column", "depth", "end", "first", "level", "opens_list")

    def __init__(self, level: int, depth: int, first: int, column: int, *, opens_list: bool = False) -> None:
        """Begin with one line.

        Args:
            level: That of a heading, from 1; else 0.
            depth: In how many lists it is.
            first: Its first line.
            column: Where its text begins on that line; on the others it begins with the line.
            opens_list: Whether it is the first item of its list.
        """
        self.level = level
        self.depth = depth
        self.first = first
        self.column = column
        self.opens_list = opens_list
        self.end = first + 1
        """The line after its last one."""


def sections_of(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first line, line after the last one) of each section of a text without fences.

    A heading of a `#` and a quotation at the start of a line end what is open above them; a blank line ends a quotation
    of which every line begins with its mark. Other lines of a quotation may be text that goes on in it.
    """
    start = 0
    quoted = False  # whether every line of the section so far begins with the mark of a quotation
    for number, line in enumerate(lines):
        sign = line[:1]
        if quoted and sign == ">":
            continue
        ends = quoted and not line.strip(_BLANKS)
        begins = _RE_HEADING_LINE.match(line) if sign == "#" else sign == ">" and lines[start][:1] != ">"
        if ends or begins:
            yield start, number
            start = number
        quoted = sign == ">" and start == number
    yield start, len(lines)


def read_plain_section(lines: Sequence[str], start: int, end: int) -> list[PlainBlock] | None:
    """Return the blocks of a section, or None if it has other lines than plain ones."""
    blocks: list[PlainBlock] = []
    items: list[OpenItem] = []
    continues = False  # whether the line above is text
    for number in range(start, end):
        line = lines[number]
        if not line.strip(_BLANKS):
            continues = False
            continue
        found = _RE_PLAIN.match(line)
        if not found or line[-1].isspace():
            return None
        marker = found["marker"]
        if marker:
            column = found.end("item")
            opens_list = _place(items, len(found["indent"]), column, marker)
            if opens_list is None:
                return None
            blocks.append(PlainBlock(0, len(items), number, column, opens_list=opens_list))
            continues = True
        elif found["heading"]:
            items.clear()
            blocks.append(PlainBlock(len(found["heading"]), 0, number, found.end()))
            continues = False
        elif continues:  # also the text of an item goes on at the start of a line
            blocks[-1].end = number + 1
        else:
            items.clear()
            blocks.append(PlainBlock(0, 0, number, 0))
            continues = True
    return blocks


def _place(items: list[OpenItem], indent: int, column: int, marker: str) -> bool | None:
    """Close the open items that an item is not in, and open it; return whether it is the first of its list.

    It goes on with a list that is indented as it is, or begins one in the item above it. Others are not plain: None.
    """
    closed: OpenItem | None = None
    while items and indent < items[-1][1]:
        closed = items.pop()
        if closed[0] <= indent:
            break
    is_sibling = closed is not None and closed[0] == indent
    if not is_sibling and (closed or indent - (items[-1][1] if items else 0) > 3 or len(items) == _DEEPEST):
        return None
    opens_list = not (closed and is_sibling and closed[2] == marker[-1])
    if opens_list and marker[-1] in ".)" and int(marker[:-1]) != 1:  # in the middle of a text, it would be text
        return None
    items.append((indent, column, marker[-1]))
    return opens_list
