"""Ranked claims -> Answer: which claim to quote, what else is near, or that the notes do not say, and why."""

from __future__ import annotations

import re

from askcloud.citation import TRUST, Citation
from askcloud.errors import QuestionError
from askcloud.record import record, replace
from askcloud.search.confidence import ENOUGH, probability, signals
from askcloud.search.rank import Query, ScoredClaim, rank, read_query, say_same
from askcloud.terms import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.filters import Filters
    from askcloud.index.store import Index

MAX_QUESTION = 1_000
"""Characters of a question; a longer one is a paste that went wrong."""

TOP = 5
"""Pieces of evidence in an answer unless asked otherwise."""


@record
class Correction:
    """A word searched in another spelling."""

    typed: str
    searched: str


@record
class Evidence:
    """A claim quoted for an answer."""

    quote: str
    """Word for word, as plain text."""
    context: str
    """What the quote needs to be understood, outside it: callout title, lead-in, parent items, sentence before."""
    headings: tuple[str, ...]
    """The headings above it, outermost first."""
    citation: Citation
    score: float
    """Of the best of its copies, which need not be the one quoted. Comparable within a corpus; not a probability."""
    parts: dict[str, float]
    """What that score is made of, by name."""
    also_in: tuple[str, ...]
    """Paths of other notes that say the same of the same video, in order."""
    span: tuple[int, int] = (0, 0)
    """Start and end offset of the quote in its note's text, markup included."""


@record
class Answer:
    """What the notes say to a question; every face shows this and nothing else."""

    question: str
    answered: bool
    """Whether the first piece of evidence is the answer; if not, the evidence is only what comes nearest."""
    confidence: float
    """0 to 1: the probability that the first claim answers (see `search.confidence`)."""
    reason: str | None
    """Why there is no answer; None if there is one."""
    about: tuple[str, ...]
    """Words taken over from the question before, as typed."""
    corrections: tuple[Correction, ...]
    evidence: tuple[Evidence, ...]
    """Best first; no two say the same of one video."""


def ask(  # noqa: PLR0913  # what a person may say of a question
    index: Index,
    question: str,
    *,
    top: int = TOP,
    filters: Filters | None = None,
    exact: bool = False,
    after: str = "",
) -> Answer:
    """Answers a question from an index.

    Args:
        index: The index to search.
        question: Plain words, at most `MAX_QUESTION` characters.
        top: Most pieces of evidence wanted.
        filters: Which notes to look at; all of them if not given.
        exact: Whether to leave the spelling of unknown words alone.
        after: The question before, if this one may lean on it.

    Raises:
        QuestionError: The question is empty, too long, or holds only words that every text holds.
        UsageError: The filters name a channel, tag or video that is not there, or no date.
    """
    about = _carried(question, after)
    query = _read(index, question, exact=exact, carried=about)
    ranked = rank(index, query, _matching(index, filters))
    if not ranked and filters and query.known:
        return abstention(question, f"No note {filters.described} says a word of the question.")
    if not ranked:
        return replace(abstention(question, _why_not(question, query)), about=about)
    certain = probability(signals(index, query, ranked[0]))
    return Answer(
        question=question,
        answered=certain >= ENOUGH,
        confidence=certain,
        reason=None if certain >= ENOUGH else _why_not(question, query),
        about=about,
        corrections=tuple(Correction(typed, word) for typed, word in query.corrections.items()),
        evidence=tuple(_evidence(index, group) for group in _distinct(ranked, top)),
    )


def _carried(question: str, before: str) -> tuple[str, ...]:
    """The words a question takes over from the one before it, if there is one."""
    if not before:
        return ()
    from askcloud.search.followup import carried_words  # noqa: PLC0415  # .5 ms: most questions follow none

    return carried_words(question, before)


def abstention(question: str, reason: str) -> Answer:
    """The answer that the notes do not say, with nothing near, and why."""
    return Answer(question, False, 0.0, reason, (), (), ())


def _read(index: Index, question: str, *, exact: bool, carried: tuple[str, ...]) -> Query:
    if not question.strip():
        raise QuestionError(
            "The question is empty.", hint='Ask in plain words: askcloud "why does data gravity matter".'
        )
    if len(question) > MAX_QUESTION:
        raise QuestionError(f"The question is longer than {MAX_QUESTION:,} characters.", hint="Ask for one thing.")
    query = read_query(index, question, exact=exact, carried=carried)
    if not query.words:
        raise QuestionError(
            "The question holds only words that every note holds.",
            hint="Name what it is about: a person, a thing, a topic.",
        )
    return query


def _why_not(question: str, query: Query) -> str:
    """Names the words that no note says, spelt as they were asked; without any, nothing matched well."""
    unsaid = [*query.unknown, *query.corrections]
    if not unsaid:
        return "No claim says enough of the question."
    spelt = {fold(word): word for word in re.findall(r"\w+(?:['’]\w+)?", question)}
    names = (spelt.get(word, word).removesuffix("'s").removesuffix("’s") for word in unsaid)
    return f"No note mentions {' or '.join(names)}."


def _matching(index: Index, filters: Filters | None) -> set[int] | None:
    if not filters:
        return None
    from askcloud.index.filters import notes_matching  # noqa: PLC0415  # .3 ms: most questions ask all notes

    return notes_matching(index, filters)


def _distinct(ranked: list[ScoredClaim], top: int) -> list[list[ScoredClaim]]:
    """The best claims, each with those after it that say the same of the same video: the first `top` groups."""
    groups: list[list[ScoredClaim]] = []
    for scored in ranked:
        group = next((group for group in groups if say_same(group[0], scored)), None)
        if group:
            group.append(scored)
        elif len(groups) < top:
            groups.append([scored])
    return groups


def _evidence(index: Index, group: list[ScoredClaim]) -> Evidence:
    """Quotes the copy whose time is most to be trusted, the best scored among equals."""
    chosen = min(group, key=lambda scored: (TRUST.index(scored.claim.time.trust), -scored.score))
    headings, context = index.passages([chosen.claim.passage])[chosen.claim.passage]
    before = (index.claim_before(chosen.claim),) if chosen.claim.needs_previous else ()
    citation = index.citation(chosen.claim)
    others = {index.citation(scored.claim).note for scored in group} - {citation.note}
    return Evidence(
        quote=chosen.claim.text,
        context=" › ".join(filter(None, (*context, *before))),
        headings=headings,
        citation=citation,
        score=group[0].score,
        parts=group[0].parts,
        also_in=tuple(sorted(others)),
        span=chosen.claim.span,
    )
