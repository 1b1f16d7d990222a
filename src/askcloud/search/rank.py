"""Question -> ranked claims.

Passages are found through their postings; the claims of the best ones are read and scored. A claim earns

    what it says      B(claim), neighbouring words, and the letters it has in common with the question
    where it stands   B(passage), B(note), B(title), the letters of its passage and of its context
    what it adds      a figure, a date, a name, a reason … where the question asks for one
    who agrees        other notes of its video that say the same

B is the BM25 of the question's distinct terms on that level (see `index.bm25`). All but the last two are divided by
what the question could earn on the claim level at most, so that long and short questions compare.
"""

from __future__ import annotations

from itertools import pairwise

from askcloud.index.bm25 import CLAIM, NOTE, PASSAGE, TITLE, Level, idf
from askcloud.index.schema import PASSAGE_BITS
from askcloud.record import record, replace
from askcloud.search.answer_type import asked_for, evidence
from askcloud.search.letters import letters_of, padded
from askcloud.terms import STOP_WORDS, meaning_words, term_of, terms_in, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from askcloud.index.store import Index, Postings, StoredClaim, StoredNote, TermEntry

# The optimum is flat: half or one and a half times any of them moves the mean of seven sets by under a point.
CLAIM_WEIGHT, CLAIM_LETTERS = 0.7, 1.0
PASSAGE_WEIGHT, PASSAGE_LETTERS = 1.1, 0.5
NOTE_WEIGHT, TITLE_WEIGHT = 0.6, 0.2
CONTEXT_LETTERS = 0.6
ADJACENT = 0.1  # settles ties: "data gravity" comes before the two words far apart; more gains nothing
ANSWER_TYPE = 0.6
CARRIED = 0.5  # a word of the question before, against the question's own
AGREEMENT, MOST_AGREEING = 0.15, 3
UNTIMED = 0.5
"""Held back from a claim without a second: an introduction or closing remark, mostly about what stands elsewhere."""

MAX_CLAIMS = 30
"""Claims, best by their words, whose context and agreement are looked at."""

_SAME_TERMS = 0.5  # share of common terms from which two claims of one video say the same
_SAME_TERMS_NEARBY = 0.25  # the same for claims that stand close together in the video
_NEARBY = 10  # seconds

MAX_HITS = 30
"""Passages whose claims are read and scored. From 30 to 60 right first answers stay within noise."""


@record
class Query:
    """A question as the index sees it."""

    words: dict[str, str]
    """Its folded words that carry meaning, in order of appearance, with their terms."""
    known: dict[str, TermEntry]
    """Those of its terms that some note says."""
    corrections: dict[str, str]
    """Words as typed that no note says, with those searched instead, which are in `words`."""
    carried: frozenset[str]
    """Those of its terms that come from the question before it and weigh less."""
    asked_for: str | None
    """The type of answer it asks for (see `answer_type`)."""

    def weight(self, term: str) -> float:
        """What a term counts, 1 for one of the question's own."""
        return CARRIED if term in self.carried else 1.0

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its words that no note says, and that resemble none."""
        return tuple(word for word, term in self.words.items() if term not in self.known)


@record
class Hit:
    """A passage that says something of the question."""

    passage: int
    score: float
    """B(passage), B(note) and B(title), each weighted."""


@record
class ScoredClaim:
    """A claim with what it earns."""

    claim: StoredClaim
    note: StoredNote
    terms: frozenset[str]
    """Its distinct terms."""
    score: float
    """Comparable between questions of one corpus; 0 to about 7."""
    parts: dict[str, float]
    """What the score is the sum of, by name."""
    context: str = ""
    """What it is read under: title, headings, what it hangs on, and the sentence before where it needs one."""

    @property
    def words_score(self) -> float:
        """The score without what does not come from the question's words."""
        return self.score - sum(self.parts.get(name, 0.0) for name in ("answer type", "no second", "agreement"))

    def earning(self, **parts: float) -> ScoredClaim:
        """The claim with more to its score; a part's name has blanks for underscores."""
        named = {name.replace("_", " "): value for name, value in parts.items() if value}
        return replace(self, score=self.score + sum(named.values()), parts={**self.parts, **named})


