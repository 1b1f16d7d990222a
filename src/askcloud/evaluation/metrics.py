"""Evaluate answers to labelled questions: how often the first result, or an abstention, is right."""

from __future__ import annotations

from time import perf_counter

from askcloud.answering.answer import Answer, abstention
from askcloud.answering.ask import ask
from askcloud.errors import QuestionError, UsageError
from askcloud.evaluation.judgments import is_right, share_of_items
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.answering.answer import Evidence
    from askcloud.evaluation.judgments import Judgment
    from askcloud.index.reader import IndexReader

DEPTH = 5
"""Number of results that are looked at."""

_ITEMS_OF_RIGHT_LIST = 0.5  # share of the items of a list that a right result shows at least


class Metrics(Record):
    """The metrics of some questions. Rates are shares from 0 to 1; None if they cannot be computed."""

    questions: int
    answerable: int
    hit_at_1: float | None
    """Hit@1 among the answerable questions: answered, and the first result is right."""
    shown_at_1: float | None
    """Among the answerable questions: answered, and the first result shows the answer in its quote, its context or what
    follows it."""
    hit_at_5: float | None
    """Hit@5 among the answerable questions: one of the first five results is right, answered or not."""
    mrr: float | None
    """Mean reciprocal rank of the first right result among five, of the answerable questions."""
    abstention_precision: float | None
    """Among the abstentions: the question is not answerable, or the first result would have been wrong."""
    abstention_recall: float | None
    """Among the questions that are not answerable: not answered."""
    list_recall: float | None
    """Among the questions whose judgment has items: mean share of these that an answer shows in its first result."""
    milliseconds: float | None
    """Mean wall time of a question."""


class Outcome(Record):
    """How one question was answered."""

    judgment: Judgment
    answered: bool
    ranks: tuple[int, ...]
    """Ranks of the right results among the first `DEPTH`, from 1."""
    is_shown: bool
    """Whether the first result shows the answer, in its quote, its context or what follows it."""
    item_recall: float | None
    """The share of the items of a list that an answer shows in its first result; None if the judgment has none."""
    milliseconds: float


def evaluate(index: IndexReader, judgments: Iterable[Judgment]) -> dict[str, Metrics]:
    """Ask labelled questions, and return metrics of each kind in order of name, and of all under the name `all`."""
    return metrics_of(_outcome(judgment, index) for judgment in judgments)


def outcome_of(judgment: Judgment, answer: Answer, milliseconds: float) -> Outcome:
    """Return how an answer agrees with the judgment of its question.

    Args:
        judgment: What is known.
        answer: The answer.
        milliseconds: Wall time that it took.
    """
    ranks = tuple(rank for rank, evidence in enumerate(answer.evidence[:DEPTH], 1) if _is_right(judgment, evidence))
    first = answer.evidence[0] if answer.answered and answer.evidence else None
    is_shown = first is not None and (1 in ranks or _shows(judgment, first))
    recall = (_share_shown(judgment, first) if first else 0.0) if judgment.items else None
    return Outcome(judgment, answer.answered, ranks, is_shown, recall, milliseconds)


def metrics_of(outcomes: Iterable[Outcome]) -> dict[str, Metrics]:
    """Return the metrics of each kind in order of name, and of all under the name `all`."""
    every = list(outcomes)
    kinds = sorted({outcome.judgment.kind for outcome in every})
    by_kind = {kind: _metrics([outcome for outcome in every if outcome.judgment.kind == kind]) for kind in kinds}
    return {**by_kind, "all": _metrics(every)}


def _outcome(judgment: Judgment, index: IndexReader) -> Outcome:
    started = perf_counter()
    try:
        answer = ask(index, judgment.question, after=judgment.context)
    except (QuestionError, UsageError) as error:  # nothing to search for, or a filter that no note meets
        answer = abstention(judgment.question, error.message)
    return outcome_of(judgment, answer, 1000 * (perf_counter() - started))


def _is_right(judgment: Judgment, evidence: Evidence) -> bool:
    """Return whether evidence answers: by its quote, or by at least half of the items of a list that answers."""
    if judgment.items and _share_shown(judgment, evidence) >= _ITEMS_OF_RIGHT_LIST:
        return True
    return is_right(judgment, evidence.quote, evidence.citation.medium, evidence.citation.time.seconds)


def _shows(judgment: Judgment, evidence: Evidence) -> bool:
    """Return whether the context, the quote and the following sentences together have the right words."""
    text = " ".join((evidence.context, evidence.quote, *(claim.quote for claim in evidence.following)))
    return is_right(judgment, text, "", None)


def _share_shown(judgment: Judgment, evidence: Evidence) -> float:
    """Return the share of the items of a list that evidence shows in its quote, context and items."""
    return share_of_items(
        judgment,
        (evidence.quote, evidence.context, *(text for item in evidence.items for text in (item.quote, item.context))),
    )


def _metrics(outcomes: list[Outcome]) -> Metrics:
    answerable = [outcome for outcome in outcomes if outcome.judgment.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.judgment.answerable]
    abstentions = [outcome for outcome in outcomes if not outcome.answered]
    return Metrics(
        questions=len(outcomes),
        answerable=len(answerable),
        hit_at_1=_mean(outcome.answered and 1 in outcome.ranks for outcome in answerable),
        shown_at_1=_mean(outcome.is_shown for outcome in answerable),
        hit_at_5=_mean(bool(outcome.ranks) for outcome in answerable),
        mrr=_mean(1 / min(outcome.ranks) if outcome.ranks else 0.0 for outcome in answerable),
        abstention_precision=_mean(
            not outcome.judgment.answerable or 1 not in outcome.ranks for outcome in abstentions
        ),
        abstention_recall=_mean(not outcome.answered for outcome in unanswerable),
        list_recall=_mean(outcome.item_recall for outcome in outcomes if outcome.item_recall is not None),
        milliseconds=_mean(outcome.milliseconds for outcome in outcomes),
    )


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None
