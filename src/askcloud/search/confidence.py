"""How sure an answer is: a logistic model over how much of the question its best claim says.

Raw scores do not carry over between corpora; shares of the question do. The model is fitted by
`bench/fit_confidence.py` on questions with known answers against questions asked of other corpora. It knows nothing of
what the notes *could* say, so a question whose subject is there and whose fact is not may still pass.
"""

from __future__ import annotations

from math import exp, log

from askcloud.index.bm25 import idf
from askcloud.record import record
from askcloud.text.analyzer import is_bigram, words_of
from askcloud.text.ngrams import ngrams_of, pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader
    from askcloud.search.query import Query
    from askcloud.search.rank import ScoredClaim


@record
class Features:
    """What the model looks at. A word that no note says weighs as much as the rarest."""

    said: float
    """Natural logarithm of what the claim earns for words, times the share of the question's idf that any note says."""
    asked: float
    """Natural logarithm of the question's idf in parts of the rarest word's: how much it asks."""
    title: float
    """How far the title of the claim's note says the question's letters, 0 to 1."""
    named: float
    """1 where the claim, its passage or its context says every name of the question, else 0."""
    size: float
    """Natural logarithm of the number of claims: the more there are, the more of a question one says by chance."""


ANSWER_THRESHOLD = 0.27
"""The probability from which a claim is shown as the answer. Corpora left out of the fit lose 0 to 13 % of their right
answers there, 2 % in the mean, and refuse 74 to 98 % of questions asked of other corpora, 87 % in the mean."""

# Some fifty more signals were tried beside these (see docs/decisions.md).
_FEWEST = 1_000  # claims of the smallest corpus fitted: one of still fewer is taken to be as large
_TELLING = 10  # claims under which it tells nothing that most of them say a word
_LEAST = 0.1  # what a claim that says next to nothing is taken to earn
_HALF = 0.5  # where words are not spaced each letter begins a pair, and most words have two letters or more
_ALIKE = 0.5  # share of a name's letters that is that name
# As fitted, but that a missing name weighs one more: foreign questions teach little of it (see docs/decisions.md).
_INTERCEPT = -9.85
_COEFFICIENTS = Features(said=9.60, asked=5.89, title=1.50, named=2.67, size=-0.58)


def answer_probability(index: IndexReader, query: Query, best: ScoredClaim) -> float:
    """The probability that the best claim answers, 0 to 1.

    It is enough where a question is a single word that the claim says: whoever types a topic asks what there is of it.
    """
    found = probability(features(index, query, best))
    is_topic = len(query.words) == 1 and not query.corrections and best.terms.issuperset(query.words.values())
    return max(found, ANSWER_THRESHOLD) if is_topic else found


def features(index: IndexReader, query: Query, best: ScoredClaim) -> Features:
    """The signals of a question and its best claim."""
    claims = index.counts.claims
    total = max(claims, _TELLING)
    rarest = idf(0, total)
    weights = {
        word: query.weight(term) * (idf(query.known[term].claims, total) if term in query.known else rarest)
        for word, term in query.words.items()
    }
    asked = sum(weights.values())
    unknown = sum(weights[word] for word in query.unknown)
    by_title = ngrams_of(weights.items()).overlap(pad_words(words_of(best.note.title)))
    spaced = sum(_HALF * weight if is_bigram(word) else weight for word, weight in weights.items())
    return Features(
        said=log(max(_LEAST, best.words_score * (1 - unknown / asked))),
        asked=log(spaced / rarest),
        title=by_title / asked,
        named=float(not missing_names(query, best)),
        size=log(max(claims, _FEWEST)),
    )


def missing_names(query: Query, best: ScoredClaim) -> list[str]:
    """The names of a question that neither a claim nor what stands around it says, nor something much like them."""
    if not query.names:
        return []
    said = pad_words(words_of("\n".join((best.context, *(claim.text for claim in best.passage.claims)))))
    return [name for name in sorted(query.names) if ngrams_of([(name, 1.0)]).overlap(said) < _ALIKE]


def probability(found: Features) -> float:
    """The probability that the best claim answers, 0 to 1."""
    names = Features.__match_args__
    return 1 / (1 + exp(-_INTERCEPT - sum(getattr(_COEFFICIENTS, name) * getattr(found, name) for name in names)))
