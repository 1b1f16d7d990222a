"""The answer to a comparison: claims about both sides first, then claims about each side alone.

It first shows how the two differ, and then how the notes describe each of them. Besides the claims that match the
words, the notes that mention both sides are read, because a sentence about one side there is meant as a comparison.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from askcloud.index.lexicon import PERSON
from askcloud.index.schema import PASSAGE_BITS
from askcloud.question.base_form import base_form
from askcloud.question.comparison import COMPARING
from askcloud.question.parse import parse_question
from askcloud.record import Record
from askcloud.search.answer_evidence import contrast
from askcloud.search.introduction import introduction
from askcloud.search.maxscore import ids_in_all
from askcloud.search.query import resolve
from askcloud.search.scored import ScoredClaim, jaccard
from askcloud.search.topics import SaidName, form_of_claim, topic_claims
from askcloud.text.analyzer import fold, term_of, terms_in, terms_of, words_of
from askcloud.text.cues import CueTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import TypeVar

    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.question.comparison import Side
    from askcloud.search.lists import ItemList
    from askcloud.search.query import Query

    Found = TypeVar("Found", bound=ScoredClaim | ItemList)

MAX_NOTES = 6
"""Notes that speak of both sides, those that do so most, that are read."""

_MAX_PASSAGES = 60  # passages of these notes, those that say a side, that are read
_TOPIC_NOTES = 3  # notes of a side, the most central ones, that are read for an introduction of it
_FEW_CLAIMS = 4  # claims of a side as a topic: the introduction, and others where that says both sides
_OPENING = 40  # letters of a claim in which its subject is named
_MANY = 2  # commas of a claim above which it counts things up
_SAME = 0.4  # similarity from which two claims of one side say the same
_CONTRAST, _RESPECT, _TITLED, _OPENS, _ABOVE, _INTRODUCES = 1.2, 1.5, 0.6, 0.6, 0.5, 0.6
_RANKED = 0.15  # for each point of the score of a ranked claim
_SETS_OUT, _EXAMPLE, _DANGLES, _EMPTY = 0.4, -0.8, -1.0, -0.8
_OPENING_CONTRAST = frozenset("unlike while whereas compared although".split())
_ONLY_COMPARES = frozenset("debate debated discussed discussion confused often compare comparing comparison".split())
_EXAMPLES = frozenset("like such including example examples etc".split())
_SURPASSES = CueTable(
    """
    surpass, surpassed, surpasses, exceed, exceeds, exceeded, outperform, outperforms, outperformed, outpaced,
    overtook, overtaken, beats, dwarfs, twice, times, ahead of, behind, larger than, smaller than, bigger than,
    cheaper than, faster than, better than, worse than, distinguishes, distinguished, as opposed to, advantage over,
    rival, competitor, competitors, alternative to, in contrast, opposite
    """
)
_COMPARING = frozenset(terms_of(" ".join((*COMPARING, "different", "better", "worse", "best"))))
"""Terms that only express that things are compared."""


class _Claim(Record):
    """A claim that names one side of a comparison, or both."""

    claim: StoredClaim
    passage: StoredPassage
    note: StoredNote
    score: float
    """Its score, if it was ranked; else 0."""
    says: tuple[bool, bool]
    """Whether it names each of the sides."""
    worth: float
    """How much it helps to compare."""

    @property
    def scored(self) -> ScoredClaim:
        """The claim as it is shown, with its terms; most claims are not, and finding terms takes longest."""
        terms = frozenset(terms_of(self.claim.text))
        return ScoredClaim(self.claim, self.passage, self.note, terms, self.score, {}, "", frozenset())


def find_comparison(
    index: IndexReader, query: Query, ranked: Sequence[ScoredClaim], notes: Collection[int] | None, top: int
) -> list[tuple[str, ScoredClaim]]:
    """Return (name of its side, claim) of the claims that answer a comparison; the name is empty for both sides.

    Nothing is returned where the notes say nothing of a side alone: the ranked claims answer then.

    Args:
        index: The index to search.
        query: The comparison of two things, looked up.
        ranked: The claims that match it, best first.
        notes: Ids of the only notes to search; None for all.
        top: How many claims to return at most.
    """
    claims = _Sides(index, query, notes).claims(ranked)
    said = [_said_of(index, query, place, claims, notes) for place in (0, 1)]
    return under_sides(query, _lead(query, ranked, claims), said, top)


def under_sides(
    query: Query, lead: Sequence[Found], said: Sequence[Iterable[Found]], top: int
) -> list[tuple[str, Found]]:
    """Return (name of its side, claim or list) of what was found, as many for each side; no two say the same.

    Args:
        query: The comparison, looked up.
        lead: What says both sides, at most one.
        said: What is said of each side, best first.
        top: How much to return at most.

    Returns:
        The lead with an empty name, then what is said of each side; empty if that is nothing.
    """
    found = [("", each) for each in lead]
    shown = [each.terms for each in lead]
    of_each = max(1, (top - len(lead)) // 2)
    for side, about in zip(query.question.sides, said, strict=True):
        distinct = _distinct(about, of_each, shown)
        found += [(_shown_name(query, side), each) for each in distinct]
        shown += [each.terms for each in distinct]
    return found[:top] if len(found) > len(lead) else []


def names_respect(query: Query) -> bool:
    """Return whether a comparison names an aspect to compare by: *for small teams*, but not *bigger*."""
    return bool(subject_of(query))


def subject_of(query: Query) -> frozenset[str]:
    """Return the terms of a comparison that say in which respect, or of what, things are compared.

    A comparative is none: *bigger* asks which of both surpasses the other, in whatever words.
    """
    sides = query.question.sides
    named = {query.words.get(word) for side in sides for word in words_of(side.name)}
    comparatives = {term for word, term in query.words.items() if base_form(word)}
    return frozenset(query.words.values()) - named - comparatives - _COMPARING


def _shown_name(query: Query, side: Side) -> str:
    """Return the name of a side as the notes spell it, if they know it, else as it was typed."""
    forms = {span.name.form.casefold(): span.name.form for span in query.known_names}
    return forms.get(side.name, side.name)


def _distinct(found: Iterable[Found], most: int, shown: Sequence[frozenset[str]]) -> list[Found]:
    """Return the first of what was found that say neither the same as each other nor as what is shown already."""
    distinct: list[Found] = []
    for each in found:
        if len(distinct) == most:
            break
        if all(jaccard(each.terms, other) < _SAME for other in (*shown, *(one.terms for one in distinct))):
            distinct.append(each)
    return distinct


class _Sides:
    """Finds the claims that name a side of a comparison, by its words as they are written."""

    def __init__(self, index: IndexReader, query: Query, notes: Collection[int] | None) -> None:
        self._index = index
        self._notes = notes
        self._query = query
        self._respect = subject_of(query)
        self._said_in = cache(self._sides_in)  # many claims have one title, and many of these one heading
        self._asks_which = any(base_form(word) for word in query.words)
        """Whether it asks which of both is bigger, better, cheaper; then a claim that one surpasses the other
        answers."""
        known = {" ".join(words_of(span.name.form)): span.name for span in query.known_names}
        names = [words_of(side.name) for side in query.question.sides]
        persons = [side.name in known and known[side.name].kind == PERSON for side in query.question.sides]
        names = [name[-1:] if is_person else name for name, is_person in zip(names, persons, strict=True)]
        self._terms = [[term_of(word) for word in name] for name in names]
        self._names = [
            SaidName(name, plural=side.name not in known)
            for name, side in zip(names, query.question.sides, strict=True)
        ]

    def claims(self, ranked: Iterable[ScoredClaim]) -> list[_Claim]:
        """Return the claims that name a side, the most useful ones for the comparison first."""
        found = [self._claim(scored.claim, scored.passage, scored.note, scored.score) for scored in ranked]
        seen = {(scored.claim.passage, scored.claim.position) for scored in ranked}
        found += [
            self._claim(claim, passage, note)
            for passage, note in self._read()
            for claim in passage.claims
            if (claim.passage, claim.position) not in seen
        ]
        return sorted(filter(None, found), key=lambda each: (-each.worth, each.note.path, each.claim.span))

    def _read(self) -> Iterator[tuple[StoredPassage, StoredNote]]:
        """Yield the passages that name a side in the notes that mention both, each with its note."""
        of_side = [self._passages_with(terms) for terms in self._terms]
        by_side = [Counter(passage >> PASSAGE_BITS for passage in passages) for passages in of_side]
        both = by_side[0] & by_side[1]
        order = self._index.note_order(both)
        best = set(sorted(both, key=lambda note: (-both[note], order(note)))[:MAX_NOTES])

        def place(passage: int) -> tuple[bool, int, int]:
            note = passage >> PASSAGE_BITS
            return note not in best, order(note), passage

        says_both = sorted(of_side[0] & of_side[1], key=place)
        says_one = sorted((each for each in of_side[0] ^ of_side[1] if each >> PASSAGE_BITS in best), key=place)
        wanted = [*says_both[:_MAX_PASSAGES], *says_one[:_MAX_PASSAGES]]
        stored = self._index.notes_by_id(passage >> PASSAGE_BITS for passage in wanted)
        for passage in self._index.passages(wanted).values():
            yield passage, stored[passage.id >> PASSAGE_BITS]

    def _passages_with(self, terms: Iterable[str]) -> set[int]:
        entries = [self._query.known.get(term) for term in terms]
        passages = ids_in_all(entry.passages.ids for entry in entries if entry) if all(entries) else set()
        return passages if self._notes is None else {each for each in passages if each >> PASSAGE_BITS in self._notes}

    def _claim(self, claim: StoredClaim, passage: StoredPassage, note: StoredNote, score: float = 0.0) -> _Claim | None:
        """Return a claim with the sides that it names; None if it names neither.

        Args:
            claim: The claim.
            passage: Its passage.
            note: Its note.
            score: Its score, if it was ranked.
        """
        if claim.is_fragment:
            return None
        one, other = self._places_in(fold(claim.text))
        says = one >= 0, other >= 0
        if not any(says):
            return None
        words = words_of(claim.text)
        worth = (
            _CONTRAST * sets_apart(words)
            + _RESPECT * (bool(self._respect) and not self._respect.isdisjoint(terms_in(words)))
            + _RESPECT * (self._asks_which and _SURPASSES.count_in(words, 1))
            + _TITLED * all(self._said_in(note.title))
            + _OPENS * (0 <= one < _OPENING or 0 <= other < _OPENING)
            + _RANKED * score
            + form_of_claim(claim, passage, words)
        )
        if all(says):
            return _Claim(claim, passage, note, score, says, worth + _of_both(claim, words))
        own = says.index(True)
        named_above = self._said_in("\n".join((*passage.headings[-1:], *passage.context[-1:])))
        stands_below = named_above[own] and not named_above[1 - own]
        introduces = introduction(words, claim.text, self._terms[own])
        return _Claim(claim, passage, note, score, says, worth + _INTRODUCES * introduces + _ABOVE * stands_below)

    def _sides_in(self, text: str) -> list[bool]:
        """Return for each side whether a title, or the text above a claim, names it."""
        return [place >= 0 for place in self._places_in(fold(text))]

    def _places_in(self, text: str) -> list[int]:
        """Return for each side the offset at which a folded text first names it; -1 if it does not."""
        return [name.place_in(text) for name in self._names]


def _of_both(claim: StoredClaim, words: Sequence[str]) -> float:
    """Return the additional score of a claim that names both sides.

    It should be understandable alone and say how they differ, not only that they are compared or are two of many.
    """
    is_one_of_many = not _EXAMPLES.isdisjoint(words) or claim.text.count(",") > _MANY
    return (
        _SETS_OUT * (not _OPENING_CONTRAST.isdisjoint(words[:1]))
        + _EXAMPLE * is_one_of_many
        + _DANGLES * claim.needs_previous
        + _EMPTY * (not _ONLY_COMPARES.isdisjoint(words))
    )


def sets_apart(words: Sequence[str]) -> float:
    """Return how far a claim contrasts things or says that one surpasses the other, 0 to 1."""
    return max(contrast(words), 0.5 * _SURPASSES.count_in(words, 2))


def _lead(query: Query, ranked: Sequence[ScoredClaim], claims: Sequence[_Claim]) -> list[ScoredClaim]:
    """Return the claim to show first, if there is one.

    If the question names an aspect, it is the claim that contains most of the question, even about one side only.
    Otherwise it is the claim that contrasts both sides.
    """
    if names_respect(query):
        return list(ranked[:1])
    both = [each for each in claims if all(each.says)]
    against = (each for each in both if sets_apart(words_of(each.claim.text)))
    return [each.scored for each in (next(against, None), *both[:1]) if each][:1]


def _said_of(
    index: IndexReader, query: Query, place: int, claims: Sequence[_Claim], notes: Collection[int] | None
) -> Iterator[ScoredClaim]:
    """Yield claims about one side alone: those of the notes that mention both, then introductions of a name.

    Args:
        index: The index to search.
        query: The comparison.
        place: 0 or 1: which of its sides it is.
        claims: The claims that say a side, best first.
        notes: Ids of the only notes to search; None for all.
    """
    side, other = query.question.sides[place], query.question.sides[1 - place]
    alone = (each for each in claims if each.says[place] and not each.says[1 - place])
    yield from (each.scored for each in alone if each.worth >= _OPENS)
    if side.name in {span.name.form.casefold() for span in query.known_names}:
        about = topic_claims(index, resolve(index, parse_question(side.name)), notes, _FEW_CLAIMS, _TOPIC_NOTES)
        yield from (scored for scored in about[:1] if not scored.terms & other.terms)
