"""Questions with known answers -> measures: how often the first claim is right, and how often silence is."""

from __future__ import annotations

import json
import random
import re
from time import perf_counter

from askcloud.answering.answer import Answer, abstention
from askcloud.answering.ask import ask
from askcloud.errors import QuestionError, UsageError
from askcloud.record import record
from askcloud.text.analyzer import content_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from askcloud.answering.answer import Evidence
    from askcloud.index.passages import StoredClaim
    from askcloud.index.reader import IndexReader

TOLERANCE = 5
"""Seconds by which a citation may miss."""

EXACT = "public"
"""The kind of question whose seconds are each one sentence's, so that a citation may miss by none."""

DEPTH = 5
"""Pieces of evidence that are looked at."""

_MADE_WORDS = 5  # words of a made question: enough to point at one claim, too few to be a copy of it


@record
class Judgment:
    """A question whose right answers are known."""

    id: str
    kind: str
    """Any word; measures are given for each."""
    question: str
    context: str
    """The question before it, for a follow-up; else empty."""
    gold: tuple[tuple[str, tuple[float, ...]], ...]
    """(video id, seconds) of claims that answer; the seconds are readings of one stamp. Empty: nothing answers."""
    keys: tuple[tuple[str, ...], ...]
    """Regular expressions: a quote is right if of every inner list one is found in it, in any case."""

    @property
    def answerable(self) -> bool:
        """Whether the notes hold an answer."""
        return bool(self.gold or self.keys)


@record
class Metrics:
    """How some questions went. Rates are shares from 0 to 1, means of what each is of; of nothing there is none."""

    questions: int
    answerable: int
    hit_at_1: float | None
    """Of the answerable: answered, and the first claim is right."""
    hit_at_5: float | None
    """Of the answerable: a right claim among the first five, shown as answer or as nearest."""
    mrr: float | None
    """Of the answerable: mean of one over the rank of the first right claim among five."""
    abstention_precision: float | None
    """Of the abstentions: nothing answers, or the first claim would have been wrong."""
    abstention_recall: float | None
    """Of the questions that nothing answers: not answered."""
    milliseconds: float | None
    """Mean time a question, by the wall."""


@record
class Outcome:
    """How one question went."""

    judgment: Judgment
    answered: bool
    ranks: tuple[int, ...]
    """Ranks from 1 of the right claims among the first `DEPTH`."""
    milliseconds: float


def read_judgments(path: str) -> list[Judgment]:
    """The judgments in a file, one JSON object a line (see docs/judgments.md).

    Raises:
        UsageError: The file cannot be read, or a line is no judgment.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}.", hint="Give a file of questions: docs/judgments.md."
        ) from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_judgment_of(json.loads(line), str(number)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError, re.error) as error:
                message = f"Line {number} of {path} is no judgment: {error}."
                raise UsageError(message, hint="See docs/judgments.md for the form.") from error
    return found


def is_right(judgment: Judgment, quote: str, medium: str, second: int | None) -> bool:
    """Whether a quote is a right answer: said in the right video at the right second, or in the right words."""
    may_miss = 0 if judgment.kind == EXACT else TOLERANCE
    if second is not None and any(
        medium == video and any(abs(second - right) <= may_miss for right in seconds)
        for video, seconds in judgment.gold
    ):
        return True
    found = (any(re.search(key, quote, re.IGNORECASE) for key in keys) for keys in judgment.keys)
    return bool(judgment.keys) and all(found)


def evaluate(index: IndexReader, judgments: Iterable[Judgment]) -> dict[str, Metrics]:
    """The measures of an index's answers to each kind of question in order of name, and to all under the name `all`."""
    return metrics_of(_outcome(judgment, index) for judgment in judgments)


def metrics_of(found: Iterable[Outcome]) -> dict[str, Metrics]:
    """The measures of each kind in order of name, and of all under the name `all`."""
    outcomes = list(found)
    kinds = sorted({outcome.judgment.kind for outcome in outcomes})
    by_kind = {kind: _measures([each for each in outcomes if each.judgment.kind == kind]) for kind in kinds}
    return {**by_kind, "all": _measures(outcomes)}


