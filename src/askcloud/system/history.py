"""What is remembered from one run to the next, in files that only their owner can read: questions, theme, failures."""

from __future__ import annotations

import os
from contextlib import suppress

MOST = 1_000
"""Questions that are kept."""

_LONGEST = 200  # characters of what `recall` reads
_LONGEST_LOG = 1_000_000  # bytes


class History:
    """Questions to go back and forth in, oldest first; a file that cannot be read or written is done without."""

    def __init__(self, path: str | None) -> None:
        """Reads what there is.

        Args:
            path: The file, one question a line; None to remember nothing beyond this run.
        """
        self._path = path
        self._questions = _read(path) if path else []
        self._at = len(self._questions)
        self._typed = ""

    def add(self, question: str) -> None:
        """Remembers a question, and goes back to the end."""
        line = " ".join(question.split())
        if line and line != self._last():
            self._questions.append(line)
            self._write(line)
        self._at = len(self._questions)
        self._typed = ""

    def before(self, typed: str) -> str:
        """The question before the one shown; the oldest stays. What was typed comes back at the end."""
        if self._at == len(self._questions):
            self._typed = typed
        self._at = max(0, self._at - 1)
        return self._shown(typed)

    def after(self, typed: str) -> str:
        """The question after the one shown, and behind the newest what was typed."""
        if self._at == len(self._questions):
            return typed
        self._at += 1
        return self._shown(typed)

    def _last(self) -> str:
        return self._questions[-1] if self._questions else ""

    def _shown(self, typed: str) -> str:
        if not self._questions:
            return typed
        return self._questions[self._at] if self._at < len(self._questions) else self._typed

    def _write(self, line: str) -> None:
        if self._path:
            with suppress(OSError):
                _write_private(self._path, f"{line}\n", os.O_APPEND)


def read_text(path: str) -> str:
    """What `remember` wrote to a file; empty if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST).strip()
    except OSError:
        return ""


def write_text(path: str, text: str) -> None:
    """Writes a short text to a file, in place of what was there; a file that cannot be written is done without."""
    with suppress(OSError):
        _write_private(path, text, os.O_TRUNC)


def log_failure(path: str, error: BaseException) -> None:
    """Adds what a person who mends askcloud must know of a failure; a file that has grown long starts anew."""
    import traceback  # 4 ms: only for a failure

    with suppress(OSError):
        long = os.path.exists(path) and os.path.getsize(path) > _LONGEST_LOG
        # Without the values of variables: they hold text of notes.
        _write_private(path, "".join(traceback.format_exception(error)), os.O_TRUNC if long else os.O_APPEND)


def _write_private(path: str, text: str, how: int) -> None:
    """Writes to a file that only its owner can read, made if it is not there; links are not followed.

    Raises:
        OSError: It cannot be written.
    """
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
        if os.name != "nt":
            os.fchmod(file.fileno(), 0o600)  # also where another program made it
        file.write(text)


def _read(path: str) -> list[str]:
    """The newest questions in a file; a file that has grown long is cut to them."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = [line.strip() for line in file if line.strip()]
    except OSError:
        return []
    if len(lines) > 2 * MOST:
        with suppress(OSError):
            _write_private(path, "".join(f"{line}\n" for line in lines[-MOST:]), os.O_TRUNC)
    return lines[-MOST:]
