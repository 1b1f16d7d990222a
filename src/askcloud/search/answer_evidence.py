"""Evidence that a claim contains the kind of answer a question asks for, beyond containing its words.

`question.kind` and `question.relations` recognise the kind of answer and the relation asked about. Each function here
returns one piece of evidence, from 0 to 1. All but `restatement` and `sides_evidence` are multiplied by the square of
the share of the question's subject that the claim or its context contains: a date next to *founded* does not count if
another company was founded.
"""

from __future__ import annotations

from itertools import pairwise

from askcloud.question.kind import (
    ADVICE,
    CAUSE,
    COUNT,
    DEFINITION,
    DURATION,
    EXPANSION,
    MANNER,
    MONEY,
    ORGANISATION,
    PERCENT,
    PERSON,
    THINGS,
    YES_NO,
    counted_word,
    without_naming_words,
)
from askcloud.record import Record
from askcloud.text.analyzer import term_of, words_of
from askcloud.text.cues import CueTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from askcloud.index.lexicon import Name
    from askcloud.search.query import Query
    from askcloud.search.things import Thing
    from askcloud.text.proper_names import ProperName

_FOLLOWING = 40  # characters in which three words are

NEARNESS_SCALE = 40.0
"""Characters between a thing and a word of the relation at which their nearness is one half."""


class Asked(Record):
    """What a question asks for, prepared once for all of its claims."""

    kind: str | None
    weights: dict[str, float]
    """The weighted idf of each of its terms."""
    synonyms: Mapping[str, frozenset[str]]
    """Terms that may replace one of them."""
    subject: tuple[str, ...]
    """Its terms for what it is about, without those for the relation and the kind of answer."""
    defined: tuple[str, ...]
    """Those of them that are to be defined, without those of a field: *moat* in *what is a moat in business*."""
    name: frozenset[str]
    """Those of them for the name that it is about; empty where it is about more, or may ask for another name."""
    counted: str
    """The term for what is to be counted: of *how many big stores does it have* that of *stores*; else empty."""
    cues: tuple[str, ...]
    """Words and phrases with which a claim expresses the relation."""
    abbreviation: str
    """The folded abbreviation whose long form is asked for; empty if none is."""
    sides: tuple[frozenset[str], ...]
    """The terms of each side of a comparison."""


class ClaimWords(Record):
    """A claim, prepared for the functions that look for evidence."""

    text: str
    words: Sequence[str]
    """Its folded words."""
    padded: str
    """These as `ngrams.pad_words` joins them."""
    terms: frozenset[str]
    context: frozenset[str]
    """The terms of its context."""
    names: Sequence[ProperName]
    """The proper names in it, where the question asks for one; otherwise empty."""


def asked_of(query: Query, weights: dict[str, float]) -> Asked:
    """Return what a question asks for.

    Args:
        query: The question, looked up.
        weights: The weighted idf of each of its terms.
    """
    question, kind = query.question, query.kind
    asking = question.asking_words
    words = [word for word in without_naming_words(query.words, kind) if word not in asking]
    subject = tuple(dict.fromkeys(query.words[word] for word in words)) or tuple(weights)
    alone = kind == EXPANSION and len(question.searched) == 1  # else the words of the long form are searched with it
    short = words[0] if words and (alone or len(words) == 1) else ""
    abbreviation = short if kind in (EXPANSION, DEFINITION) and _may_be_short(short) else ""
    cues = tuple(dict.fromkeys(cue for relation in question.relations for cue in relation.said))
    sides = tuple(side.terms for side in question.sides)
    field = query.field_terms
    defined = tuple(term for term in subject if term not in field) or subject
    names = {query.words.get(word) for word in query.name_words} if kind in THINGS - {ORGANISATION} else ()
    name = frozenset(subject) if all(term in names for term in subject) else frozenset[str]()
    counted = counted_word(question.words) if kind == COUNT else ""
    return Asked(
        kind, weights, query.synonyms, subject, defined, name, counted and term_of(counted), cues, abbreviation, sides
    )


def _may_be_short(word: str) -> bool:
    return 2 <= len(word) <= 7 and word.isalpha()


def evidence(asked: Asked, claim: ClaimWords, lexicon: Mapping[str, Name]) -> dict[str, float]:
    """Return all evidence in a claim, by the names of `weights.Weights`, without values of 0.

    Args:
        asked: What the question asks for.
        claim: The claim.
        lexicon: The entries of the lexicon for the names in the claim, by key.
    """
    said = _matched_terms(asked, claim.terms)
    share = subject_share(asked, said, claim.context)
    found = {name: value * share**2 for name, value in _evidence_of_kind(asked, claim, lexicon)}
    found["restatement"] = restatement(asked, said, claim.context)
    if asked.sides:
        found["contrast"] = contrast(claim.words) * share**2
        found["sides"] = sides_evidence(asked.sides, claim)
    return {name: value for name, value in found.items() if value}


