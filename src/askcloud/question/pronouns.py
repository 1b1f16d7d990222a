"""The pronouns of a follow-up, replaced by what they stand for in the question before and in its answer."""

from __future__ import annotations

from askcloud.question import grammar
from askcloud.question.clause import (
    COPULA,
    INVERTED,
    SPEAKERS,
    SUBJECT,
    TERSE,
    YES_NO,
    Clause,
    join_words,
    names_at,
    split_words,
)
from askcloud.text.analyzer import fold
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import NameLookup, Span

PERSONS = frozenset("he she him er ihn ihm el ella il elle".split())
THINGS = frozenset("it they them this that these those es sie ils elles lo la ellos".split())
POSSESSIVES = frozenset("its his her their sein seine seinen ihr ihre su sus son sa ses leur".split())
_FOREIGN = frozenset(
    "er ihn ihm es sie el ella il elle ils elles lo la ellos sein seine seinen ihr ihre su sus son sa ses leur".split()
)
PRONOUNS = PERSONS | THINGS | POSSESSIVES | {"there"}

_ASKS_FOR_A_PERSON = frozenset("who whose whom wer wem wen quien quienes qui".split())
_FOUNDING = frozenset(
    "founded started created runs leads owns heads launched built began established set made manages".split()
)
"""Verbs whose object is an organisation that *they* can stand for."""

_HAPPENING = frozenset((
    "go through", "happen", "work out", "fall apart", "fall through", "take place", "come about", "matter", "go wrong",
    "happening", "turn out", "worth it", "affect", "influence", "impact", "go down", "get blocked", "get approved", "come together",
))  # fmt: skip
_SCALES = frozenset(
    "compare fall rise drop grow increase go_up higher lower bigger smaller high low big small so more less larger large better worse different".split()
)
_OF_WHAT = {"idea": "for", "inspiration": "for", "stake": "in", "deal": "", "offer": "for", "bid": "for",
            "investment": "in", "share": "in", "shares": "in"}  # fmt: skip
"""Nouns that need what they are of, with its preposition."""

_CATEGORIES = frozenset(
    """
    company firm business startup organisation organization person man woman guy book place city country thing tool deal
    product idea term word team show movie film game drug disease law event war band app site project group author founder
    """.split()
)
_NO_THINGS = frozenset("up out away off money attention sense business work time success people profit profits".split())
_CUE_LETTERS = 5  # founded, founder
_NEAR = 5  # words between a name and what was asked for, at most
_SINGULAR = {"have": "has", "are": "is", "were": "was", "do": "does"}


