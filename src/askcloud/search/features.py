"""The features of a question and its best claims from which `confidence` estimates how likely the answer is right.

Raw scores of different corpora cannot be compared; shares of the question can. No feature depends on how many notes
there are: fitted on some corpora, such a feature misleads on a larger one.
"""

from __future__ import annotations

from itertools import pairwise
from math import log

from askcloud.index.bm25 import idf
from askcloud.question.kind import ORGANISATION, PERSON, THINGS
from askcloud.record import Record
from askcloud.search.answer_evidence import NEARNESS_SCALE, asked_of
from askcloud.search.weights import WEIGHTS
from askcloud.text.analyzer import is_bigram, term_of, words_of
from askcloud.text.ngrams import pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from askcloud.search.answer_evidence import Asked
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim
    from askcloud.search.things import Thing
    from askcloud.text.proper_names import ProperName

MAX_CANDIDATES = 10
"""Claims, best first, among which the question may be answered if not by the first."""

_MIN_CLAIMS = 10  # claims below which it tells nothing that most of them contain a word
_MIN_COVERAGE = 0.1  # so that the logarithm of next to nothing is finite
_BIGRAM = 0.5  # weight: where words are not separated, each character begins a bigram, and most words have two or more
_MAX_WORDS = 8  # of a question; more tell no more
_SIXTH = 5
_KINDS_OF_EVIDENCE = ("definition", "expansion", "cause", "manner", "instruction", "contrast")
_ROMAN = {"2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi", "7": "vii", "8": "viii", "9": "ix", "10": "x"}
"""Numbers of names as they may also be written: *World War II*."""


class Features(Record):
    """The input of the model. A word that no note contains has the idf of the rarest."""

    coverage: float
    """Natural logarithm of the claim's score for words, times the share of the question's idf that is expressed."""
    specificity: float
    """Natural logarithm of the question's idf, in units of the rarest word's: how much it asks."""
    names: float
    """1 where the claim, its passage or its context mentions every name of the question, else 0."""
    nearness: float
    """How near the claim names a thing of the kind asked for to what is asked of it (see `answer_evidence`), 0 to 1; 0
    where no thing is asked for."""
    best_nearness: float
    """The highest of the first ten claims."""
    thing: float
    """1 where the question asks for a thing: a date, a sum, a person …; else 0."""
    evidence: float
    """The parts of the score for a definition, a reason or the like, where the question asks for that."""
    words: float
    """Words of the question that are searched, in units of 8, at most 1."""
    topic: float
    """1 where it is only one word, else 0."""
    ambiguity: float
    """Score of the sixth claim divided by that of the first; 0 without a sixth."""
    score: float
    """Score of the first claim."""


def features_of(query: Query, ranked: Sequence[ScoredClaim]) -> Features:
    """Return the features of a question and its claims, best first, at least one."""
    best = ranked[0]
    weights = idf_weights(query)
    rarest = idf(0, max(query.statistics.claims, _MIN_CLAIMS))
    asked = sum(weights.values())
    unknown = sum(weights[query.words[word]] for word in query.unknown if not _is_expressed(word, query, ranked))
    spaced = sum(_BIGRAM * weights[term] if is_bigram(word) else weights[term] for word, term in query.words.items())
    wanted = asked_of(query, weights)
    nearest = _nearness_in(query, wanted, ranked[:MAX_CANDIDATES])
    return Features(
        coverage=log(max(_MIN_COVERAGE, best.words_score * (1 - unknown / asked))),
        specificity=log(spaced / rarest),
        names=float(not names_missing_in(query, best)),
        nearness=nearest[0],
        best_nearness=max(nearest),
        thing=float(query.kind in THINGS),
        evidence=sum(best.parts.get(name, 0.0) for name in _KINDS_OF_EVIDENCE),
        words=min(len(weights), _MAX_WORDS) / _MAX_WORDS,
        topic=float(len(weights) == 1),
        ambiguity=ranked[_SIXTH].score / best.score if len(ranked) > _SIXTH and best.score > 0 else 0.0,
        score=best.score,
    )


