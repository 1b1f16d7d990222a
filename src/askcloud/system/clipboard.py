"""Copy text to the system's clipboard with the tools that are installed."""

from __future__ import annotations

import shutil
import subprocess

_TOOLS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
)
_TIMEOUT = 2  # seconds a tool may take


def copy(text: str) -> bool:
    """Copy a text to the clipboard; return whether a tool took it.

    An installed tool may still fail: a tool for Wayland fails under X, and vice versa.
    """
    return any(_takes(tool, text) for tool in _TOOLS if shutil.which(tool[0]))


def _takes(tool: tuple[str, ...], text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # one of the tools above, which gets the text on standard input only
            tool,
            input=text.encode(),
            check=False,
            timeout=_TIMEOUT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