class Referents:
    """What the pronouns of a follow-up can stand for."""

    def __init__(self, before: Clause, quote: str, lookup: NameLookup | None) -> None:
        """Look at the question before, taken apart, and at the quote that answered it; the quote may be empty."""
        self.before = before
        self._quote = quote
        self._lookup = lookup

    @property
    def asks_for_a_person(self) -> bool:
        """Whether the question before asks for a person: *who founded nvidia*."""
        return not _ASKS_FOR_A_PERSON.isdisjoint(self.before.words[: max(self.before.asking, 1)])

    def person(self, *, last: bool = False) -> str:
        """Return the person that is spoken of: the one who was asked for, else one who is named, else the subject."""
        before = self.before
        if self.asks_for_a_person and not self._is_name(before.subject):
            return self._answering_person() or self.description()
        persons = [name for name in before.names if name.kind == "person"]
        if persons:
            name = persons[-1 if last else 0]
            inside = before.subject[0] <= name.start and name.end <= before.subject[1]
            is_owner = before.words[name.end : name.end + 1] == ["'s"]
            if inside and name.start - before.subject[0] <= 1 and name.end < before.subject[1] and not is_owner:
                return before.span_text(before.subject)
            return before.text(name.start, name.end)
        if before.form in (COPULA, TERSE):
            return before.span_text(topic(before))
        if before.form == SUBJECT:
            return before.span_text(topic(before))
        return before.span_text(before.object if last and before.object != (0, 0) else before.subject)

    def description(self, *, several: bool = False) -> str:
        """Return who is asked for in the words of the question: *the founder of telegram*, *the person who …*."""
        before = self.before
        if before.form == COPULA:
            return before.span_text(before.subject)
        if before.form == SUBJECT:
            return f"{'those' if several else 'the person'} who {before.text(1)}" if before.words[0] == "who" else ""
        if before.form == INVERTED and before.words[0] == "who":
            return f"the person who {before.text(1)}"
        return f"the owner of {before.span_text(topic(before))}" if before.words[0] == "whose" else ""

    def thing(self, *, beside_person: bool = False, scaled: bool = False, as_object: bool = False, activity: bool = False) -> str:
        """Return the thing that is spoken of.

        Args:
            beside_person: Whether *he* or *she* stands beside it, so that it is not the subject.
            as_object: Whether it is not the subject of what somebody does, so that it is what was mentioned last.
            activity: Whether it is said to be hard or to take long: then it is what somebody does.
            scaled: Whether it is said to be high or low: then it is what was asked for.
        """
        before = self.before
        if activity and before.form in (INVERTED, YES_NO) and SPEAKERS.issuperset(before.words[slice(*before.subject)]):
            return self.gerund()
        if scaled and before.form == COPULA:
            return before.span_text(before.subject)
        if scaled and before.form == INVERTED and before.asking > 1 and before.words[0] in ("what", "which"):
            return f"{before.span_text(before.subject)}'s {before.text(1, before.asking)}"
        if as_object and before.form in (INVERTED, YES_NO) and (span := self._later()):
            return self._owned(span)
        is_person = (
            beside_person
            or any(name.kind == "person" and (name.start, name.end) == before.subject for name in before.names)
            or (before.subject[1] > 0 and before.words[before.subject[1] - 1] in grammar.ROLES)
        )
        if before.form in (INVERTED, YES_NO) and is_person and before.object != (0, 0):
            return self._owned(before.object)
        span = topic(before)
        return before.span_text(span) if span[1] > span[0] else ""

    def they(self) -> str:
        """Return what *they* stands for: those who did it, or the organisation that the question is about."""
        before = self.before
        agent = before.form == SUBJECT and before.verb >= 0 and before.words[before.verb] not in _FOUNDING
        return self.description(several=True) if self.asks_for_a_person and agent else self.thing()

    def event(self) -> str:
        """Return what happened, as a noun phrase: *visa agreeing to buy plaid*, *starting the ladybird browser*."""
        before = self.before
        if before.verb < 0:
            return ""
        verb = grammar.gerund_of(before.words[before.verb])
        rest = join_words([verb, *before.typed[before.verb + 1 :]])
        if before.form == SUBJECT and before.asking == 1:
            return rest
        is_done = before.form in (INVERTED, YES_NO) and before.words[before.auxiliary] in (
            "did",
            "does",
            "do",
            "didn't",
        )
        return f"{before.span_text(before.subject)} {rest}" if is_done else ""

    @property
    def has_object(self) -> bool:
        """Whether the question before has an object that is a thing."""
        return self._later() is not None

    def gerund(self) -> str:
        """Return what is done, without who does it: *getting better at public speaking*."""
        before = self.before
        if before.verb < 0 or before.words[before.auxiliary] in grammar.BEING:
            return ""
        return join_words([grammar.gerund_of(before.words[before.verb]), *before.typed[before.verb + 1 :]])

    def place(self) -> str:
        """Return where, with its preposition; empty if the question before names no place."""
        words = self.before.words
        for index in range(len(words) - 1):
            if index > self.before.asking and words[index] in ("in", "at", "to", "from"):
                end = phrase_end(self.before, index + 1)
                preposition = "in" if words[index] == "in" else "at"
                return f"{preposition} {self.before.text(index + 1, end)}"
        return ""

    def _later(self) -> Span | None:
        """Return the span of the object of the question before; None if it has none that is a thing."""
        before = self.before
        start, end = before.object
        if end <= start or before.verb < 0 or before.words[before.auxiliary] in grammar.BEING:
            return None
        words = before.words[start:end]
        if words[0] in grammar.ADJECTIVES | grammar.ADVERBS | _NO_THINGS or start > before.verb + 4:
            return None
        return start, end

    def _is_name(self, span: Span) -> bool:
        """Return whether a description is nothing but a name: *who is jensen huang*."""
        words = self.before.words[span[0] : span[1]]
        if self.before.form != COPULA or not words:
            return False
        return words[0] not in grammar.ARTICLES and "'s" not in words and grammar.PREPOSITIONS.isdisjoint(words)

    def _answering_person(self) -> str:
        """Return the first person that the answer names and the question did not; empty if it names none."""
        typed = split_words(self._quote)
        words = [fold(word) for word in typed]
        asked = [word for word in self.before.words if word not in STOP_WORDS]
        cues = {word[:_CUE_LETTERS] for word in asked}
        about = {word for word in self.before.words[slice(*topic(self.before))] if word not in STOP_WORDS}
        if not about.issubset(words):
            return ""
        for name in names_at(typed, words, self._lookup):
            spoken = words[name.start : name.end]
            near = {word[:_CUE_LETTERS] for word in words[max(0, name.start - _NEAR) : name.end + _NEAR]}
            full = name.end - name.start > 1 and all(word.isalpha() for word in spoken) and not self._lookup
            if (name.kind == "person" or full) and not set(spoken) & {*self.before.words} and near & cues:
                return join_words(typed[name.start : name.end])
        return ""

    def _owned(self, span: Span) -> str:
        """Return a noun phrase, its own possessive replaced by the subject: *his idea* is *maiman's idea*."""
        start, end = span
        words = self.before.words[start:end]
        if "of" in words and not grammar.ROLES.isdisjoint(words[: words.index("of")]):
            return self.before.text(start + words.index("of") + 1, end)
        if self.before.words[start] in POSSESSIVES:
            return f"{self.before.span_text(self.before.subject)}'s {self.before.text(start + 1, end)}"
        return self.before.text(start, end)