def read_query(index: Index, question: str, *, exact: bool = False, carried: Sequence[str] = ()) -> Query:
    """Looks up the words of a question.

    Args:
        index: The index to search.
        question: As typed.
        exact: Whether to leave the spelling of unknown words alone.
        carried: Words of the question before, which it leaves out (see `followup`).
    """
    words: dict[str, str] = {}
    known: dict[str, TermEntry] = {}
    corrections: dict[str, str] = {}
    own = meaning_words(question)
    for typed in dict.fromkeys([*own, *meaning_words(" ".join(carried))]):
        word = typed
        entry = index.term(term_of(word))
        if entry is None and not exact:
            word = corrections[typed] = _corrected(index, typed)
            entry = index.term(term_of(word))
        if word not in STOP_WORDS:
            words[word] = term_of(word)
        if entry:
            known[term_of(word)] = entry
    changed = {typed: word for typed, word in corrections.items() if typed != word}
    carried_terms = frozenset(term for word, term in words.items() if word not in own and word not in changed.values())
    return Query(words, known, changed, carried_terms if carried else frozenset(), asked_for(question))


def _corrected(index: Index, word: str) -> str:
    """The nearest word that some note says; the word itself if none is near."""
    from askcloud.search.spelling import corrected  # noqa: PLC0415  # only for an unknown word

    return corrected(index, word) or word


def rank(index: Index, query: Query, notes: Collection[int] | None = None) -> list[ScoredClaim]:
    """The claims of the best passages, best first; equal scores in order of path and place.

    Args:
        index: The index to search.
        query: Its known terms decide; with none the result is empty.
        notes: Ids of the only notes to look at; None for all.
    """
    scorer = _Scorer(index, query, {hit.passage: hit.score for hit in find_hits(index, query, notes)})
    ranked = sorted(scorer.by_words(), key=_best_first)[:MAX_CLAIMS]
    ranked = sorted(map(scorer.with_context, ranked), key=_best_first)
    return sorted(_with_agreement(ranked), key=_best_first)


def say_same(one: ScoredClaim, other: ScoredClaim) -> bool:
    """Whether two claims are one statement about one video: most terms shared, or fewer but said close together."""
    if one.note.video_id != other.note.video_id:
        return False
    common = len(one.terms & other.terms) / (len(one.terms | other.terms) or 1)
    first, second = one.claim.time.seconds, other.claim.time.seconds
    nearby = first is not None and second is not None and abs(first - second) <= _NEARBY
    return common >= (_SAME_TERMS_NEARBY if nearby else _SAME_TERMS)


def find_hits(index: Index, query: Query, notes: Collection[int] | None = None) -> list[Hit]:
    """The best passages, in no order; all that tie with the last one are among them."""
    counts = index.counts
    by_note: dict[int, float] = {}
    by_passage: dict[int, float] = {}
    for term, entry in query.known.items():
        weight = query.weight(term)
        _add(by_note, entry.notes, NOTE, weight * NOTE_WEIGHT, counts.notes)
        _add(by_note, entry.titles, TITLE, weight * TITLE_WEIGHT, counts.notes)
        _add(by_passage, entry.passages, PASSAGE, weight * PASSAGE_WEIGHT, counts.passages)
    if notes is not None:
        by_passage = {passage: score for passage, score in by_passage.items() if passage >> PASSAGE_BITS in notes}
    for passage in by_passage:
        by_passage[passage] += by_note.get(passage >> PASSAGE_BITS, 0.0)
    bar = sorted(by_passage.values(), reverse=True)[:MAX_HITS][-1:] or [0.0]
    return [Hit(passage, score) for passage, score in by_passage.items() if score >= bar[0]]


def claim_score(terms: list[str], weights: dict[str, float]) -> float:
    """B(claim): the BM25 of one sentence's terms over the question's, given their idf over claims."""
    return sum(weights[term] * CLAIM.impact(terms.count(term), len(terms)) for term in weights if term in terms)


