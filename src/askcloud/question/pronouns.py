"""The pronouns of a follow-up: which of them refer to the previous question, and the follow-up with these replaced."""

from __future__ import annotations

from askcloud.question import grammar
from askcloud.question.clause import INVERTED
from askcloud.question.grammar import PERSONS, POSSESSIVES, PRONOUNS
from askcloud.question.name_spans import join_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import Clause
    from askcloud.question.referents import Referents

_CATEGORIES = frozenset(
    """
    company firm business startup organisation organization person man woman guy book place city country thing tool deal
    product idea term word team show movie film game drug disease law event war band app site project group author
    founder
    """.split()
)
"""Nouns with which *that* and *this* point: *that company*."""

_HAPPENING = (
    "go through|happen|work out|fall apart|fall through|take place|come about|matter|go wrong|turn out|worth it|affect"
    "|influence|impact|go down|get blocked|get approved|come together"
).split("|")
"""Predicates of an event rather than of a thing."""

_SCALES = frozenset(
    """
    compare fall rise drop grow increase higher lower bigger smaller high low big small so more less larger large better
    worse different
    """.split()
)
"""Predicates of a quantity."""

_ACTIVITIES = frozenset(
    """
    take hard easy difficult expensive cost necessary possible legal dangerous worth help change improve hurt damage
    save
    """.split()
)
"""Predicates of an activity."""

_BY_PERSONS = frozenset("meet met study live grow know friends married".split())
"""Predicates of persons only."""

_ATTITUDES = frozenset("regret admit deny explain avoid avoided announce celebrate defend justify".split())
"""Verbs whose object is something done."""

_BELIEVING = frozenset("know think believe prove".split())
"""Verbs whose object is a statement."""

_BY_ITSELF = frozenset("start begin work cost end fail run grow perform look sell launch fit weigh last".split())
"""Verbs of which a thing can be the subject."""

_OF_WHAT = frozenset("idea inspiration stake deal offer bid investment share shares".split())
"""Nouns that need what they are of: their *stake* in ebay."""

_IMPERSONAL = frozenset(
    "true possible ok okay bad good better worth safe legal common normal hard easy important necessary".split()
)
_SINGULAR = {"have": "has", "are": "is", "were": "was", "do": "does"}
_LIGHT = frozenset("much many long get got go went take took make made first end come".split())
_MAX_WEIGHT, _MAX_WEIGHT_OF_PERSONS, _MAX_WEIGHT_BESIDE_NAMES, _MAX_WEIGHT_BEHIND_NOUNS = 4, 6, 2, 2
"""Words with a meaning of their own that a question with a pronoun may have to be a follow-up."""


def pointers(clause: Clause, named: frozenset[int]) -> list[int]:
    """Return the indexes of the pronouns of a clause that stand for something outside it.

    A pronoun after a noun of a main clause mostly stands for that noun: *why did the bank fail when it grew*.

    Args:
        clause: A question.
        named: The indexes of its words that are in names.
    """
    words = clause.words
    found = [index for index, word in enumerate(words) if _may_point(words, index, word)]
    if not found or any(_is_impersonal(words, index) for index in found if words[index] == "it"):
        return []
    first = found[0]
    owns = words[first] in POSSESSIVES
    opens = first in (clause.auxiliary + 1, clause.asking, clause.asking + 1) or (
        owns and first <= clause.auxiliary + 2
    )
    between = [words[index] for index in range(max(clause.asking, clause.auxiliary + 1), first)]
    said = STOP_WORDS | grammar.BASES | grammar.ADVERBS
    nouns = sum(word not in said and not grammar.is_participle(word) for word in between)
    joined = any(word in grammar.CONJUNCTIONS or word == "once" for word in between)
    is_bound = owns and ((nouns and not opens) or words[first + 1 : first + 2] == ["own"])
    is_bound = is_bound or ("to" in between and (nouns > 0 or clause.asking > 1))  # customers … to keep *them*
    if is_bound or joined or any(index < first for index in named):
        return []
    weight = _weight(words, named)
    limit = _MAX_WEIGHT if opens or nouns <= 1 else _MAX_WEIGHT_BEHIND_NOUNS
    if words[first] in PERSONS or words[first] in ("his", "her"):
        limit = _MAX_WEIGHT_OF_PERSONS
    return found if weight <= min(limit, _MAX_WEIGHT_BESIDE_NAMES if named else limit) else []


