"""The type of answer that a question asks for: a date for *when*, an amount of money for *how much*; or a list.

The cues are words of English and of a few neighbouring languages.
"""

from __future__ import annotations

import re

from askcloud.text.ngrams import pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MONEY, PERCENT, DURATION, NUMBER, DATE, NAME, PLACE, CAUSE, MANNER, DEFINITION = (
    "money", "percent", "duration", "number", "date", "name", "place", "cause", "manner", "definition",
)  # fmt: skip

# The first type with a cue in the question is the one asked for. Cues are folded: no accents, no capitals. A cue with ^
# counts only among the first words of the question.
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
_OPENING = 3  # words; a question word after these mostly joins two clauses, as *when* and *where* do

_DEFINED = r"(?:what|who)(?:'s|'re| is| are| was| were) |what (?:does|do) .+ mean|define "
_MAX_DEFINED = 5  # words after "what is" that can still be the name of something


NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?"
    "|billions?|trillions?|dozens?|half|twice"
    "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|hundert|tausend"
    "|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|cien"
    "|deux|trois|quatre|cinq|huit|neuf|douze|vingt|tre|quattro|cinque|sette|otto|nove|dieci"
)
"""Numbers as words, as alternatives of a regular expression. English homographs are left out: elf, once."""
_KINDS = "reasons|steps|ways|things|principles|parts|kinds|types|rules|stages|goals|lessons|tips|benefits|examples"
_ASKS_FOR_SEVERAL = (
    r"(?:what|which) (?:are|were) |(?:name|list) |which \w{2,}[^suia ]s\b"
    r"|what \w{2,}[^suia ]s (?:are|were|do|did|does|has|have|can|could|should)\b"
)
_COUNTS_SEVERAL = rf"\b(?:{NUMBER_WORDS}|\d{{1,2}}) (?:\w+ )?(?:{_KINDS})\b"


def expected_answer_type(words: Sequence[str]) -> str | None:
    """Return the type of answer that a question asks for; None if its words do not tell.

    Args:
        words: All folded words of the question, in order.
    """
    plain = [word.removesuffix("'s") for word in words]
    text = pad_words(plain)
    opening = pad_words(plain[:_OPENING])
    for kind, cues in _CUES:
        if any(f" {cue.lstrip('^')} " in (opening if cue[0] == "^" else text) for cue in cues):
            return kind
    if len(words) <= 2 + _MAX_DEFINED and re.match(_DEFINED, pad_words(words)[1:]):
        return DEFINITION
    return None


def asks_for_several(words: Sequence[str]) -> bool:
    """Return whether a question asks for a list: *what are the steps*, *three reasons*, *which ways are there*.

    Args:
        words: All folded words of the question, in order.
    """
    text = " ".join(words)
    if text.startswith(("what ", "which ", "name ", "list ")) and re.match(_ASKS_FOR_SEVERAL, text):
        return True
    named = any(kind in text for kind in _KINDS.split("|"))  # the pattern takes .4 ms to compile
    return named and re.search(_COUNTS_SEVERAL, text) is not None
