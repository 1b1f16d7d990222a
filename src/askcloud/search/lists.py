"""The lists that answer a question for several things: *what are the signs of weak positioning*.

A list is the items under one lead-in, or under one heading where there is no lead-in. Its lead-in decides whether it
answers, because single items seldom say of what they are the signs.
"""

from __future__ import annotations

from itertools import groupby

from askcloud.question.kind import counting_words, is_plural
from askcloud.record import Record, replace
from askcloud.search.scored import jaccard
from askcloud.text.analyzer import terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from askcloud.index.passages import PassageOutline, StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim

MAX_NOTES = 12
"""Notes, those of the best claims, whose lists are looked at."""

MAX_CLAIMS_READ = 10_000
"""Claims of them from which on no further note is read; twelve notes of two real vaults have at most 2,500."""

MAX_LISTS = 2
"""Maximum number of lists; after one or two lists, single claims are more useful."""

MIN_ITEMS = 2
"""Items of the shortest list."""

_MIN_LEAD_IN_SHARE = 0.5  # share of the question's idf that a lead-in must contain for its list to answer
_MIN_CONTEXT_SHARE = 0.8  # the same of the lead-in with the headings and the title
_GENERIC = 1  # terms of a lead-in that says too little by itself
_CONTEXT_WEIGHT = 0.5  # weight of headings and title, relative to the lead-in
_EXACT_LEAD_IN_BONUS = 0.2  # for a lead-in that contains only what is asked for
_BEST_ITEM_WEIGHT = 0.05  # weight of the score of the best item
_COUNT_BONUS = 0.5  # for a list with as many items as are asked for
_NEAR_BEST = 0.9  # share of the score of the best list that a second one needs
_SAME_ITEMS = 0.5  # similarity of terms, or of seconds, from which two lists of one video are the same


class ListItem(Record):
    """An item of a list."""

    passage: StoredPassage
    depth: int
    """How many items it belongs to: 0 for one of the list itself."""

    @property
    def claim(self) -> StoredClaim:
        """Its first sentence."""
        return self.passage.claims[0]

    @property
    def parents(self) -> tuple[str, ...]:
        """The items it belongs to, outermost first."""
        return self.passage.context[len(self.passage.context) - self.depth :]


class ItemList(Record):
    """A list in a note."""

    note: StoredNote
    leads: tuple[str, ...]
    """The texts above it, nearest first: lead-in, parent items, headings, title of the note; at least one."""
    items: tuple[ListItem, ...]
    """In order, at least `MIN_ITEMS`."""
    score: float = 0.0
    also_in: tuple[str, ...] = ()
    """Paths of other notes with the same list, in order."""

    @property
    def lead(self) -> str:
        """Its lead-in, else the heading above it, else the title of the note."""
        return self.leads[0]

    @property
    def length(self) -> int:
        """How many items it has, without those that belong to another."""
        parents = {item.parents[0] for item in self.items if item.depth}
        with_own_claims = {claim.text for item in self.items if not item.depth for claim in item.passage.claims}
        return sum(not item.depth for item in self.items) + len(parents - with_own_claims)

    @property
    def terms(self) -> frozenset[str]:
        """The terms of the first sentences of its items."""
        return frozenset(term for item in self.items for term in terms_of(item.claim.text))

    @property
    def medium(self) -> str:
        """The medium it was said in (see `media.medium`)."""
        return self.items[0].claim.time.medium or self.note.source


def find_lists(index: IndexReader, query: Query, ranked: Sequence[ScoredClaim]) -> list[ItemList]:
    """Return the lists that answer a question, best first, at most `MAX_LISTS`, no two of them the same.

    Args:
        index: The index to search.
        query: A question for several things.
        ranked: The claims that match it, best first: their notes are looked at.
    """
    if query.question.phrases or query.question.excluded:
        return []  # they decide which passages match, and a list is many of them
    notes = {scored.claim.note: scored.note for scored in ranked}
    scores = {(scored.claim.passage, scored.claim.position): scored.words_score for scored in ranked}
    asked = _Asked(query)
    found: list[ItemList] = []
    read = 0
    for note_id in list(notes)[:MAX_NOTES]:
        if read < MAX_CLAIMS_READ and asked.may_be_answered_by(notes[note_id], index.outline_of(note_id)):
            passages = index.passages_of(note_id)
            read += sum(len(passage.claims) for passage in passages)
            found += [each for each in lists_in(notes[note_id], passages) if asked.is_named_by(each.leads)]
    scored = [asked.scored(each, scores) for each in found]
    best = sorted(scored, key=lambda each: (-each.score, each.note.path, each.items[0].passage.id))
    return _distinct(each for each in best if each.score >= _NEAR_BEST * best[0].score)[:MAX_LISTS]


def lists_in(note: StoredNote, passages: Sequence[StoredPassage]) -> Iterator[ItemList]:
    """Yield the lists in a note, in order of their first items.

    Args:
        note: The note.
        passages: Its passages, in order.
    """
    for (is_item, headings), block in groupby(passages, key=lambda passage: (passage.is_item, passage.headings)):
        if is_item:
            yield from _lists_in_block(note, headings, list(block))