def with_referents(typed: Sequence[str], words: Sequence[str], places: Sequence[int], referents: Referents) -> str:
    """Return a clause with its pronouns replaced; empty if nothing is known that one of them could stand for.

    Args:
        typed: Its words as typed.
        words: The same, folded.
        places: The indexes of the pronouns.
        referents: What they can stand for; nothing is put in twice.
    """
    said = list(typed)
    has_person = any(words[index] in PERSONS or words[index] in ("his", "her") for index in places)
    used: set[str] = set()
    for index in places:
        name = _referent(words, index, referents, has_person=has_person, resolved=bool(used))
        if not name and words[index] in PERSONS:
            return ""
        if not name or name in used or (words[index] == "it" and words[-1] == "there"):  # how hot does it get there
            continue
        used.add(name)
        after = words[index + 1 : index + 2]
        if _is_possessive(words, index):
            said[index] = f"{name}'s"
            said[index + 1] += _of_what(after[0], referents)
        else:
            said[index] = name
            said[index + 1 : index + 2] = [""] * len(_CATEGORIES.intersection(after)) or said[index + 1 : index + 2]
        if words[index] == "they" and index and not name.lower().endswith("s") and not name.startswith("those"):
            said[index - 1] = _SINGULAR.get(words[index - 1], said[index - 1])
    return join_words(filter(None, said)) if used else ""


def _weight(words: Sequence[str], named: frozenset[int]) -> int:
    """Return the number of content words: neither stop words nor names nor words of phrases such as *how much*."""
    light = (
        _LIGHT
        | grammar.ADVERBS
        | grammar.ASKING
        | grammar.FOREIGN_AUXILIARIES
        | grammar.PREPOSITIONS
        | PRONOUNS
        | grammar.ARTICLES
    )
    return sum(word not in STOP_WORDS and word not in light and index not in named for index, word in enumerate(words))


def _may_point(words: Sequence[str], index: int, word: str) -> bool:
    """Return whether a word can stand for something mentioned before: *there* but not *there are*."""
    before, after = words[index - 1] if index else "", words[index + 1] if index + 1 < len(words) else ""
    match word:
        case "one":
            points = not after and before in grammar.BASES
        case "it":
            points = before != "worth"
        case "there":
            points = before not in grammar.AUXILIARIES and after not in grammar.AUXILIARIES
        case "that":
            points = _that_points(before, after, is_last=index + 2 >= len(words) - 1)
        case "this" | "these" | "those":
            points = not after or after in _CATEGORIES or _goes_on(after)
        case "es":
            points = before != "gibt" and (before in grammar.FOREIGN_AUXILIARIES or before.endswith(("t", "te")))
        case "la" | "lo" | "el" | "son":
            points = False
        case _:
            is_english = not grammar.ENGLISH_ASKING.isdisjoint(words)
            points = word in PRONOUNS and not (is_english and word in grammar.FOREIGN_PRONOUNS)
    return points


def _that_points(before: str, after: str, *, is_last: bool) -> bool:
    """Return whether *that* is a pronoun that refers to something: not in *the founder that left*."""
    if after in _CATEGORIES:
        return is_last
    if after == "about" or (after in grammar.AUXILIARIES and before not in grammar.PREPOSITIONS):
        return False
    follows_verb = before in STOP_WORDS or before in grammar.BASES or grammar.is_participle(before)
    return (not after or _goes_on(after)) and (follows_verb or before in grammar.PREPOSITIONS)


def _goes_on(word: str) -> bool:
    """Return whether a word cannot be a noun, so that a demonstrative before it stands alone."""
    return any(word in words for words in (grammar.AUXILIARIES, grammar.PREPOSITIONS, grammar.ADVERBS, grammar.BASES))


def _is_impersonal(words: Sequence[str], index: int) -> bool:
    """Return whether *it* stands for a clause that follows: *is it true that*, *how long does it take to learn go*."""
    rest = words[index + 1 :]
    if not rest or rest[0] in grammar.ARTICLES:
        return False
    follows_being = index > 0 and words[index - 1] in grammar.BEING
    if rest[0] in ("take", "takes", "cost", "mean", "like", "matter", "feel") and len(rest) > 3:
        return rest[1] in ("to", "if", "when", "for", "that", "like")
    if follows_being and ((rest[0] in ("to", "like") and len(rest) > 1) or ("to" in rest[1:3] and len(rest) > 3)):
        return True
    is_judged = rest[0] in _IMPERSONAL or rest[0] in grammar.ADJECTIVES or not _IMPERSONAL.isdisjoint(rest[1:2])
    return is_judged and len(rest) > 2 and not {"that", "to", "if", "when"}.isdisjoint(rest)


