"""The reason for an abstention, as a sentence, and the closest matches."""

from __future__ import annotations

import re

from askcloud.question.names import is_name
from askcloud.record import Record
from askcloud.search.features import names_missing_in
from askcloud.search.spelling import is_common
from askcloud.search.substitutes import may_be_substituted
from askcloud.text.analyzer import fold, join_bigrams, term_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from askcloud.index.filters import Filters
    from askcloud.search.query import Query
    from askcloud.search.scored import ScoredClaim

COMMON_SHARE = 0.05
"""Share of claims above which a word is so common that a claim is not close to a question because it contains it."""

_FEW_CLAIMS = 10  # a word in fewer claims is never common: in a few notes, every word is in 5 % of the claims
_RE_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:['’]\w+)?")
_RE_POSSESSIVE = re.compile("['’]s$")


class _TypedWord(Record):
    """A word of a question, as typed."""

    start: int
    end: int
    folded: str
    """Folded, without 's."""
    possessive: bool
    """Whether it ends in 's, which ends a name."""


def nearest_claims(query: Query, ranked: Sequence[ScoredClaim]) -> list[ScoredClaim]:
    """Return those claims that contain, with their context, a name of the question or a word that is not common."""
    statistics = query.statistics
    most = max(_FEW_CLAIMS, COMMON_SHARE * statistics.claims)
    telling = {term for term in query.known if statistics.frequencies[term].claims <= most}
    telling |= set(map(term_of, query.names))
    return [
        scored
        for scored in ranked
        if not (telling.isdisjoint(scored.terms) and telling.isdisjoint(scored.context_terms))
    ]


def why_no_match(query: Query, filters: Filters | None) -> str:
    """Return why no passage matches: a phrase, an exclusion or a filter that nothing satisfies, else unknown words."""
    where = f" {filters.described}" if filters else ""
    if query.known and query.question.phrases:
        phrases = (f"“{' '.join(phrase)}”" for phrase in query.question.phrases)
        return f"No note{where} contains the exact phrase {' and '.join(phrases)}."
    if query.known and query.question.excluded:
        return f"Every match{where} contains an excluded word."
    return f"No note{where} contains a word of the question." if query.known and where else why_unanswered(query, None)


def why_unanswered(query: Query, closest: ScoredClaim | None) -> str:
    """Return why there is no answer: the words that no note contains, else the names that the closest match lacks.

    Args:
        query: The question, looked up.
        closest: The closest match, if one is shown.
    """
    unknown = [word for word in (*query.unknown, *query.corrections) if not may_be_substituted(word)]
    unknown = [word for word in unknown if query.words.get(word) not in query.synonyms] or unknown
    if unknown:
        return f"No note mentions {_quoted(join_bigrams(unknown), query.question.typed)}."
    if closest is None:
        return "No passage matches the question well enough."
    names = names_missing_in(query, closest)
    if names:
        return f"The closest match does not mention {_quoted(names, query.question.typed)}."
    said = closest.terms | closest.context_terms
    missing = [word for word, term in query.words.items() if term not in said and not may_be_substituted(word)]
    found = [word for word, term in query.words.items() if term in said]
    if missing and found:
        typed = query.question.typed
        return f"The closest match mentions {_quoted(found, typed, 'and')}, but not {_quoted(missing, typed)}."
    return "The notes mention these words, but no passage answers the question."


def _quoted(words: Sequence[str], question: str, conjunction: str = "or") -> str:
    """Return folded words in quotation marks, spelt as in the question and joined to whole names."""
    named = {word.removesuffix("'s") for word in words}
    spans = list(_names_with(named, question))
    typed = [_RE_POSSESSIVE.sub("", " ".join(question[start:end].split())) for start, end, _ in spans]
    covered = {folded for _, _, members in spans for folded in members}
    others = [word for word in words if word.removesuffix("'s") not in covered]  # not a word as typed: a bigram
    return f" {conjunction} ".join(f"“{each}”" for each in dict.fromkeys((*typed, *others)))


def _names_with(named: Collection[str], question: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (start, end, folded words) of each name in a question that contains one of some words.

    A name is a run of words with capitals, or of some of these words that are not common English or are joined by a
    hyphen: *Simone Giertz*, *simone giertz*, *coca-cola*. Any other word is a run by itself.
    """
    run: list[_TypedWord] = []
    for word in _typed_words(question):
        if not (run and _in_one_name(run[-1], word, named, question)):
            yield from _spans_of(run, named)
            run = []
        run.append(word)
    yield from _spans_of(run, named)


def _spans_of(run: Sequence[_TypedWord], named: Collection[str]) -> Iterator[tuple[int, int, list[str]]]:
    if any(word.folded in named for word in run):
        yield run[0].start, run[-1].end, [word.folded for word in run]


def _typed_words(question: str) -> Iterator[_TypedWord]:
    for match in _RE_WORD.finditer(question):
        folded = fold(match.group())
        yield _TypedWord(match.start(), match.end(), folded.removesuffix("'s"), folded.endswith("'s"))


def _in_one_name(one: _TypedWord, other: _TypedWord, named: Collection[str], question: str) -> bool:
    """Return whether a word of a question and the next one belong to the same name."""
    words = [one, other]
    between = question[one.end : other.start]
    if one.possessive or between.strip(" \t-"):
        return False
    if any(word.folded in STOP_WORDS or not word.folded[0].isalpha() for word in words):
        return False
    if not question.isupper() and all(_has_capital(word, question) for word in words):
        return True
    if question[one.start].isupper() != question[other.start].isupper():
        return False
    return all(word.folded in named and ("-" in between or not is_common(word.folded)) for word in words)


def _has_capital(word: _TypedWord, question: str) -> bool:
    """Return whether a word is written as a name; a common word at the beginning of a question is not."""
    typed = question[word.start : word.end]
    return is_name(typed, question) or (typed[:1].isupper() and not is_common(word.folded))
