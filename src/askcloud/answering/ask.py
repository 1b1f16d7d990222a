"""Ranked claims -> Answer: which claim to quote, what else is near, or that the notes do not say, and why."""

from __future__ import annotations

import re

from askcloud.errors import QuestionError, UsageError
from askcloud.media.citation import TRUST, Citation
from askcloud.question.answer_type import asks_for_several
from askcloud.question.comparison import sides_of
from askcloud.question.parse import Question, read_question
from askcloud.record import record, replace
from askcloud.search.confidence import ANSWER_THRESHOLD, answer_probability, missing_names
from askcloud.search.query import Query, read_query
from askcloud.search.rank import rank
from askcloud.search.statements import Statement, group_statements
from askcloud.text.analyzer import fold, join_bigrams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.filters import Filters
    from askcloud.index.reader import IndexReader

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
    agreeing: tuple[Citation, ...] = ()
    """Where other videos say the same, best first, one for each video."""
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
    inherited: tuple[str, ...]
    """Words taken over from the question before, as typed."""
    corrections: tuple[Correction, ...]
    evidence: tuple[Evidence, ...]
    """Best first; no two say the same."""
    several: bool = False
    """Whether the question asks for more than one claim: a list, or the two sides of a comparison."""
    out_of_date: bool = False
    """Whether there is no answer only because the note that said it has changed since it was read."""


def ask(  # noqa: PLR0913  # what a person may say of a question
    index: IndexReader,
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
    asked = _asked(question)
    leant = _leant_on(index, asked, after, filters)
    wanted = _with_filters(filters, (*(leant.question.filters if leant else ()), *asked.filters))
    query = _looked_up(index, asked, exact=exact, leant=leant)
    inherited = leant.words if leant else ()
    corrections = tuple(Correction(typed, word) for typed, word in query.corrections.items())
    ranked = rank(index, query, _matching(index, wanted))
    if not ranked:
        return replace(
            abstention(question, _why_nothing(question, query, wanted)), inherited=inherited, corrections=corrections
        )
    sides = sides_of(asked.text) or ()
    certain = answer_probability(index, query, ranked[0])
    return Answer(
        question=question,
        answered=certain >= ANSWER_THRESHOLD,
        confidence=certain,
        reason=None if certain >= ANSWER_THRESHOLD else _why_not(question, query, missing_names(query, ranked[0])),
        inherited=inherited,
        corrections=corrections,
        evidence=tuple(_evidence(index, each) for each in group_statements(ranked, top, sides)),
        several=bool(sides) or asks_for_several(asked.text),
    )


@record
class _LeantOn:
    """The question before, and what is taken over from it."""

    question: Question
    words: tuple[str, ...]
    """Its words and the names of its answer, as typed and as quoted."""


def _leant_on(index: IndexReader, asked: Question, before: str, filters: Filters | None) -> _LeantOn | None:
    """What a question takes over from the one before it and from its answer; None if it stands alone."""
    if not before:
        return None
    from askcloud.question.followup import inherited_names, inherited_words  # most questions follow none

    previous = read_question(before)
    words = inherited_words(asked.text, previous.text)
    if not words:
        return None
    try:
        answer = ask(index, before, top=1, filters=filters)
    except (QuestionError, UsageError):  # its own fault, and told when it was asked
        return _LeantOn(previous, words)
    names = inherited_names(asked.text, previous.text, answer.evidence[0].quote) if answer.answered else ()
    return _LeantOn(previous, (*words, *names))


def abstention(question: str, reason: str) -> Answer:
    """The answer that the notes do not say, with nothing near, and why."""
    return Answer(question, False, 0.0, reason, (), (), ())


def _asked(question: str) -> Question:
    """The question taken apart, if there is one and no more."""
    if not question.strip():
        raise QuestionError(
            "The question is empty.", hint='Ask in plain words: askcloud "why does data gravity matter".'
        )
    if len(question) > MAX_QUESTION:
        raise QuestionError(f"The question is longer than {MAX_QUESTION:,} characters.", hint="Ask for one thing.")
    return read_question(question)


def _looked_up(index: IndexReader, asked: Question, *, exact: bool, leant: _LeantOn | None) -> Query:
    inherited, before = (leant.words, leant.question.text) if leant else ((), "")
    query = read_query(index, asked, exact=exact, inherited=inherited, before=before)
    if not query.words:
        raise QuestionError(
            "The question holds only words that every note holds.",
            hint="Name what it is about: a person, a thing, a topic.",
        )
    return query


def _why_nothing(question: str, query: Query, filters: Filters | None) -> str:
    """Names what the question insists on and no note can give; without any, the words that no note says."""
    where = f" {filters.described}" if filters else ""
    if query.known and query.phrases:
        return f"No note{where} says {' and '.join(' '.join(phrase) for phrase in query.phrases)} as it stands."
    if query.known and query.excluded:
        return f"No note{where} says a word of the question without what it must not say."
    return f"No note{where} says a word of the question." if query.known and where else _why_not(question, query, [])


def _why_not(question: str, query: Query, names: list[str]) -> str:
    """Tells the words that no note says, else the names that the nearest passage lacks, spelt as they were asked."""
    unsaid = [*query.unknown, *query.corrections]
    unsaid = [word for word in unsaid if query.words.get(word) not in query.synonyms] or unsaid
    if unsaid:
        return f"No note mentions {_spelt(join_bigrams(unsaid), question)}."
    if names:
        return f"No claim says enough of the question, and the nearest says nothing of {_spelt(names, question)}."
    return "No claim says enough of the question."


def _spelt(words: list[str], question: str) -> str:
    """Folded words as a question spells them."""
    typed = {
        fold(word).removesuffix("'s"): re.sub("['’]s$", "", word) for word in re.findall(r"\w+(?:['’]\w+)?", question)
    }
    return " or ".join(typed.get(word.removesuffix("'s"), word) for word in words)


def _with_filters(given: Filters | None, said: tuple[tuple[str, str], ...]) -> Filters | None:
    """The filters given and those that questions hold."""
    if not said:
        return given
    from askcloud.index.filters import NO_FILTERS  # .3 ms: most questions ask all notes

    return (given or NO_FILTERS).merged_with(said)


def _matching(index: IndexReader, filters: Filters | None) -> set[int] | None:
    if not filters:
        return None
    from askcloud.index.filters import matching_notes  # .3 ms: most questions ask all notes

    return matching_notes(index, filters)


def _evidence(index: IndexReader, statement: Statement) -> Evidence:
    """Quotes the copy whose time is most to be trusted, the best scored among equals."""
    best = statement.claims[0]
    chosen = min(statement.copies, key=lambda scored: (TRUST.index(scored.claim.time.trust), -scored.score))
    passage = chosen.passage
    before = (passage.sentence_before(chosen.claim.position),) if chosen.claim.needs_previous else ()
    citation = index.citation(chosen.claim, chosen.note)
    others = {scored.note.path for scored in statement.copies} - {citation.note}
    return Evidence(
        quote=chosen.claim.text,
        context=" › ".join(filter(None, (*passage.context, *before))),
        headings=passage.headings,
        citation=citation,
        score=best.score,
        parts=best.parts,
        also_in=tuple(sorted(others)),
        agreeing=tuple(index.citation(scored.claim, scored.note) for scored in statement.elsewhere),
        span=chosen.claim.span,
    )
