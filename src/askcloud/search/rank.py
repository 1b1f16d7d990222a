"""Query -> ranked claims.

Passages are found through their postings (see `hits`); the claims of the best ones are read and scored. A claim earns

    what it says        B(claim), neighbouring words, synonyms, and the letters it has in common with the question
    where it stands     B(passage), B(note), B(title), the letters of its passage and of its context
    what sets it apart  how much it says, read with its context, of what its rivals do not
    what it adds        a figure, a date, a name, a reason … where the question asks for one
    who agrees          other notes of its video that say the same

B is the BM25 of the question's distinct terms on that level (see `index.bm25`). What comes of the question's words is
divided by what they could earn on the claim level at most, so that long and short questions compare.
"""

from __future__ import annotations

from itertools import chain, pairwise

from askcloud.index.bm25 import CLAIM, idf
from askcloud.index.schema import PASSAGE_BITS
from askcloud.question.answer_type import answer_type_score
from askcloud.record import record, replace
from askcloud.search.candidates import find_candidates
from askcloud.search.weights import WEIGHTS, Weights
from askcloud.text.analyzer import terms_in, words_of
from askcloud.text.ngrams import ngrams_of, pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.candidates import PassageHit
    from askcloud.search.query import Query

    _Read = tuple[float, str, int, int, StoredClaim, list[str], str, tuple[float, ...]]
    """(score below 0, path, passage, place, claim, its terms, its words folded and padded, parts): sorts best first."""

MAX_CLAIMS = 50
"""Claims, best by their words, that are read with their context and measured against each other."""

MAX_AGREED = 20
"""Claims, best so far, for which agreement is looked for."""

_BY_WORDS = ("claim", "ngrams", "adjacent", "passage", "passage_ngrams", "note")  # what the first cut looks at

MOST_AGREEING = 3
"""Notes that say the same beyond which more add nothing."""

_SAME_TERMS = 0.5  # share of common terms from which two claims of one video say the same
_SAME_TERMS_NEARBY = 0.25  # the same for claims that stand close together in the video
_NEARBY = 10  # seconds


@record
class ScoredClaim:
    """A claim with what it earns."""

    claim: StoredClaim
    passage: StoredPassage
    note: StoredNote
    terms: frozenset[str]
    """Its distinct terms."""
    score: float
    """Comparable between questions of one corpus; 0 to about 7."""
    parts: dict[str, float]
    """What the score is the sum of, by name of its weight."""
    context: str
    """What it is read under: title, headings, what it hangs on, and the sentence before where it needs one."""
    context_terms: frozenset[str]
    """The distinct terms of that."""

    @property
    def medium(self) -> str:
        """What it was said in (see `media`)."""
        return self.claim.time.medium or self.note.medium

    @property
    def words_score(self) -> float:
        """The score without what does not come from the question's words."""
        return self.score - sum(self.parts.get(name, 0.0) for name in ("answer_type", "untimed_penalty", "agreement"))

    def with_parts(self, **parts: float) -> ScoredClaim:
        """The claim with more to its score."""
        return replace(self, score=self.score + sum(parts.values()), parts=self.parts | parts)


def rank(
    index: IndexReader, query: Query, notes: Collection[int] | None = None, weights: Weights = WEIGHTS
) -> list[ScoredClaim]:
    """The claims of the best passages, best first; equal scores in order of path and place.

    Args:
        index: The index to search.
        query: Its known terms decide; with none the result is empty.
        notes: Ids of the only notes to look at; None for all.
        weights: What each part of a score counts.
    """
    scorer = _Scorer(index, query, find_candidates(index, query, notes, weights), weights)
    ranked = sorted(scorer.with_context(scorer.by_words()), key=_best_first)
    return sorted((*_with_agreement(ranked, weights), *ranked[MAX_AGREED:]), key=_best_first)


def is_duplicate(one: ScoredClaim, other: ScoredClaim) -> bool:
    """Whether two claims are one statement about one video: most terms shared, or fewer but said close together."""
    return one.medium == other.medium and _is_near_duplicate(one, other)


def _is_near_duplicate(one: ScoredClaim, other: ScoredClaim) -> bool:
    """The same of two claims of one video."""
    first, second = one.claim.time.seconds, other.claim.time.seconds
    nearby = first is not None and second is not None and abs(first - second) <= _NEARBY
    return term_similarity(one, other) >= (_SAME_TERMS_NEARBY if nearby else _SAME_TERMS)


def term_similarity(one: ScoredClaim, other: ScoredClaim) -> float:
    """The share of the terms of two claims that both say, 0 to 1."""
    both = len(one.terms & other.terms)
    return both / (len(one.terms) + len(other.terms) - both or 1)


def claim_score(terms: list[str], weights: dict[str, float]) -> float:
    """B(claim): the BM25 of one sentence's terms over the question's, given their idf over claims."""
    return sum(weights[term] * CLAIM.impact(terms.count(term), len(terms)) for term in weights if term in terms)


