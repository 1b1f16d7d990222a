"""The weights of the parts of a claim's score, all in one place.

`bench/fit_weights.py` measures what is lost without each, and whether other weights would be better on questions left
out of the fit. The optimum is flat; these are round numbers near it.
"""

from __future__ import annotations

from askcloud.record import Record


class Weights(Record):
    """The weights of the parts of a score. The name of each field is that of the part, which `--why` explains."""

    claim: float = 0.4
    """BM25 of the claim's own terms."""
    ngrams: float = 1.0
    """The character n-grams that the claim shares with the question (see `text.ngrams`)."""
    adjacent: float = 0.1
    """Adjacent words of the question that are adjacent in the claim: "data gravity" wins over the words far apart."""
    synonyms: float = 1.5
    """Synonyms of those words of the question that the claim lacks (see `question.synonyms`)."""
    passage: float = 1.1
    """BM25 of the terms of its passage, with its title, headings and lead-ins."""
    passage_ngrams: float = 0.5
    """The character n-grams that its passage shares with the question."""
    note: float = 0.9
    """BM25 of the terms of its note."""
    title: float = 0.3
    """BM25 of the title of its note."""
    context: float = 0.6
    """The character n-grams that its context shares with the question."""
    combined_ngrams: float = 0.8
    """The character n-grams that the claim or its context shares with the question: one may complete the other."""
    distinctiveness: float = 0.4
    """How much of the question it contains, with its context, that the other claims do not (an idf among them)."""
    thing: float = 1.1
    """A thing of the kind asked for: a date, a sum, a person (this and the next seven: see `answer_evidence`)."""
    nearness: float = 1.25
    """How near that is to a word of the relation asked about."""
    definition: float = 1.35
    """Whether it defines what the question asks the meaning of."""
    expansion: float = 3.4
    """Whether it writes out an abbreviation that the question asks about."""
    cause: float = 1.6
    """Whether it gives a reason."""
    manner: float = 0.3
    """Whether it says how something is done."""
    instruction: float = 0.2
    """Whether it tells the reader what to do, if the question asks for advice."""
    decision: float = 0.2
    """Whether it affirms or denies something, where the question asks for yes or no."""
    contrast: float = 0.65
    """Whether it sets things against each other, where the question compares."""
    sides: float = 0.4
    """Whether it names both sides of a comparison."""
    restatement: float = -0.5
    """How much of the question it repeats from its context."""
    agreement: float = 0.25
    """Three other notes about its video that say the same; a third for each."""
    untimed_penalty: float = -0.5
    """Subtracted from a claim without a second in a note about a medium: it is an introduction or a closing remark."""
    line_penalty: float = -0.05
    """Subtracted from a claim of a note without a medium, so that an equal one with a second comes before it."""


WEIGHTS = Weights()
