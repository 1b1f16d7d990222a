"""What the pronouns of a follow-up can stand for: the persons, things and events of the previous question."""

from __future__ import annotations

import re

from askcloud.question import grammar
from askcloud.question.clause import COPULA, INVERTED, NOTHING, SUBJECT, TERSE, YES_NO, phrase_end
from askcloud.question.name_spans import folded_words, join_words, names_at, split_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import Clause
    from askcloud.question.name_spans import NameLookup, NameSpan, Span

_FOUNDING = frozenset(
    "founded started created runs leads owns heads launched built began established set made manages".split()
)
"""Verbs whose object is an organisation that *they* can stand for."""

_NO_THINGS = frozenset("up out away off money attention sense business work time success people profit profits".split())
_APPOSED = frozenset("name word term phrase company book".split())
_CUE_LETTERS = 5  # founded, founder
_NEAR = 8  # words between a name and what was asked for, at most


class Referents:
    """What the pronouns of a follow-up can stand for; each method returns an empty text where there is nothing."""

    def __init__(self, before: Clause, quote: str, lookup: NameLookup | None) -> None:
        """Look at the previous question, taken apart, and at the quote that answered it; the quote may be empty."""
        self.before = before
        self._quote = quote
        self._lookup = lookup

    @property
    def asks_for_a_person(self) -> bool:
        """Whether the previous question asks for a person: *who founded nvidia*."""
        before = self.before
        if before.form == TERSE:
            return before.words[-1] in grammar.ROLES or (before.words[0] in grammar.ROLES and "of" in before.words)
        return not grammar.ASKING_FOR_A_PERSON.isdisjoint(before.words[: max(before.asking, 1)])

    @property
    def subject(self) -> str:
        """The subject of the previous question."""
        return self.before.text(*self.before.subject)

    @property
    def topic(self) -> str:
        """What the previous question is about."""
        start, end = topic_of(self.before)
        has_article = 0 < start < end and self.before.words[start - 1] in ("the", "a", "an")
        return self.before.text(start - has_article, end)

    def person(self, *, as_object: bool = False) -> str:
        """Return the person that is spoken of: the one who was asked for, else one who is named, else the subject.

        Args:
            as_object: Whether somebody does something to that person, who then is rather the last one named.
        """
        before = self.before
        if self.asks_for_a_person and not self._is_about_a_name():
            return self._answering_person() or self.description()
        persons = [name for name in before.names if name.kind == "person"]
        if persons:
            name = persons[-1 if as_object else 0]
            start, end = before.subject
            is_owner = before.words[name.end : name.end + 1] == ["'s"]
            if start <= name.start <= start + 1 and name.end < end and not is_owner:
                return self.subject  # ted maimans father
            return before.name_text(name)
        span = topic_of(before)
        if before.form in (COPULA, TERSE):
            return self.topic if span != before.subject or self.asks_for_a_person else ""
        if before.form == SUBJECT:
            return self.topic
        return before.text(*before.object) if as_object and before.object != NOTHING else self.subject

    def description(self, *, several: bool = False) -> str:
        """Return who is asked for in the words of the question: *the founder of telegram*, *the person who …*."""
        before, first = self.before, self.before.words[0]
        if before.form == TERSE:
            return f"the {before.words[-1]} of {self.topic}" if before.words[-1] in grammar.ROLES else before.text()
        if before.form == COPULA:
            begins_with = before.words[before.subject[0] : before.subject[1]][:1]
            is_told_apart = not grammar.PREPOSITIONS.isdisjoint(begins_with)
            return f"the person {self.subject}" if is_told_apart else self.subject
        if first == "who":
            return f"{'those' if several else 'the person'} who {before.text(1)}"
        return f"the owner of {self.topic}" if first == "whose" else ""

    def thing(self, *, last: bool = False, beside_person: bool = False) -> str:
        """Return the thing that is spoken of.

        Args:
            last: Whether it is rather what was mentioned last: it is not the subject of what somebody does.
            beside_person: Whether *he* or *she* stands beside it, so that it is not the subject.
        """
        before = self.before
        if before.form == COPULA and not self.asks_for_a_person and self._is_whole():
            return self.subject
        if before.form not in (INVERTED, YES_NO):
            return self.topic
        if last and self.has_object:
            return self._owned_object()
        is_person = before.words[before.subject[1] - 1] in grammar.ROLES or any(
            name.kind == "person" and (name.start, name.end) == before.subject for name in before.names
        )
        return self._owned_object() if (beside_person or is_person) and before.object != NOTHING else self.topic

    def quantity(self) -> str:
        """Return what was asked for, where that can be high or low: *the fertility rate*, *nubank's score*."""
        before = self.before
        if before.form == COPULA:
            return self.subject
        asks_for_noun = before.form == INVERTED and before.asking > 1 and before.words[0] in ("what", "which")
        return f"{self.subject}'s {before.text(1, before.asking)}" if asks_for_noun else ""

    def they(self) -> str:
        """Return what *they* stands for: those who did it, or the organisation that the question is about."""
        before = self.before
        acts = before.form == SUBJECT and before.verb >= 0 and before.words[before.verb] not in _FOUNDING
        return self.description(several=True) if self.asks_for_a_person and acts else self.several()

    def several(self) -> str:
        """Return the things that are spoken of, all of them where the question asks what they are."""
        before = self.before
        is_plural = before.form == COPULA and before.words[before.auxiliary] in ("are", "were")
        return self.subject if is_plural else self._asked_for() or self.thing()

    def counted(self) -> str:
        """Return what the previous question counts: *acquired's episodes* of *how many episodes does acquired have*."""
        before = self.before
        is_counted = before.form == INVERTED and before.words[:2] == ["how", "many"] and before.asking > 2
        if is_counted and before.verb < 0:
            return f"the {before.text(2, before.asking)} {before.text(before.auxiliary + 1)}"
        return f"{self.subject}'s {before.text(2, before.asking)}" if is_counted else ""

    def _asked_for(self) -> str:
        """Return the things that are asked for: *the startups yc funded first*; empty if no noun says what they are."""
        before = self.before
        noun = before.text(1, before.asking)
        if before.words[0] not in ("which", "what") or before.asking < 2 or not noun.endswith("s"):
            return ""
        if before.form == SUBJECT and before.verb > 0:
            return f"the {noun} that {before.text(before.verb)}"
        if before.form != INVERTED or before.verb < 0 or before.words[before.auxiliary] != "did":
            return ""
        done = join_words([grammar.past_of(before.words[before.verb]), *before.typed[before.verb + 1 :]])
        return f"the {noun} {self.subject} {done}"

    def owner(self) -> str:
        """Return whose it is: of a subject that is a thing described, the one that the rest of the question names."""
        before = self.before
        is_described = before.form == INVERTED and before.words[before.subject[0] : before.subject[0] + 1] == ["the"]
        return before.text(*before.object) if is_described and before.object != NOTHING else self.thing()

    def event(self) -> str:
        """Return what happened, as a noun phrase: *visa agreeing to buy plaid*, *starting the ladybird browser*."""
        before = self.before
        if before.form == SUBJECT and before.asking == 1:
            return self.activity()
        if grammar.SPEAKERS.issuperset(before.folded(before.subject)):
            return self.activity()
        does = before.form in (INVERTED, YES_NO) and before.words[before.auxiliary] in ("did", "does", "do", "didn't")
        return f"{self.subject} {self.activity()}" if does and self.activity() else ""

    def activity(self) -> str:
        """Return what is done, without who does it: *getting better at public speaking*."""
        before = self.before
        if before.verb < 0 or (before.auxiliary >= 0 and before.words[before.auxiliary] in grammar.BEING):
            return ""
        verb = before.verb
        if before.folded(before.subject) == ["it"] and before.words[verb + 1 : verb + 2] == ["to"]:
            verb += 2  # how much did it cost *to build* it
        if verb >= len(before.words):
            return ""
        is_negated = not {"not", "never"}.isdisjoint(before.words[before.subject[1] : verb])
        return ("not " if is_negated else "") + join_words(
            [grammar.gerund_of(before.words[verb]), *before.typed[verb + 1 :]]
        )

    def place(self) -> str:
        """Return where, with its preposition, if the previous question names a place."""
        before = self.before
        for index in range(before.asking + 1, len(before.words) - 1):
            if before.words[index] in ("in", "at", "to", "from"):
                where = before.text(index + 1, phrase_end(before, index + 1))
                return f"{'in' if before.words[index] == 'in' else 'at'} {where}"
        return ""

    @property
    def has_object(self) -> bool:
        """Whether the previous question has an object that is a thing."""
        before = self.before
        start, end = before.object
        if end <= start or before.verb < 0 or before.words[before.auxiliary] in grammar.BEING:
            return False
        first = before.words[start]
        return not (first in grammar.ADJECTIVES or first in grammar.ADVERBS or first in _NO_THINGS)

    def _is_whole(self) -> bool:
        """Return whether what is described is one thing, not what something has: *the rule of 40*."""
        before = self.before
        words = before.folded(before.subject)
        is_one = before.words[before.auxiliary] not in ("are", "were")
        return is_one and "of" in words[1:] and words[words.index("of") - 1] not in grammar.OWNED and "'s" not in words

    def _is_about_a_name(self) -> bool:
        """Return whether the previous question asks who a name is: *who is jensen huang*."""
        words = self.before.folded(self.before.subject)
        if self.before.form != COPULA or not words or words[0] in grammar.ARTICLES:
            return False
        return "'s" not in words and "of" not in words and grammar.PREPOSITIONS.isdisjoint(words)

    def _answering_person(self) -> str:
        """Return the first person that the answer names next to what was asked, and that the question did not name."""
        words = folded_words(split_words(self._quote))
        asked = {word for word in self.before.words if word not in STOP_WORDS}
        about = asked.intersection(self.before.folded(topic_of(self.before)))
        cues = {word[:_CUE_LETTERS] for word in asked - about}
        position = 0
        for part in re.split(r"[^\w\s'’&-]+", self._quote if about.issubset(words) else ""):
            typed = split_words(part)
            for name in names_at(typed, folded_words(typed), self._lookup):
                said = typed[name.start : name.end]
                start, end = position + name.start, position + name.end
                near = words[max(0, start - _NEAR) : end + _NEAR]
                is_asked = about.issubset(near) and not cues.isdisjoint(word[:_CUE_LETTERS] for word in near)
                if is_asked and self._may_be_person(name, said) and asked.isdisjoint(words[start:end]):
                    return join_words(said)
            position += len(typed)
        return ""

    @staticmethod
    def _may_be_person(name: NameSpan, said: Sequence[str]) -> bool:
        """Return whether a name is a person's: by the lexicon or, if that does not know it, as several words."""
        is_full = len(said) > 1 and all(word.isalpha() and word[0].isupper() for word in said)
        return name.kind == "person" or (not name.kind and is_full)

    def _owned_object(self) -> str:
        """Return the object; its possessive is replaced by the subject: *his idea* is *maiman's idea*."""
        before = self.before
        start, end = before.object
        words = before.words[start:end]
        if "of" in words and not grammar.ROLES.isdisjoint(words[: words.index("of")]):
            return before.text(start + words.index("of") + 1, end)
        if words[0] in grammar.POSSESSIVES:
            return f"{self.subject}'s {before.text(start + 1, end)}"
        return before.text(start, end)


