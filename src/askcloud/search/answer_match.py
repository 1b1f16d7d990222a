"""How far a claim gives the type of answer that a question asks for: a date for *when*, a reason for *why*.

Figures and dates look alike in most languages; the words are those of English and of a few neighbouring languages.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.question.answer_type import (
    CAUSE,
    DATE,
    DEFINITION,
    DURATION,
    MANNER,
    MONEY,
    NAME,
    NUMBER,
    NUMBER_WORDS,
    PERCENT,
    PLACE,
)
from askcloud.text.analyzer import term_of, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[a-z]+teenth|twentieth|twenty-first"
_SUM = r"\d[\d,.]*\s?(?:k|m|bn|b|million|billion|trillion|thousand)?"
_MONTHS = (
    "january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli"
    "|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_SIGNS = {
    MONEY: r"[$€£₹¥]\s?\d[\d,.]*|\bfree\b"
    rf"|\b{_SUM}\s?(?:dollars|euros?|pounds|cents|rupees|usd|kron\w+|sek|yen|bucks)\b",
    PERCENT: r"\d[\d,.]*\s?%|\bper ?cent\b|\bprozent\b|\bpor ciento\b"
    r"|\b(?:half|third|two[- ]thirds|quarter|majority)\b",
    DURATION: rf"\b(?:\d[\d,.]*|{NUMBER_WORDS}|an?|few|several|decades?)[ -]"
    r"(?:second|minute|hour|day|week|month|year|decade|centur|sekund|stund|tag|woche|monat|jahr|hora|día|seman|mes|año)",
    NUMBER: rf"\d[\d,.]*|\b(?:one|{NUMBER_WORDS})\b",
    DATE: rf"\b(?:1\d|20)\d\ds?\b|\b(?:{_MONTHS})\b|\b\d0s\b|\b(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINALS}) century"
    r"|\b\d+ (?:bce?|ce|ad)\b|\bworld war\b|\bjahrhundert|\bweltkrieg|\bsiglo\b|\bguerra mundial\b",
    CAUSE: r"\b(?:because|since|due to|owing to|so that|in order to|reasons?|caus(?:e|es|ed|ing)|led to|thanks to"
    r"|as (?:it|they|he|she|this|that|the|its|their|\w+ing)|weil|denn|aufgrund|wegen|porque|debido|ya que|parce que)\b",
    PLACE: r"\b(?i:in|at|near|from|outside|to|on|of|en)\s+(?:the\s+)?[A-Z]\w+",
    NAME: r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+",
}
_WEAK_CAUSE = (
    r"\b(?:therefore|thus|result(?:s|ed|ing)?|lead(?:s|ing)? to|driven by|to (?:avoid|prevent|ensure|make|get|keep"
    r"|reduce|protect|help|allow|maintain)|by \w+ing|allow(?:s|ed|ing)|enabl(?:es|ed|ing)|prevent(?:s|ed|ing)?|without"
    r"|ensur(?:es|ed|ing)|stems?|means?|principle|fear|concern)\b"
)
_MANNER = (
    r"\b(?:by (?:\w+ly )?\w+ing|through|via|using|with the help of|thanks to|in order to|instead of|rather than|works?"
    r"|(?:allow|enabl|involv)(?:e?s|ed|ing)|to (?:ensure|make|avoid|create|keep|reduce|build|get)|process|method"
    r"|strategy|approach)\b"
)
_SIGN_OF_MANNER = 0.17  # weak evidence; at most two signs count
_SUBORDINATE = frozenset("although as because but despite however if since though unless when whereas while".split())
_DEFINES = r"^(?:is|are|was|were|means?|refers?|involv\w+|describ\w+|denotes?)$"
_DEFINING_VERB, _DEFINED_FIRST = 0.6, 0.4  # what a defining verb and an opening position each add to a definition
_SUBJECT_WORDS = 12  # words of a claim among which a definition names its subject
_VERB_WORDS = 5  # words after the subject among which the verb follows
_OPENING_WORDS = 3  # words from which the subject opens the claim


def answer_type_score(kind: str | None, text: str, question: Collection[str]) -> float:
    """Return how far a claim says something of the type asked for, 0 to 1.

    Args:
        kind: The type, as `answer_type.expected_answer_type` gives it; None scores 0.
        text: The claim.
        question: The terms of the question: what only repeats the question does not answer it.
    """
    if kind is None:
        return 0.0
    if kind == DEFINITION:
        return _definition_score(text, question)
    if kind not in (NAME, PLACE):
        text = text.lower()
    if kind == MANNER:
        return _SIGN_OF_MANNER * min(2, len(_pattern(_MANNER).findall(text)))
    signs = _pattern(_SIGNS[kind]).finditer(text)
    if any(kind == CAUSE or _adds_a_word(sign.group(), question) for sign in signs):
        return 1.0
    if kind == CAUSE:
        return 0.5 if _pattern(_WEAK_CAUSE).search(text) else 0.0
    return 0.5 if kind in (MONEY, PERCENT, DURATION) and any(c.isdigit() for c in text) else 0.0


def _adds_a_word(sign: str, question: Collection[str]) -> bool:
    """Return whether a sign contains a word that the question does not."""
    return any(word not in STOP_WORDS and term_of(word) not in question for word in words_of(sign))


def _definition_score(text: str, question: Collection[str]) -> float:
    """Return 0.6 if the whole subject is followed by `is`, `means` or the like, and 0.4 more if it opens the claim.

    *While moats are easier to lose …* says something about moats, not what they are.
    """
    words = words_of(text)[: _SUBJECT_WORDS + _VERB_WORDS]
    if words[:1] and words[0] in _SUBORDINATE:
        return 0.0
    terms = list(map(term_of, words[:_SUBJECT_WORDS]))
    first = {term: position for position, term in reversed(list(enumerate(terms))) if term in question}
    if not question or len(first) < len(question):
        return 0.0
    after = words[max(first.values()) + 1 :][:_VERB_WORDS]
    verb = any(_pattern(_DEFINES).match(word) for word in after)
    return _DEFINING_VERB * verb + _DEFINED_FIRST * (min(first.values()) < _OPENING_WORDS)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first needed: a question needs one or two of them."""
    return re.compile(source)
