"""The standard streams: what they can show, and lines on standard error for everything that is not a result."""

from __future__ import annotations

import os
import sys

from askcloud.output.text import PLAIN, Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

# Terminals that are known to show hyperlinks, by what they put into the environment.
_LINKING_PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "ghostty", "mintty", "rio"}  # TERM_PROGRAM
_LINKING_TERMINALS = {"xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty", "contour"}  # TERM
_LINKING_VARIABLES = ("KITTY_WINDOW_ID", "WT_SESSION")  # set by kitty and by Windows Terminal
_VTE_WITH_LINKS, _VTE_DIGITS = 5001, 6  # GNOME Terminal and others; 0.50.0 crashes on them
_MULTIPLEXERS = ("tmux", "screen")
_MULTIPLEXER_VARIABLES = ("TMUX", "STY", "ZELLIJ")


def print_stderr(line: str) -> None:
    """Write a line to standard error."""
    print(line, file=sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream, which may be closed, is a terminal."""
    return stream is not None and stream.isatty()


def style(*, addresses: bool = False) -> Style:
    """Return what standard output can show: nothing but text in a pipe, and no colour with NO_COLOR set.

    Args:
        addresses: Whether addresses are wanted also where a terminal shows hyperlinks.
    """
    environment = os.environ
    if not is_terminal(sys.stdout):
        return PLAIN
    if environment.get("TERM") == "dumb":
        return Style(width=_width())
    color, links = not environment.get("NO_COLOR"), shows_hyperlinks(environment)
    return Style(color=color, links=links, bold=True, width=_width(), addresses=addresses)


def shows_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Return whether a terminal is known to show hyperlinks (OSC 8); a multiplexer may drop them."""
    terminal = environment.get("TERM", "")
    if terminal.startswith(_MULTIPLEXERS) or any(map(environment.get, _MULTIPLEXER_VARIABLES)):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or terminal in _LINKING_TERMINALS
        or any(map(environment.get, _LINKING_VARIABLES))
        or (vte.isdecimal() and len(vte) <= _VTE_DIGITS and int(vte) >= _VTE_WITH_LINKS)
    )


def _width() -> int:
    """Return the columns of the terminal that standard output is; 0 if they are not known."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 0


def set_stream_error_handlers() -> None:
    """Print characters that the encoding of a stream lacks as escapes, and read bytes that are invalid as U+FFFD."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def discard_output() -> None:
    """Discard what is still buffered for standard output: Python would try to write it once more on exit."""
    from contextlib import suppress  # .5 ms: only for a closed pipe

    with suppress(OSError):  # standard output need not have a file descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
