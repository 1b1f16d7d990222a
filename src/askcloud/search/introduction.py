"""How far a claim introduces the thing that it begins with: *X is a …*, *X, a …, …*, *X (its long form) …*."""

from __future__ import annotations

from itertools import islice

from askcloud.text.analyzer import term_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_ASIDE_WORDS = 14  # words between a name and its verb, at most
_MAX_COMMA_LETTERS = 60  # letters in which the comma of an aside or apposition stands
_MAX_HEAD_WORDS = 4  # words after the article in which a vague word makes a sentence say little
_BEFORE_NAME = frozenset("the a an dr mr mrs ms sir der die das el la le".split())
_IS = frozenset("is are was were ist sind war es son era est sont".split())
_WAS = frozenset("was were war era".split())
"""Verbs of a state of things that has passed, which introduces less."""
_DEFINING = frozenset("refers refer means mean describes describe stands occurs occur began".split())
_CREATED = frozenset("founded established created introduced launched invented developed started".split())
_ARTICLES = frozenset("a an the one ein eine der die das un una el la le".split())
_VAGUE_WORDS = frozenset(
    """
    crucial critical foundational fundamental key important significant essential vital major great good central topic
    example part reminder testament prime staple subject cornerstone powerful recurring
    """.split()
)
"""Words with which *X is a …* only says how good or important it is."""
_SPECIFYING_WORDS = frozenset("that which where when who describing signifying meaning designed used".split())


def introduction(words: Sequence[str], text: str, subject: Sequence[str]) -> float:
    """Return how far a claim introduces what it begins with, 0 to 1.

    1 where the name is followed by *is a* or *is the*, at once or after an aside; less where it is followed by its long
    form in parentheses, an apposition, *was a* or *has become a*, by what made it, or by a label's colon. *A key part*
    says little of what it is.

    Args:
        words: Its folded words.
        text: The claim.
        subject: The terms of the topic.
    """
    content = islice((place for place, word in enumerate(words) if word not in STOP_WORDS), len(subject))
    places = [place for place in content if term_of(words[place]) in subject]
    if len(places) < len(subject) or not _BEFORE_NAME.issuperset(words[: min(places)]):
        return 0.0
    rest = words[max(places) + 1 :]
    if words[max(places)].endswith("'s") or not rest:
        return 0.0
    return max(_by_copula(rest, text), _by_punctuation(rest, text))


def _by_copula(rest: Sequence[str], text: str) -> float:
    """Return how far a claim introduces its subject by a verb, given the words after the name."""
    if tuple(rest[:2]) in {("has", "become"), ("have", "become")}:
        return 0.7 * (rest[2:3] != [] and rest[2] in _ARTICLES)
    copula = next((place for place, word in enumerate(rest[:_MAX_ASIDE_WORDS]) if word in _IS), _MAX_ASIDE_WORDS)
    follows = rest[copula + 1 :]
    if not follows or not (copula == 0 or "," in text[:_MAX_COMMA_LETTERS]):
        return 0.0
    if follows[0] in _ARTICLES:
        says_little = not _VAGUE_WORDS.isdisjoint(follows[1 : 1 + _MAX_HEAD_WORDS]) and _SPECIFYING_WORDS.isdisjoint(
            follows
        )
        return (0.7 if rest[copula] in _WAS else 1.0) * (0.5 if says_little else 1.0)
    if copula:
        return 0.0
    return 0.5 if follows[0] in _CREATED else 0.3 * (follows[0] != "not")


def _by_punctuation(rest: Sequence[str], text: str) -> float:
    """Return how far a claim introduces its subject by punctuation or another verb, given the words after the name."""
    comma, parenthesis, colon = (text.find(sign) for sign in ",(:")
    if 0 < parenthesis < _MAX_COMMA_LETTERS and text[:parenthesis].count(" ") <= _MAX_HEAD_WORDS:
        inside = text[parenthesis + 1 :].partition(")")[0].split()
        if sum(word[:1].isupper() for word in inside) > 1:
            return 0.9
    if rest[0] in _ARTICLES and 0 < comma < _MAX_COMMA_LETTERS:
        return 0.8
    if rest[0] in _DEFINING:
        return 0.5
    return 0.2 * (0 < colon < _MAX_COMMA_LETTERS and text[:colon].count(" ") <= 1)
