"""A question taken apart: question phrase, auxiliary, subject, verb, object, and the names in it.

No language model and no list of nouns: the auxiliary verbs, the prepositions and the forms of verbs show where a part
ends. Names are told by a function that looks them up, where there is one, and by capitals where there is none.
"""

from __future__ import annotations

import re
from itertools import pairwise

from askcloud.question import grammar
from askcloud.question.names import capitals_tell
from askcloud.record import Record
from askcloud.text.analyzer import fold
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Protocol

    class KnownName(Protocol):
        """What is known of a name."""

        @property
        def kind(self) -> str:
            """person, organisation, place, work, or anything else for what is not known."""

    NameLookup = Callable[[Iterable[str]], Mapping[str, KnownName]]
    """Given spans of folded words, those that are names."""
    Span = tuple[int, int]

MAX_NAME_WORDS = 7
"""Words of a name at most."""

TERSE, YES_NO, INVERTED, SUBJECT, COPULA = "terse", "yes or no", "inverted", "subject", "copula"
"""*nike ipo year*; *did visa buy plaid*; *when did visa buy plaid*; *who founded nvidia*; *who is the ceo of nvidia*."""

_RE_TOKEN = re.compile(r"(?:(?:\b[A-Z]\.){2,}|\w+(?:[.&’'-]\w+)*)")
_RE_CLITIC = re.compile(r"(.+)(['’](?:s|re|ll|d|ve|m))$", re.IGNORECASE)
_RE_REQUEST = re.compile(
    r"^(?:(?:please|pls|hey|so|and|but|ok|okay|also|then),? )*"
    r"(?:(?:can|could|would) you )?(?:please )?(?:tell me|do you know|i want to know|i'd like to know|explain to me)? ?"
    r"(?=(?:who|what|when|where|why|how|which|if)\b)",
    re.IGNORECASE,
)
_SHORT_BEING = {"whats": "what", "whos": "who", "wheres": "where", "whens": "when", "hows": "how"}
_OPENING = 4  # words in which typing errors are corrected
_MAX_ASKING = 7  # words of a question phrase: how many of the people who
_JOINERS = frozenset("of the and for in de la der von van & to at on a".split())


class Name(Record):
    """A name in a question."""

    start: int
    end: int
    kind: str
    """person, organisation, place, work, or empty if that is not known."""


