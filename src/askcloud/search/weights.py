"""What each part of a claim's score counts: all of the ranking's numbers, in one place.

`bench/fit_weights.py` measures them: what is lost without each, and whether other weights would hold on questions left
out of the fit. The optimum is flat; these are round numbers near it.
"""

from __future__ import annotations

from askcloud.record import record


@record
class Weights:
    """The weights of a score's parts. Each field's name is the part's, and stands in what `--why` says."""

    claim: float = 0.4
    """BM25 of the claim's own terms."""
    ngrams: float = 1.0
    """The letters it has in common with the question (see `letters`)."""
    adjacent: float = 0.1
    """The question's neighbouring words side by side: "data gravity" before the words far apart. It settles ties."""
    synonyms: float = 1.0
    """Words that may stand for those of the question which the claim lacks (see `synonyms`)."""
    passage: float = 1.1
    """BM25 of the terms of its passage and of what stands above that."""
    passage_ngrams: float = 0.5
    """The letters its passage has in common with the question."""
    note: float = 0.6
    """BM25 of its note's terms."""
    title: float = 0.2
    """BM25 of its note's title."""
    context: float = 0.6
    """The letters that its context has in common with the question."""
    combined_ngrams: float = 0.8
    """The letters that claim and context together have in common with the question: one may complete the other."""
    distinctiveness: float = 0.4
    """How much of the question it says, read with its context, that its rivals do not."""
    answer_type: float = 0.6
    """Whether it says something of the type asked for (see `answer_type`)."""
    agreement: float = 0.45
    """Three other notes of its video that say the same; a third for each."""
    untimed_penalty: float = -0.5
    """Held back from a claim without a second: an introduction or closing remark, about what stands elsewhere."""


WEIGHTS = Weights()

INHERITED_WEIGHT = 0.5
"""What a word of the question before counts, against one of the question's own."""
