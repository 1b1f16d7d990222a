"""A block rule for markdown-it-py that parses paragraphs and headings on one line, which is most of a note.

The library tries its rules one after the other before one of them accepts such a line, which takes three times as long.
This rule comes first, accepts only lines that no other rule could read differently, and creates only the tokens that
`blocks` reads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_RE_PLAIN_START = re.compile(r"[^\W\d_]|[\"“‘'(\[<$@]|\*\*[^\W_]")  # can only begin a paragraph
_RE_BULLET = re.compile(r"[*+-][ \t]+[^ \t\n]")
_RE_NUMBER = re.compile(r"[0-9]{1,9}[.)][ \t]+[^ \t\n]")
_RE_HEADING = re.compile(r"(#{1,6})[ ]+([^\s#][^#\n]*)")


def parse_single_line(state: StateBlock, number: int, _end: int, silent: bool) -> bool:
    """Add the tokens of a line and return true, or return false if another rule is to parse it.

    Args:
        state: The state of the parser, which has the text and the indentation of each line.
        number: The line, from 0.
        silent: Whether the parser only asks if a block begins here that ends a paragraph.
    """
    begin, end = state.bMarks[number] + state.tShift[number], state.eMarks[number]
    if silent or state.src[end - 1].isspace():
        return False
    below = number + 1
    is_last = below >= state.lineMax or state.isEmpty(below)
    if _RE_PLAIN_START.match(state.src, begin) and (is_last or _begins_item(state, below)):
        content = state.src[begin:end]
    elif is_last and (heading := _RE_HEADING.fullmatch(state.src, begin, end)):
        state.push("heading_open", f"h{len(heading[1])}", 0).markup = heading[1]
        content = heading[2]
    else:
        return False
    token = state.push("inline", "", 0)
    token.content = content
    token.map = [number, below]
    state.line = below
    return True


def _begins_item(state: StateBlock, number: int) -> bool:
    """Return whether a line below a paragraph begins a list item, so that the paragraph ends before it.

    A line that is indented less than the paragraph continues the list around it, with any number; at the indentation of
    the paragraph only a bullet certainly begins a list (CommonMark 5.2 and 5.3).
    """
    indent = state.sCount[number]
    begin = state.bMarks[number] + state.tShift[number]
    if indent >= state.blkIndent:
        return indent - state.blkIndent <= 3 and bool(_RE_BULLET.match(state.src, begin))
    is_continuation = state.listIndent >= 0 and indent - state.listIndent >= 4
    is_item = _RE_BULLET.match(state.src, begin) or _RE_NUMBER.match(state.src, begin)
    return indent >= 0 and not is_continuation and bool(is_item)