def sample_judgments(index: IndexReader, count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Known-item questions drawn from an index, as lines of a judgment file: a claim's rarest words, and its second.

    None comes twice, so there are fewer than wanted where the index holds no more.
    """
    asked: set[frozenset[str]] = set()
    for claim in _drawn(index, random.Random(seed)):  # noqa: S311  # drawn to be repeated, not to be secret
        words = dict.fromkeys(content_words(claim.text))
        rarest = frozenset(sorted(words, key=lambda word: (index.texts_with(word), word))[:_MADE_WORDS])
        if not rarest or rarest in asked:
            continue
        asked.add(rarest)
        citation = index.citation(claim, index.note(claim.note))
        yield {
            "id": f"made-{len(asked)}",
            "kind": "known item",
            "question": " ".join(word for word in words if word in rarest),
            "gold": [{"note": citation.note, "video": citation.medium, "t": claim.time.seconds, "claim": claim.text}],
        }
        if len(asked) == count:
            return


def _drawn(index: IndexReader, rng: random.Random) -> Iterator[StoredClaim]:
    """Every claim with a second, once: one of each note in an order drawn by lot, then another of each."""
    notes = [at for at, note in index.notes().items() if note.medium]
    rng.shuffle(notes)
    left: list[list[StoredClaim]] = []
    for note in notes:
        claims = [claim for claim in index.claims_of(note) if claim.time.seconds is not None]
        rng.shuffle(claims)
        left.append(claims)
        if claims:
            yield claims.pop()
    while left := list(filter(None, left)):
        for claims in left:
            yield claims.pop()


def _judgment_of(fields: dict[str, Any], number: str) -> Judgment:
    keys = [list(map(re.compile, each)) for each in fields.get("answer_keys") or () if _is_list(each)]
    return Judgment(
        id=str(fields.get("id", number)),
        kind=str(fields.get("kind", "question")),
        question=str(fields["question"]),
        context=str(fields.get("context") or ""),
        gold=tuple((str(gold["video"]), _seconds_of(gold)) for gold in fields.get("gold") or ()),
        keys=tuple(tuple(key.pattern for key in each) for each in keys),
    )


def _is_list(keys: object) -> bool:
    """Whether alternatives stand in a list of their own.

    Raises:
        TypeError: They do not.
    """
    if not isinstance(keys, list):
        message = "answer_keys is a list of lists"
        raise TypeError(message)
    return True


def _seconds_of(gold: dict[str, Any]) -> tuple[float, ...]:
    return tuple(float(gold[name]) for name in ("t", "t_alt") if gold.get(name) is not None)


def _outcome(judgment: Judgment, index: IndexReader) -> Outcome:
    started = perf_counter()
    try:
        answer = ask(index, judgment.question, after=judgment.context)
    except QuestionError as error:
        answer = abstention(judgment.question, error.message)
    return outcome_of(judgment, answer, 1000 * (perf_counter() - started))


def outcome_of(judgment: Judgment, answer: Answer, milliseconds: float) -> Outcome:
    """How an answer meets what is known of its question."""
    ranks = tuple(rank for rank, each in enumerate(answer.evidence[:DEPTH], 1) if _is_right(judgment, each))
    return Outcome(judgment, answer.answered, ranks, milliseconds)


def _is_right(judgment: Judgment, evidence: Evidence) -> bool:
    return is_right(judgment, evidence.quote, evidence.citation.medium, evidence.citation.time.seconds)


def _measures(outcomes: list[Outcome]) -> Metrics:
    answerable = [each for each in outcomes if each.judgment.answerable]
    silent = [each for each in outcomes if not each.answered]
    unanswerable = [each for each in outcomes if not each.judgment.answerable]
    return Metrics(
        questions=len(outcomes),
        answerable=len(answerable),
        hit_at_1=_mean(each.answered and 1 in each.ranks for each in answerable),
        hit_at_5=_mean(bool(each.ranks) for each in answerable),
        mrr=_mean(1 / min(each.ranks) if each.ranks else 0.0 for each in answerable),
        abstention_precision=_mean(not each.judgment.answerable or 1 not in each.ranks for each in silent),
        abstention_recall=_mean(not each.answered for each in unanswerable),
        milliseconds=_mean(each.milliseconds for each in outcomes),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