def _evidence_of_kind(asked: Asked, claim: ClaimWords, lexicon: Mapping[str, Name]) -> Iterator[tuple[str, float]]:
    """Yield (name, value) of the evidence for the kind of answer that is asked for."""
    kind = asked.kind
    if kind and kind in THINGS:
        from askcloud.search.things import named_things, things_of  # .5 ms: not for why, how and what is

        if kind in (PERSON, ORGANISATION):
            things = named_things(kind, claim.text, claim.names, asked.weights, lexicon)
        else:
            things = things_of(kind, claim.text, asked.weights)
        yield "thing", thing_evidence(kind, claim.text, things)
        yield "nearness", counts(claim.text, things, asked.counted) if asked.counted else nearness(claim, things, asked)
    elif kind == CAUSE:
        yield "cause", cause(claim.words)
    elif kind in (MANNER, ADVICE):
        yield "manner", manner(claim)
        yield "instruction", instruction(claim)
    elif kind == DEFINITION:
        from askcloud.search.definition import definition  # only for such a question

        yield "definition", definition(claim, asked.defined)
    elif kind == YES_NO:
        yield "decision", decision(claim.words)
    if asked.abbreviation:
        from askcloud.search.expansion import expansion  # only for such a question

        yield "expansion", expansion(claim.text, claim.words, asked.abbreviation)


def _matched_terms(asked: Asked, terms: frozenset[str]) -> frozenset[str]:
    """Return the terms of the question that a claim contains, directly or as a synonym."""
    synonyms = asked.synonyms
    return frozenset(
        term for term in asked.weights if term in terms or (term in synonyms and not terms.isdisjoint(synonyms[term]))
    )


def subject_share(asked: Asked, said: Collection[str], context: Collection[str]) -> float:
    """Return the share of the subject's idf that a claim or its context contains, 0 to 1."""
    total = sum(asked.weights[term] for term in asked.subject)
    return sum(asked.weights[term] for term in asked.subject if term in said or term in context) / (total or 1.0)


def restatement(asked: Asked, said: Collection[str], context: Collection[str]) -> float:
    """Return the share of the question's idf that a claim repeats from its context.

    The title, the headings and the lead-in of a section already name the subject. A sentence that names it again often
    only restates the question, and the next sentence answers it.
    """
    total = sum(asked.weights.values())
    return sum(idf for term, idf in asked.weights.items() if term in said and term in context) / (total or 1.0)


# --- things: dates, sums, names --------------------------------------------------------------------------------------


def thing_evidence(kind: str, text: str, things: Iterable[Thing]) -> float:
    """Return how certainly a claim names a thing of the kind asked for, 0 to 1.

    A number without a unit counts half if a sum, a share or a duration is asked for.
    """
    certainty = max((thing.certainty for thing in things), default=0.0)
    bare_figure = kind in (MONEY, PERCENT, DURATION) and any(map(str.isdigit, text))
    return max(certainty, 0.5 * bare_figure)


def counts(text: str, numbers: Iterable[Thing], counted: str) -> float:
    """Return 1 if the term for what is counted is among the three words after a number, *860 large stores*; else 0."""
    following = (words_of(text[number.end : number.end + _FOLLOWING])[:3] for number in numbers)
    return float(any(term_of(word) == counted for words in following for word in words))


def nearness(claim: ClaimWords, things: Sequence[Thing], asked: Asked) -> float:
    """Return how near a thing of the kind asked for is to a word of the relation: 1 / (1 + characters / 40).

    A word that says the relation of another name than the one asked about does not count (see `relation_cues`).
    """
    if not things or not asked.cues:
        return 0.0
    from askcloud.search.relation_cues import cue_places, is_of_another  # only where a relation is asked about

    places = cue_places(claim.text, asked.cues)
    if places and asked.name:
        from askcloud.text.proper_names import proper_names  # only of a name

        names = claim.names or proper_names(claim.text)
        places = [place for place in places if not is_of_another(claim.text, names, place, asked.name)]
    return max(
        (
            thing.certainty / (1 + max(0, start - thing.end, thing.start - end) / NEARNESS_SCALE)
            for thing in things
            for start, end in places
            if not (thing.start <= start < thing.end)
        ),
        default=0.0,
    )


