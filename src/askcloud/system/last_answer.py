"""The last answer on the command line, stored so that its results can be played and its question continued.

It holds the question, and of each result where it is: note, line, second and link. It holds no text of a note. Every
question writes it, so this module loads nothing, and a file that cannot be written is ignored.
"""

from __future__ import annotations

import os

from askcloud.media.medium import percent_decoded, percent_encoded
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_TEXT = 1_000_000  # characters that are read of the file


class StoredResult(Record):
    """Where a result of the last answer is."""

    note: str
    """Path of its note below the corpus."""
    line: int
    seconds: int | None
    link: str
    """The link that plays it, else its medium (see `media.medium`), which may be a file."""


def write_last_answer(folder: str, question: str, results: Sequence[StoredResult]) -> None:
    """Replace the stored answer by another, in one step and readable by its owner only.

    Args:
        folder: The user's folder of state, created if it does not exist.
        question: The question, as it was understood.
        results: In the order shown.
    """
    path = _file_in(folder)
    rows = [f"question\t{percent_encoded(question)}"]
    rows += ["\t".join(map(percent_encoded, _row_of(each))) for each in results]
    text = "\n".join(rows) + "\n"
    new = f"{path}.{os.getpid()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        # A file of that name is left by a process that was stopped; links are not followed.
        file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            os.write(file, text.encode())
        finally:
            os.close(file)
        os.replace(new, path)
    except OSError:
        return


def read_last_answer(folder: str) -> tuple[str, tuple[StoredResult, ...]] | None:
    """Return the question and the results of the stored answer; None if there is none that can be read."""
    try:
        with open(_file_in(folder), encoding="utf-8") as file:
            (_, question), *rows = (
                [*map(percent_decoded, line.split("\t"))] for line in file.read(_MAX_TEXT).splitlines()
            )
        results = [StoredResult(note, int(line), int(at) if at else None, link) for note, line, at, link in rows]
    except (OSError, ValueError):
        return None
    return question, tuple(results)


def _file_in(folder: str) -> str:
    return os.path.join(folder, "last-answer")


def _row_of(result: StoredResult) -> tuple[str, ...]:
    seconds = "" if result.seconds is None else str(result.seconds)
    return result.note, str(result.line), seconds, result.link
