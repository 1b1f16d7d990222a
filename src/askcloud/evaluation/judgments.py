"""Judgments: questions whose right answers are known, one JSON object per line of a file (see docs/evaluation.md)."""

from __future__ import annotations

import json
import re

from askcloud.corpus.files import read_input
from askcloud.errors import UsageError
from askcloud.evaluation.matching import TIMEOUT_SECONDS, Matcher
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

DEFAULT_TOLERANCE = 5.0
"""Seconds by which the time of a right answer may differ from the known one, unless a judgment gives its own."""

_TOLERANCE_BY_KIND = {"public": 0.0}
"""Kinds with a default of their own: each second of a public set belongs to one sentence, so a neighbour is wrong."""


class Judgment(Record):
    """A question whose right answers are known."""

    id: str
    kind: str
    """Any word; metrics are given for each kind."""
    question: str
    context: str
    """The previous question, for a follow-up; else empty."""
    gold: tuple[tuple[str, tuple[float, ...]], ...]
    """(video id, seconds) of sentences that answer; several seconds are readings of one timestamp.

    Without gold, keys and items the notes do not contain the answer.
    """
    keys: tuple[tuple[str, ...], ...]
    """Regular expressions: a quote is right if at least one of every inner list matches in it, in any case."""
    tolerance: float = DEFAULT_TOLERANCE
    """Seconds by which the time of a quote may differ from gold, from 0 on."""
    items: tuple[str, ...] = ()
    """Regular expressions, one for each item of a list that answers; each is found in its item, in any case."""

    @property
    def answerable(self) -> bool:
        """Whether the notes contain an answer."""
        return bool(self.gold or self.keys or self.items)


def read_judgments(path: str) -> list[Judgment]:
    """Read the judgments in a file, in order; empty lines are ignored.

    Raises:
        UsageError: The file cannot be read, or a line is not a judgment.
    """
    try:
        lines = read_input(path).decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(
            f"The file {path} cannot be read: {reason}.",
            hint="Give a file of labelled questions; docs/evaluation.md describes it.",
        ) from error
    judgments = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                judgments.append(_parse_judgment(json.loads(line), str(number)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError, re.error) as error:
                message = f"Line {number} of {path} is not a valid labelled question: {error}."
                raise UsageError(message, hint="docs/evaluation.md describes the fields.") from error
    return judgments


def is_right(judgment: Judgment, quote: str, medium: str, second: int | None) -> bool:
    """Return whether a quote is a right answer: at the right second of the right video, or with the right words.

    Args:
        judgment: What is known.
        quote: The text of the quote.
        medium: Id of the video it cites.
        second: The second it cites; None if it has no timestamp.

    Raises:
        UsageError: Its regular expressions take too long.
    """
    if second is not None and any(
        medium == video and any(abs(second - right) <= judgment.tolerance for right in seconds)
        for video, seconds in judgment.gold
    ):
        return True
    return bool(judgment.keys) and all(any(_found(judgment, keys, quote)) for keys in judgment.keys)


def share_of_items(judgment: Judgment, texts: Collection[str]) -> float:
    """Return the share of the items of a list that are found in some texts, 0 to 1; 0 if the judgment has no items.

    Raises:
        UsageError: Its regular expressions take too long.
    """
    found = [_found(judgment, judgment.items, text) for text in texts]
    return sum(map(any, zip(*found, strict=True))) / (len(judgment.items) or 1)


_MATCHER = Matcher()


def _found(judgment: Judgment, expressions: Sequence[str], text: str) -> list[bool]:
    """Return for each of some regular expressions of a judgment whether it matches in a text."""
    try:
        return _MATCHER.found(expressions, text)
    except TimeoutError as error:
        message = (
            f"The regular expressions of question {judgment.id} take over {TIMEOUT_SECONDS:g} seconds for one text."
        )
        raise UsageError(message, hint="Avoid a repetition inside another, such as (a+)+.") from error


def _parse_judgment(fields: dict[str, Any], number: str) -> Judgment:
    """Return a line's fields as a judgment; `number` is its id if it has none.

    Raises:
        ValueError, TypeError, KeyError, AttributeError, re.error: The fields are not those of a judgment.
    """
    kind = str(fields.get("kind", "question"))
    keys = [list(map(re.compile, alternatives)) for alternatives in map(_checked_list, fields.get("answer_keys") or ())]
    return Judgment(
        id=str(fields.get("id", number)),
        kind=kind,
        question=str(fields["question"]),
        context=str(fields.get("context") or ""),
        gold=tuple((str(gold["video"]), _seconds_of(gold)) for gold in fields.get("gold") or ()),
        keys=tuple(tuple(key.pattern for key in alternatives) for alternatives in keys),
        tolerance=_tolerance_of(fields, kind),
        items=tuple(re.compile(item).pattern for item in _checked_list(fields.get("items") or [], "items")),
    )


def _tolerance_of(fields: dict[str, Any], kind: str) -> float:
    """Return the field `tolerance`, else the default of the kind.

    Raises:
        ValueError, TypeError: It is not a number from 0 on.
    """
    given = fields.get("tolerance")
    if given is None:
        return _TOLERANCE_BY_KIND.get(kind, DEFAULT_TOLERANCE)
    tolerance = float(given)
    if not tolerance >= 0:  # which is also true of NaN
        message = "tolerance is not a number of seconds from 0 on"
        raise ValueError(message)
    return tolerance


def _checked_list(expressions: object, name: str = "an entry of answer_keys") -> list[str]:
    """Return regular expressions as they are.

    Raises:
        TypeError: They are not in a list.
    """
    if not isinstance(expressions, list):
        message = f"{name} is not a list"
        raise TypeError(message)
    return expressions


def _seconds_of(gold: dict[str, Any]) -> tuple[float, ...]:
    return tuple(float(gold[name]) for name in ("t", "t_alt") if gold.get(name) is not None)
