"""The things of a kind in a claim: dates, sums of money, persons …, with their positions.

Figures and dates look alike in most languages; the words are those of English and of a few neighbouring languages.
"""

from __future__ import annotations

from functools import cache

from askcloud.index.lexicon import OTHER
from askcloud.question.kind import (
    AGE,
    COUNT,
    DATE,
    DURATION,
    LENGTH,
    MONEY,
    NUMBER_WORDS,
    PERCENT,
    PERSON,
    PLACE,
    WEIGHT,
)
from askcloud.record import Record
from askcloud.text.analyzer import term_of, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Mapping

    from askcloud.index.lexicon import Name
    from askcloud.text.proper_names import ProperName

_SUM = (
    r"(?:\d[\d,.]*|one|two|three|five|six|ten|twenty|fifty|hundreds?(?: of)?)\s?(?:k|m|bn|b|mio|mrd|hundred"
    r"|(?:tausend|thousand|mil|mill(?:i?on(?:en|es)?|iarden?|iard|iers)|billion|trillion)s?(?: d[e'])?)?"
)
_SIGNS = {
    MONEY: r"[$€£₹¥]\s?\d[\d,.]*|\bfree\b|\b(?:usd|eur|gbp|chf)\s\d[\d,.]*"
    rf"|\b{_SUM}\s?[$€£₹¥](?!\d)"
    rf"|\b{_SUM}\s?(?:dollars?|dólares|euros?|pounds|quid|cents|rupees|usd|eur|gbp|chf|kron\w+|sek|yen|bucks"
    r"|francs?|guilders?|pesos?|lir[ae]|yuan|renminbi|rou?bles?|zlotys?|shekels?|dirhams?)\b",
    PERCENT: r"\d[\d,.]*\s?%|\bper ?cent\b|\bprozent\b|\bpor ciento\b"
    r"|\b(?:half|third|two[- ]thirds|quarter|majority)\b",
    DURATION: rf"\b(?:\d[\d,.]*|{NUMBER_WORDS}|an?|few|several|decades?)[ -]"
    r"(?:second|minute|hour|hrs?\b|mins?\b|day|week|month|year|decade|centur|sekund|stund|tag|woche|monat|jahr|hora|día"
    r"|seman|mes|año|heure|jours?\b|mois\b|ans?\b|or[ae]\b|giorn|settiman|anni|dias?\b|anos?\b)",
    AGE: rf"\b(?:\d{{1,4}}|{NUMBER_WORDS})[ -]years?\b|\bage[ds]?(?: of)? \d{{1,3}}\b|\bborn\b.{{0,60}}?\b[12]\d{{3}}\b"
    r"|\b(?:at|turned|was|is) \d{1,2}\b(?![.,:]\d)|\b\d{1,3} (?:jahre|años|ans|anni|anos)\b"
    r"|\b(?:his|her|their) (?:early |mid[ -]|late )?(?:teens|\d0s|twenties|thirties|forties|fifties|sixties)\b",
    LENGTH: rf"\b(?:\d[\d,.]*|{NUMBER_WORDS})[ -]?(?:[kcm]?m|(?:kilo|centi|milli)?met(?:er|re)s?|feet|foot|ft"
    r"|inch(?:es)?|miles?|yards?|stor(?:ey|y|ie)s?|floors?|light[ -]years?|metr[oi]s?|kilómetros|(?:kilo)?mètres?|pieds"
    r")\b|\d[’']\d{1,2}\b",
    WEIGHT: rf"\b(?:\d[\d,.]*|{NUMBER_WORDS})[ -]?(?:k?g|mg|(?:kilo|milli)?gram(?:me|m)?s?|kilos?|pounds?|lbs?|ounces?"
    r"|tons?|tonnes?|tonnen|toneladas|kilogramos?|gramos?|pfund)\b",
    COUNT: rf"\d[\d,.]*|\b(?:one|{NUMBER_WORDS})\b",
    PLACE: r"\b(?i:in|at|near|from|outside|to|on|of|en)\s+(?:the\s+)?[^\W\d_a-zß-öø-ÿ]\w+",
}

_KNOWN_NAME, _UNKNOWN_NAME, _SINGLE_NAME, _OTHER_KIND = 1.0, 0.8, 0.6, 0.3
"""How certainly a name is of the kind asked for: the lexicon has this kind; it has none; the name is one word, as
*Lenin*; the lexicon has another kind."""


class Thing(Record):
    """A thing that a claim names and the question does not."""

    start: int
    """Offset of its first character in the claim."""
    end: int
    """Offset after its last one."""
    certainty: float
    """How surely it is of the kind asked for, above 0 to 1."""


def things_of(kind: str, text: str, question: Collection[str]) -> list[Thing]:
    """Return the dates, figures or places that a claim names, in order; what only repeats the question is left out.

    Args:
        kind: One of `kind.THINGS`, but neither a person nor an organisation.
        text: The claim.
        question: The terms of the question.
    """
    searched = text if kind == PLACE else text.lower()
    if kind == DATE:
        from askcloud.search.dates import date_spans  # .4 ms: only for when

        spans = date_spans(searched)
    else:
        spans = (sign.span() for sign in _pattern(_SIGNS[kind]).finditer(searched))
    return [Thing(start, end, 1.0) for start, end in spans if adds_a_word(searched[start:end], question)]


def named_things(
    kind: str, text: str, names: Iterable[ProperName], question: Collection[str], lexicon: Mapping[str, Name]
) -> list[Thing]:
    """Return the persons or organisations that a claim names, in order; what only repeats the question is left out.

    A single word that begins a sentence, or a label at its beginning, *City Center Stores:*, is no name unless the
    lexicon knows it.

    Args:
        kind: PERSON or ORGANISATION.
        text: The claim.
        names: The proper names in the claim.
        question: The terms of the question.
        lexicon: What the lexicon knows of them, by key.
    """
    things = []
    for name in names:
        if name.whole and adds_a_word(name.form, question):
            known = lexicon.get(name.key)
            single = " " not in name.form
            is_label = name.start == 0 and text.startswith(":", name.end)
            if known or not (name.opens and (single or is_label)):
                is_titled = name.titled and kind == PERSON
                certainty = 1.0 if is_titled else _certainty(kind, known.kind if known else OTHER, single=single)
                things.append(Thing(name.start, name.end, certainty))
    return things


def _certainty(kind: str, known: str, *, single: bool) -> float:
    """Return how certainly a name is of a kind, given its kind in the lexicon, which is OTHER if it is unknown."""
    if known == kind:
        return _SINGLE_NAME if single and kind == PERSON else _KNOWN_NAME
    if known == OTHER:
        return _SINGLE_NAME if single else _UNKNOWN_NAME
    return _OTHER_KIND


def adds_a_word(sign: str, question: Collection[str]) -> bool:
    """Return whether some text contains a word that the question does not."""
    return any(word not in STOP_WORDS and term_of(word) not in question for word in words_of(sign))


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first needed: a question needs one of them."""
    import re  # 4 ms: not where persons, organisations or dates are asked for

    return re.compile(source)