def topic(before: Clause) -> Span:
    """Return the span of what a question is about: the object of *who founded*, the subject of *when did*, a name."""
    span = {SUBJECT: before.object, TERSE: _terse_topic(before)}.get(before.form, before.subject)
    if before.form in (INVERTED, YES_NO) and SPEAKERS.issuperset(before.words[slice(*span)]):
        span = before.object
    start, end = span
    if before.words[start : start + 1] == ["to"]:  # how to crop an image
        return (start + 2, len(before.words)) if start + 2 < len(before.words) else (0, 0)
    for name in before.names:
        if start <= name.start and name.end <= end and before.form != YES_NO:
            follows = before.words[name.end : end]
            if before.form in (COPULA, TERSE) or not follows or follows[0] == "'s":
                return _name_start(before, name.start, start), name.end
    words = before.words[start:end]
    if "'s" in words[1:]:
        return start, start + words.index("'s")
    if before.form in (COPULA, SUBJECT, TERSE) and not {"of", "for"}.isdisjoint(words[1:-1]):
        return start + min(words.index(word) for word in ("of", "for") if word in words) + 1, end
    if len(words) > 2 and words[0] == "the" and words[1] in ("name", "word", "term", "phrase", "company", "book"):
        return start + 2, end
    return span


def _name_start(before: Clause, index: int, start: int) -> int:
    """Return where a name begins of which only the end may be known: *never* search alone, *service* first bancshares."""
    stops = grammar.ARTICLES | grammar.PREPOSITIONS | grammar.ROLES | {"of", "'s", "and", "or", "name", "word", "term"}
    capital = before.typed[index][:1].isupper()
    while index > start and before.words[index - 1] not in stops and before.typed[index - 1][:1].isupper() == capital:
        index -= 1
    return index


def _terse_topic(before: Clause) -> Span:
    """Return what a question of a few words is about: all of it but the nouns for what something has."""
    words = before.words
    end = len(words)
    attributes = grammar.ATTRIBUTES | grammar.ROLES
    while end > 1 and words[end - 1] in attributes:
        end -= 1
    start = next((index + 1 for index in range(end - 1) if words[index] in ("of", "about", "sobre", "von")), 0)
    start = start or (words[0] in ("explain", "define", "describe"))
    return start, end


def phrase_end(before: Clause, start: int) -> int:
    """Return where the noun phrase ends that begins at an index."""
    end = start
    inside = {index for name in before.names for index in range(name.start + 1, name.end)}
    while end < len(before.words):
        word = before.words[end]
        stops = word in grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.ADVERBS | grammar.AUXILIARIES
        if end > start and stops and word not in ("of", "'s") and end not in inside:
            break
        if end > start and (grammar.is_participle(word) or word in grammar.ADJECTIVES) and end not in inside:
            break
        end += 1
    return end