def topic_of(before: Clause) -> Span:
    """Return the span of what a question is about: the object of *who founded*, the subject of *when did*, a name."""
    start, end = {SUBJECT: before.object, TERSE: _terse_topic(before)}.get(before.form, before.subject)
    if before.form in (INVERTED, YES_NO) and grammar.SPEAKERS.issuperset(before.words[start:end]):
        start, end = before.object
    if before.words[start : start + 1] == ["to"]:  # how to crop an image
        return (start + 2, len(before.words)) if start + 2 < len(before.words) else NOTHING
    for name in before.names:
        if start <= name.start and name.end <= end and before.form != YES_NO:
            ends = name.end == end or before.words[name.end] == "'s" or before.form in (COPULA, TERSE)
            if ends:
                return _name_start(before, name.start, start), name.end
    words = before.words[start:end]
    if "'s" in words[1:]:
        return start, start + words.index("'s")
    if before.form in (COPULA, SUBJECT, TERSE):
        of = [index for index, word in enumerate(words[1:-1], start + 1) if word in ("of", "for", "von", "de")]
        if of:
            is_work = not {"author", "writer", "director", "host"}.isdisjoint(words)
            return of[0] + 1, end if is_work else min(end, phrase_end(before, of[0] + 1))
    if len(words) > 2 and words[0] == "the" and words[1] in _APPOSED:
        return start + 2, end
    return start, end


def _name_start(before: Clause, index: int, start: int) -> int:
    """Return where a name begins of which only the end may be known: *never search alone*, *deep work*."""
    stops = grammar.ARTICLES | grammar.PREPOSITIONS | grammar.ROLES | _APPOSED | {"of", "'s", "and", "or"}
    capital = before.typed[index][:1].isupper()
    while index > start and before.words[index - 1] not in stops and before.typed[index - 1][:1].isupper() == capital:
        index -= 1
    return index


def _terse_topic(before: Clause) -> Span:
    """Return what a question of a few words is about: all of it but the nouns for what something has."""
    words, end = before.words, len(before.words)
    while end > 1 and words[end - 1] in grammar.OWNED:
        end -= 1
    start = next((index + 1 for index in range(end - 1) if words[index] in ("of", "about", "sobre", "von")), 0)
    return start or int(words[0] in grammar.ORDERS), end
