"""Arguments for and against something: *pros and cons of remote work*.

Notes seldom say *pros*: a benefit is recognised by any word for an advantage, in the sentence or in the text above it.
"""

from __future__ import annotations

from itertools import chain

from askcloud.record import replace
from askcloud.search.comparisons import subject_of, under_sides
from askcloud.search.lists import find_lists
from askcloud.text.analyzer import terms_of, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.index.reader import IndexReader
    from askcloud.question.comparison import Side
    from askcloud.search.lists import ItemList
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim

_MIN_SUBJECT_SHARE = 0.8  # share of the idf of what is weighed that a claim or its context must say


def find_for_and_against(
    index: IndexReader, query: Query, ranked: Sequence[ScoredClaim], top: int
) -> list[tuple[str, ScoredClaim | ItemList]]:
    """Return (name of its side, claim or list) of the arguments for and against something; empty if there are none.

    Args:
        index: The index to search.
        query: The question, looked up; its sides have signs.
        ranked: The claims that match it, best first.
        top: How many pieces to return at most.
    """
    one, other = query.question.sides
    about = [scored for scored in ranked if _is_about_subject(query, scored)]
    both = [scored for scored in about if scored.terms & one.signs and scored.terms & other.signs]
    lists = [_lists(index, query, side, opposite, ranked) for side, opposite in ((one, other), (other, one))]
    listed = {item.passage.id for each in chain(*lists) for item in each.items}
    unlisted = [scored for scored in about if scored.claim.passage not in listed]
    said: list[Iterable[ScoredClaim | ItemList]] = [
        chain(lists[0], _claims_for(one, other, unlisted)),
        chain(lists[1], _claims_for(other, one, unlisted)),
    ]
    return under_sides(query, both[:1], said, top)


def _is_about_subject(query: Query, scored: ScoredClaim) -> bool:
    """Return whether a claim, with its context, contains most of the subject, by idf."""
    statistics, said = query.statistics, scored.terms | scored.context_terms
    weights = {term: statistics.claim_idf(term) for term in subject_of(query) if term in query.known}
    return sum(weights[term] for term in weights if term in said) >= _MIN_SUBJECT_SHARE * sum(weights.values())


def _lists(index: IndexReader, query: Query, side: Side, other: Side, ranked: Sequence[ScoredClaim]) -> list[ItemList]:
    """Return the list whose lead-in names one side, if there is one."""
    words = {word: term for word, term in query.words.items() if word not in words_of(other.name)}
    synonyms = {**query.synonyms, **{query.words[word]: side.signs for word in words_of(side.name) if word in words}}
    lists = find_lists(index, replace(query, words=words, synonyms=synonyms), ranked)
    return [each for each in lists if _supports(terms_of(each.lead), side, other)][:1]


def _claims_for(side: Side, other: Side, claims: Iterable[ScoredClaim]) -> Iterator[ScoredClaim]:
    """Yield the claims that support a side: by their words, otherwise by the nearest text above them."""
    for scored in claims:
        passage = scored.passage
        above = (frozenset(terms_of(text)) for text in (*passage.context[::-1], *passage.headings[::-1]))
        telling = (terms for terms in chain((scored.terms,), above) if terms & (side.signs | other.signs))
        if _supports(next(telling, ()), side, other):
            yield scored


def _supports(terms: Iterable[str], side: Side, other: Side) -> bool:
    said = frozenset(terms)
    return bool(said & side.signs) and not said & other.signs
