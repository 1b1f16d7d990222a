"""State that is stored between runs, in files that only their owner can read: questions, theme, log of failures."""

from __future__ import annotations

import os
from contextlib import suppress

from askcloud.system.files import append_to_file, replace_file

MAX_QUESTIONS = 1_000
"""Number of questions that are stored."""

_MAX_TEXT = 200  # characters that `read_text` returns
_MAX_LOG = 1_000_000  # bytes


class History:
    """Questions to go back and forth in, oldest first; a file that cannot be read or written is ignored."""

    def __init__(self, path: str | None) -> None:
        """Read the stored questions.

        Args:
            path: The file, with one question per line; None to store nothing beyond this run.
        """
        self._path = path
        self._questions = _read(path) if path else []
        self._position = len(self._questions)
        self._typed = ""

    def add(self, question: str) -> None:
        """Store a question, and go to the end of the history."""
        line = " ".join(question.split())
        if line and line != self._last():
            self._questions.append(line)
            self._write(line)
        self._position = len(self._questions)
        self._typed = ""

    def before(self, typed: str) -> str:
        """Return the previous question the one shown, or the oldest; what was typed is restored at the end."""
        if self._position == len(self._questions):
            self._typed = typed
        self._position = max(0, self._position - 1)
        return self._shown(typed)

    def after(self, typed: str) -> str:
        """Return the question after the one shown, and after the newest what was typed."""
        if self._position == len(self._questions):
            return typed
        self._position += 1
        return self._shown(typed)

    def _last(self) -> str:
        return self._questions[-1] if self._questions else ""

    def _shown(self, typed: str) -> str:
        if not self._questions:
            return typed
        return self._questions[self._position] if self._position < len(self._questions) else self._typed

    def _write(self, line: str) -> None:
        if self._path:
            with suppress(OSError):
                append_to_file(self._path, _encoded(line))


def read_text(path: str) -> str:
    """Return what `write_text` wrote to a file; empty if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_MAX_TEXT).strip()
    except OSError:
        return ""


def write_text(path: str, text: str) -> None:
    """Replace a file by a short text; a file that cannot be written is ignored."""
    with suppress(OSError):
        replace_file(path, text.encode(errors="replace"))


def log_failure(path: str, error: BaseException) -> None:
    """Append the trace of a failure to a log, for whoever fixes askcloud; a log that has grown long starts over."""
    import traceback  # 4 ms: only for a failure

    with suppress(OSError):
        if os.path.exists(path) and os.path.getsize(path) > _MAX_LOG:
            os.remove(path)
        # Without the values of variables: they hold text of notes.
        append_to_file(path, "".join(traceback.format_exception(error)).encode(errors="replace"))


def _read(path: str) -> list[str]:
    """Return the newest questions in a file, and cut a file that has grown long to them."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = [line.strip() for line in file if line.strip()]
    except OSError:
        return []
    if len(lines) > 2 * MAX_QUESTIONS:
        with suppress(OSError):
            replace_file(path, b"".join(map(_encoded, lines[-MAX_QUESTIONS:])))
    return lines[-MAX_QUESTIONS:]


def _encoded(question: str) -> bytes:
    return f"{question}\n".encode(errors="replace")
