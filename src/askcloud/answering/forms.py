"""Answers in a special form: to a topic, to a question for a list, and to a comparison.

Only a question that may ask for such an answer loads this module.
"""

from __future__ import annotations

from askcloud.answering.answer import Coverage
from askcloud.answering.evidence import evidence_of, evidence_of_list
from askcloud.record import Record, replace
from askcloud.search.scored import ScoredClaim
from askcloud.search.statements import Statement, group_statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from askcloud.answering.answer import Evidence
    from askcloud.index.reader import IndexReader
    from askcloud.search.lists import ItemList
    from askcloud.search.query import Query

CONFIDENCE_INTRODUCED, CONFIDENCE_NOT_INTRODUCED = 0.6, 0.3
"""The confidence of an answer to a topic whose first claim introduces it, or does not."""

CONFIDENCE_OF_LIST = 0.6
"""The least confidence of an answer that begins with a list which is announced by the words of the question."""

CONFIDENCE_COMPARED, CONFIDENCE_BOTH_SHOWN = 0.3, 0.1
"""The minimum confidence of an answer that shows both sides of a comparison without an aspect: if a claim or list is
about both sides, and if not."""

MIN_TOPIC_CLAIMS = 3
"""Claims about a topic; with fewer, those that match best are shown."""

_MAIN_SHARE = 0.25  # share of the notes on a topic from which the video that most of them are about is named


class Form(Record):
    """An answer in a special form, with its confidence."""

    evidence: list[Evidence]
    """Best first, at least one."""
    confidence: float
    """The least confidence of the answer, 0 to 1."""
    coverage: Coverage | None = None


def form_without_ranking(index: IndexReader, query: Query, notes: Collection[int] | None, top: int) -> Form | None:
    """Return the answer to a name or a single word; None for another question, or if the notes say too little."""
    if not query.names_topic:
        return None
    from askcloud.search.topics import topic_claims  # 1 ms each: a question has one form

    claims = topic_claims(index, query, notes, max(top, MIN_TOPIC_CLAIMS))
    return _topic(index, query, claims, notes, top)


def form_of(
    index: IndexReader, query: Query, ranked: list[ScoredClaim], notes: Collection[int] | None, top: int
) -> Form | None:
    """Return the answer to a question in the form that it asks for; None if single claims answer it.

    Args:
        index: The index to search.
        query: The question, looked up.
        ranked: The claims that match it, best first, at least one.
        notes: Ids of the only notes to search; None for all.
        top: How many pieces of evidence to return at most.
    """
    question = query.question
    if question.phrases or question.excluded:
        return None  # they decide which passages match, and a form reads others
    if question.sides:
        return _comparison(index, query, ranked, notes, top)
    if question.wants_list:
        return _list(index, query, ranked, top)
    if not query.may_name_topic:
        return None
    from askcloud.search.topics import is_phrase, topic_among

    if is_phrase(query, ranked):
        claims = topic_among(query, ranked, max(top, MIN_TOPIC_CLAIMS))
        return _topic(index, query, claims, notes, top)
    return None


def _topic(
    index: IndexReader, query: Query, claims: list[ScoredClaim], notes: Collection[int] | None, top: int
) -> Form | None:
    """Return the answer to a topic: likely if the first claim introduces it, otherwise possible."""
    if len(claims) < MIN_TOPIC_CLAIMS:
        return None
    from askcloud.search.topics import INTRODUCES, media_of_topic

    media = media_of_topic(index, query, notes)
    mentions = sum(media.values())
    media.pop("", None)  # notes that name no video
    main, of_main = next(iter(media.items()), ("", 0))
    stands_out = len(media) > 1 and of_main >= _MAIN_SHARE * mentions
    title = (index.video_title(main) or "") if stands_out else ""
    confidence = CONFIDENCE_INTRODUCED if claims[0].parts["definition"] >= INTRODUCES else CONFIDENCE_NOT_INTRODUCED
    evidence = [evidence_of(index, Statement((claim,))) for claim in claims[:top]]
    return Form(evidence, confidence, Coverage(mentions, len(media), title, of_main))


def _list(index: IndexReader, query: Query, ranked: list[ScoredClaim], top: int) -> Form | None:
    """Return the lists that a question asks for, then other claims."""
    from askcloud.search.lists import find_lists

    lists = find_lists(index, query, ranked)[:top]
    if not lists:
        return None
    listed = {item.passage.id for each in lists for item in each.items}
    others = [scored for scored in ranked if scored.claim.passage not in listed]
    statements = group_statements(others, top - len(lists))
    return Form(
        [
            *(evidence_of_list(index, each, ranked) for each in lists),
            *(evidence_of(index, statement) for statement in statements),
        ],
        CONFIDENCE_OF_LIST,
    )


def _comparison(
    index: IndexReader, query: Query, ranked: list[ScoredClaim], notes: Collection[int] | None, top: int
) -> Form | None:
    """Return the answer to a comparison, or to a question for pros and cons."""
    from askcloud.search.comparisons import find_comparison, names_respect
    from askcloud.search.for_and_against import find_for_and_against

    weighs = any(side.signs for side in query.question.sides)
    found: Sequence[tuple[str, ScoredClaim | ItemList]] = (
        find_for_and_against(index, query, ranked, top) if weighs else find_comparison(index, query, ranked, notes, top)
    )
    if not found:
        return None
    evidence = [
        replace(
            evidence_of(index, Statement((each,)))
            if isinstance(each, ScoredClaim)
            else evidence_of_list(index, each, ranked),
            side=side,
        )
        for side, each in found
    ]
    shows_both = len({side for side, _ in found if side}) == len(query.question.sides)
    if weighs and any(each.items for each in evidence):
        return Form(evidence, CONFIDENCE_COMPARED)
    if not shows_both or (names_respect(query) and not weighs):
        return Form(evidence, 0.0)
    return Form(evidence, CONFIDENCE_COMPARED if not evidence[0].side else CONFIDENCE_BOTH_SHOWN)
