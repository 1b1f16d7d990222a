"""Start other programs: the browser, a media player and the editor.

Each is started with a list of arguments, never with a shell command, and gets no text of a note; links and commands are
built by `media`.
"""

from __future__ import annotations

import os
import subprocess
import sys

from askcloud.media.location import player_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# How editors accept a line: +12 FILE, FILE:12, --goto FILE:12; and which accept -- as the end of their options.
_PLUS_EDITORS = {"vi", "vim", "nvim", "view", "nano", "pico", "micro", "emacs", "emacsclient", "joe", "mg", "ne", "kak"}
_COLON_EDITORS = {"hx", "helix", "subl", "zed", "zeditor"}
_GOTO_EDITORS = {"code", "codium", "code-insiders", "cursor"}
_DASHES_EDITORS = {"vi", "vim", "nvim", "view", "nano"}


def can_open_browser(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether the user would see a browser: over SSH or without a display it would open elsewhere or fail."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def play(place: str, seconds: int | None) -> bool:
    """Open a link in the browser, or play a file with mpv or VLC; return whether it was started.

    Args:
        place: The URL or absolute path that `media.location.location_of` returned.
        seconds: Where a file starts to play; a link contains it.
    """
    if os.path.isabs(place):
        return any(map(_start, player_commands(place, seconds)))
    import webbrowser  # 8 ms: only with a link

    return webbrowser.open(place)


def _start(command: list[str]) -> bool:
    """Start a program and leave it running; return whether it is installed."""
    try:
        subprocess.Popen(  # noqa: S603  # a list of arguments
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return True


def editor_command(path: str, line: int, environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """Return the command that opens a file at a line in the user's editor; None if no editor is set.

    Args:
        path: Absolute, so that no editor takes it for an option.
        line: From 1; left out for editors that are not known to take one.
        environment: Where VISUAL and EDITOR name the editor.
    """
    import shlex  # only to edit

    try:
        command = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "")
    except ValueError:  # quotes that do not close
        return None
    if not command:
        return None
    editor = os.path.basename(command[0]).removesuffix(".exe")
    if editor in _GOTO_EDITORS:
        return [*command, "--goto", f"{path}:{line}"]
    if editor in _COLON_EDITORS:
        return [*command, f"{path}:{line}"]
    plus_line = [f"+{line}"] if editor in _PLUS_EDITORS else []
    end_of_options = ["--"] if editor in _DASHES_EDITORS else []
    return [*command, *plus_line, *end_of_options, path]


def run_editor(command: list[str]) -> bool:
    """Run an editor on the terminal until it is closed; return whether it could be started."""
    try:
        subprocess.run(command, check=False)  # noqa: S603  # the user's own editor, a list of arguments
    except OSError:
        return False
    return True
