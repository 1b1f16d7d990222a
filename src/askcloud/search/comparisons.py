"""The answer to a comparison: what says both sides first, then what is said of each side alone.

Read from above, it shows where the two differ, and then each of them as the notes describe it.
"""

from __future__ import annotations

from itertools import chain

from askcloud.question.comparison import COMPARING
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.lists import find_lists
from askcloud.search.query import resolve
from askcloud.search.scored import jaccard
from askcloud.search.topics import topic_claims
from askcloud.text.analyzer import terms_of, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from askcloud.index.reader import IndexReader
    from askcloud.question.comparison import Side
    from askcloud.search.lists import ItemList
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim

MAX_NOTES = 3
"""Notes of a side, the most central ones, that are looked at for what the notes say of it as a topic."""

_FEW_CLAIMS = 4  # claims of a side as a topic: two, and two more where these say both sides
_SAME = 0.4  # similarity from which two claims of one side say the same
_MOST_OF_SUBJECT = 0.6  # share of the idf of what is weighed that a claim or its context must say
_COMPARING = frozenset(terms_of(" ".join((*COMPARING, "different", "better", "worse", "best"))))
"""Terms that only say that things are compared."""


def find_comparison(
    index: IndexReader, query: Query, ranked: Sequence[ScoredClaim], notes: Collection[int] | None, top: int
) -> list[tuple[str, ScoredClaim | ItemList]]:
    """Return (name of its side, claim or list) of what answers a comparison; the name is empty for what says both.

    Nothing is returned where the notes say nothing of a side alone: the ranked claims answer then.

    Args:
        index: The index to search.
        query: The comparison, looked up.
        ranked: The claims that match it, best first.
        notes: Ids of the only notes to search; None for all.
        top: How many claims to return at most.
    """
    sides = query.question.sides
    signs = [_signs(query, side) for side in sides]
    both = [scored for scored in ranked if all(scored.terms & sign for sign in signs)]
    if names_respect(query):
        both = list(ranked[:1])  # what says the respect in which they are compared answers, be it of one side
    if _is_for_and_against(query):
        both = [scored for scored in both if _is_about_subject(query, scored)]
        said = [_for_or_against(index, query, place, ranked) for place in range(2)]
    else:
        said = [_said_of(index, query, place, ranked, notes) for place in range(2)]
    found: list[tuple[str, ScoredClaim | ItemList]] = [("", scored) for scored in both[:1]]
    of_each = max(1, (top - len(found)) // 2)
    for side, about in zip(sides, said, strict=True):
        found += [(_shown_name(query, side), each) for each in _distinct(about, of_each)]
    return found[:top] if len(found) > len(both[:1]) else []


def names_respect(query: Query) -> bool:
    """Return whether a comparison names the respect in which things are compared: *bigger*, *for small teams*."""
    return not _is_for_and_against(query) and bool(_subject(query))


def _is_for_and_against(query: Query) -> bool:
    """Return whether the sides are what speaks for something and what against it."""
    return any(side.signs for side in query.question.sides)


def _signs(query: Query, side: Side) -> frozenset[str]:
    """Return the terms of which one is enough to say a side: the rarest of its name, unless it has signs of its own."""
    frequencies = query.statistics.frequencies
    claims = {term: frequencies[term].claims if term in frequencies else 0 for term in side.terms}
    return side.signs or frozenset((min(claims, key=lambda term: (claims[term], term)),))


def _subject(query: Query) -> frozenset[str]:
    """Return the terms of a comparison that say in which respect, or of what, things are compared."""
    sides = query.question.sides
    named = {query.words.get(word) for side in sides for word in words_of(side.name)}
    return frozenset(query.words.values()) - named - _COMPARING


def _is_about_subject(query: Query, scored: ScoredClaim) -> bool:
    """Return whether a claim, with its context, says most of what a comparison is about, by idf."""
    statistics, said = query.statistics, scored.terms | scored.context_terms
    weights = {term: statistics.claim_idf(term) for term in _subject(query) if term in query.known}
    return sum(weights[term] for term in weights if term in said) >= _MOST_OF_SUBJECT * sum(weights.values())


def _said_of(
    index: IndexReader,
    query: Query,
    place: int,
    ranked: Sequence[ScoredClaim],
    notes: Collection[int] | None,
) -> Iterator[ScoredClaim]:
    """Yield what is said of one side alone.

    First what is asked of it; then, where it is a name, what the notes say of it as a topic. Another word, *mission*,
    may mean something else in other notes: there it is what stands beside the other side.

    Args:
        index: The index to search.
        query: The comparison.
        place: 0 or 1: which of its sides it is.
        ranked: The claims that match the comparison, best first.
        notes: Ids of the only notes to search; None for all.
    """
    side, other = query.question.sides[place], query.question.sides[1 - place]
    own, opposite = _signs(query, side), _signs(query, other)
    subject = _subject(query)
    alone = [scored for scored in ranked if scored.terms & own and not scored.terms & opposite]
    yield from (scored for scored in alone if scored.terms & subject)
    if side.name in {span.name.form.casefold() for span in query.known_names}:
        as_topic = topic_claims(index, resolve(index, parse_question(side.name)), notes, _FEW_CLAIMS, MAX_NOTES)
        yield from (scored for scored in as_topic if not scored.terms & opposite)
    yield from (scored for scored in alone if scored.context_terms & opposite)
    yield from alone


def _for_or_against(
    index: IndexReader, query: Query, place: int, ranked: Sequence[ScoredClaim]
) -> Iterator[ScoredClaim | ItemList]:
    """Yield what speaks for something, or against it: lists of that, then claims that say so or stand below it.

    Args:
        index: The index to search.
        query: The comparison.
        place: 0 or 1: which of its sides it is.
        ranked: The claims that match the comparison, best first.
    """
    side, other = query.question.sides[place], query.question.sides[1 - place]
    words = {word: term for word, term in query.words.items() if word not in words_of(other.name)}
    synonyms = {**query.synonyms, **{query.words[word]: side.signs for word in words_of(side.name) if word in words}}
    lists = find_lists(index, replace(query, words=words, synonyms=synonyms), ranked)
    listed = set()
    for each in lists:
        terms = frozenset(terms_of(each.lead))
        if terms & side.signs and not terms & other.signs:
            listed = {item.passage.id for item in each.items}
            yield each
            break
    for scored in ranked:
        is_new = scored.claim.passage not in listed
        if is_new and _stands_for(scored, side, other) and _is_about_subject(query, scored):
            yield scored


def _stands_for(scored: ScoredClaim, side: Side, other: Side) -> bool:
    """Return whether a claim speaks for a side: by its words, else by the nearest of what stands above it."""
    passage = scored.passage
    above = (frozenset(terms_of(text)) for text in (*passage.context[::-1], *passage.headings[::-1]))
    for terms in chain((scored.terms,), above):
        if terms & (side.signs | other.signs):
            return bool(terms & side.signs) and not terms & other.signs
    return False


def _distinct(found: Iterable[ScoredClaim | ItemList], most: int) -> list[ScoredClaim | ItemList]:
    """Return the first of what was found of which no two say the same, at most so many."""
    distinct: list[ScoredClaim | ItemList] = []
    said: list[frozenset[str]] = []
    for each in found:
        if len(distinct) == most:
            break
        if all(jaccard(each.terms, other) < _SAME for other in said):
            distinct.append(each)
            said.append(each.terms)
    return distinct


def _shown_name(query: Query, side: Side) -> str:
    """Return the name of a side as the notes spell it, if they know it, else as it was typed."""
    forms = {span.name.form.casefold(): span.name.form for span in query.known_names}
    return forms.get(side.name, side.name)
