"""Question -> ranked claims: a BM25 hierarchy of claim, passage, note and title.

    score(q, c) = ( B(claim) + B(passage) + .5 B(note) + .2 B(title) ) / sum of the question's idf over claims

B(level) is the level's BM25 over the question's distinct terms (see `index.bm25`); dividing by what the question could
earn at most keeps scores of long and short questions comparable. Passages are found through their postings; the claims
of the best ones are then read and scored from their text.
"""

from __future__ import annotations

from askcloud.index.bm25 import CLAIM, NOTE, PASSAGE, TITLE, Level, idf
from askcloud.index.store import PASSAGE_BITS
from askcloud.record import record
from askcloud.terms import STOP_WORDS, term_of, terms_of, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from askcloud.index.store import Index, Postings, StoredClaim, TermEntry

PASSAGE_WEIGHT, NOTE_WEIGHT, TITLE_WEIGHT = 1.0, 0.5, 0.2
"""Against the claim's own 1. Flat from half to one and a half times on four question sets."""

UNTIMED = 0.5
"""Held back from a claim without a second: an introduction or closing remark, mostly about what stands elsewhere."""

MAX_HITS = 60
"""Passages whose claims are read and scored. From 50 to 400 the first five answers to 1,553 questions are the same."""


@record
class Query:
    """A question as the index sees it."""

    known: dict[str, TermEntry]
    """Its terms that some note says, in order of appearance."""
    unknown: tuple[str, ...]
    """Its words that no note says, folded but whole, in order of appearance."""


@record
class Hit:
    """A passage that says something of the question."""

    passage: int
    score: float
    """B(passage) + .5 B(note) + .2 B(title), each already weighted."""


@record
class ScoredClaim:
    """A claim with what it earns."""

    claim: StoredClaim
    terms: tuple[str, ...]
    """Its terms, in order."""
    score: float
    """The formula above; 0 to about 6, comparable between questions of one corpus."""
    parts: dict[str, float]
    """What the score is the sum of, by name."""


def read_query(index: Index, question: str) -> Query:
    """Looks up the terms of a question."""
    known: dict[str, TermEntry] = {}
    unknown: list[str] = []
    for word in dict.fromkeys(words_of(question)):
        if word in STOP_WORDS or term_of(word) in known:
            continue
        entry = index.term(term_of(word))
        if entry:
            known[term_of(word)] = entry
        else:
            unknown.append(word)
    return Query(known, tuple(unknown))


def rank(index: Index, query: Query, notes: Collection[int] | None = None) -> list[ScoredClaim]:
    """The claims of the best passages, best first; equal scores in order of note id and place.

    Args:
        index: The index to search.
        query: Its known terms decide; with none the result is empty.
        notes: Ids of the only notes to look at; None for all.
    """
    weights = {term: idf(entry.claims, index.counts.claims) for term, entry in query.known.items() if entry.claims}
    best = sum(weights.values()) or 1.0
    hits = {hit.passage: hit.score / best for hit in find_hits(index, query, notes)}
    scored = []
    for claim in index.claims_in(hits):
        terms = tuple(terms_of(claim.text))
        parts = {"claim": claim_score(terms, weights) / best, "passage": hits[claim.passage]}
        if claim.time.seconds is None:
            parts["no time"] = -UNTIMED
        scored.append(ScoredClaim(claim, terms, sum(parts.values()), parts))
    return sorted(scored, key=lambda each: (-each.score, each.claim.passage, each.claim.place))


def find_hits(index: Index, query: Query, notes: Collection[int] | None = None) -> list[Hit]:
    """The best passages, in no order; all that tie with the last one are among them."""
    counts = index.counts
    by_note: dict[int, float] = {}
    by_passage: dict[int, float] = {}
    for entry in query.known.values():
        _add(by_note, entry.notes, NOTE, NOTE_WEIGHT, counts.notes)
        _add(by_note, entry.titles, TITLE, TITLE_WEIGHT, counts.notes)
        _add(by_passage, entry.passages, PASSAGE, PASSAGE_WEIGHT, counts.passages)
    if notes is not None:
        by_passage = {passage: score for passage, score in by_passage.items() if passage >> PASSAGE_BITS in notes}
    for passage in by_passage:
        by_passage[passage] += by_note.get(passage >> PASSAGE_BITS, 0.0)
    bar = sorted(by_passage.values(), reverse=True)[:MAX_HITS][-1:] or [0.0]
    return [Hit(passage, score) for passage, score in by_passage.items() if score >= bar[0]]


def claim_score(terms: tuple[str, ...], weights: dict[str, float]) -> float:
    """B(claim): the BM25 of one sentence's terms over the question's, given their idf over claims."""
    return sum(weights[term] * CLAIM.impact(terms.count(term), len(terms)) for term in weights if term in terms)


def _add(scores: dict[int, float], postings: Postings, level: Level, weight: float, total: int) -> None:
    """Adds one term's share of a level's BM25 to the scores of the texts that hold it."""
    step = weight * idf(len(postings.ids), total) * (level.k1 + 1) / 255
    for text, impact in zip(postings.ids, postings.impacts, strict=True):
        scores[text] = scores.get(text, 0.0) + step * impact