class Clause(Record):
    """A question, taken apart. Spans are (start, end) in its words; an empty span is something that it lacks."""

    typed: list[str]
    """Its words as typed, a final 's as a word of its own."""
    words: list[str]
    """The same, folded."""
    names: tuple[Name, ...]
    """In order."""
    form: str
    asking: int
    """Words of its question phrase, which opens it: *in what year*."""
    auxiliary: int
    """Index of the auxiliary verb; -1 if there is none."""
    subject: Span
    verb: int
    """Index of the main verb, or of what stands for it: *worth*, *born*; -1 if there is none."""
    object: Span

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Return the words from one index to another as text."""
        return join_words(self.typed[start:end])

    def span_text(self, span: Span) -> str:
        """Return the words of a span as text."""
        return self.text(*span)


def split_words(text: str) -> list[str]:
    """Return the words of a text as typed, a final 's, 're … as a word of its own."""
    words: list[str] = []
    for token in _RE_TOKEN.findall(text):
        if match := _RE_CLITIC.match(token):
            words += match.groups()
        elif token.lower() in _SHORT_BEING:
            words += [token[:-1], "'s"]
        else:
            words.append(token)
    return words


def corrected(typed: Sequence[str]) -> list[str]:
    """Return words with the usual typing errors corrected in those that open a question."""
    return [grammar.TYPOS.get(word.lower(), word) if index < _OPENING else word for index, word in enumerate(typed)]


def join_words(words: Iterable[str]) -> str:
    """Return words as text, a clitic joined to the word before it."""
    return " ".join(words).replace(" '", "'").replace(" ’", "’")


def clause_of(text: str, lookup: NameLookup | None = None) -> Clause:
    """Take a question apart.

    Args:
        text: Plain words.
        lookup: Tells which spans of words are names; None to go by capitals alone.
    """
    opening, comma, rest = text.partition(", ")
    if comma and fold(opening.split()[0]) in grammar.PREPOSITIONS | {"besides", "according"} and rest:
        text = f"{rest.rstrip(' ?.!')} {opening}"  # besides salesforce, could google have bought slack
    typed = corrected(split_words(_RE_REQUEST.sub("", text)))
    words = [fold(word).replace("’", "'") for word in typed]
    names = names_at(typed, words, lookup)
    asking, auxiliary = _opening(words)
    form, subject, verb, objective = _parts(words, names, asking, auxiliary)
    return Clause(typed, words, names, form, asking, auxiliary, subject, verb, objective)


def names_at(typed: Sequence[str], words: Sequence[str], lookup: NameLookup | None) -> tuple[Name, ...]:
    """Return the names among some words: the longest known first, then what is written with capitals."""
    found: list[Name] = []
    spans = {
        (start, end): " ".join(words[start:end]).replace(" '", "'")
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + MAX_NAME_WORDS) + 1)
        if not STOP_WORDS.issuperset(words[start:end]) and words[end - 1] != "'s"
    }
    known = lookup(set(spans.values())) if lookup else {}
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        described = "of" in words[start:end] and words[start] in grammar.ROLES | grammar.ATTRIBUTES
        described = described or (grammar.ROLES | grammar.ATTRIBUTES).issuperset(words[start:end])
        if (name := known.get(spans[start, end])) and _is_free(found, start, end) and not described:
            found.append(Name(start, end, name.kind))
    found += [Name(start, end, "") for start, end in _capitalised(typed, words) if _is_free(found, start, end)]
    return tuple(sorted(found, key=lambda name: name.start))


def _is_free(found: Sequence[Name], start: int, end: int) -> bool:
    return all(end <= name.start or name.end <= start for name in found)


def _capitalised(typed: Sequence[str], words: Sequence[str]) -> list[Span]:
    """Return the runs of words with capitals, joined over *of* and *the*: *Bank of America*."""
    if not capitals_tell(typed):
        return []
    spans: list[Span] = []
    for index, word in enumerate(typed):
        opens = index == 0 and (words[0] in STOP_WORDS or words[0] in grammar.ASKING or len(typed) > 1)
        if opens and not (len(typed) > 1 and typed[1][:1].isupper() and words[0] not in STOP_WORDS | grammar.ASKING):
            continue
        if word[:1].isupper() and words[index] not in grammar.ROLES | {"i", "'s"}:
            gap = words[spans[-1][1] : index] if spans else ["", ""]
            if spans and len(gap) <= 2 and _JOINERS.issuperset(gap) and "and" not in gap:
                spans[-1] = spans[-1][0], index + 1
            else:
                spans.append((index, index + 1))
    return spans


def _opening(words: Sequence[str]) -> tuple[int, int]:
    """Return how many words the question phrase has and the index of the auxiliary verb; -1 if there is none."""
    if not words:
        return 0, -1
    if words[0] in grammar.AUXILIARIES or words[0] in grammar.FOREIGN_OPENING:
        return 0, 0
    first = 1 if words[0] in grammar.PREPOSITIONS and words[1:2] and words[1] in grammar.ASKING else 0
    if words[first] not in grammar.ASKING:
        return 0, -1
    if words[first : first + 2] == ["how", "come"]:
        return 2, -1
    for index in range(first + 1, min(len(words), first + _MAX_ASKING)):
        if _is_auxiliary(words, index) and not (words[index] == "'s" and index > first + 1):
            return index, index
        if words[index] in grammar.PREPOSITIONS - {"of", "de"} or index == first + 1 and is_verb_form(words[index]):
            break
    return _bare_phrase(words, first), -1


def _is_auxiliary(words: Sequence[str], index: int) -> bool:
    """Return whether a word is an auxiliary verb of the language in which the question asks: *a* is one in French."""
    if words[index] in grammar.AUXILIARIES:
        return True
    return words[index] in grammar.FOREIGN_AUXILIARIES and grammar.ENGLISH_ASKING.isdisjoint(words[:index])


def _bare_phrase(words: Sequence[str], first: int) -> int:
    """Return how many words the question phrase has where no auxiliary verb ends it: *which side* had more people."""
    if words[first] in ("which", "what", "whose") or words[first : first + 2] in (["how", "many"], ["how", "much"]):
        for index in range(first + 1, len(words)):
            if is_verb_form(words[index]) or (index > first + 2 and words[index] in grammar.BASES):
                return index
        return len(words)
    return first + 1


def is_verb_form(word: str) -> bool:
    """Return whether a folded word is a verb in the past, or in the present with *-s*, as far as its form tells."""
    return word in grammar.PARTICIPLE_OF or grammar.is_participle(word) or grammar.is_present(word)


def _parts(words: Sequence[str], names: Sequence[Name], asking: int, auxiliary: int) -> tuple[str, Span, int, Span]:
    """Return form, subject, main verb and object."""
    count = len(words)
    if auxiliary < 0 and not asking:
        return TERSE, (0, 0), -1, (0, 0)
    if auxiliary < 0 and words[0] == "how":
        end = _subject_end(words, names, asking - 1)
        return INVERTED, (asking, end), end if end < count else -1, _noun_phrase(words, names, end + 1)
    start = auxiliary + 1 if auxiliary >= 0 else asking
    follows = start < count and words[auxiliary] in grammar.HAVING
    has_participle = follows and (grammar.is_participle(words[start]) or words[0] == "qui")
    is_agent = (
        asking == 1 and auxiliary == 1 and words[1] in grammar.MODALS and words[2:3] and words[2] in grammar.BASES
    )
    if auxiliary < 0 or (asking and (has_participle or is_agent)):
        return SUBJECT, (0, asking), start if start < count else -1, _noun_phrase(words, names, start + 1)
    describes = words[asking - 1] in _DESCRIBED if asking == 1 else False
    inside = {index for name in names for index in range(name.start, name.end)}
    said = (
        word
        for index, word in enumerate(words)
        if index > start and index not in inside and (not word.endswith("ing") or word in _DOING)
    )
    if describes and words[auxiliary] in grammar.BEING and not any(map(_ends_before, said)):
        return COPULA, (start, _description_end(words, start)), -1, (0, 0)
    end = _subject_end(words, names, auxiliary)
    verb = end if end < count else -1
    while 0 <= verb < count - 1 and words[verb] in grammar.ADVERBS:
        verb += 1
    predicate = verb if verb >= 0 and words[verb] in grammar.ARTICLES else verb + 1  # was he *the inventor*
    after = _noun_phrase(words, names, predicate if verb >= 0 else count)
    return (INVERTED if asking else YES_NO), (start, end), verb, after


SPEAKERS = frozenset("i you we one people they someone somebody he she it ich man wir je on nous vous".split())
"""Subjects that are never what a question is about."""

_DOING = frozenset("doing working building planning trying happening going making selling".split())
_DESCRIBED = frozenset("who what wer was quien que cual qui quel".split())


def _subject_end(words: Sequence[str], names: Sequence[Name], auxiliary: int) -> int:
    """Return where the subject ends that follows an auxiliary verb."""
    start, count = auxiliary + 1, len(words)
    inside = {index for name in names for index in range(name.start + 1, name.end)}
    if start < count and words[start] in SPEAKERS:
        return start + 1
    first = start + (start < count and words[start] in grammar.ARTICLES)
    later = [
        index for index in range(first + 1, count) if index not in inside and words[index + 1 : index + 2] != ["'s"]
    ]
    if auxiliary >= 0 and words[auxiliary] in grammar.BEING | grammar.HAVING | grammar.FOREIGN_AUXILIARIES:
        needs_more = auxiliary == 0 or words[auxiliary - 1] == "why"
        last = count - 1 if needs_more and count - first > 1 and count - 1 in later else count
        return next((index for index in later if _ends_subject_of_being(words, index, asks=auxiliary > 0)), last)
    negation = [index for index in later if words[index] in ("not", "never", "ever")]
    if negation:
        return negation[0]
    verbs = [index for index in later if _is_base(words, index) and not _is_base(words, index + 1)]
    for index in verbs:
        while index - 1 in later and words[index - 1] in grammar.ADVERBS:
            index -= 1
        return index
    for index in later:
        if words[index] in grammar.PREPOSITIONS - _OF:
            return index if index - first < 2 or index - 1 in inside else index - 1
    return count if count - first < 2 or count - 1 in inside else count - 1  # the last word is an unknown verb


_OF = frozenset(("of", "de", "del"))


def _is_base(words: Sequence[str], index: int) -> bool:
    return index < len(words) and words[index] in grammar.BASES and words[index - 1] not in grammar.ARTICLES | _OF


def _ends_subject_of_being(words: Sequence[str], index: int, *, asks: bool) -> bool:
    """Return whether a word ends the subject that follows *is* or *was*."""
    word = words[index]
    if word in grammar.PREPOSITIONS - _OF or word in grammar.ADVERBS or _ends_before(word):
        return words[index - 1] not in ("and", "und")
    return not asks and word in ("the", "a", "an") and words[index - 1] not in ("of", "and", "in", "for")


def _ends_before(word: str) -> bool:
    """Return whether a word is what is said of a subject, as its form tells: *worth*, *born*, *founded*, *going*."""
    return word in grammar.ADJECTIVES or grammar.is_participle(word) or (word.endswith("ing") and len(word) > 5)


def _description_end(words: Sequence[str], start: int) -> int:
    """Return where the description ends that follows *who is*: before *now*, and before *by*."""
    end = len(words)
    while end > start + 1 and words[end - 1] in grammar.ADVERBS | {"by"}:
        end -= 1
    return end


def _noun_phrase(words: Sequence[str], names: Sequence[Name], start: int) -> Span:
    """Return the noun phrase that follows a verb and its particles: *bailed out* melvin capital *during* …"""
    particles = {
        "up",
        "out",
        "off",
        "down",
        "over",
        "with",
        "in",
        "into",
        "for",
        "to",
        "on",
        "at",
        "about",
        "away",
        "against",
    }
    inside = {index for name in names for index in range(name.start + 1, name.end)}
    while start < len(words) - 1 and (
        words[start] in particles | {"not"} or (words[start] in grammar.BASES and words[start - 1] == "to")
    ):
        start += 1
    end = start
    while end < len(words):
        word = words[end]
        is_adverb = word in grammar.ADVERBS and words[end - 1] not in grammar.ARTICLES
        stops = word in grammar.PREPOSITIONS - {"de", "del"} or word in grammar.CONJUNCTIONS or is_adverb
        if stops and end not in inside:
            break
        end += 1
    return (start, end) if end > start else (0, 0)