def _referent(words: Sequence[str], index: int, referents: Referents, *, has_person: bool, resolved: bool) -> str:
    """Return what a pronoun stands for; empty to leave it."""
    word = words[index]
    if word == "there":
        preposition = "in" if "it" in words else "at"
        return referents.place() or ("" if resolved else f"{preposition} {referents.topic}")
    if word in PERSONS or word in ("his", "her"):
        return referents.person(as_object=word == "him" or (word == "her" and not _is_possessive(words, index)))
    if word == "their":
        return referents.owner()
    if word in ("they", "them"):
        return _group(words, index, referents)
    if word in ("this", "these", "those") or (word == "that" and words[index + 1 : index + 2]):
        return _pointed_at(words, index, referents, has_person=has_person)
    return _thing(words, index, referents, has_person=has_person)


def _group(words: Sequence[str], index: int, referents: Referents) -> str:
    """Return what *they* or *them* stands for; beside *it*, the one who did it."""
    if "it" not in words:
        acts = not _BY_PERSONS.isdisjoint(words[index + 1 :]) or words[index - 1 : index] == ["of"]
        if acts and referents.asks_for_a_person:
            return referents.description(several=True)
        if words[index - 1 : index] in (["are"], ["were"]) and (counted := referents.counted()):
            return counted
        if referents.before.verb < 0 and (counted := referents.counted()):
            return counted
        return referents.they() if words[index] == "they" else referents.several()
    if words[index] == "them" and referents.before.form == INVERTED:
        return referents.subject
    is_done = referents.before.auxiliary >= 0 and referents.before.words[referents.before.auxiliary] in grammar.BEING
    return "" if referents.asks_for_a_person or is_done else referents.thing()


def _pointed_at(words: Sequence[str], index: int, referents: Referents, *, has_person: bool) -> str:
    """Return the referent of *this*, *that company* or *before that*."""
    before = words[index - 1] if index else ""
    if words[index + 1] in _CATEGORIES if index + 1 < len(words) else False:
        return referents.thing()
    if before in ("before", "after", "since"):
        return referents.activity() if has_person else referents.event()
    return _thing(words, index, referents, has_person=has_person)


def _thing(words: Sequence[str], index: int, referents: Referents, *, has_person: bool) -> str:
    """Return the referent of *it* or *that*, by the words before it and by its predicate."""
    before, rest = words[index - 1] if index else "", words[index + 1 :]
    if before in ("before", "after", "since"):
        return referents.activity() if has_person else referents.event()
    if words[index] == "that" and (before in _BELIEVING or before in ("do", "doing", "done")):
        return ""
    if found := _by_verb(words, index, referents) or _by_predicate(words, index, referents):
        return found
    acts = before in grammar.AUXILIARIES and before not in grammar.BEING and not _BY_ITSELF.intersection(rest[:2])
    return referents.thing(last=not acts, beside_person=has_person)


def _by_verb(words: Sequence[str], index: int, referents: Referents) -> str:
    """Return what a pronoun stands for that repeats what is done: *say that*, *had done it*, *avoided it*."""
    before, asked, verb = words[index - 1] if index else "", referents.before, referents.before.verb
    if verb < 0:
        return ""
    if before == asked.words[verb] and before in ("say", "said", "write"):
        return f"{'this' if words[index] == 'this' else 'that'} {asked.text(verb + 1)}"
    if before in ("done", "doing") and asked.form == INVERTED:
        return asked.text(verb + 1)
    return referents.activity() if before in _ATTITUDES else ""


def _by_predicate(words: Sequence[str], index: int, referents: Referents) -> str:
    """Return what happened, is done or amounts to something, where that is what can be said of it."""
    rest, asked = words[index + 1 :], referents.before
    is_asked_for = words[index] == "that" and not rest and words[index - 1] in grammar.BEING
    if any(said in " ".join(rest) for said in _HAPPENING) or (is_asked_for and words[0] in ("who", "whose")):
        return referents.event() or referents.topic
    if not _ACTIVITIES.isdisjoint(rest) and grammar.SPEAKERS.issuperset(asked.folded(asked.subject)):
        return referents.activity()
    return "" if _SCALES.isdisjoint(rest) else referents.quantity()


def _is_possessive(words: Sequence[str], index: int) -> bool:
    after = words[index + 1] if index + 1 < len(words) else ""
    owns = words[index] in POSSESSIVES and after
    is_noun = after not in STOP_WORDS and after not in grammar.PREPOSITIONS and after not in grammar.ADVERBS
    return bool(owns) and (words[index] != "her" or is_noun)


def _of_what(noun: str, referents: Referents) -> str:
    """Return what a noun is of, where it needs that, from the previous question: their stake *in ebay*."""
    before = referents.before
    if noun not in _OF_WHAT or before.form != INVERTED or before.verb < 0:
        return ""
    follows = before.words[before.verb + 1 : before.verb + 2]
    return f" {before.text(before.verb + 1)}" if follows and follows[0] in ("in", "for", "of") else ""
