"""The last answer on the command line, stored so that its results can be played and its question continued.

It holds the question, the folders of the notes, and of each result where it is: note, line, second and link. It holds
no text of a note. Every question writes it, so this module loads nothing, waits for no disk, and ignores a file that
cannot be written.
"""

from __future__ import annotations

import os

from askcloud.media.medium import percent_decoded
from askcloud.record import Record
from askcloud.system.files import replace_file

_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in "%\t\n\r"}
_MAX_TEXT = 1_000_000  # characters that are read of the file


class StoredResult(Record):
    """Where a result of the last answer is."""

    note: str
    """Path of its note below the corpus."""
    line: int
    seconds: int | None
    link: str
    """The link that plays it, else its medium (see `media.medium`), which may be a file."""


class LastAnswer(Record):
    """What is stored of the last answer."""

    question: str
    """As it was understood."""
    corpus: str
    """The real paths of the folders of the notes, one per line."""
    results: tuple[StoredResult, ...]
    """In the order shown."""


def write_last_answer(folder: str, answer: LastAnswer) -> None:
    """Replace the stored answer by another, in one step and readable by its owner only.

    Args:
        folder: The user's folder of state, created if it does not exist.
        answer: What to store.
    """
    rows = [f"question\t{answer.question.translate(_ESCAPES)}\t{answer.corpus.translate(_ESCAPES)}\n"]
    for each in answer.results:
        seconds = "" if each.seconds is None else each.seconds
        rows.append(f"{each.note.translate(_ESCAPES)}\t{each.line}\t{seconds}\t{each.link.translate(_ESCAPES)}\n")
    try:  # noqa: SIM105  # contextlib takes .5 ms to load
        replace_file(_file_in(folder), "".join(rows).encode(errors="replace"), flushed=False)
    except OSError:
        pass


def read_last_answer(folder: str) -> LastAnswer | None:
    """Return the stored answer; None if there is none that can be read."""
    try:
        with open(_file_in(folder), encoding="utf-8") as file:
            lines = file.read(_MAX_TEXT).removesuffix("\n").split("\n")
        (_, question, corpus), *rows = ([*map(percent_decoded, line.split("\t"))] for line in lines)
        results = [StoredResult(note, int(line), int(at) if at else None, link) for note, line, at, link in rows]
    except (OSError, ValueError):
        return None
    return LastAnswer(question, corpus, tuple(results))


def _file_in(folder: str) -> str:
    return os.path.join(folder, "last-answer")
