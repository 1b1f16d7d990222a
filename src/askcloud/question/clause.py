"""A question split into its parts: question phrase, auxiliary, subject, verb, object, and the names in it.

No language model and no list of nouns: the auxiliary verbs, the prepositions and the forms of verbs show where a part
ends. Names are recognised by a function that looks them up, if one is given, otherwise by capitals.
"""

from __future__ import annotations

from askcloud.question import grammar
from askcloud.question.name_spans import (
    NameSpan,
    corrected,
    folded_words,
    interior,
    join_words,
    names_at,
    split_words,
)
from askcloud.record import Record
from askcloud.text.analyzer import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.name_spans import NameLookup, Span

    Parts = tuple[str, Span, int, Span]
    """Form, subject, main verb and object."""

TERSE, YES_NO, INVERTED, SUBJECT, COPULA = "terse", "yes or no", "inverted", "subject", "copula"
"""*nike ipo year*, *did visa buy plaid*, *when did visa buy it*, *who founded nvidia*, *who is the ceo of nvidia*."""

NOTHING = (0, 0)
"""An empty span."""

_MAX_ASKING = 7  # words of a question phrase: how many of the people who
_DOING = frozenset("doing working trying happening going".split())
_BEFORE_PREDICATE = frozenset("of and in for".split())
_OF = frozenset(("of", "de", "del"))
_REQUESTS = tuple(
    map(
        str.split,
        (
            "please|pls|hey|so|ok|okay|also|then|can you tell me|could you tell me|tell me|do you know|i want to know"
        ).split("|"),
    )
)


