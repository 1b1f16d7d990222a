"""Saved answers -> the state of each of their quotes: whether the notes still say them."""

from __future__ import annotations

import json

from askcloud.answering.verify import CHANGED, GONE, UNREAD
from askcloud.corpus.files import current_fingerprint, read_input, read_source
from askcloud.errors import NoteError, UsageError
from askcloud.notes.reader import read_note
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from askcloud.corpus.corpus import Corpus
    from askcloud.notes.reader import Claim

STANDS, MOVED, RETIMED = "stands", "moved", "retimed"
"""States of a quote that is in its note: as saved, on another line, at another second. The other states are those of
`verify`."""

UNCHANGED = frozenset({STANDS, MOVED})
"""States of a quote with the same words at the same second."""

_BEST_FIRST = (STANDS, MOVED, RETIMED)
_JSON_ERRORS = (ValueError, RecursionError)  # the second where brackets are nested without end


class SavedQuote(Record):
    """A quote, an item or a following sentence of a saved answer, and its state now."""

    question: str
    quote: str
    note: str
    """Path of its note."""
    line: int
    """Line on which it begins now; the saved one if it is not in its note."""
    state: str
    """stands, moved, retimed, changed, gone or unread."""


def read_saved(path: str) -> list[dict[str, Any]]:
    """Read the answers in a file: one object, a list of them, or one object on each line, as `--json` prints them.

    Raises:
        UsageError: The file cannot be read or contains something else.
    """
    hint = "Save answers as: askcloud --json QUESTION > FILE."
    try:
        text = read_input(path).decode()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"The file {path} cannot be read: {why}.", hint=hint) from error
    try:
        found = json.loads(text)
    except _JSON_ERRORS:
        try:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        except _JSON_ERRORS as error:
            raise UsageError(f"The file {path} is not valid JSON: {error}.", hint=hint) from error
    answers = found if isinstance(found, list) else [found]
    if not all(isinstance(answer, dict) and isinstance(answer.get("evidence"), list) for answer in answers):
        raise UsageError(f"The file {path} contains no saved answers.", hint=hint)
    return answers


def verify_saved(corpus: Corpus, answers: list[dict[str, Any]]) -> Iterator[SavedQuote]:
    """Return the state of each quote, in order, including items of lists and following sentences.

    Notes are read as they are now; no index is needed.
    """
    read: dict[str, list[Claim] | None] = {}
    for answer in answers:
        for evidence in answer["evidence"]:
            if not isinstance(evidence, dict):
                continue
            note = str(evidence.get("note", ""))
            if note not in read:
                read[note] = _claims_of(corpus, note)
            is_unread = read[note] is None and bool(current_fingerprint(corpus, note))
            for quoted in _quoted_in(evidence):
                quote = str(quoted.get("quote", ""))
                state, line = _state_in(read[note], quote, quoted)
                question = str(answer.get("question", ""))
                yield SavedQuote(question, quote, note, line, UNREAD if is_unread else state)


def _quoted_in(evidence: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a saved piece of evidence, its items and its following sentences, without duplicates."""
    quoted = [evidence]
    for name in ("items", "following"):
        claims = evidence.get(name)
        quoted += [claim for claim in claims if isinstance(claim, dict)] if isinstance(claims, list) else []
    distinct: dict[tuple[object, ...], dict[str, Any]] = {}
    for claim in quoted:
        place = (claim.get(name) for name in ("quote", "line", "seconds"))
        distinct.setdefault(tuple(each if isinstance(each, str | int) else None for each in place), claim)
    return list(distinct.values())


def _claims_of(corpus: Corpus, note: str) -> list[Claim] | None:
    """Return the claims of a note; None if it does not exist, is outside the corpus or cannot be read."""
    if note.startswith("/") or ".." in note.split("/"):
        return None
    try:
        source = read_source(corpus, note)
    except (NoteError, ValueError):
        return None
    return [claim for passage in read_note(corpus.locate(note)[1], source).passages for claim in passage.claims]


def _state_in(claims: list[Claim] | None, quote: str, saved: dict[str, Any]) -> tuple[str, int]:
    """Return the state of a quote and its line now; if a note contains it twice, those of the most similar claim."""
    line = saved.get("line")
    lost = (GONE if claims is None else CHANGED, line if isinstance(line, int) else 0)
    states = [(_state_of(claim, saved), claim.line) for claim in claims or () if claim.text == quote]
    return min(states, key=lambda state: _BEST_FIRST.index(state[0]), default=lost)


def _state_of(claim: Claim, saved: dict[str, Any]) -> str:
    if claim.time.seconds != saved.get("seconds", claim.time.seconds):
        return RETIMED
    return STANDS if claim.line == saved.get("line", claim.line) else MOVED
