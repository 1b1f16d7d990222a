"""Query -> ranked claims, in two passes.

Passages are found through their postings (see `candidates`); the claims of the best passages are read and scored by
their words, and the best of these are scored again by all parts. The parts of a score:

    the claim         BM25 of its terms, adjacent words of the question, synonyms, character n-grams
    where it is       BM25 of its passage, note and title, the n-grams of its passage and of its context
    distinctiveness   how much of the question it says, read with its context, that the other claims do not
    what it answers   a date, a name, a reason … where the question asks for one (see `answer_evidence`)
    agreement         other notes about its video that say the same

BM25 is that of the question's distinct terms on each level (see `index.bm25`). What comes from the question's words is
divided by the most that they can score on the claim level, so that long and short questions can be compared.
"""

from __future__ import annotations

from itertools import chain, pairwise

from askcloud.index.bm25 import CLAIM, idf
from askcloud.index.lexicon import names_at
from askcloud.index.schema import PASSAGE_BITS
from askcloud.question.kind import ORGANISATION, PERSON
from askcloud.record import Record
from askcloud.search.answer_evidence import ClaimWords, asked_of, evidence
from askcloud.search.candidates import find_candidates
from askcloud.search.scored import ScoredClaim, best_first, repeats
from askcloud.search.weights import WEIGHTS, Weights
from askcloud.text.analyzer import terms_in, words_of
from askcloud.text.ngrams import ngrams_of, pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from askcloud.index.lexicon import Name
    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.candidates import PassageHit
    from askcloud.search.query import Query
    from askcloud.text.proper_names import ProperName

    _SortKey = tuple[float, str, int, int]
    """(score below 0, path, passage, position): sorts best first, and no two claims share one."""
    _WordScoredFields = tuple[tuple[float, ...], StoredClaim, list[str], frozenset[str], str]
    """The fields of a `_WordScored`."""

MAX_CLAIMS = 50
"""Claims, best by their words, that are scored again with their context and against each other."""

MAX_AGREED = 20
"""Claims, best so far, for which agreement is looked for."""

MAX_AGREEING = 3
"""Maximum number of notes that count as saying the same."""

FIELD_WEIGHT = 0.5
"""Weight of the words for the field of what is to be defined: a claim need not say them, if it is about the field."""

SAYS_MORE = 1.5
"""Factor by which a sentence must contain more of the question than the claim after it, to replace it."""

_OF_CLAIM = ("claim", "ngrams", "adjacent", "synonyms")  # the parts that come from a claim's own words
_ASKED = ("thing", "nearness", "definition", "expansion", "cause", "manner", "instruction", "decision")
_BY_WORDS = ("claim", "ngrams", "adjacent", "passage", "passage_ngrams", "note")  # the parts of the first pass


class _WordScored(Record):
    """A claim with its score of the first pass."""

    parts: tuple[float, ...]
    """In the order of `_BY_WORDS`."""
    claim: StoredClaim
    words: list[str]
    """Its folded words, in order."""
    terms: frozenset[str]
    """Its distinct terms."""
    text: str
    """Its folded words, as `ngrams.pad_words` joins them."""


def rank(
    index: IndexReader, query: Query, notes: Collection[int] | None = None, weights: Weights = WEIGHTS
) -> list[ScoredClaim]:
    """Return the claims of the best passages, best first; equal scores in order of path and place.

    Args:
        index: The index to search.
        query: Its known terms decide; without any the result is empty.
        notes: Ids of the only notes to search; None for all.
        weights: The weight of each part of a score.
    """
    hits = find_candidates(index, query, notes, weights)
    scorer = _Scorer(index, query, hits, weights)
    ranked = sorted(scorer.rescore(scorer.score_words(hits)), key=best_first)
    return _from_answer(sorted((*_with_agreement(ranked, weights), *ranked[MAX_AGREED:]), key=best_first))


def _from_answer(ranked: list[ScoredClaim]) -> list[ScoredClaim]:
    """Put the sentence before the best claim first if it is the context of the claim and matches the question better.

    The context of a claim counts for its score. If the context contains much more of the question than the claim
    itself, and as much evidence for the answer, the context is the answer: *X founded Y. He was 56 then.*
    """
    first = ranked[0] if ranked else None
    if not first or not first.claim.needs_previous:
        return ranked
    before = first.passage.sentence_before(first.claim.position)
    places = (place for place, scored in enumerate(ranked) if scored.claim.text == before)
    place = next((place for place in places if ranked[place].claim.note == first.claim.note), 0)
    answer = ranked[place]
    if _sum_of(answer, _OF_CLAIM) <= SAYS_MORE * _sum_of(first, _OF_CLAIM) or _sum_of(answer, _ASKED) < _sum_of(
        first, _ASKED
    ):
        return ranked
    return [answer, *ranked[:place], *ranked[place + 1 :]]


