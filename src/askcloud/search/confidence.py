"""How sure an answer is: a logistic model over how much of the question its best claim says.

Raw scores do not carry over between corpora; shares of the question do. The model is fitted by
`bench/fit_confidence.py` on questions with known answers against questions asked of other corpora. It knows nothing of
what the notes *could* say, so a question whose subject is there and whose fact is not may still pass.
"""

from __future__ import annotations

from math import exp, log, sqrt

from askcloud.index.bm25 import idf
from askcloud.record import record
from askcloud.search.answer_type import DEFINITION, MANNER, says_type
from askcloud.search.letters import letters_of, padded
from askcloud.terms import is_pair, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.store import Index
    from askcloud.search.query import Query
    from askcloud.search.rank import ScoredClaim


@record
class Signals:
    """What the model looks at. A word that no note says weighs as much as the rarest."""

    strength: float
    """Idf of the question's words, as far as claim and context say their letters, over the root of the question's idf
    times the rarest word's."""
    density: float
    """What the claim earns for words, times the share of the question's idf that any note says."""
    words: float
    """Natural logarithm of the number of words in the question that carry meaning."""
    title: float
    """How far the title of the claim's note says the question's letters, 0 to 1."""
    typed: float
    """How far the claim says the type of answer asked for, 0 to 1; 0 where the question asks for none."""
    size: float
    """Natural logarithm of the number of claims: the more there are, the more of a question one says by chance."""


ENOUGH = 0.21
"""The probability from which a claim is shown as the answer. Corpora left out of the fit lose 0 to 9 % of their right
answers there, 4 % in the mean, and refuse 77 to 99 % of questions asked of other corpora, 86 % in the mean."""

# Some forty more signals were tried beside these (see docs/decisions.md): none gained more than a point.
_VAGUE = (MANNER, DEFINITION)  # types that many claims have the looks of
_FEWEST = 1_000  # claims of the smallest corpus fitted: of still fewer nothing is known
_HALF = 0.5  # where words are not spaced each letter begins a pair, and most words have two letters or more
_INTERCEPT = -10.20
_COEFFICIENTS = Signals(strength=2.62, density=2.88, words=3.62, title=1.16, typed=0.73, size=-0.50)


def signals(index: Index, query: Query, best: ScoredClaim) -> Signals:
    """The signals of a question and its best claim."""
    total = index.counts.claims
    rarest = idf(0, total)
    weights = {
        word: query.weight(term) * (idf(query.known[term].claims, total) if term in query.known else rarest)
        for word, term in query.words.items()
    }
    asked = sum(weights.values())
    letters = letters_of(weights.items())
    said = letters.said_in(padded(words_of(best.claim.text)) + padded(words_of(best.context)))
    unknown = sum(weights[word] for word in query.unknown)
    return Signals(
        strength=said / sqrt(asked * rarest),
        density=best.words_score * (1 - unknown / asked),
        words=log(sum(_HALF if is_pair(word) else 1 for word in weights)),
        title=letters.said_in(padded(words_of(best.note.title))) / asked,
        typed=0.0 if query.asked_for in _VAGUE else says_type(query.asked_for, best.claim.text, query.words.values()),
        size=log(max(total, _FEWEST)),
    )


def probability(found: Signals) -> float:
    """The probability that the best claim answers, 0 to 1."""
    names = Signals.__match_args__
    return 1 / (1 + exp(-_INTERCEPT - sum(getattr(_COEFFICIENTS, name) * getattr(found, name) for name in names)))