# --- causes, ways, instructions, decisions --------------------------------------------------------------------------


_CAUSE_CUES = CueTable(
    """
    because, due to, owing to, attributed to, attributable to, stems from, stemmed from, stemming from, reason, reasons,
    caused by, thanks to, driven by, motivated by, prompted by, in order to, so that, so as to, explains, explained by,
    why, rationale, to avoid, to prevent, weil, denn, aufgrund, wegen, porque, debido, ya que, parce que, a cause de
    """
)
_WEAK_CAUSE_CUES = CueTable(
    """
    since, cause, causes, caused, causing, led to, leads to, leading to, as a result, resulted in, results in, resulting
    in, result of, therefore, thus, hence, consequently, which means, which made, which makes, which led, which allows,
    this means, this meant, this made, this makes, this allows, this allowed, this led, this results, this prevents,
    this ensures, making, allowing, enabling, preventing, ensuring, fear, fears, feared, concern, concerns, concerned,
    lack, lacks, lacked, insufficient, unable, cannot, couldn't, can't, failed to, not enough, without, pressure, to
    ensure, to protect, to reduce, to keep, to maintain, to preserve, to allow, to help, to gain, to secure, to
    minimize, to maximize, to create, to enable, to compete
    """
)
_MANNER_CUES = CueTable(
    """
    through, via, using, with the help of, in order to, instead of, rather than, works, allows, enables, involves, to
    ensure, to make, to avoid, to create, to keep, to reduce, process, method, strategy, approach, thereby
    """
)
_CONTRAST_CUES = CueTable(
    """
    while, whereas, unlike, than, compared, contrast, differ, differs, difference, different, differently, both,
    conversely, versus, vs, instead, however, more, less, better, rather, on the other hand
    """
)
_DECISION_CUES = CueTable(
    """
    not, no, never, cannot, can't, don't, doesn't, didn't, isn't, aren't, wasn't, weren't, won't, neither, none,
    contrary, false, myth, misconception, true, actually, indeed, confirmed, confirms, proven, technically, officially,
    prevents, preventing, possible, impossible, unable, failed, refused, denied, instead, nicht, kein, keine, nie,
    nunca, ningun, jamais, pas
    """
)
_INSTRUCTION_CUES = frozenset(
    """
    use try avoid consider start focus keep make take ask look find get set write learn read practice practise ensure
    don't do never always stop give choose build create begin remember limit eat drink sleep wear go run add remove
    check test think aim be seek prioritize engage identify let treat leave wait invest buy sell hire understand embrace
    develop maintain spend plan track put turn implement schedule talk tell say show move break apply include
    incorporate prepare reduce increase adopt join offer wake visualize visualise
    """.split()
)


def cause(words: Sequence[str]) -> float:
    """Return 0.6 if a claim contains a cue for a reason, plus up to 0.4 for weaker cues.

    Args:
        words: Its folded words.
    """
    says = _CAUSE_CUES.count_in(words, 2)
    hints = _WEAK_CAUSE_CUES.count_in(words, 2) if says < 2 else 0
    return 0.6 * bool(says) + (0.4 if says + hints > 1 else 0.25 if says + hints else 0.0)


def manner(claim: ClaimWords) -> float:
    """Return how far a claim says how something is done: one half for each cue, at most two."""
    by_doing = any(word == "by" and after.endswith("ing") for word, after in pairwise(claim.words))
    return min(2, by_doing + _MANNER_CUES.count_in(claim.words, 2)) / 2


def contrast(words: Sequence[str]) -> float:
    """Return how far a claim compares things: one half for each cue, at most two."""
    return _CONTRAST_CUES.count_in(words, 2) / 2


def decision(words: Sequence[str]) -> float:
    """Return how far a claim affirms or denies something: one half for each cue, at most two."""
    return _DECISION_CUES.count_in(words, 2) / 2


def instruction(claim: ClaimWords) -> float:
    """Return 1 if a claim, after its label if any, begins with a verb that tells the reader what to do."""
    label, _, after = claim.text.partition(": ")
    words = claim.words
    first = words[:1]
    behind = words[len(label.split()) :][:1] if after else []
    return float(not _INSTRUCTION_CUES.isdisjoint((*first, *behind)))


def sides_evidence(sides: Sequence[Collection[str]], claim: ClaimWords) -> float:
    """Return the share of the sides of a comparison that a claim names; a side only in its context counts half."""
    said = sum(
        0.5 * (not claim.terms.isdisjoint(side)) + 0.5 * (not (claim.terms | claim.context).isdisjoint(side))
        for side in sides
    )
    return said / len(sides)