def _lists_in_block(note: StoredNote, headings: tuple[str, ...], block: list[StoredPassage]) -> Iterator[ItemList]:
    """Yield the lists among adjacent items with the same headings: one for each lead-in, and all under the heading.

    Where all items have one lead-in, the list under the heading is the one under the lead-in.
    """
    under: dict[tuple[str, ...], list[ListItem]] = {}
    for passage in block:
        for length in range(len(passage.context) + 1):
            item = ListItem(passage, len(passage.context) - length)
            under.setdefault(passage.context[:length], []).append(item)
    for above, items in under.items():
        is_all_below_one = any(len(under[longer]) == len(items) for longer in under if longer[:-1] == above != longer)
        if len(items) >= MIN_ITEMS and not is_all_below_one:
            yield ItemList(note, _leads(above, headings, note), tuple(items))


def _leads(above: tuple[str, ...], headings: tuple[str, ...], note: StoredNote) -> tuple[str, ...]:
    """Return the lead-in, the headings and the title above a list, nearest first."""
    return (*above[::-1], *headings[::-1], note.title)


class _Asked:
    """What a question asks for, to compare lists with."""

    def __init__(self, query: Query) -> None:
        statistics = query.statistics
        unseen = statistics.unseen_claim_idf
        self._count = query.question.wanted_count
        counting = counting_words(query.words) if self._count else ()
        self._weights = {
            term: statistics.claim_idf(term) if term in query.known else unseen
            for word, term in query.words.items()
            if word not in counting
        }
        self._synonyms = query.synonyms
        plural = next((query.words[word] for word in query.words if is_plural(word)), "")
        self._wanted = frozenset((plural, *query.synonyms.get(plural, ()))) if plural else frozenset()
        """The kind of items asked for, such as *signs*, with its synonyms."""
        self._terms_of: dict[str, frozenset[str]] = {}

    def may_be_answered_by(self, note: StoredNote, outline: Iterable[PassageOutline]) -> bool:
        """Return whether some items of a note are below a text that contains what is asked for."""
        above = {(each.context, each.headings) for each in outline if each.is_item}
        return any(
            self.is_named_by(_leads(context[:length], headings, note))
            for context, headings in above
            for length in range(len(context) + 1)
        )

    def is_named_by(self, leads: tuple[str, ...]) -> bool:
        """Return whether the lead-in of a list names what is asked for, and the headings name the rest.

        A lead-in that says too little by itself, *Properties:*, is read with the heading above it. One of these two
        must name the kind of items: not every list below a title with *benefits* is a list of benefits.
        """
        terms = [self._terms(lead) for lead in leads]
        announced = terms[0].union(*terms[1 : 1 + (len(terms[0]) <= _GENERIC)])
        if self._wanted and self._wanted.isdisjoint(announced):
            return False
        return (
            self._share_of(announced) >= _MIN_LEAD_IN_SHARE
            and self._share_of(frozenset().union(*terms)) >= _MIN_CONTEXT_SHARE
        )

    def scored(self, each: ItemList, scores: Mapping[tuple[int, int], float]) -> ItemList:
        """Return a list with its score: how much of the question its lead-in contains, and how little else.

        Args:
            each: The list.
            scores: The score by their words of the ranked claims, by passage and position.
        """
        lead = self._terms(each.lead)
        claims = (claim for item in each.items for claim in item.passage.claims)
        of_best = max((scores.get((claim.passage, claim.position), 0.0) for claim in claims), default=0.0)
        score = (
            self._share_of(lead)
            + _CONTEXT_WEIGHT * self._share_of(frozenset().union(*map(self._terms, each.leads)))
            + _EXACT_LEAD_IN_BONUS * len(lead & self._equivalents()) / (len(lead) or 1)
            + _BEST_ITEM_WEIGHT * of_best
            + _COUNT_BONUS * (each.length == self._count)
        )
        return replace(each, score=score)

    def _terms(self, text: str) -> frozenset[str]:
        """Return the terms of a heading or lead-in; many passages of a note share them."""
        if text not in self._terms_of:
            self._terms_of[text] = frozenset(terms_of(text))
        return self._terms_of[text]

    def _share_of(self, said: frozenset[str]) -> float:
        """Return the share of the question's idf in some terms, directly or as synonyms, 0 to 1."""
        total = sum(self._weights.values()) or 1.0
        synonyms = self._synonyms
        return (
            sum(
                idf
                for term, idf in self._weights.items()
                if term in said or (term in synonyms and not said.isdisjoint(synonyms[term]))
            )
            / total
        )

    def _equivalents(self) -> frozenset[str]:
        """Return the terms of the question and their synonyms."""
        return frozenset(self._weights).union(*self._synonyms.values())


def _distinct(lists: Iterable[ItemList]) -> list[ItemList]:
    """Return lists without repetitions of an earlier one about the same video, which names their notes instead."""
    distinct: list[ItemList] = []
    for each in lists:
        place = next((place for place, other in enumerate(distinct) if _is_same_list(each, other)), None)
        if place is None:
            distinct.append(each)
        elif each.note.path != distinct[place].note.path:
            same = distinct[place]
            paths = tuple(sorted({*same.also_in, each.note.path}))
            distinct[place] = replace(same, also_in=paths)
    return distinct


def _is_same_list(one: ItemList, other: ItemList) -> bool:
    if one.medium != other.medium:
        return False
    return max(jaccard(one.terms, other.terms), jaccard(_seconds(one), _seconds(other))) >= _SAME_ITEMS


def _seconds(each: ItemList) -> frozenset[int]:
    return frozenset(item.claim.time.seconds for item in each.items if item.claim.time.seconds is not None)
