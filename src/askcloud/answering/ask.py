"""Question -> Answer: which claims to quote, or an abstention with its reason."""

from __future__ import annotations

from functools import partial

from askcloud.answering.answer import Answer, Correction, Understanding, abstention
from askcloud.answering.evidence import evidence_of
from askcloud.errors import QuestionError, UsageError
from askcloud.index.lexicon import names_at
from askcloud.question.kind import naming_words_in
from askcloud.question.parse import MAX_QUESTION, parse_question
from askcloud.record import Record, replace
from askcloud.search.confidence import ANSWER_THRESHOLD, answer_probability
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.statements import group_statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answering.answer import Coverage, Evidence
    from askcloud.index.filters import Filters
    from askcloud.index.reader import IndexReader
    from askcloud.question.parse import Question
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim

TOP = 5
"""Results of an answer, unless another number is asked for."""

MAX_NEAREST = 2
"""Closest matches of an abstention; more than these help nobody."""


_VIDEO_CUES = frozenset(
    """
    conversation conversations episode episodes film films interview interviews lecture lectures podcast podcasts talk
    talks video videos outline overview recap summary synopsis summarise summarize sum
    """.split()
)
"""Words of which each question that is answered by videos has one (see `answering.browse`)."""


class Context(Record):
    """The question that precedes a follow-up, and its answer."""

    question: Question
    answer: Answer

    @property
    def text(self) -> str:
        """The text of that question, as it was understood."""
        return self.answer.understood or self.question.text


def ask(  # noqa: PLR0913  # what a person may say about a question
    index: IndexReader,
    question: str,
    *,
    top: int = TOP,
    filters: Filters | None = None,
    exact: bool = False,
    after: str = "",
) -> Answer:
    """Answer a question from an index.

    Args:
        index: The index to search.
        question: Plain words, at most `MAX_QUESTION` characters.
        top: How many results to return at most.
        filters: Which notes to search; all of them if not given.
        exact: Whether to search unknown words as they are spelt.
        after: The previous question, to which this one may be a follow-up; it is asked once.

    Raises:
        QuestionError: The question is empty, too long, or contains only words that every text contains.
        UsageError: The filters name a channel, tag or video that does not exist, or an invalid date.
    """
    context = context_of(index, after, filters=filters) if after else None
    return answer(index, parse_question(question), top=top, filters=filters, exact=exact, context=context)


def may_ask_for_videos(question: str) -> bool:
    """Return whether a question may be one that is answered by videos, not by quotes (see `answering.browse`)."""
    return not _VIDEO_CUES.isdisjoint(question.lower().replace("?", "").split())


def context_of(index: IndexReader, typed: str, *, filters: Filters | None = None) -> Context:
    """Answer the question that precedes a follow-up.

    Args:
        index: The index to search.
        typed: That question. Its errors are ignored, because they were reported when it was asked.
        filters: Which notes to search; all of them if not given.
    """
    question = parse_question(typed)
    try:
        return Context(question, answer(index, question, top=1, filters=filters))
    except (QuestionError, UsageError) as error:
        return Context(question, abstention(typed, error.message))


def answer(  # noqa: PLR0913  # what a person may say about a question
    index: IndexReader,
    question: Question,
    *,
    top: int = TOP,
    filters: Filters | None = None,
    exact: bool = False,
    context: Context | None = None,
) -> Answer:
    """Answer a parsed question from an index.

    Args:
        index: The index to search.
        question: The question.
        top: How many results to return at most.
        filters: Which notes to search; all of them if not given.
        exact: Whether to search unknown words as they are spelt.
        context: The previous question and its answer, to which this one may be a follow-up.

    Raises:
        QuestionError: As `ask`.
        UsageError: As `ask`.
    """
    _check_length(question)
    index.take_missing()  # of a question that failed
    searched = _completed(index, question, context) if context else question
    follows = searched is not question
    written = context.question.filters if context and follows else ()
    filters = _merged_filters(filters, (*written, *question.filters))
    query = _resolved(index, searched, exact=exact)
    found = _found(index, query, filters, top)
    corrected = query.corrections if found.answered else {}  # the reason of an abstention explains it
    corrections = tuple(Correction(typed, word) for typed, word in corrected.items())
    found = replace(
        found,
        question=question.typed,
        corrections=corrections,
        understanding=_understanding(query),
        missing=index.take_missing(),
    )
    if not follows:
        return found
    own = set(question.words)
    return replace(found, understood=searched.text, inherited=tuple(w for w in searched.searched if w not in own))


