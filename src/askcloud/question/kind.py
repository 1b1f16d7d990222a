"""The kind of answer that a question asks for: a date for *when*, a sum of money for *how much*, a definition, a list.

The cues are words of English and of a few neighbouring languages.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from askcloud.text.cues import cues_in, padded
from askcloud.text.ngrams import pad_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MONEY, PERCENT, DURATION, AGE, LENGTH, WEIGHT, COUNT, DATE, PERSON, ORGANISATION, PLACE = (
    "money", "percent", "duration", "age", "length", "weight", "count", "date", "person", "organisation", "place",
)  # fmt: skip
CAUSE, MANNER, DEFINITION, EXPANSION, ADVICE, OPINION, YES_NO = (
    "cause", "manner", "definition", "expansion", "advice", "opinion", "yes/no",
)  # fmt: skip

THINGS = frozenset((MONEY, PERCENT, DURATION, AGE, LENGTH, WEIGHT, COUNT, DATE, PERSON, ORGANISATION, PLACE))
"""The kinds whose answer is a thing that a claim names: a date, a sum, a name."""

RELATED = frozenset((MONEY, DATE, PERSON, ORGANISATION, PLACE))
"""The kinds of answer that a relation leads to (see `relations`)."""


def _table(*rows: tuple[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kind, cues_in(cues)) for kind, cues in rows)


# The first kind with a cue in the question is the one asked for. Cues are folded: no accents, no capitals. A cue with ^
# counts only among the first words of the question, one with = only as its beginning, and only in English.
_ASKED = _table(
    (EXPANSION, "stand for, stands for, stood for, short for, acronym, abbreviation, abbreviated, full form, initials"),
    (DATE, "^when, what year, which year, what date, what day, what month, what century, what decade"),
    (DATE, "^wann, in welchem jahr, ^cuando, en que ano, ^quand, en quelle annee, ^quando, ^wanneer, ^когда, ^कब"),
    (CAUSE, "^why, how come, what made, what caused, what causes, what led, the reason, what reason"),
    (CAUSE, "^warum, ^weshalb, ^wieso, ^por que, ^pourquoi, ^perche, ^waarom, ^почему, ^क्यों"),
    (OPINION, "=what do, =what does, =what did, =what is, =what was, =whats"),  # only with a word of _OPINION
    (PLACE, "^where, ^wheres, what city, which city, what country, which country, what state, what town"),
    (PLACE, "^wo, ^donde, ^ou"),
    (ADVICE, "=should, =can i, =could i, =how do i, =how can, =how should, =how to, =how do you, =how do we"),
    (ADVICE, "=what should, =what can i, =what to, =best way, =the best way, =is it ok, =is it worth"),
    (ADVICE, "=tips, =any tips"),
    (PERCENT, "percent, percentage, what share, market share, proportion, fraction, what cut"),
    (PERCENT, "prozent, prozentsatz, porcentaje, por ciento, pourcentage, percentuale"),
    (MONEY, "price, cost, costs, salary, revenue, how expensive, how much money, how much did, how much does"),
    (MONEY, "how much was, how much were, wie teuer, was kostet, cuanto cuesta, combien coute, quanto costa"),
    (DURATION, "how long, wie lange, cuanto tiempo, cuanto dura, combien de temps, quanto tempo"),
    (AGE, "how old, what age, wie alt, que edad, cuantos anos, quel age, quanti anni, quantos anos"),
    (LENGTH, "how tall, how far, how deep, how wide, wie weit, wie tief, wie breit, que altura, que distancia"),
    (WEIGHT, "how heavy, wie schwer, cuanto pesa, combien pese, quanto pesa"),
    (COUNT, "how many, how much, how fast, how big, how high, how large, how strong, how often"),
    (COUNT, "number of, what number, wie viele, wie viel, wieviele"),
    (COUNT, "wieviel, wie hoch, wie gross, cuantos, cuantas, ^cuanto, ^cuanta, combien, quanti, quante, quantos"),
    (COUNT, "quantas, hoeveel, сколько"),
    (PERSON, "^who, ^whose, ^whom, ^whos, ^quien, ^quienes, ^wer, ^qui, ^chi, ^кто, ^कौन"),
    (ADVICE, "should i"),
    (MONEY, "pay, paid, worth, owe, owes"),
    (DEFINITION, "meaning, definition, =define, =explain, =describe"),
    (MANNER, "^how"),
)
# These count where a question asks for none of the kinds above, nor for a definition. The last rows are for a few words
# without a verb: *Nike IPO year*.
_NAMED = _table(
    (ORGANISATION, "which company, what company, which companies, what companies, which firm, which brand, what brand"),
    (PERSON, "ceo, founder, founders, cofounder, author, inventor, creator, chairman"),
    (PLACE, "headquarters, headquartered, hq, birthplace"),
    (DATE, "year, date"),
    (MONEY, "valuation, market cap, net worth, earnings, profit, budget, funding"),
    (YES_NO, "=is, =are, =was, =were, =do, =does, =did, =can, =could, =has, =have, =had, =will, =would"),
)
_OPENING = 3  # words; a question word after these mostly joins two clauses, as *when* and *where* do
_ASKS_ALONE = frozenset("what whats how define explain describe".split())
_OPINION = frozenset("think say said believe feel recommend advise suggest advice opinion view take".split())
_ALSO_GERMAN_OR_SPANISH = frozenset(("was", "will", "has"))
"""First words of a question that need not be English: German *was* asks what, Spanish *has* means *you have*."""
_GERMAN_OR_SPANISH = frozenset(
    "der die das den dem und ist sind ein eine von für wurde wurden im des zu mit auf el la los las una que".split()
)

_DEFINED = padded(cues_in("what's, what're, whats, what is, what are, what was, what were"))
_MEANT = padded(cues_in("what does, what do"))  # … mean
_MAX_DEFINED = 5  # words after "what is" that can still be the name of something
_NOT_DEFINED = frozenset("first best biggest largest most used called made done number name".split())
"""Words with which *what is* asks for something else than a definition: *what is flour made from*."""
_OF_SOMETHING = frozenset(("of", "for", "on"))
"""With these *what is the* asks for an attribute: *what is the gdp of Greenland*."""
_BEFORE_FIELD = frozenset("in for on at from".split())
"""Words between what is to be defined and the field in which it means that: *a moat in business*."""
_NOT_DEFINED_IN_A_FIELD = frozenset(
    """
    new wrong happening going different special important good bad needed missing left required possible name word term
    """.split()
)
"""Words before which no field stands that a definition is of: *what is new in Python*, *the word for barracks*."""

_HOW_MANY = frozenset("viele wieviele cuantos cuantas quanti quante quantos quantas hoeveel".split())
"""Words of other languages that ask how many, directly before what is counted."""

NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?"
    "|billions?|trillions?|dozens?|half|twice"
    "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|hundert|tausend"
    "|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|cien"
    "|deux|trois|quatre|cinq|huit|neuf|douze|vingt|tre|quattro|cinque|sette|otto|nove|dieci"
)
"""Numbers as words, as alternatives of a regular expression. English homographs are left out: elf, once."""
_KINDS = "reasons|steps|ways|things|principles|parts|kinds|types|rules|stages|goals|lessons|tips|benefits|examples"
_ASKING_OF_SEVERAL = frozenset("are were do did does has have can could should".split())
"""Verbs that ask about several things: *what rules should …*."""
_LISTS_BY_NAME = frozenset(
    """
    of for to in from that which about behind on with by against between within among contributing listed involved used
    """.split()
)
"""Words that follow the plural with which a few words ask for a list: *signs of burnout*, *features that sell*."""
_NO_LIST_BY_NAME = frozenset(
    """
    what who whom whose when where why how which is are was were do does did can could should would will has have had
    if the
    """.split()
)
"""First words with which a question does not ask for a list by its name alone."""
_SMALL_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            *("two zwei dos deux", "three drei tres trois", "four vier cuatro quatre", "five fünf cinco cinq"),
            *("six sechs seis", "seven sieben siete sept", "eight acht ocho huit", "nine neun nueve neuf"),
            *("ten zehn diez dix", "eleven", "twelve"),
        ),
        2,
    )
    for word in (str(number), *words.split())
}
"""The numbers of items of a list that may be asked for, by their words in four languages and their digits."""
_COUNTS_SEVERAL = rf"\b(?:{NUMBER_WORDS}|\d{{1,2}}) (?:\w+ )?(?:{_KINDS})\b"

_NAMING_WORDS = {
    EXPANSION: frozenset(
        "stand stands stood short acronym abbreviation abbreviated full form initials mean meaning".split()
    ),
    DEFINITION: frozenset("meaning definition define explain describe mean means".split()),
    DATE: frozenset("year date".split()),
}


def expected_kind(words: Sequence[str]) -> str | None:
    """Return the kind of answer that a question asks for; None if its words do not show it.

    Args:
        words: All folded words of the question, in order.
    """
    plain = [word.removesuffix("'s") for word in words]
    return (
        _kind_with_a_cue(_ASKED, plain)
        or (DEFINITION if _asks_for_definition(words) else None)
        or _kind_with_a_cue(_NAMED, plain)
    )


def _kind_with_a_cue(table: Iterable[tuple[str, Iterable[str]]], words: Sequence[str]) -> str | None:
    """Return the first kind of a table of which a question has a cue.

    Args:
        table: The cues of each kind.
        words: The folded words of the question, without 's.
    """
    text = pad_words(words)
    # Where the first word asks what or how, no other asks: *chi* of *what is chi* is not Italian for who.
    asks_first = bool(words) and (words[0] in _ASKS_ALONE or words[0].startswith("qu'"))
    opening = pad_words(words[: 1 if asks_first else _OPENING])
    is_english = _ALSO_GERMAN_OR_SPANISH.isdisjoint(words[:1]) or _GERMAN_OR_SPANISH.isdisjoint(words)
    asks_opinion = not _OPINION.isdisjoint(words)
    for kind, cues in table:
        if (kind != OPINION or asks_opinion) and any(_has(cue, text, opening, is_english=is_english) for cue in cues):
            return kind
    return None


def _has(cue: str, text: str, opening: str, *, is_english: bool) -> bool:
    """Return whether a question has a cue, given its words and the first of them, both padded."""
    if cue[0] == "=":
        return is_english and text.startswith(f" {cue[1:]} ")
    return f" {cue.removeprefix('^')} " in (opening if cue[0] == "^" else text)


def _asks_for_definition(words: Sequence[str]) -> bool:
    """Return whether a question asks what a few words mean: *what is a moat*, *what does TMR mean*."""
    text = pad_words(words)
    return (
        len(words) <= 2 + _MAX_DEFINED
        and (text.startswith(_DEFINED) or (text.startswith(_MEANT) and " mean" in text))
        and _NOT_DEFINED.isdisjoint(words)
        and not any(word.endswith("'s") for word in words[1:])
        and not (words[2:3] == ["the"] and not _OF_SOMETHING.isdisjoint(words))
    )


def may_define_a_term(words: Sequence[str], kind: str | None) -> bool:
    """Return whether a question for a sum or a share asks for a definition if it has no name: *what is sunk cost*.

    Args:
        words: All folded words of the question, in order.
        kind: The kind of answer that it asks for by its words.
    """
    if kind not in (MONEY, PERCENT):
        return False
    return words[0] in ("define", "explain") or (_asks_for_definition(words) and words[2:3] != ["the"])


def defined_words(words: Sequence[str]) -> list[str]:
    """Return the words of a question for a definition up to the field that it names: *what is a moat* in business.

    Args:
        words: All folded words of the question, in order.

    Returns:
        All words where it names no field.
    """
    field = next((place for place, word in enumerate(words) if word in _BEFORE_FIELD), 0)
    return list(words[:field] if field and words[field - 1] not in _NOT_DEFINED_IN_A_FIELD else words)


def counted_word(words: Sequence[str]) -> str:
    """Return the word for what a question asks the number of: *stores* of *how many big stores does it have*.

    Args:
        words: All folded words of the question, in order.

    Returns:
        Empty if the question asks for no number of things.
    """
    for place, (word, after) in enumerate(pairwise(words)):
        if (word, after) == ("how", "many"):
            return ["", *takewhile(lambda word: word not in STOP_WORDS, words[place + 2 :])][-1]
        if word in _HOW_MANY:
            return after
    return ""


def asks_for_several(words: Sequence[str], kind: str | None) -> bool:
    """Return whether a question asks for a list: *what are the steps*, *three reasons*, *which ways are there*.

    *What are network effects* asks for a definition.

    Args:
        words: All folded words of the question, in order.
        kind: The kind of answer that it asks for.
    """
    text = " ".join(words)
    if kind == DEFINITION and not (words[2:3] == ["the"] or _names_a_list(words[2:])):
        return False
    if _opens_for_several(words) or _names_a_list(words):
        return True
    if not any(kind in text for kind in _KINDS.split("|")):
        return False
    import re  # 4 ms: only where one of these words is said

    return re.search(_COUNTS_SEVERAL, text) is not None


def _opens_for_several(words: Sequence[str]) -> bool:
    """Return whether the first words ask for several things: *what are …*, *which cars …*, *what rules should …*."""
    match words:
        case ["name" | "list", _, *_] | ["what" | "which", "are" | "were", _, *_]:
            return True
        case ["which", thing, *_]:
            return _may_be_several(thing)
        case ["what", thing, verb, *_]:
            return _may_be_several(thing) and verb.partition("'")[0] in _ASKING_OF_SEVERAL
    return False


def _may_be_several(word: str) -> bool:
    """Return whether a word ends as the plural of a noun does, but in none of -ss, -us, -is and -as."""
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "suia" and word[:-2].isalnum()


def _names_a_list(words: Sequence[str]) -> bool:
    """Return whether a few words without a verb name a list: *general steps for a clone*, *signs that define it*."""
    if not words or words[0] in _NO_LIST_BY_NAME:
        return False
    place = next((place for place, word in enumerate(words) if word in _LISTS_BY_NAME), 0)
    return place > 0 and is_plural(words[place - 1])


def is_plural(word: str) -> bool:
    """Return whether a word looks like the plural of a noun of English."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def wanted_count(words: Iterable[str]) -> int:
    """Return how many things a question asks for, 2 to 12: *three reasons*, *top 5 tips*; 0 if it gives no number."""
    counted = next((word for word in words if word in _SMALL_NUMBERS), "")
    return _SMALL_NUMBERS.get(counted, 0)


def counting_words(words: Iterable[str]) -> set[str]:
    """Return those of some words that only say how many things are wanted: *top 5 tips*."""
    return {word for word in words if word in _SMALL_NUMBERS or word == "top"}


def without_naming_words(words: Iterable[str], kind: str | None) -> list[str]:
    """Return words without those that only name the kind of answer: *meaning* of *TMR meaning*; all if none is left."""
    words = list(words)
    naming = naming_words_in(words, kind)
    return [word for word in words if word not in naming] or words


def naming_words_in(words: Iterable[str], kind: str | None) -> list[str]:
    """Return those of some words that only name the kind of answer, in order."""
    naming = _NAMING_WORDS.get(kind or "", frozenset())
    return [word for word in words if word in naming]