class _Scorer:
    """Scores the claims of some passages for one question."""

    def __init__(self, index: IndexReader, query: Query, hits: Sequence[PassageHit], weights: Weights) -> None:
        total = index.counts.claims
        rarest = idf(0, total)
        idfs = {term: idf(entry.claims, total) for term, entry in query.known.items()}
        self._known = {term: query.weight(term) * value for term, value in idfs.items()}
        self._most = sum(self._known.values()) or 1.0
        self._asked = {term: self._known.get(term, rarest) for term in query.words.values()}
        self._most_asked = sum(self._asked.values())
        self._letters = ngrams_of((word, self._asked[term]) for word, term in query.words.items())
        self._neighbours = list(pairwise(query.words.values()))
        self._query = query
        self._weights = weights
        self._hits = {hit.passage: hit for hit in hits}
        self._notes = index.notes_by_id({hit.passage >> PASSAGE_BITS for hit in hits})
        self._passages = index.passages(self._hits)

    def by_words(self) -> list[_Read]:
        """The best claims by what they and their passage, note and title say, best first."""
        return sorted(chain.from_iterable(map(self._read, self._hits.values())))[:MAX_CLAIMS]

    def _read(self, hit: PassageHit) -> Iterator[_Read]:
        """The claims of a passage with what they earn; not as records, which would take as long as the scoring."""
        weights, most = self._weights, self._most
        claims = self._passages[hit.passage].claims
        path = self._notes[hit.passage >> PASSAGE_BITS].path
        said = [words_of(claim.text) for claim in claims]
        texts = [pad_words(words) for words in said]
        letters = self._letters.contained_in("".join(texts))
        of_passage = weights.passage_ngrams * letters.weight / most
        for claim, words, text in zip(claims, said, texts, strict=True):
            terms = terms_in(words)
            parts = (
                weights.claim * claim_score(terms, self._known) / most,
                weights.ngrams * letters.overlap(text) / most,
                weights.adjacent * self._adjacent(terms) / most,
                hit.by_passage / most,
                of_passage,
                hit.by_note / most,
            )
            yield -sum(parts), path, hit.passage, claim.position, claim, terms, text, parts

    def with_context(self, read: Sequence[_Read]) -> Iterator[ScoredClaim]:
        """The claims with what they say read with their context, what they add to the question, and what they lack."""
        weights, letters, most = self._weights, self._letters, self._most
        said = [frozenset(terms) for *_, terms, _, _ in read]
        rarity = self._rarity_among(said)
        contexts = [self._context_of(claim) for *_, claim, _, _, _ in read]
        words_above = {context: words_of(context) for context in contexts}
        for (*_, claim, _, text, by_words), terms, context in zip(read, said, contexts, strict=True):
            above = words_above[context]
            context_terms = frozenset(terms_in(above))
            of_context, of_both = letters.overlap_with(pad_words(above), text)
            parts = dict(zip(_BY_WORDS, by_words, strict=True)) | {
                "context": weights.context * of_context / most,
                "combined_ngrams": weights.combined_ngrams * of_both / most,
                "synonyms": weights.synonyms * self._by_synonym(terms),
                "distinctiveness": weights.distinctiveness
                * sum(rarity[term] for term in rarity if term in terms or term in context_terms),
                "answer_type": weights.answer_type
                * answer_type_score(self._query.expected_answer_type, claim.text, self._asked),
                "untimed_penalty": weights.untimed_penalty * (claim.time.seconds is None),
            }
            passage, note = self._passages[claim.passage], self._notes[claim.note]
            yield ScoredClaim(claim, passage, note, terms, sum(parts.values()), parts, context, context_terms)

    def _adjacent(self, terms: list[str]) -> float:
        """The idf of the question's neighbouring words that a sentence says side by side, the lesser of each two."""
        asked = [pair for pair in self._neighbours if pair[0] in terms and pair[1] in terms]
        said = set(pairwise(terms)) if asked else ()
        # An index may be damaged: then a claim says what no posting knows.
        known = self._known
        return sum(min(known.get(one, 0), known.get(other, 0)) for one, other in asked if (one, other) in said)

    def _by_synonym(self, terms: frozenset[str]) -> float:
        """The share of the question's idf that a claim says in a synonym only."""
        lacking = (term for term in self._query.synonyms if term not in terms)
        said = sum(self._asked[term] for term in lacking if not terms.isdisjoint(self._query.synonyms[term]))
        return said / self._most_asked

    def _rarity_among(self, said: Sequence[frozenset[str]]) -> dict[str, float]:
        """What each of the question's terms tells about one of some claims, of which these are the terms; 1 in all.

        It is their idf among these claims: what all of them say, as the topic of the one video they come from, says
        nothing; the rest decides.
        """
        df = {term: sum(term in terms for terms in said) for term in self._asked}
        told = {term: self._query.weight(term) * idf(df[term], len(said)) for term in self._asked}
        most = sum(told.values()) or 1.0
        return {term: value / most for term, value in told.items()}

    def _context_of(self, claim: StoredClaim) -> str:
        passage, title = self._passages[claim.passage], self._notes[claim.note].title
        before = passage.sentence_before(claim.position) if claim.needs_previous else ""
        return "\n".join((title, *passage.headings, *passage.context, before))


def _best_first(scored: ScoredClaim) -> tuple[float, str, int, int]:
    """Orders equal scores by path: ids depend on the order in which notes came."""
    return -scored.score, scored.note.path, scored.claim.passage, scored.claim.position


def _with_agreement(ranked: list[ScoredClaim], weights: Weights) -> Iterator[ScoredClaim]:
    """The best claims with what they earn for other notes of their video that say the same."""
    of_video: dict[str, list[ScoredClaim]] = {}
    for scored in ranked:
        of_video.setdefault(scored.medium, []).append(scored)
    for scored in ranked[:MAX_AGREED]:
        notes = {scored.claim.note}
        for other in of_video[scored.medium]:
            if other.claim.note not in notes and _is_near_duplicate(scored, other):
                notes.add(other.claim.note)
        agreeing = min(len(notes) - 1, MOST_AGREEING)
        yield scored.with_parts(agreement=weights.agreement * agreeing / MOST_AGREEING)
