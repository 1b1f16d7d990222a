"""What a question asks for, and whether a claim says such a thing: a date for *when*, a sum for *how much*.

The words that give a question away are those of English and a few neighbours; figures and dates look alike in most
languages.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.text.analyzer import term_of, words_of
from askcloud.text.ngrams import pad_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

MONEY, PERCENT, DURATION, NUMBER, DATE, NAME, PLACE, CAUSE, MANNER, DEFINITION = (
    "money", "percent", "duration", "number", "date", "name", "place", "cause", "manner", "definition",
)  # fmt: skip

# The first type with a cue in the question is the one asked for. Cues are folded: no accents, no capitals. Those with ^
# count only among the question's first words.
_CUES = tuple(
    (kind, tuple(cues.split("|")))
    for kind, cues in (
        (DATE, "^when|what year|which year|what date|what day|what month|what century|what decade"),
        (DATE, "^wann|in welchem jahr|^cuando|en que ano|^quand|en quelle annee|^quando|^wanneer|^когда"),
        (CAUSE, "^why|how come|what made|what caused|what causes|what led|the reason|what reason"),
        (CAUSE, "^warum|^weshalb|^wieso|^por que|^pourquoi|^perche|^waarom|^почему"),
        (PLACE, "^where|what city|which city|what country|which country|what state|what town|^donde"),
        (PERCENT, "percent|percentage|what share|market share|proportion|fraction|what cut"),
        (PERCENT, "prozent|prozentsatz|porcentaje|por ciento|pourcentage|percentuale"),
        (MONEY, "price|cost|costs|salary|revenue|how expensive|how much money|how much did|how much does|how much was"),
        (MONEY, "how much were|wie teuer|was kostet|cuanto cuesta|combien coute|quanto costa"),
        (DURATION, "how long|wie lange|cuanto tiempo|cuanto dura|combien de temps|quanto tempo"),
        (NUMBER, "how many|how much|how far|how fast|how big|how tall|how high|how deep|how old|how large|how wide"),
        (NUMBER, "how heavy|how strong|how often|number of|what number|wie viele|wie viel|wieviele|wieviel|wie hoch"),
        (NUMBER, "wie gross|cuantos|cuantas|^cuanto|^cuanta|combien|quanti|quante|quantos|quantas|hoeveel|сколько"),
        (NAME, "^who|^whose|^whom|^quien|^quienes"),
        (MONEY, "pay|paid|worth|owe|owes"),
        (MANNER, "^how"),
    )
)
_OPENING = 3  # words among which a question word asks; later, *when* and *where* mostly tie two clauses

_DEFINED = r"(?:what|who)(?:'s|'re| is| are| was| were) |what (?:does|do) .+ mean|define "
_MAX_DEFINED = 5  # words after "what is" that can still be a name of something

_COUNT = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?"
    "|billions?|trillions?|dozens?|half|twice"
    # left out of other languages is what English knows as another word: elf, cent, once, due
    "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|hundert|tausend"
    "|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|cien"
    "|deux|trois|quatre|cinq|huit|neuf|douze|vingt|tre|quattro|cinque|sette|otto|nove|dieci"
)
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
    DURATION: rf"\b(?:\d[\d,.]*|{_COUNT}|an?|few|several|decades?)[ -]"
    r"(?:second|minute|hour|day|week|month|year|decade|centur|sekund|stund|tag|woche|monat|jahr|hora|día|seman|mes|año)",
    NUMBER: rf"\d[\d,.]*|\b(?:one|{_COUNT})\b",
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
_SIGN_OF_MANNER = 0.17  # a vague sign of a vague thing; two count
_KINDS = "reasons|steps|ways|things|principles|parts|kinds|types|rules|stages|goals|lessons|tips|benefits|examples"
_ASKS_FOR_SEVERAL = (
    r"(?:what|which) (?:are|were) |(?:name|list) |which \w{2,}[^suia ]s\b"
    r"|what \w{2,}[^suia ]s (?:are|were|do|did|does|has|have|can|could|should)\b"
)
_COUNTS_SEVERAL = rf"\b(?:{_COUNT}|\d{{1,2}}) (?:\w+ )?(?:{_KINDS})\b"
_SUBORDINATE = frozenset("although as because but despite however if since though unless when whereas while".split())
_DEFINES = r"^(?:is|are|was|were|means?|refers?|involv\w+|describ\w+|denotes?)$"


def expected_answer_type(question: str) -> str | None:
    """The type of answer a question asks for; None if its words do not say."""
    asked = words_of(question)
    words = [word.removesuffix("'s") for word in asked]
    text = pad_words(words)
    opening = pad_words(words[:_OPENING])
    for kind, cues in _CUES:
        if any(f" {cue.lstrip('^')} " in (opening if cue[0] == "^" else text) for cue in cues):
            return kind
    if len(asked) <= 2 + _MAX_DEFINED and _pattern(_DEFINED).match(pad_words(asked)[1:]):
        return DEFINITION
    return None


def asks_for_several(question: str) -> bool:
    """Whether a question asks for a list: *what are the steps*, *three reasons*, *which ways are there*."""
    text = " ".join(words_of(question))
    if text.startswith(("what ", "which ", "name ", "list ")) and _pattern(_ASKS_FOR_SEVERAL).match(text):
        return True
    named = any(kind in text for kind in _KINDS.split("|"))  # the pattern takes .4 ms to compile
    return named and _pattern(_COUNTS_SEVERAL).search(text) is not None


def answer_type_score(kind: str | None, text: str, question: Collection[str]) -> float:
    """How far a claim says something of the type asked for, 0 to 1.

    Args:
        kind: The type; None asks for nothing.
        text: The claim.
        question: The question's terms: what repeats the question is no answer to it.
    """
    if kind is None:
        return 0.0
    if kind == DEFINITION:
        return _defines(text, question)
    if kind not in (NAME, PLACE):
        text = text.lower()
    if kind == MANNER:
        return _SIGN_OF_MANNER * min(2, len(_pattern(_MANNER).findall(text)))
    finds = _pattern(_SIGNS[kind]).finditer(text)
    if any(kind == CAUSE or _is_new(found.group(), question) for found in finds):
        return 1.0
    if kind == CAUSE:
        return 0.5 if _pattern(_WEAK_CAUSE).search(text) else 0.0
    return 0.5 if kind in (MONEY, PERCENT, DURATION) and any(c.isdigit() for c in text) else 0.0


def _is_new(found: str, question: Collection[str]) -> bool:
    """Whether a find holds a word that the question does not."""
    return any(word not in STOP_WORDS and term_of(word) not in question for word in words_of(found))


def _defines(text: str, question: Collection[str]) -> float:
    """0.6 if all that is asked about is followed by `is`, `means` or the like, 0.4 if it opens the claim.

    *While moats are easier to lose …* says something of moats, not what they are.
    """
    words = words_of(text)[:17]
    if words[:1] and words[0] in _SUBORDINATE:
        return 0.0
    places = {term: at for at, term in reversed(list(enumerate(map(term_of, words[:12])))) if term in question}
    if not question or len(places) < len(question):
        return 0.0
    verb = any(_pattern(_DEFINES).match(word) for word in words[max(places.values()) + 1 :][:5])
    return 0.6 * verb + 0.4 * (min(places.values()) <= 2)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled when first needed: a question needs one or two of them. Ignoring case would take four times as long."""
    return re.compile(source)
