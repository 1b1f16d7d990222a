"""The confidence of an answer: a logistic model over features of a question and its best claims (see `features`).

The model is fitted by `bench/fit_confidence.py` on questions with known answers against questions whose answer the
notes do not contain: some about a subject that they know, others asked of notes about something else.
"""

from __future__ import annotations

from math import exp

from askcloud.search.features import Features, features_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim

ANSWER_THRESHOLD = 0.05
"""The probability from which a claim is shown as an answer (see docs/quality.md for what other thresholds give)."""

_INTERCEPT = -9.32
_COEFFICIENTS = Features(
    coverage=4.17,
    specificity=0.26,
    names=1.59,
    nearness=1.95,
    best_nearness=0.85,
    thing=-2.23,
    evidence=0.34,
    words=5.03,
    topic=-1.78,
    ambiguity=-3.0,
    score=0.29,
)


def answer_probability(query: Query, ranked: Sequence[ScoredClaim]) -> float:
    """Return the probability that the first claim answers a question, 0 to 1.

    It is at least the threshold if the question is a single word that the claim contains, because whoever types a topic
    wants anything about it.

    Args:
        query: The question, looked up.
        ranked: Its claims, best first, at least one.
    """
    found = probability(features_of(query, ranked))
    is_topic = len(query.words) == 1 and not query.corrections and ranked[0].terms.issuperset(query.words.values())
    return max(found, ANSWER_THRESHOLD) if is_topic else found


def probability(found: Features) -> float:
    """Return the probability that the first claim answers, 0 to 1: the logistic function of the weighted features."""
    names = Features.__match_args__
    return 1 / (1 + exp(-_INTERCEPT - sum(getattr(_COEFFICIENTS, name) * getattr(found, name) for name in names)))
