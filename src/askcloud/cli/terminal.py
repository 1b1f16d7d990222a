"""The standard streams: what they can show, and lines on standard error for everything that is not a result."""

from __future__ import annotations

import os
import sys

from askcloud.output.text import Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def print_stderr(line: str) -> None:
    """Write a line to standard error."""
    print(line, file=sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream, which may be closed, is a terminal."""
    return stream is not None and stream.isatty()


def style() -> Style:
    """Return what standard output can show: escape sequences only on a terminal, and no color with NO_COLOR set."""
    terminal = is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"
    return Style(color=terminal and not os.environ.get("NO_COLOR"), links=terminal)


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