def _sum_of(scored: ScoredClaim, names: tuple[str, ...]) -> float:
    return sum(scored.parts.get(name, 0.0) for name in names)


def claim_score(terms: list[str], weights: dict[str, float]) -> float:
    """Return the BM25 score of one claim, above or equal to 0.

    Args:
        terms: The terms of the claim.
        weights: The weighted idf over claims of each term of the question.
    """
    score, length = 0.0, len(terms)
    for term, weight in weights.items():
        count = terms.count(term)
        if count:
            score += weight * CLAIM.impact(count, length)
    return score


class _Scorer:
    """Scores the claims of some passages for one question."""

    def __init__(self, index: IndexReader, query: Query, hits: Sequence[PassageHit], weights: Weights) -> None:
        statistics = query.statistics
        unseen = statistics.unseen_claim_idf
        self._index = index
        self._query = query
        self._weights = weights
        field = query.field_terms
        self._known = {
            term: statistics.claim_idf(term) * (FIELD_WEIGHT if term in field else 1) for term in query.known
        }
        """The weighted idf of each term that some note contains."""
        self._max_known = sum(self._known.values()) or 1.0
        self._asked = {term: self._known.get(term, unseen) for term in query.words.values()}
        """The weighted idf of each term of the question."""
        self._max_asked = sum(self._asked.values())
        self._ngrams = ngrams_of((word, self._asked[term]) for word, term in query.words.items())
        self._neighbours = list(pairwise(query.words.values()))
        self._notes: dict[int, StoredNote] = index.notes_by_id({hit.passage >> PASSAGE_BITS for hit in hits})
        self._passages: dict[int, StoredPassage] = index.passages([hit.passage for hit in hits])

    # --- the first pass: by words --------------------------------------------------------------------------------

    def score_words(self, hits: Sequence[PassageHit]) -> list[_WordScored]:
        """Return the best claims by their words and those of their passage, note and title, best first."""
        scored = sorted(chain.from_iterable(map(self._claims_of, hits)))
        return [_WordScored(*found) for _, found in scored[:MAX_CLAIMS]]

    def _claims_of(self, hit: PassageHit) -> Iterator[tuple[_SortKey, _WordScoredFields]]:
        """Score the claims of a passage; only the best become records, as creating one takes as long as scoring."""
        weights, most = self._weights, self._max_known
        claims = [claim for claim in self._passages[hit.passage].claims if not claim.is_fragment]
        path = self._notes[hit.passage >> PASSAGE_BITS].path
        words = [words_of(claim.text) for claim in claims]
        texts = [pad_words(each) for each in words]
        ngrams = self._ngrams.contained_in("".join(texts))
        of_passage = weights.passage_ngrams * ngrams.weight / most
        for claim, its_words, text in zip(claims, words, texts, strict=True):
            terms = terms_in(its_words)
            distinct = frozenset(terms)
            parts = (
                weights.claim * claim_score(terms, self._known) / most,
                weights.ngrams * ngrams.overlap(text) / most,
                weights.adjacent * self._adjacency(terms, distinct) / most,
                hit.by_passage / most,
                of_passage,
                hit.by_note / most,
            )
            yield (-sum(parts), path, hit.passage, claim.position), (parts, claim, its_words, distinct, text)

    def _adjacency(self, terms: list[str], distinct: frozenset[str]) -> float:
        """Return the idf of the question's adjacent words that are adjacent in a claim, the lower of each two."""
        asked = [pair for pair in self._neighbours if pair[0] in distinct and pair[1] in distinct]
        if not asked:
            return 0.0
        adjacent = set(pairwise(terms))
        # An index may be damaged: then a claim contains a term that no posting knows.
        known = self._known
        return sum(min(known.get(one, 0), known.get(other, 0)) for one, other in asked if (one, other) in adjacent)

    # --- the second pass: by all parts ---------------------------------------------------------------------------

    def rescore(self, claims: Sequence[_WordScored]) -> Iterator[ScoredClaim]:
        """Score claims by all parts but agreement, in the same order."""
        weights, most = self._weights, self._max_known
        informativeness = self._informativeness([scored.terms for scored in claims])
        contexts = [self._context_of(scored.claim) for scored in claims]
        read = {context: _terms_and_text(context) for context in dict.fromkeys(contexts)}
        asked, names = asked_of(self._query, self._asked), self._names_in(claims)
        lexicon = self._known_names(names)
        for scored, context, its_names in zip(claims, contexts, names, strict=True):
            claim, terms, (context_terms, context_text) = scored.claim, scored.terms, read[context]
            as_words = ClaimWords(claim.text, scored.words, scored.text, terms, context_terms, its_names)
            found = evidence(asked, as_words, lexicon)
            of_context, of_both = self._ngrams.overlap_with(context_text, scored.text)
            distinctiveness = sum(
                informativeness[term] for term in informativeness if term in terms or term in context_terms
            )
            untimed = claim.time.seconds is None
            has_medium = bool(claim.time.medium or self._notes[claim.note].medium)
            parts = (
                dict(zip(_BY_WORDS, scored.parts, strict=True))
                | {
                    "context": weights.context * of_context / most,
                    "combined_ngrams": weights.combined_ngrams * of_both / most,
                    "synonyms": weights.synonyms * self._synonym_share(terms),
                    "distinctiveness": weights.distinctiveness * distinctiveness,
                    "untimed_penalty": weights.untimed_penalty * (untimed and has_medium),
                    "line_penalty": weights.line_penalty * (untimed and not has_medium),
                }
                | {name: getattr(weights, name) * value for name, value in found.items()}
            )
            passage, note = self._passages[claim.passage], self._notes[claim.note]
            yield ScoredClaim(claim, passage, note, terms, sum(parts.values()), parts, context, context_terms)

    def _names_in(self, claims: Sequence[_WordScored]) -> list[Sequence[ProperName]]:
        """Return the proper names in each claim, none where the question does not ask for a name."""
        if self._query.kind not in (PERSON, ORGANISATION):
            return [()] * len(claims)
        from askcloud.text.proper_names import proper_names  # only for who and which company

        return [proper_names(scored.claim.text) for scored in claims]

    def _known_names(self, names: Iterable[Sequence[ProperName]]) -> dict[str, Name]:
        """Return the entries of the lexicon for the names in claims, by key."""
        keys = [name.key for in_claim in names for name in in_claim if name.whole]
        return names_at(self._index, keys) if keys else {}

    def _synonym_share(self, terms: frozenset[str]) -> float:
        """Return the share of the question's idf that a claim contains in a synonym only, 0 to 1."""
        synonyms = self._query.synonyms
        lacking = (term for term in synonyms if term not in terms)
        return sum(self._asked[term] for term in lacking if not terms.isdisjoint(synonyms[term])) / self._max_asked

    def _informativeness(self, claims: Sequence[frozenset[str]]) -> dict[str, float]:
        """Return how much each term of the question distinguishes some claims, given their terms; the sum is 1.

        It is their idf among these claims: a term that all of them contain, such as the topic of the one video they
        come from, distinguishes none; the others decide.
        """
        df = {term: sum(term in terms for terms in claims) for term in self._asked}
        local_idf = {term: idf(df[term], len(claims)) for term in self._asked}
        total = sum(local_idf.values()) or 1.0
        return {term: value / total for term, value in local_idf.items()}

    def _context_of(self, claim: StoredClaim) -> str:
        passage, title = self._passages[claim.passage], self._notes[claim.note].title
        previous = passage.sentence_before(claim.position) if claim.needs_previous else ""
        return "\n".join((title, *passage.headings, *passage.context, previous))


def _terms_and_text(context: str) -> tuple[frozenset[str], str]:
    """Return the terms of a context, and its folded words as `ngrams.pad_words` joins them."""
    words = words_of(context)
    return frozenset(terms_in(words)), pad_words(words)


def _with_agreement(ranked: list[ScoredClaim], weights: Weights) -> Iterator[ScoredClaim]:
    """Score the best claims by how many other notes about their video say the same."""
    of_video: dict[str, list[tuple[str, ScoredClaim]]] = {}  # by medium: its claims, each with the path of its note
    media = [scored.medium for scored in ranked]
    for medium, scored in zip(media, ranked, strict=True):
        of_video.setdefault(medium, []).append((scored.note.path, scored))
    for medium, scored in zip(media[:MAX_AGREED], ranked[:MAX_AGREED], strict=True):
        notes = {scored.note.path}
        for path, other in of_video[medium]:
            if path not in notes and repeats(scored, other):
                notes.add(path)
        agreeing = min(len(notes) - 1, MAX_AGREEING)
        yield scored.with_parts(agreement=weights.agreement * agreeing / MAX_AGREEING)
