"""Lines for a terminal: wrapped at words to its width, the words of a question highlighted in a quote.

Loaded only where a terminal shows them; a pipe gets neither.
"""

from __future__ import annotations

import re

from askcloud.text.analyzer import term_of, word_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_WIDTH = 20
"""Columns to which lines are wrapped at least, however narrow a terminal is."""

_SEQUENCE = re.compile(r"\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\")
_BREAK = re.compile(r"(?<!·) (?!›)")  # not behind a point, which begins what follows, nor before the end of a context
_RESET = "\x1b[0m"


def highlighted(text: str, terms: frozenset[str], start: str) -> str:
    """Return a text with the words that have one of the terms highlighted.

    Args:
        text: Made safe already.
        terms: The terms of a question.
        start: The sequence that begins a highlight.
    """
    shown, end = "", 0
    for first, last in _runs_of(text, terms):
        shown += f"{text[end:first]}{start}{text[first:last]}{_RESET}"
        end = last
    return shown + text[end:]


def _runs_of(text: str, terms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word with one of the terms; words that overlap are one, as pairs of characters do."""
    start = end = -1
    for first, last, word in word_spans(text):
        if term_of(word) not in terms:
            continue
        if first >= end:
            if end > 0:
                yield start, end
            start = first
        end = last
    if end > 0:
        yield start, end


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text that is broken at blanks; one word alone may be longer, as an address is.

    Args:
        text: Made safe already; it may contain askcloud's own sequences.
        width: Columns of a line.
    """
    lines: list[str] = []
    line, used = "", 0
    for word in _words_of(text, width):
        size = columns_of(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line or lines else (word, size)
    return list(_closed([*lines, line]))


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes; a sequence takes none, a wide character two."""
    plain = _SEQUENCE.sub("", text) if "\x1b" in text else text
    if plain.isascii() or all(map(_is_narrow, plain)):
        return len(plain)
    return sum(map(_width_of, plain))


def _words_of(text: str, width: int) -> Iterator[str]:
    """Yield what stays on one line; a run of wide characters, which has no blanks, may be broken anywhere."""
    for word in _BREAK.split(text):
        if columns_of(word) <= width or all(map(_is_narrow, _SEQUENCE.sub("", word))):
            yield word
        else:
            yield from _broken(word, width)


def _broken(word: str, width: int) -> Iterator[str]:
    part, used = "", 0
    for piece in re.findall(rf"{_SEQUENCE.pattern}|.", word):
        size = columns_of(piece)
        if part and used + size > width:
            yield part
            part, used = "", 0
        part, used = part + piece, used + size
    yield part


def _closed(lines: list[str]) -> Iterator[str]:
    """Yield the lines, each with its own start and end of what is dim or highlighted across a break."""
    active = ""
    for line in lines:
        opened = active + line
        last = [sequence for sequence in _SEQUENCE.findall(opened) if sequence[1] == "["][-1:]
        active = "" if not last or last[0] == _RESET else last[0]
        yield opened + (_RESET if active else "")


def _is_narrow(character: str) -> bool:
    return character < "\u0300" or "\u2010" <= character <= "\u205e"


def _width_of(character: str) -> int:
    from unicodedata import category, east_asian_width  # .3 ms: only for other scripts

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