class Clause(Record):
    """The parts of a question, as spans (start, end) in its words; a missing part is an empty span."""

    typed: list[str]
    """Its words as typed, a final 's as a separate word."""
    words: list[str]
    """The same, folded."""
    names: tuple[NameSpan, ...]
    """In order."""
    asking: int
    """Words of its question phrase, which opens it: *in what year*."""
    auxiliary: int
    """Index of the auxiliary verb; -1 if there is none."""
    form: str
    subject: Span
    verb: int
    """Index of the main verb, or of a predicate such as *worth* or *born*; -1 if there is none."""
    object: Span

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Return the words from one index to another as text."""
        return join_words(self.typed[start:end])

    def name_text(self, name: NameSpan) -> str:
        """Return a name as typed, without the ending of a possessive."""
        return self.text(name.start, name.end)[: -1 if name.owns else None]

    def folded(self, span: Span) -> list[str]:
        """Return the folded words of a span."""
        return self.words[span[0] : span[1]]


def clause_of(text: str, lookup: NameLookup | None = None) -> Clause:
    """Split a question into its parts.

    Args:
        text: Plain words.
        lookup: Returns which spans of words are names; None to use only capitals.
    """
    opening, comma, rest = text.partition(", ")
    if comma and rest and fold(opening).split()[:1] and fold(opening).split()[0] in grammar.PREPOSITIONS:
        text = f"{rest.rstrip(' ?.!')} {opening}"  # besides salesforce, could google have bought slack
    typed = _without_request(corrected(split_words(text)))
    words = folded_words(typed)
    names = names_at(typed, words, lookup)
    asking, auxiliary = _opening(words)
    return Clause(typed, words, names, asking, auxiliary, *_parts(words, names, asking, auxiliary))


def _without_request(typed: list[str]) -> list[str]:
    """Return the words of a question without *please tell me* before it."""
    words = folded_words(typed)
    for request in _REQUESTS:
        count = len(request)
        if words[:count] == request and count < len(words) and (count == 1 or words[count] in grammar.ASKING):
            return _without_request(typed[count:])
    return typed


def phrase_end(clause: Clause, start: int) -> int:
    """Return the end of the noun phrase that begins at an index."""
    inside = interior(clause.names)
    for end in range(start + 1, len(clause.words)):
        word = clause.words[end]
        joins = word in grammar.PREPOSITIONS or word in grammar.CONJUNCTIONS or word in grammar.AUXILIARIES
        stops = joins or word in grammar.ADVERBS or word in grammar.ADJECTIVES or grammar.is_participle(word)
        if stops and word not in ("of", "'s") and end not in inside:
            return end
    return len(clause.words)


# --- the question phrase ---------------------------------------------------------------------------------------------


def _opening(words: Sequence[str]) -> tuple[int, int]:
    """Return how many words the question phrase has and the index of the auxiliary verb; -1 if there is none."""
    if not words:
        return 0, -1
    is_german = words[0] == "was" and not grammar.AFTER_WAS.isdisjoint(words[1:2])
    if (words[0] in grammar.AUXILIARIES or words[0] in grammar.FOREIGN_OPENING) and not is_german:
        return 0, 0
    first = int(words[0] in grammar.PREPOSITIONS and not grammar.ASKING.isdisjoint(words[1:2]))
    if words[first] not in grammar.ASKING and not is_german:
        return 0, -1
    if words[first : first + 2] == ["how", "come"]:
        return 2, -1
    for index in range(first + 1, min(len(words), first + _MAX_ASKING)):
        if _is_auxiliary(words, index) and not (words[index] == "'s" and index > first + 1):
            return index, index
        if words[index] in grammar.PREPOSITIONS - _OF or (index == first + 1 and _is_verb_form(words[index])):
            break
    return _phrase_without_auxiliary(words, first), -1


def _is_auxiliary(words: Sequence[str], index: int) -> bool:
    """Return whether a word is an auxiliary verb of the language in which the question asks: *a* is one in French."""
    if words[index] in grammar.AUXILIARIES:
        return True
    return words[index] in grammar.FOREIGN_AUXILIARIES and grammar.ENGLISH_ASKING.isdisjoint(words[:index])


def _phrase_without_auxiliary(words: Sequence[str], first: int) -> int:
    """Return how many words the question phrase has if no auxiliary verb ends it: *which side* had more people."""
    if words[first] not in ("which", "what", "whose") and words[first : first + 2] not in (
        ["how", "many"],
        ["how", "much"],
    ):
        return first + 1
    for index in range(first + 1, len(words)):
        if _is_verb_form(words[index]) or (index > first + 1 and words[index] in grammar.BASES):
            return index
    return len(words)


def _is_verb_form(word: str) -> bool:
    """Return whether a folded word has the form of a verb in the past tense, or in the present with *-s*."""
    return word in grammar.PARTICIPLE_OF or grammar.is_participle(word) or grammar.is_present(word)


# --- subject, verb and object ----------------------------------------------------------------------------------------


def _parts(words: Sequence[str], names: Sequence[NameSpan], asking: int, auxiliary: int) -> Parts:
    count, start = len(words), auxiliary + 1 if auxiliary >= 0 else asking
    if auxiliary < 0 and not asking:
        return TERSE, NOTHING, -1, NOTHING
    if auxiliary < 0 and words[0] == "how":  # how come they left
        end = _subject_end(words, names, start)
        return INVERTED, (asking, end), end if end < count else -1, _noun_phrase(words, names, end + 1)
    if asking > 1 and start < count - 1 and words[start] in ("there", "in", "on", "at"):  # how many moons are there at
        start += 1 + (words[start] == "there" and words[start + 1] in grammar.PREPOSITIONS)
        return INVERTED, (start, count), -1, NOTHING
    if _asks_for_subject(words, asking, auxiliary):
        start += words[start : start + 1] == ["se"]
        return SUBJECT, (0, asking), start if start < count else -1, _noun_phrase(words, names, start + 1)
    if _describes(words, names, asking, auxiliary):
        end = count
        while end > start + 1 and (words[end - 1] in grammar.ADVERBS or words[end - 1] == "by"):
            end -= 1
        return COPULA, (start, end), -1, NOTHING
    end = _subject_end(words, names, start)
    verb = end if end < count else -1
    while 0 <= verb < count - 1 and words[verb] in grammar.ADVERBS:
        verb += 1
    predicate = verb + (verb < 0 or words[verb] not in grammar.ARTICLES)  # was he *the inventor*
    after = _noun_phrase(words, names, predicate) if verb >= 0 else NOTHING
    return (INVERTED if asking else YES_NO), (start, end), verb, after


def _asks_for_subject(words: Sequence[str], asking: int, auxiliary: int) -> bool:
    """Return whether the question phrase is the subject: *who founded*, *who has won*, *what will replace*."""
    if not asking or auxiliary < 0:
        return auxiliary < 0
    follows = words[auxiliary + 1] if auxiliary + 1 < len(words) else ""
    if words[auxiliary] in grammar.HAVING:
        return grammar.is_participle(follows) or (words[0] == "qui" and bool(follows))
    return asking == 1 and words[auxiliary] in grammar.MODALS and follows in grammar.BASES


def _describes(words: Sequence[str], names: Sequence[NameSpan], asking: int, auxiliary: int) -> bool:
    """Return whether all that follows *who is* is a name or a description: *the ceo of nvidia*."""
    if asking != 1 or words[0] not in grammar.DESCRIBED or words[auxiliary] not in grammar.BEING:
        return False
    start = auxiliary + 1
    if (
        words[start : start + 1] == ["the"]
        and "of" in words[start + 2 : start + 4]
        and words[start + 1] in grammar.OWNED
    ):
        return True
    named = {index for name in names for index in range(name.start, name.end)}
    said = (
        words[index]
        for index in range(start + 1, len(words))
        if index not in named and words[index - 1] not in grammar.ARTICLES
    )
    return not any(_is_said(word) and (word in _DOING or not word.endswith("ing")) for word in said)


def _subject_end(words: Sequence[str], names: Sequence[NameSpan], start: int) -> int:
    """Return the end of the subject that begins at an index, after the auxiliary verb."""
    count, inside = len(words), interior(names)
    if start < count and words[start] in grammar.SPEAKERS:
        return start + 1
    first = start + (start < count and words[start] in grammar.ARTICLES)
    later = [i for i in range(first + 1, count) if i not in inside and words[i + 1 : i + 2] != ["'s"]]
    auxiliary = words[start - 1] if start else ""
    if auxiliary in grammar.BEING or auxiliary in grammar.HAVING or auxiliary in grammar.FOREIGN_AUXILIARIES:
        needs_more = (
            start == 1 or words[start - 2] == "why" or auxiliary in grammar.ENDING_LAST
        ) and count - 1 in later
        asks = start > 1 and words[start - 2] != "why"
        return next((i for i in later if _ends_subject_of_being(words, i, asks=asks)), count - needs_more)
    for index in later:
        ends = _is_base(words, index) and not _is_base(words, index + 1)
        if ends or words[index] in ("not", "never", "ever"):
            while index - 1 in later and words[index - 1] in grammar.ADVERBS:
                index -= 1  # noqa: PLW2901  # did tesla *almost go* bankrupt
            return index
    for index in later:
        if words[index] in grammar.ARTICLES and words[index - 1] not in ("of", "and", "or") and index - first > 1:
            return index - 1  # how did sam walton finance *his* first store
        if words[index] in grammar.PREPOSITIONS - _OF:
            return index if index - first < 2 or index - 1 in inside else index - 1
    return count - (count - first > 1 and count - 1 not in inside)  # the last word is a verb that is not in the list


def _is_base(words: Sequence[str], index: int) -> bool:
    follows_noun_marker = words[index - 1] in grammar.ARTICLES or words[index - 1] in _OF
    return index < len(words) and words[index] in grammar.BASES and not follows_noun_marker


def _ends_subject_of_being(words: Sequence[str], index: int, *, asks: bool) -> bool:
    """Return whether a word ends the subject that follows *is* or *was*."""
    word, before = words[index], words[index - 1]
    if word in grammar.PREPOSITIONS - _OF or word in grammar.ADVERBS or _is_said(word):
        return before not in ("and", "und", "the", "a", "an")
    return not asks and word in ("the", "a", "an") and before not in _BEFORE_PREDICATE


def _is_said(word: str) -> bool:
    """Return whether a word has the form of a predicate: *worth*, *born*, *founded*, *going*."""
    return word in grammar.ADJECTIVES or grammar.is_participle(word) or (word.endswith("ing") and len(word) > 5)


def _noun_phrase(words: Sequence[str], names: Sequence[NameSpan], start: int) -> Span:
    """Return the noun phrase that follows a verb and its particles: *bailed out* melvin capital."""
    inside = interior(names)
    if 0 < start < len(words) and words[start - 1] in grammar.WRITING:  # the title of a work may hold any word
        return start, len(words)
    while start < len(words) - 1 and (
        words[start] in grammar.PARTICLES or (words[start] in grammar.BASES and words[start - 1] == "to")
    ):
        start += 1
    for end in range(start, len(words)):
        word = words[end]
        joins = word in grammar.PREPOSITIONS - _OF or word in grammar.CONJUNCTIONS
        if (joins or (word in grammar.ADVERBS and words[end - 1] not in grammar.ARTICLES)) and end not in inside:
            return (start, end) if end > start else NOTHING
    return (start, len(words)) if start < len(words) else NOTHING
