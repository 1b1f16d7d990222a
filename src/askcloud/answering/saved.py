"""Saved answers -> which of their quotes still stand in the notes."""

from __future__ import annotations

import json

from askcloud.corpus.files import current_fingerprint, read_source
from askcloud.errors import NoteError, UsageError
from askcloud.notes.reader import read_note
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from askcloud.corpus.corpus import Corpus
    from askcloud.notes.reader import Claim

STANDS, MOVED, RETIMED, CHANGED, GONE, UNREAD = "stands", "moved", "retimed", "changed", "gone", "unread"
KEPT = frozenset({STANDS, MOVED})
"""States of a quote that still says what it said, and when."""

_BEST_FIRST = (STANDS, MOVED, RETIMED)
_NO_JSON = (ValueError, RecursionError)  # the second where brackets are nested without an end


@record
class SavedQuote:
    """A quote of a saved answer, and what has become of it."""

    question: str
    quote: str
    note: str
    """Path of its note."""
    line: int
    """Line on which it begins now; the saved one if it is not there."""
    state: str
    """What has become of it.

    stands; moved: on another line. retimed: at another second. changed: not in its note. gone: no such note.
    unread: the note cannot be read.
    """


def read_saved(path: str) -> list[dict[str, Any]]:
    """The answers in a file: one object, a list of them, or one object a line, as `--json` prints them.

    Raises:
        UsageError: The file cannot be read or holds something else.
    """
    hint = "Save answers as: askcloud --json QUESTION > FILE."
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"The file {path} cannot be read: {why}.", hint=hint) from error
    try:
        found = json.loads(text)
    except _NO_JSON:
        try:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        except _NO_JSON as error:
            raise UsageError(f"The file {path} holds no JSON: {error}.", hint=hint) from error
    answers = found if isinstance(found, list) else [found]
    if not all(isinstance(answer, dict) and isinstance(answer.get("evidence"), list) for answer in answers):
        raise UsageError(f"The file {path} holds no answers.", hint=hint)
    return answers


def verify_saved(corpus: Corpus, answers: list[dict[str, Any]]) -> Iterator[SavedQuote]:
    """What has become of each quote, in order. Notes are read as they are now; no index is needed."""
    read: dict[str, list[Claim] | None] = {}
    for answer in answers:
        for evidence in answer["evidence"]:
            if not isinstance(evidence, dict):
                continue
            note, quote = str(evidence.get("note", "")), str(evidence.get("quote", ""))
            if note not in read:
                read[note] = _claims_of(corpus, note)
            state, line = _state_in(read[note], quote, evidence)
            if read[note] is None and current_fingerprint(corpus, note):
                state = UNREAD
            yield SavedQuote(str(answer.get("question", "")), quote, note, line, state)


def _claims_of(corpus: Corpus, note: str) -> list[Claim] | None:
    """The claims of a note; None if it is not there, lies outside the corpus or cannot be read."""
    if note.startswith("/") or ".." in note.split("/"):
        return None
    try:
        source = read_source(corpus, note)
    except (NoteError, ValueError):
        return None
    return [claim for passage in read_note(corpus.locate(note)[1], source).passages for claim in passage.claims]


def _state_in(claims: list[Claim] | None, quote: str, evidence: dict[str, Any]) -> tuple[str, int]:
    """The state of a quote and its line now; where a note says the same twice, of the claim that is most like it."""
    line = evidence.get("line")
    lost = (GONE if claims is None else CHANGED, line if isinstance(line, int) else 0)
    found = [(_state_of(claim, evidence), claim.line) for claim in claims or () if claim.text == quote]
    return min(found, key=lambda each: _BEST_FIRST.index(each[0]), default=lost)


def _state_of(claim: Claim, evidence: dict[str, Any]) -> str:
    if claim.time.seconds != evidence.get("seconds", claim.time.seconds):
        return RETIMED
    return STANDS if claim.line == evidence.get("line", claim.line) else MOVED