def pointers(words: Sequence[str], asking: int, auxiliary: int, named: frozenset[int]) -> list[int]:
    """Return the indexes of the pronouns of a clause that stand for something outside it.

    A pronoun behind a noun of a clause above it mostly stands for that noun: *why did the bank fail when it grew*.

    Args:
        words: Its folded words.
        asking: How many of them are the question phrase.
        auxiliary: The index of its auxiliary verb, or -1.
        named: The indexes of those that are in names.
    """
    if _is_impersonal(words):
        return []
    found = [index for index, word in enumerate(words) if _may_point(words, index, word)]
    if not found:
        return []
    first = found[0]
    opens = first in (auxiliary + 1, asking, asking + 1) or words[first] in POSSESSIVES and first <= auxiliary + 2
    before = range(max(asking, auxiliary + 1), first)
    bound = any(index in named for index in range(first)) or any(
        words[index] in grammar.CONJUNCTIONS | {"once"} for index in before
    )
    nouns = sum(
        words[index] not in STOP_WORDS | grammar.BASES and not grammar.is_participle(words[index]) for index in before
    )
    personal = words[first] in PERSONS or words[first] in ("his", "her")
    if bound or (not opens and words[first] in POSSESSIVES and nouns):
        return []
    limit = 6 if personal else 4 if opens or nouns <= 1 else 2
    if _weight(words, named) > limit or (named and _weight(words, named) > 2):
        return []
    return found


def _weight(words: Sequence[str], named: frozenset[int]) -> int:
    """Return how many words say something: neither stop words nor names nor such as *how much* is made of."""
    light = {"much", "many", "long", "get", "got", "go", "went", "take", "took", "make", "made", "first", "end", "come"}
    light |= grammar.ASKING | grammar.FOREIGN_AUXILIARIES | grammar.PREPOSITIONS | PRONOUNS | grammar.ARTICLES
    return sum(word not in STOP_WORDS and word not in light and index not in named for index, word in enumerate(words))


def _may_point(words: Sequence[str], index: int, word: str) -> bool:
    """Return whether a word can stand for something mentioned before: *there* but not *there are*."""
    if word not in PRONOUNS:
        return word == "one" and index == len(words) - 1 and words[index - 1] in grammar.BASES
    if word == "it" and index and words[index - 1] == "worth":
        return False
    if word in _FOREIGN and not grammar.ENGLISH_ASKING.isdisjoint(words):
        return False
    before, after = words[index - 1] if index else "", words[index + 1] if index + 1 < len(words) else ""
    if word == "there":
        return before not in grammar.AUXILIARIES and after not in grammar.AUXILIARIES
    if word == "that":
        free = not after or after in grammar.AUXILIARIES | grammar.PREPOSITIONS | grammar.ADVERBS | grammar.BASES
        return (after in _CATEGORIES and index + 2 >= len(words) - 1) or (
            free
            and (before in STOP_WORDS | grammar.BASES | grammar.PREPOSITIONS or grammar.is_participle(before))
            and not (after in grammar.AUXILIARIES and before not in grammar.PREPOSITIONS)
        )
    if word in ("this", "these", "those"):
        return not after or after in _CATEGORIES or after in grammar.AUXILIARIES | grammar.PREPOSITIONS | grammar.BASES
    if word == "es":
        return before != "gibt" and (before in grammar.FOREIGN_AUXILIARIES or before.endswith("t") or before.endswith("te"))
    if word in ("la", "lo", "el", "son"):
        return False
    return True


_IMPERSONAL = frozenset(
    "true possible ok okay bad good better worth safe legal common normal hard easy important necessary".split()
)


def _is_impersonal(words: Sequence[str]) -> bool:
    """Return whether *it* stands for a clause that follows: *is it true that*, *how long does it take to learn go*."""
    for index, word in enumerate(words):
        if word != "it":
            continue
        rest = words[index + 1 :]
        if not rest or rest[0] in grammar.ARTICLES:
            continue
        said = rest[0] in _IMPERSONAL or (rest[0] in grammar.ADJECTIVES) or (len(rest) > 1 and rest[1] in _IMPERSONAL)
        if said and any(opening in rest for opening in ("that", "to", "if", "when")) and len(rest) > 2:
            return True
        if rest[0] in ("take", "takes", "cost", "mean", "like", "matter", "feel") and len(rest) > 3:
            return rest[1] in ("to", "if", "when", "for", "that", "like")
        if words[index - 1] in grammar.BEING and "to" in rest[1:3] and len(rest) > 3:
            return True
        if rest[0] in ("to", "like") and len(rest) > 1 and words[index - 1] in grammar.BEING:
            return True
    return False


