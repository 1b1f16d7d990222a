"""Statements and lists -> evidence: the quotes of an answer, with their context and the following sentences."""

from __future__ import annotations

from askcloud.answering.answer import Evidence, QuotedClaim
from askcloud.media.citation import TRUST
from askcloud.search.scored import jaccard
from askcloud.text.analyzer import terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.lists import ItemList, ListItem
    from askcloud.search.scored import ScoredClaim
    from askcloud.search.statements import Statement

AS_GOOD = 0.9
"""Share of the best score that a copy with a more reliable time needs to be quoted in place of the best one.

A copy says much the same, but may leave out what was asked for: *he was a sixth child*, where *born in 1801* was.
"""

MAX_FOLLOWING = 3
"""Sentences that are shown of what follows a quote."""

MAX_FOLLOWING_LETTERS = 400
"""Letters of the sentences that follow a quote; the first one is shown whatever its length."""

MAX_ITEMS = 12
"""Items of a list that are shown."""

_REPEATS = 0.5  # similarity of terms from which a sentence repeats the quote before it


def evidence_of(index: IndexReader, statement: Statement, *, answers: bool = True) -> Evidence:
    """Quote the copy with the most reliable time among those that answer as well as the best, or nearly so.

    Args:
        index: The index that it comes from.
        statement: What to quote.
        answers: Whether it answers; only then what follows it may be the answer.
    """
    best = statement.claims[0]
    as_good = [scored for scored in statement.copies if scored.score >= AS_GOOD * best.score]
    chosen = min(as_good, key=lambda scored: (TRUST.index(scored.claim.time.trust), -scored.score))
    passage = chosen.passage
    previous = (passage.sentence_before(chosen.claim.position),) if chosen.claim.needs_previous else ()
    citation = index.citation(chosen.claim, chosen.note)
    others = {scored.note.path for scored in statement.copies} - {citation.note}
    return Evidence(
        quote=chosen.claim.text,
        context=" › ".join(filter(None, (*passage.context, *previous))),
        headings=passage.headings,
        citation=citation,
        score=best.score,
        parts=best.parts,
        also_in=tuple(sorted(others)),
        agreeing=tuple(index.citation(scored.claim, scored.note) for scored in statement.other_videos),
        span=chosen.claim.span,
        following=tuple(_following(index, chosen.claim, passage, chosen.note)) if answers else (),
    )


def evidence_of_list(index: IndexReader, found: ItemList, ranked: list[ScoredClaim]) -> Evidence:
    """Quote a list: its first items, and of these the one with the best score.

    Args:
        index: The index that it comes from.
        found: The list.
        ranked: The claims that match the question.
    """
    by_claim = {(scored.claim.passage, scored.claim.position): scored for scored in ranked}
    shown = found.items[:MAX_ITEMS]
    items = tuple(_quoted_item(index, item, found.note, by_claim) for item in shown)
    best = max(range(len(items)), key=lambda place: (items[place].score, -place))
    chosen = shown[best]
    scored = by_claim.get((chosen.claim.passage, chosen.claim.position))
    return Evidence(
        quote=items[best].quote,
        context=found.lead,
        headings=chosen.passage.headings,
        citation=items[best].citation,
        score=items[best].score,
        parts=scored.parts if scored else {},
        also_in=found.also_in,
        span=items[best].span,
        following=tuple(_following(index, chosen.claim, chosen.passage, found.note)),
        items=items,
        more_items=len(found.items) - len(items),
    )


def _quoted_item(
    index: IndexReader, item: ListItem, note: StoredNote, by_claim: Mapping[tuple[int, int], ScoredClaim]
) -> QuotedClaim:
    scored = by_claim.get((item.claim.passage, item.claim.position))
    return _quoted(index, item.claim, note, context=" › ".join(item.parents), score=scored.score if scored else 0.0)


def _quoted(
    index: IndexReader, claim: StoredClaim, note: StoredNote, *, context: str = "", score: float = 0.0
) -> QuotedClaim:
    return QuotedClaim(claim.text, context, index.citation(claim, note), score, claim.span)


def _following(
    index: IndexReader, claim: StoredClaim, passage: StoredPassage, note: StoredNote
) -> Iterator[QuotedClaim]:
    """Yield the claims after a claim in its section, up to another medium, that do not repeat it.

    A first item has its lead-in as context.

    Args:
        index: The index that it comes from.
        claim: The claim.
        passage: Its passage.
        note: Its note.
    """
    terms = frozenset(terms_of(claim.text))
    above, count, letters = passage.context, 0, 0
    for follower, context in _claims_after(index, claim, passage):
        if (follower.time.medium or note.source) != (claim.time.medium or note.source):
            return
        if jaccard(terms, frozenset(terms_of(follower.text))) >= _REPEATS:
            continue
        letters += len(follower.text)
        if count == MAX_FOLLOWING or (count and letters > MAX_FOLLOWING_LETTERS):
            return
        count += 1
        lead = "" if context[-1:] in ((), above[-1:], (claim.text,)) else context[-1]
        yield _quoted(index, follower, note, context=lead)
        above = context


def _claims_after(
    index: IndexReader, claim: StoredClaim, passage: StoredPassage
) -> Iterator[tuple[StoredClaim, tuple[str, ...]]]:
    """Yield the claims after a claim in the same section, each with the context of its passage."""
    yield from ((after, passage.context) for after in passage.claims[claim.position + 1 :])
    for next_passage in index.passages_after(passage.id, MAX_FOLLOWING):
        if next_passage.headings != passage.headings:
            return
        yield from ((after, next_passage.context) for after in next_passage.claims)
