"""Statements and lists -> evidence: what is quoted for an answer, with what stands around it."""

from __future__ import annotations

from itertools import chain

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

MAX_FOLLOWING = 3
"""Sentences that are shown of what follows a quote."""

MAX_FOLLOWING_LETTERS = 400
"""Letters of what follows a quote; the first sentence is shown whatever its length."""

MAX_ITEMS = 12
"""Items of a list that are shown."""

_REPEATS = 0.5  # similarity of terms from which a sentence repeats the quote before it


def evidence_of(index: IndexReader, statement: Statement) -> Evidence:
    """Quote the copy with the most reliable time, and of equally reliable ones the one with the best score."""
    best = statement.claims[0]
    chosen = min(statement.copies, key=lambda scored: (TRUST.index(scored.claim.time.trust), -scored.score))
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
        following=tuple(
            _quoted(index, claim, chosen.note) for claim in _following(index, passage, chosen.claim, chosen.terms)
        ),
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
    terms = frozenset(terms_of(chosen.claim.text))
    return Evidence(
        quote=items[best].quote,
        context=found.lead,
        headings=chosen.passage.headings,
        citation=items[best].citation,
        score=items[best].score,
        parts=scored.parts if scored else {},
        also_in=found.also_in,
        span=items[best].span,
        following=tuple(
            _quoted(index, claim, found.note) for claim in _following(index, chosen.passage, chosen.claim, terms)
        ),
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
    index: IndexReader, passage: StoredPassage, claim: StoredClaim, terms: frozenset[str]
) -> Iterator[StoredClaim]:
    """Yield what follows a claim in its section, without what repeats it.

    Args:
        index: The index that it comes from.
        passage: Its passage.
        claim: The claim.
        terms: Its terms.
    """
    count = letters = 0
    for follower in chain(passage.claims[claim.position + 1 :], _claims_after(index, passage)):
        if jaccard(terms, frozenset(terms_of(follower.text))) >= _REPEATS:
            continue
        letters += len(follower.text)
        if count == MAX_FOLLOWING or (count and letters > MAX_FOLLOWING_LETTERS):
            return
        count += 1
        yield follower


def _claims_after(index: IndexReader, passage: StoredPassage) -> Iterator[StoredClaim]:
    """Yield the claims of the next passages in the same section."""
    for after in index.passages_after(passage.id, MAX_FOLLOWING):
        if after.headings != passage.headings:
            return
        yield from after.claims