def _understanding(query: Query) -> Understanding:
    """Return how a question was understood."""
    question = query.question
    own = {*question.searched, *query.corrections.values()}
    return Understanding(
        query.kind,
        relations=tuple(relation.name for relation in question.relations),
        names=tuple(span.name.form for span in query.known_names),
        left_out=tuple(word for word in naming_words_in(question.words, question.kind) if word not in query.words),
        added=tuple(word for word in query.words if word not in own),
    )


def _found(index: IndexReader, query: Query, filters: Filters | None, top: int) -> Answer:
    """Return the answer to a resolved question: in the form that it asks for, otherwise as claims."""
    notes = _matching(index, filters)
    has_form = query.names_topic or query.may_name_topic or query.question.wants_several
    if has_form:
        from askcloud.answering.forms import form_of, form_without_ranking  # 2 ms: most questions ask for a claim

        form = form_without_ranking(index, query, notes, top)
        if form:
            return _answered(query, form.confidence, form.evidence, coverage=form.coverage)
    ranked = rank(index, query, notes)
    if not ranked:
        from askcloud.answering.reasons import why_no_match  # only where nothing matches

        return abstention(query.question.typed, why_no_match(query, filters))
    confidence = answer_probability(query, ranked)
    form = form_of(index, query, ranked, notes, top) if has_form else None
    if form and max(confidence, form.confidence) >= ANSWER_THRESHOLD:
        return _answered(query, max(confidence, form.confidence), form.evidence, coverage=form.coverage)
    if confidence < ANSWER_THRESHOLD:
        return _refused(index, query, confidence, ranked, top)
    return _answered(query, confidence, [evidence_of(index, each) for each in group_statements(ranked, top)])


def _answered(query: Query, confidence: float, evidence: list[Evidence], *, coverage: Coverage | None = None) -> Answer:
    """Return an answer with some evidence."""
    return Answer(
        question=query.question.typed,
        answered=True,
        confidence=confidence,
        reason=None,
        inherited=(),
        corrections=(),
        evidence=tuple(evidence),
        several=query.question.wants_several or coverage is not None,
        coverage=coverage,
    )


def _refused(index: IndexReader, query: Query, confidence: float, ranked: list[ScoredClaim], top: int) -> Answer:
    """Return an abstention with the reason and the closest matches."""
    from askcloud.answering.reasons import nearest_claims, why_unanswered  # only for a refusal

    statements = group_statements(nearest_claims(query, ranked), min(top, MAX_NEAREST))
    return replace(
        abstention(query.question.typed, why_unanswered(query, statements[0].claims[0] if statements else None)),
        confidence=confidence,
        evidence=tuple(evidence_of(index, statement, answers=False) for statement in statements),
        several=query.question.wants_several,
    )


def _check_length(question: Question) -> None:
    """Refuse a question that is empty or too long."""
    if not question.typed.strip():
        raise QuestionError(
            "The question is empty.", hint='Ask in plain words: askcloud "why does data gravity matter".'
        )
    if len(question.typed) > MAX_QUESTION:
        raise QuestionError(
            f"The question is longer than {MAX_QUESTION:,} characters.",
            hint=f"Shorten it to at most {MAX_QUESTION:,} characters.",
        )


def _completed(index: IndexReader, question: Question, context: Context) -> Question:
    """Return the full question that a follow-up stands for, with its operators; the question itself if it is one."""
    from askcloud.question.followup import completed_question  # 5 ms: most questions have no context

    quote = context.answer.evidence[0].quote if context.answer.answered else ""
    text = completed_question(question.text, context.text, quote=quote, lookup=partial(names_at, index))
    if not text or len(text) > MAX_QUESTION:  # a chain of follow-ups can grow
        return question
    return replace(
        parse_question(text),
        typed=question.typed,
        phrases=question.phrases,
        excluded=question.excluded,
        filters=question.filters,
    )


def _resolved(index: IndexReader, question: Question, *, exact: bool) -> Query:
    query = resolve(index, question, exact=exact)
    if not query.words and not question.words and question.excluded:
        raise QuestionError(
            "The question only excludes words, so there is nothing to look for.",
            hint="Add a word to search for: askcloud gpu -nvidia.",
        )
    if not query.words:
        raise QuestionError(
            "The question contains only common words.", hint="Name what it is about: a person, a thing, a topic."
        )
    return query


def _merged_filters(given: Filters | None, written: tuple[tuple[str, str], ...]) -> Filters | None:
    """Return the filters given, changed by those that are written in the questions."""
    if not written:
        return given
    from askcloud.index.filters import NO_FILTERS  # .3 ms: most questions search all notes

    return (given or NO_FILTERS).merged_with(written)


def _matching(index: IndexReader, filters: Filters | None) -> set[int] | None:
    if not filters:
        return None
    from askcloud.index.filters import matching_notes  # .3 ms: most questions search all notes

    return matching_notes(index, filters)
