"""Plays what an answer cites: a link in the browser, a file of the vault in mpv or VLC."""

from __future__ import annotations

import os

from askcloud.media import file_of, player_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answer import Answer


def play(answer: Answer, corpus: str) -> str:
    """Plays the first claim of an answer; what to tell a person where it cannot be played here, else nothing."""
    citation = answer.evidence[0].citation if answer.answered else None
    url = citation.url if citation else None
    path = file_of(citation.medium, corpus) if citation and not url else None
    if not url and not path:
        return "There is nothing to play."
    if os.environ.get("SSH_CONNECTION"):  # nothing can be seen or heard from here
        return f"Open it yourself: {url or path}"
    if path and citation:
        return "" if _start(player_commands(path, citation.time.seconds)) else f"Open it yourself: {path}"
    import webbrowser  # noqa: PLC0415  # 8 ms: only with a link

    webbrowser.open(url or "")
    return ""


def _start(commands: list[list[str]]) -> bool:
    """Starts the first of some programs that is installed; whether one is."""
    from shutil import which  # noqa: PLC0415  # 3 ms: only with a file

    for command in commands:
        program = which(command[0])
        if program:
            os.spawnv(os.P_NOWAIT, program, command)  # noqa: S606  # without a shell is what is wanted
            return True
    return False
