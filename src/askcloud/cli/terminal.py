"""The standard streams: what they can show and take, and a line on the one where everything goes that is no answer."""

from __future__ import annotations

import os
import sys

from askcloud.output.text import Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


def print_stderr(line: str) -> None:
    """Writes a line to standard error."""
    print(line, file=sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream, which may be closed, is a person's."""
    return stream is not None and stream.isatty()


def style() -> Style:
    """What standard output can show: escape sequences only on a terminal, and no colour against the reader's wish."""
    terminal = is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"
    return Style(color=terminal and not os.environ.get("NO_COLOR"), links=terminal)


def set_stream_error_handlers() -> None:
    """Lets what a stream's encoding cannot say pass as an escape, and read what it cannot mean as a mark."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def discard_output() -> None:
    """Lets what is still buffered go nowhere: Python would try to write it once more on exit."""
    from contextlib import suppress  # .5 ms: only for a closed pipe

    with suppress(OSError):  # there may be no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
