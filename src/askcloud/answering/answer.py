"""Answer: what the notes say about a question. Front ends show this and nothing else."""

from __future__ import annotations

from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.media.citation import Citation


LIKELY, POSSIBLE, WEAK = "likely", "possible", "weak"
"""How likely it is that the first piece of evidence answers the question, in words."""

LIKELY_THRESHOLD = 0.5
"""Confidence from which an answer is likely: it is more likely right than wrong."""

POSSIBLE_THRESHOLD = 0.2
"""Confidence from which an answer that is not likely is possible; below it, it is weak."""


class Understanding(Record):
    """What a question was taken to ask."""

    kind: str | None = None
    """The kind of answer it asks for (see `question.kind`); None if it is not known."""
    relations: tuple[str, ...] = ()
    """The relations it asks about, by name (see `question.relations`)."""
    names: tuple[str, ...] = ()
    """The names in it that occur in the notes, in order, as they are spelt there."""
    left_out: tuple[str, ...] = ()
    """Its folded words that are not searched, as they only name the kind of answer."""
    added: tuple[str, ...] = ()
    """Folded words that are searched besides its own: the long form of an abbreviation."""


class Correction(Record):
    """A word that was searched in another spelling."""

    typed: str
    searched: str


class QuotedClaim(Record):
    """A claim quoted together with another: an item of a list, or a sentence that follows a quote."""

    quote: str
    """Word for word, as plain text."""
    context: str
    """What it needs to be understood: for an item the items above it; for what follows a quote the lead-in above it."""
    citation: Citation
    score: float
    """As that of evidence; 0 for a claim that is not among the ranked ones."""
    span: tuple[int, int]
    """Start and end offset of the quote in the text of its note, markup included."""


class Evidence(Record):
    """A claim quoted for an answer, or a list of them.

    The quote, context, citation, score and span of a list are those of its best item; the context is its lead-in.
    """

    quote: str
    """Word for word, as plain text."""
    context: str
    """What the quote needs to be understood: callout title, lead-in, parent items, the sentence before it."""
    headings: tuple[str, ...]
    """The headings above it, outermost first."""
    citation: Citation
    score: float
    """The score of the best of its copies, which need not be the one quoted. Comparable within a corpus; not a
    probability."""
    parts: dict[str, float]
    """The parts that the score is the sum of, by name (see `search.weights`)."""
    also_in: tuple[str, ...]
    """Paths of other notes about the same video that say the same, in order."""
    agreeing: tuple[Citation, ...] = ()
    """Where other videos say the same, best first, one for each video."""
    span: tuple[int, int] = (0, 0)
    """Start and end offset of the quote in the text of its note, markup included."""
    following: tuple[QuotedClaim, ...] = ()
    """What follows the quote in its section, in order."""
    items: tuple[QuotedClaim, ...] = ()
    """The items of a list, in the order of its note, at most `MAX_ITEMS`; the quoted one is among them."""
    more_items: int = 0
    """How many more items the list has."""
    side: str = ""
    """The side of a comparison that it is about, as typed; empty for what is about both, and for other questions."""


class Coverage(Record):
    """How much the notes say about a topic."""

    notes: int
    media: int
    """Videos, episodes or files that these notes are about."""
    main: str
    """The title of the medium that most of these notes are about; empty if no note gives it, or if no medium has
    most."""
    main_notes: int
    """How many of the notes are about that one."""


class Answer(Record):
    """What the notes say about a question, or that they do not say it."""

    question: str
    answered: bool
    """Whether the first piece of evidence is the answer; if not, the evidence is only the closest matches."""
    confidence: float
    """The probability that the first claim answers, 0 to 1 (see `search.confidence`)."""
    reason: str | None
    """Why there is no answer, a sentence; None if there is one."""
    inherited: tuple[str, ...]
    """The words of the completed question that a follow-up itself lacks, folded, in order."""
    corrections: tuple[Correction, ...]
    evidence: tuple[Evidence, ...]
    """Best first; no two say the same."""
    several: bool = False
    """Whether the question asks for more than one claim: a list, a topic, or the two sides of a comparison."""
    understood: str = ""
    """The full question that a follow-up was completed to, which was searched; empty if it was searched as typed."""
    out_of_date: bool = False
    """Whether there is no answer only because the cited note changed after it was indexed."""
    understanding: Understanding = Understanding()
    """What the question was taken to ask."""
    coverage: Coverage | None = None
    """How much the notes say about a topic; None for other questions."""
    missing: str = ""
    """Which shards of the index did not answer, and why, as a sentence; empty if all of them did."""

    @property
    def likelihood(self) -> str | None:
        """How likely the first piece of evidence answers, by its confidence; None where there is no answer."""
        if not self.answered:
            return None
        if self.confidence >= LIKELY_THRESHOLD:
            return LIKELY
        return POSSIBLE if self.confidence >= POSSIBLE_THRESHOLD else WEAK


def abstention(question: str, reason: str) -> Answer:
    """Return an abstention without closest matches.

    Args:
        question: As typed.
        reason: Why, a sentence.
    """
    return Answer(question, False, 0.0, reason, (), (), ())