def _is_expressed(word: str, query: Query, ranked: Sequence[ScoredClaim]) -> bool:
    """Return whether the best claims express a word of the question in another one.

    The first does in a synonym, itself or in its context; one of the first ten does where it names a thing of the kind
    asked for near a word of the relation asked about: where no note of a few contains *CEO*, *chief executive* answers.
    """
    first, synonyms = ranked[0], query.synonyms.get(query.words[word], frozenset())
    if synonyms & (first.terms | first.context_terms):
        return True
    asks = word in query.question.asking_words
    return asks and any(claim.parts.get("nearness") for claim in ranked[:MAX_CANDIDATES])


def idf_weights(query: Query) -> dict[str, float]:
    """Return the idf among claims of each term of a question; the highest for one that no note contains."""
    total = max(query.statistics.claims, _MIN_CLAIMS)
    frequencies = query.statistics.frequencies
    return {term: idf(frequencies[term].claims if term in frequencies else 0, total) for term in query.words.values()}


def _nearness_in(query: Query, asked: Asked, claims: Sequence[ScoredClaim]) -> list[float]:
    """Return for each claim how near a thing of the kind asked for is to the attribute asked about in it, 0 to 1.

    The attribute is given by the words of the question that are not names, their synonyms, and the words of its
    relation.
    """
    kind = asked.kind
    if not kind or kind not in THINGS:
        return [0.0] * len(claims)
    of_names = set(map(term_of, query.name_words))
    attributes = frozenset(term for term in asked.weights if term not in of_names)
    if not of_names:  # a name may be among them that no lexicon of a few notes knows
        asking = query.question.asking_words
        attributes = frozenset(query.words[word] for word in asking if word in query.words) or attributes
    wanted = attributes.union(*(query.synonyms.get(term, ()) for term in attributes))
    return [
        max(_nearness_to(wanted, scored.claim.text, asked), scored.parts.get("nearness", 0.0) / WEIGHTS.nearness)
        for scored in claims
    ]


def _nearness_to(wanted: Collection[str], text: str, asked: Asked) -> float:
    """Return how near a claim names a thing of the kind asked for to a word with one of some terms."""
    from askcloud.search.things import named_things, things_of  # already loaded

    kind, places = asked.kind or "", list(_places_of(text, wanted))
    asks_for_name = kind in (PERSON, ORGANISATION)
    names: Sequence[ProperName] = ()
    if places and (asks_for_name or asked.name):
        from askcloud.search.relation_cues import is_of_another  # only where a name is asked for, or about
        from askcloud.text.proper_names import proper_names

        names = proper_names(text)
        places = [place for place in places if not is_of_another(text, names, place, asked.name)]
    if not places:
        return 0.0
    things = (
        named_things(kind, text, names, asked.weights, {}) if asks_for_name else things_of(kind, text, asked.weights)
    )
    return _nearness(things, places)


def _nearness(things: Sequence[Thing], places: Iterable[tuple[int, int]]) -> float:
    """Return how near the nearest of some things and places are: 1 / (1 + characters between them / 40)."""
    gaps = [max(0, start - thing.end, thing.start - end) for start, end in places for thing in things]
    return 1 / (1 + min(gaps) / NEARNESS_SCALE) if gaps else 0.0


def _places_of(text: str, terms: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each word of a text with one of some terms, but not with another meaning."""
    from askcloud.search.relation_cues import has_another_meaning  # mostly already loaded

    end = -1
    tokens = text.split(" ")
    for token, after in pairwise((*tokens, "")):
        start, end = end + 1, end + 1 + len(token)
        words = (token.lower(),) if token.isascii() and token.isalnum() else words_of(token)
        if any(term_of(word) in terms and not has_another_meaning(word, after) for word in words):
            yield start, end


def names_missing_in(query: Query, best: ScoredClaim) -> list[str]:
    """Return the words of names in a question that neither a claim nor its passage or context mentions."""
    required = query.required_names
    if not required:
        return []
    from askcloud.question.names import missing_names  # .2 ms: only where a name is asked about

    texts = (best.context, *(claim.text for claim in best.passage.claims))
    text = pad_words(words_of("\n".join(texts)))
    return [name for name in missing_names(required, text) if f" {_ROMAN.get(name)} " not in text]
