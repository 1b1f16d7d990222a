"""Question -> Answer: which claims to quote, or that the notes do not say it, and why."""

from __future__ import annotations

from functools import partial

from askcloud.answering.answer import Answer, Correction, Coverage, Understanding, abstention
from askcloud.answering.evidence import evidence_of, evidence_of_list
from askcloud.errors import QuestionError, UsageError
from askcloud.index.lexicon import names_at
from askcloud.question.kind import naming_words_in
from askcloud.question.parse import MAX_QUESTION, parse_question
from askcloud.record import Record, replace
from askcloud.search.confidence import ANSWER_THRESHOLD, answer_probability
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.scored import ScoredClaim
from askcloud.search.statements import Statement, group_statements, statement_of
from askcloud.search.topics import is_name, is_phrase, media_of_topic, topic_among, topic_claims

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from askcloud.answering.answer import Evidence
    from askcloud.index.filters import Filters
    from askcloud.index.reader import IndexReader
    from askcloud.question.parse import Question
    from askcloud.search.query import Query

TOP = 5
"""Results of an answer, unless another number is asked for."""

MAX_NEAREST = 2
"""Closest matches of a refusal: more of what is no answer helps nobody."""

INTRODUCED, NOT_INTRODUCED = 0.6, 0.3
"""The confidence of an answer to a topic whose first claim says what it is, or does not."""

_FEWEST_OF_TOPIC = 3  # claims about a topic; with fewer, those that match best are shown


class Context(Record):
    """The question before a follow-up, and its answer."""

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
        after: The question before, to which this one may be a follow-up; it is asked once.

    Raises:
        QuestionError: The question is empty, too long, or contains only words that every text contains.
        UsageError: The filters name a channel, tag or video that does not exist, or an invalid date.
    """
    context = context_of(index, after, filters=filters) if after else None
    return answer(index, parse_question(question), top=top, filters=filters, exact=exact, context=context)


def context_of(index: IndexReader, typed: str, *, filters: Filters | None = None) -> Context:
    """Ask the question before a follow-up.

    Args:
        index: The index to search.
        typed: That question. What is wrong with it is ignored: it was reported when it was asked.
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
        context: The question before and its answer, to which this one may be a follow-up.

    Raises:
        QuestionError: As `ask`.
        UsageError: As `ask`.
    """
    _check_length(question)
    searched = _completed(index, question, context) if context else question
    follows = searched is not question
    written = context.question.filters if context and follows else ()
    filters = _merged_filters(filters, (*written, *question.filters))
    query = _resolved(index, searched, exact=exact)
    found = _found(index, query, filters, top)
    corrections = tuple(Correction(typed, word) for typed, word in query.corrections.items())
    found = replace(found, question=question.typed, corrections=corrections, understanding=_understanding(query))
    if not follows:
        return found
    own = set(question.words)
    return replace(found, understood=searched.text, inherited=tuple(w for w in searched.searched if w not in own))


def _understanding(query: Query) -> Understanding:
    """Return what a question was taken to ask."""
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
    """Return the answer to a question that was looked up: what is said of a topic, else what answers best."""
    notes = _matching(index, filters)
    if is_name(query):
        claims = topic_claims(index, query, notes, top)
        if len(claims) >= _FEWEST_OF_TOPIC:
            return _topic_answer(index, query, [Statement((claim,)) for claim in claims], notes)
    ranked = rank(index, query, notes)
    if not ranked:
        from askcloud.answering.reasons import why_no_match  # only where nothing matches

        return abstention(query.question.typed, why_no_match(query, filters))
    if is_phrase(query, ranked):
        claims = topic_among(query, ranked, top)
        if len(claims) >= _FEWEST_OF_TOPIC:
            return _topic_answer(index, query, [statement_of(claim, ranked) for claim in claims], notes)
    return _answered(index, query, ranked, notes, top)


def _topic_answer(
    index: IndexReader, query: Query, statements: list[Statement], notes: Collection[int] | None
) -> Answer:
    """Return what the notes say about a topic: likely where the first claim introduces it, else possible."""
    media = media_of_topic(index, query, notes)
    main = next(iter(media))
    return Answer(
        question=query.question.typed,
        answered=True,
        confidence=INTRODUCED if statements[0].claims[0].parts["definition"] else NOT_INTRODUCED,
        reason=None,
        inherited=(),
        corrections=(),
        evidence=tuple(evidence_of(index, statement) for statement in statements),
        several=True,
        coverage=Coverage(
            notes=sum(media.values()),
            media=len(media),
            main=(index.video_title(main) or "") if len(media) > 1 else "",
            main_notes=media[main],
        ),
    )


def _answered(
    index: IndexReader, query: Query, ranked: list[ScoredClaim], notes: Collection[int] | None, top: int
) -> Answer:
    """Return the answer that ranked claims give, or that they do not answer, with the closest matches and why."""
    question = query.question
    confidence = answer_probability(query, ranked)
    reason = None
    if confidence < ANSWER_THRESHOLD:
        from askcloud.answering.reasons import nearest_claims, why_unanswered  # only for a refusal

        statements = group_statements(nearest_claims(query, ranked), min(top, MAX_NEAREST))
        reason = why_unanswered(query, statements[0].claims[0] if statements else None)
        evidence = [evidence_of(index, statement) for statement in statements]
    elif question.sides:
        evidence = _comparison(index, query, ranked, notes, top)
    elif question.wants_list:
        evidence = _lists(index, query, ranked, top)
    else:
        evidence = [evidence_of(index, statement) for statement in group_statements(ranked, top)]
    return Answer(
        question=question.typed,
        answered=reason is None,
        confidence=confidence,
        reason=reason,
        inherited=(),
        corrections=(),
        evidence=tuple(evidence),
        several=question.wants_several,
    )


def _lists(index: IndexReader, query: Query, ranked: list[ScoredClaim], top: int) -> list[Evidence]:
    """Return the lists that a question asks for, then what other claims say."""
    from askcloud.search.lists import find_lists  # only for such a question

    lists = find_lists(index, query, ranked)[:top]
    listed = {item.passage.id for each in lists for item in each.items}
    others = [scored for scored in ranked if scored.claim.passage not in listed]
    return [
        *(evidence_of_list(index, each, ranked) for each in lists),
        *(evidence_of(index, statement) for statement in group_statements(others, top)[: top - len(lists)]),
    ]


def _comparison(
    index: IndexReader, query: Query, ranked: list[ScoredClaim], notes: Collection[int] | None, top: int
) -> list[Evidence]:
    """Return what says both sides of a comparison, then what is said of each."""
    from askcloud.search.comparisons import find_comparison  # only for such a question

    return [
        replace(
            evidence_of(index, statement_of(each, ranked))
            if isinstance(each, ScoredClaim)
            else evidence_of_list(index, each, ranked),
            side=side,
        )
        for side, each in find_comparison(index, query, ranked, notes, top)
    ]


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
