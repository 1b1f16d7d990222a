"""Other programs: the browser that plays, the editor, the clipboard's tool.

Each gets a list of arguments, never a line for a shell, and of a note's text only what
goes to the clipboard; links and commands are those that `media` built.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from askcloud.media.medium import player_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_CLIPBOARD_TOOLS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
)
_GRACE = 2  # seconds a program may take to end
_PLUS_LINE = {"vi", "vim", "nvim", "view", "nano", "pico", "micro", "emacs", "emacsclient", "joe", "mg", "ne", "kak"}
_COLON_LINE = {"hx", "helix", "subl", "zed", "zeditor"}
_GOTO_LINE = {"code", "codium", "code-insiders", "cursor"}
_TAKES_DASHES = {"vi", "vim", "nvim", "view", "nano"}


# --- play, edit, copy ------------------------------------------------------------------------------------------------


def can_open_browser(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a browser that a person can see is likely: over SSH or without a display one would open elsewhere."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def play(place: str, seconds: int | None) -> bool:
    """Opens a link in the browser, or plays a file in mpv or VLC; whether that worked.

    Args:
        place: What `media.place_of` gives.
        seconds: Where a file is to start; a link says it itself.
    """
    if os.path.isabs(place):
        return any(map(_start, player_commands(place, seconds)))
    import webbrowser  # 8 ms: only with a link

    return webbrowser.open(place)


def _start(command: list[str]) -> bool:
    """Starts a program that is left running; whether it is installed."""
    try:
        subprocess.Popen(  # noqa: S603  # a list of arguments
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return True


def editor_command(path: str, line: int, environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """The arguments that open a file at a line in the user's editor; None if the user names none.

    Args:
        path: Absolute, so that no editor takes it for an option.
        line: From 1; left out for editors not known to take one.
        environment: Where VISUAL and EDITOR name it.
    """
    import shlex  # only to edit

    try:
        named = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "")
    except ValueError:  # quotes that do not close
        return None
    if not named:
        return None
    editor = os.path.basename(named[0]).removesuffix(".exe")
    if editor in _GOTO_LINE:
        return [*named, "--goto", f"{path}:{line}"]
    if editor in _COLON_LINE:
        return [*named, f"{path}:{line}"]
    at_line = [f"+{line}"] if editor in _PLUS_LINE else []
    return [*named, *at_line, *(["--"] if editor in _TAKES_DASHES else []), path]


def run_editor(command: list[str]) -> bool:
    """Runs an editor on the terminal until it is left; whether it could be started."""
    try:
        subprocess.run(command, check=False)  # noqa: S603  # the user's own editor, a list of arguments
    except OSError:
        return False
    return True


def copy(text: str) -> bool:
    """Gives a text to the system's clipboard; whether there was a tool that took it.

    One that is installed need not work: a tool for Wayland fails under X, and the other way round.
    """
    return any(_takes(tool, text) for tool in _CLIPBOARD_TOOLS if shutil.which(tool[0]))


def _takes(tool: tuple[str, ...], text: str) -> bool:
    """Whether a tool took a text."""
    try:
        done = subprocess.run(  # noqa: S603  # one of the tools above
            tool,
            input=text.encode(),
            check=False,
            timeout=_GRACE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
