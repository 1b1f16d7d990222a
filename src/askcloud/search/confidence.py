"""How sure an answer is: a logistic model over how much of the question its best claim says.

Raw scores of different corpora cannot be compared; shares of the question can. The model is fitted by
`bench/fit_confidence.py` on questions with known answers against questions asked of other corpora. It knows nothing
about what the notes *could* say, so a question whose subject they know and whose fact they lack may still pass.
"""

from __future__ import annotations

from math import exp, log

from askcloud.index.bm25 import idf
from askcloud.question.names import missing_names
from askcloud.record import Record
from askcloud.text.analyzer import is_bigram, words_of
from askcloud.text.ngrams import ngrams_of, pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim


class Features(Record):
    """The input of the model. A word that no note contains has the idf of the rarest."""

    coverage: float
    """Natural logarithm of the claim's score for words, times the known share of the question's idf."""
    specificity: float
    """Natural logarithm of the question's idf, in units of the rarest word's: how much it asks."""
    title: float
    """Share of the question's character n-grams that the title of the claim's note contains, 0 to 1."""
    names: float
    """1 where the claim, its passage or its context mentions every name of the question, else 0."""
    size: float
    """Natural logarithm of the number of claims: the more there are, the more of a question one says by chance."""


ANSWER_THRESHOLD = 0.27
"""The probability from which a claim is shown as the answer. Corpora left out of the fit lose 0 to 13 % of their right
answers there, 2 % in the mean, and refuse 74 to 98 % of questions asked of other corpora, 87 % in the mean."""

# Some fifty more features were tried (see docs/quality.md).
_MIN_SIZE = 1_000  # claims of the smallest corpus fitted: a still smaller one is treated as if it had as many
_MIN_CLAIMS = 10  # claims below which it tells nothing that most of them contain a word
_MIN_COVERAGE = 0.1  # so that the logarithm of next to nothing is finite
_BIGRAM = 0.5  # weight: where words are not separated, each character begins a bigram, and most words have two or more
# As fitted, but for the names, whose coefficient is raised by 1: questions asked of other corpora teach little about
# them (see docs/quality.md).
_INTERCEPT = -9.85
_COEFFICIENTS = Features(coverage=9.60, specificity=5.89, title=1.50, names=2.67, size=-0.58)


def answer_probability(query: Query, best: ScoredClaim) -> float:
    """Return the probability that the best claim answers a question, 0 to 1.

    It reaches the threshold where the question is a single word that the claim contains: whoever types a topic wants
    whatever there is about it.
    """
    found = probability(features(query, best))
    is_topic = len(query.words) == 1 and not query.corrections and best.terms.issuperset(query.words.values())
    return max(found, ANSWER_THRESHOLD) if is_topic else found


def features(query: Query, best: ScoredClaim) -> Features:
    """Return the features of a question and its best claim."""
    claims = query.statistics.claims
    total = max(claims, _MIN_CLAIMS)
    frequencies = query.statistics.frequencies
    rarest = idf(0, total)
    weights = {
        word: idf(frequencies[term].claims, total) if term in frequencies else rarest
        for word, term in query.words.items()
    }
    asked = sum(weights.values())
    unknown = sum(weights[word] for word in query.unknown)
    in_title = ngrams_of(weights.items()).overlap(pad_words(words_of(best.note.title)))
    spaced = sum(_BIGRAM * weight if is_bigram(word) else weight for word, weight in weights.items())
    return Features(
        coverage=log(max(_MIN_COVERAGE, best.words_score * (1 - unknown / asked))),
        specificity=log(spaced / rarest),
        title=in_title / asked,
        names=float(not names_missing_in(query, best)),
        size=log(max(claims, _MIN_SIZE)),
    )


def names_missing_in(query: Query, best: ScoredClaim) -> list[str]:
    """Return the names of a question that neither a claim nor its passage or context mentions."""
    if not query.names:
        return []
    texts = (best.context, *(claim.text for claim in best.passage.claims))
    return missing_names(query.names, pad_words(words_of("\n".join(texts))))


def probability(found: Features) -> float:
    """Return the probability that the best claim answers, 0 to 1: the logistic function of the weighted features."""
    names = Features.__match_args__
    return 1 / (1 + exp(-_INTERCEPT - sum(getattr(_COEFFICIENTS, name) * getattr(found, name) for name in names)))
