"""Lines for a terminal: wrapped at words to its width, the words of a question highlighted in a quote.

Loaded only where a terminal shows them; a pipe gets neither.
"""

from __future__ import annotations

from askcloud.text.analyzer import term_of, word_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_WIDTH = 20
"""Minimum number of columns of a line, even if the terminal is narrower."""

_RESET = "\x1b[0m"  # as long as every other sequence that marks text
_NARROW_SIGNS = "“”·›•’…–—"  # the usual ones beyond ASCII
_KEPT = "\0"  # in place of a blank at which a line must not break; cleaned text does not contain it


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
    plain = _without_sequences(text)
    is_narrow = _is_narrow(plain)
    if (len(plain) if is_narrow else columns_of(plain)) <= width:
        return [text]
    # A point stays with the word after it, and the end of a context with the word before it.
    words = text.replace("· ", f"·{_KEPT}").replace(" ›", f"{_KEPT}›").split(" ")
    lines: list[str] = []
    line: list[str] = []
    used = -1
    for word in words if is_narrow else _broken(words, width):
        size = 1 + (len(word) if is_narrow and "\x1b" not in word else columns_of(word))
        if line and used + size > width:
            lines.append(" ".join(line))
            line, used = [], -1
        line.append(word)
        used += size
    lines.append(" ".join(line))
    return [line.replace(_KEPT, " ") for line in _closed(lines)]


def columns_of(text: str) -> int:
    """Return the width of a text in columns; an escape sequence has none, a wide character two."""
    plain = _without_sequences(text)
    return len(plain) if _is_narrow(plain) else sum(map(_width_of, plain))


def _without_sequences(text: str) -> str:
    """Return a text without askcloud's escape sequences; styles end in m, links in a backslash."""
    shown, *others = text.split("\x1b")
    for part in others:
        if part[0] != "]":
            shown += part.partition("m")[2] if part[0] == "[" else part[1:]
    return shown


def _broken(words: list[str], width: int) -> Iterator[str]:
    """Yield the words; a word of wide characters, which are written without blanks, is broken anywhere if too long."""
    import re  # already loaded

    for word in words:
        if columns_of(word) <= width or _is_narrow(_without_sequences(word)):
            yield word
            continue
        part, used = "", 0
        for piece in re.findall(r"\x1b\[\d+m|\x1b\]8;;[^\x1b]*\x1b\\|.", word):
            size = columns_of(piece)
            if part and used + size > width:
                yield part
                part, used = "", 0
            part, used = part + piece, used + size
        yield part


def _closed(lines: list[str]) -> Iterator[str]:
    """Yield the lines, with dim and highlighted text ended and started again at each line break."""
    active = ""
    for line in lines:
        opened = active + line
        last = opened.rfind("\x1b[")
        active = opened[last : last + len(_RESET)] if last >= 0 else ""
        if active == _RESET:
            active = ""
        yield opened + (_RESET if active else "")


def _is_narrow(text: str) -> bool:
    """Return whether every character takes one column, by a quick check."""
    for sign in () if text.isascii() else _NARROW_SIGNS:
        text = text.replace(sign, "")
    return text.isascii() or max(text) < "\u0300"


def _width_of(character: str) -> int:
    if _is_narrow(character):
        return 1
    from unicodedata import category, east_asian_width  # .3 ms: only for other scripts

    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
