"""A claim with its score, and which claims say the same."""

from __future__ import annotations

from askcloud.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import StoredNote

    T = TypeVar("T")

_DUPLICATE = 0.5  # similarity from which two claims of one video say the same
_DUPLICATE_NEARBY = 0.25  # the same for claims close to each other in the video
_NEARBY = 10  # seconds
_FROM_WORDS = (
    *("claim", "ngrams", "adjacent", "synonyms", "passage", "passage_ngrams", "note", "context", "combined_ngrams"),
    "distinctiveness",
)


class ScoredClaim(Record):
    """A claim with its score."""

    claim: StoredClaim
    passage: StoredPassage
    note: StoredNote
    terms: frozenset[str]
    """Its distinct terms."""
    score: float
    """Comparable between questions of one corpus; 0 to about 7."""
    parts: dict[str, float]
    """The parts that the score is the sum of, by name of their weight (see `weights`)."""
    context: str
    """What it is read with: title, headings, lead-ins, and the sentence before it where it needs that."""
    context_terms: frozenset[str]
    """The distinct terms of the context."""

    @property
    def medium(self) -> str:
        """The medium it was said in (see `media.medium`)."""
        return self.claim.time.medium or self.note.source

    @property
    def words_score(self) -> float:
        """The sum of the parts that come from the question's words alone."""
        return sum(self.parts.get(name, 0.0) for name in _FROM_WORDS)

    def with_parts(self, **parts: float) -> ScoredClaim:
        """Return the claim with more parts to its score."""
        return replace(self, score=self.score + sum(parts.values()), parts=self.parts | parts)


def best_first(scored: ScoredClaim) -> tuple[float, str, int, int]:
    """Return the sort key of a claim: best score first, equal scores by path and place in the note.

    Ids of notes depend on the order in which notes were added, paths do not.
    """
    return -scored.score, scored.note.path, scored.claim.passage, scored.claim.position


def is_duplicate(one: ScoredClaim, other: ScoredClaim) -> bool:
    """Return whether two claims are about the same video and say the same."""
    return one.medium == other.medium and repeats(one, other)


def repeats(one: ScoredClaim, other: ScoredClaim) -> bool:
    """Return whether two claims about one video say the same: most terms shared, or fewer but close to each other."""
    similarity = jaccard(one.terms, other.terms)
    if similarity < _DUPLICATE_NEARBY or similarity >= _DUPLICATE:
        return similarity >= _DUPLICATE
    first, second = one.claim.time.seconds, other.claim.time.seconds
    return first is not None and second is not None and abs(first - second) <= _NEARBY


def term_similarity(one: ScoredClaim, other: ScoredClaim) -> float:
    """Return the Jaccard similarity of the terms of two claims, 0 to 1."""
    return jaccard(one.terms, other.terms)


def jaccard(one: frozenset[T], other: frozenset[T]) -> float:
    """Return the Jaccard similarity of two sets: the share of what is in one of them that is in both, 0 to 1."""
    both = len(one & other)
    return both / (len(one) + len(other) - both or 1)