def with_referents(typed: list[str], words: list[str], places: Sequence[int], referents: Referents) -> str:
    """Return a clause with its pronouns replaced; empty if nothing is known that the first could stand for."""
    said = list(typed)
    has_person = any(words[index] in PERSONS or words[index] in ("his", "her") for index in places)
    changed = False
    for index in places:
        if replaced := _replacement(words, index, referents, has_person=has_person, resolved=changed):
            text, length = replaced
            said[index] = text
            said[index + 1 : index + length] = [""] * (length - 1)
            changed = True
            if words[index] == "they" and index and words[index - 1] in _SINGULAR and not text.startswith("those"):
                said[index - 1] = _SINGULAR[words[index - 1]] if not text.lower().endswith("s") else said[index - 1]
    return join_words(filter(None, said)) if changed else ""


def _replacement(
    words: Sequence[str], index: int, referents: Referents, *, has_person: bool, resolved: bool
) -> tuple[str, int] | None:
    """Return what replaces a pronoun, and how many words it replaces; None to leave it."""
    word, rest = words[index], words[index + 1 :]
    after = " ".join(rest)
    if word == "there":
        place = referents.place() or ("" if resolved else f"at {referents.thing()}")
        return (place, 1) if place else None
    is_possessive = word in POSSESSIVES and bool(rest) and (word != "her" or _is_noun(rest[0]))
    if word in PERSONS or word in ("his", "her"):
        name = referents.person(last=word in ("him",) or (word == "her" and not is_possessive))
    elif word in ("they", "them", "their") and not any(other == "it" for other in words):
        name = referents.they() if word == "they" else referents.thing(beside_person=has_person)
        name = (
            _last_name(referents)
            if word == "their" and referents.before.form == INVERTED and not _has_agent(referents)
            else name
        )
    elif word == "they":
        name = "" if referents.asks_for_a_person else referents.thing()
    elif word == "it" and "they" in words[:index] and not referents.asks_for_a_person and not referents.has_object:
        name = referents.gerund()
    elif word == "that" and index and words[index - 1] in referents.before.words[referents.before.verb :][:1]:
        name = f"that {referents.before.text(referents.before.verb + 1)}"
    elif rest and word in ("that", "this", "these", "those") and rest[0] in _CATEGORIES:
        return (referents.thing(), 2) if referents.thing() else None
    elif word in ("that", "this") and index and words[index - 1] in ("before", "after", "since", "from"):
        name = referents.event()
    elif word in ("it", "that", "this") and any(predicate in after for predicate in _HAPPENING):
        name = referents.event() or referents.thing()
    elif word == "it" and index and words[index - 1] in ("done", "doing") and referents.before.form == INVERTED:
        name = referents.before.text(referents.before.verb + 1) if referents.before.verb >= 0 else ""
    else:
        name = referents.thing(
            beside_person=has_person, scaled=not _SCALES.isdisjoint(rest), as_object=_is_as_object(words, index),
            activity=not _ACTIVITIES.isdisjoint(rest),
        )
    if not name:
        return None
    return (_possessive(name, rest, referents), 1 + (rest[0] in _OF_WHAT)) if is_possessive else (name, 1)


_ACTIVITIES = frozenset("take hard easy difficult expensive cost necessary possible legal dangerous worth help".split())
_BY_ITSELF = frozenset("start begin work cost end fail run grow perform look sell launch fit weigh last".split())


def _is_as_object(words: Sequence[str], index: int) -> bool:
    """Return whether a pronoun is not the subject of what somebody does: *who owns it*, *was it worth that*."""
    before, after = words[index - 1] if index else "", words[index + 1] if index + 1 < len(words) else ""
    return before not in grammar.AUXILIARIES or before in grammar.BEING or after in _BY_ITSELF


def _possessive(name: str, rest: Sequence[str], referents: Referents) -> str:
    """Return a name with 's; and the noun that follows with what it is of, where it needs that."""
    owner = f"{name}'s"
    if rest[0] not in _OF_WHAT:
        return owner
    before = referents.before
    tail = before.text(before.verb + 1) if before.form == INVERTED and before.verb >= 0 else ""
    first = before.words[before.verb + 1] if tail else ""
    return f"{owner} {rest[0]} {tail}" if first in ("in", "for", "of") else f"{owner} {rest[0]}"


def _is_noun(word: str) -> bool:
    return word not in STOP_WORDS and word not in grammar.PREPOSITIONS | grammar.ADVERBS


def _has_agent(referents: Referents) -> bool:
    """Return whether the subject of the question before is a name rather than a thing that is described."""
    before = referents.before
    return before.words[before.subject[0] : before.subject[0] + 1] != ["the"] or before.auxiliary < 0


def _last_name(referents: Referents) -> str:
    before = referents.before
    return before.span_text(before.object) if before.object != (0, 0) else referents.thing()