class _Scorer:
    """Scores the claims of some passages for one question."""

    def __init__(self, index: Index, query: Query, hits: dict[int, float]) -> None:
        total = index.counts.claims
        self._weights = {term: query.weight(term) * idf(entry.claims, total) for term, entry in query.known.items()}
        self._most = sum(self._weights.values()) or 1.0
        rarest = idf(0, total)
        self._letters = letters_of((word, self._weights.get(term, rarest)) for word, term in query.words.items())
        self._index = index
        self._query = query
        self._terms = frozenset(query.words.values())
        self._hits = hits
        self._notes = {note: index.note(note) for note in {passage >> PASSAGE_BITS for passage in hits}}
        self._passages = index.passages(hits)

    def by_words(self) -> Iterator[ScoredClaim]:
        """The claims with what they and their passage, note and title say, in order of passage and place."""
        claims = self._index.claims_in(self._hits)
        said = [words_of(claim.text) for claim in claims]
        passages: dict[int, str] = {}
        for claim, words in zip(claims, said, strict=True):
            passages[claim.passage] = passages.get(claim.passage, "") + padded(words)
        letters = {passage: self._letters.said_in(text) for passage, text in passages.items()}
        for claim, words in zip(claims, said, strict=True):
            terms = terms_in(words)
            matched = {
                "claim": CLAIM_WEIGHT * claim_score(terms, self._weights),
                "its letters": CLAIM_LETTERS * self._letters.said_in(padded(words)),
                "passage, note and title": self._hits[claim.passage],
                "passage's letters": PASSAGE_LETTERS * letters[claim.passage],
                "adjacent words": ADJACENT * self._adjacent(terms),
            }
            parts = {name: value / self._most for name, value in matched.items()}
            yield ScoredClaim(claim, self._notes[claim.note], frozenset(terms), sum(parts.values()), parts)

    def _adjacent(self, terms: list[str]) -> float:
        """The idf of the question's neighbouring words that a sentence says side by side, the lesser of each two."""
        asked = [pair for pair in pairwise(self._query.words.values()) if pair[0] in terms and pair[1] in terms]
        said = set(pairwise(terms)) if asked else ()
        return sum(min(self._weights[one], self._weights[other]) for one, other in asked if (one, other) in said)

    def with_context(self, scored: ScoredClaim) -> ScoredClaim:
        """The claim with what its context says, what it adds to the question, and what lacks it."""
        claim = scored.claim
        context = self._context_of(claim)
        said = self._letters.said_in(padded(words_of(context)))
        return replace(scored, context=context).earning(
            context=CONTEXT_LETTERS * said / self._most,
            answer_type=ANSWER_TYPE * evidence(self._query.asked_for, claim.text, self._terms),
            no_second=-UNTIMED * (claim.time.seconds is None),
        )

    def _context_of(self, claim: StoredClaim) -> str:
        headings, context = self._passages[claim.passage]
        before = self._index.claim_before(claim) if claim.needs_previous else ""
        return "\n".join((self._notes[claim.note].title, *headings, *context, before))


def _best_first(scored: ScoredClaim) -> tuple[float, str, int, int]:
    """Orders equal scores by path: ids depend on the order in which notes came."""
    return -scored.score, scored.note.path, scored.claim.passage, scored.claim.place


def _with_agreement(ranked: list[ScoredClaim]) -> Iterator[ScoredClaim]:
    """The claims with what they earn for other notes of their video that say the same."""
    for scored in ranked:
        notes = {other.claim.note for other in ranked if say_same(scored, other)} - {scored.claim.note}
        yield scored.earning(agreement=AGREEMENT * min(len(notes), MOST_AGREEING))


def _add(scores: dict[int, float], postings: Postings, level: Level, weight: float, total: int) -> None:
    """Adds one term's share of a level's BM25 to the scores of the texts that hold it."""
    step = weight * idf(len(postings.ids), total) * (level.k1 + 1) / 255
    for text, impact in zip(postings.ids, postings.impacts, strict=True):
        scores[text] = scores.get(text, 0.0) + step * impact
