"""The words of a question as typed, and which spans of them are names."""

from __future__ import annotations

import re

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
            """person, organisation, place, work, or other if that is not known."""

    NameLookup = Callable[[Iterable[str]], Mapping[str, KnownName]]
    """Given spans of folded words, those that are names."""
    Span = tuple[int, int]

MAX_NAME_WORDS = 7
"""Words of a name at most."""

_RE_WORD = re.compile(r"(?:\b[A-Z]\.){2,}|\w+(?:[.&’'-]\w+)*")
_CLITICS = frozenset("s re ll d ve m".split())
_WITHOUT_APOSTROPHE = frozenset(("whats", "whos", "wheres", "whens"))
_CORRECTED_WORDS = 4  # at the beginning of a question
_JOINERS = frozenset("of the in for de la der von van & to at on a".split())


class NameSpan(Record):
    """A name among some words."""

    start: int
    end: int
    kind: str
    """person, organisation, place, work, or other; empty if it is known by its capitals alone."""
    owns: bool = False
    """Whether it is written with the *s* of a possessive, but without its apostrophe."""


def split_words(text: str) -> list[str]:
    """Return the words of a text as typed, a final 's, 're … as a word of its own."""
    words: list[str] = []
    for token in _RE_WORD.findall(text):
        before, sign, ending = token.replace("’", "'").rpartition("'")
        if sign and ending.lower() in _CLITICS:
            words += [before, f"'{ending}"]
        elif token.lower() in _WITHOUT_APOSTROPHE:
            words += [token[:-1], "'s"]
        else:
            words.append(token)
    return words


def join_words(words: Iterable[str]) -> str:
    """Return words as text, a clitic joined to the word before it."""
    return " ".join(words).replace(" '", "'")


def folded_words(typed: Iterable[str]) -> list[str]:
    """Return words folded, each apostrophe as the plain one."""
    return [fold(word).replace("’", "'") for word in typed]


def corrected(typed: Sequence[str]) -> list[str]:
    """Return the words of a question with the usual typing errors corrected in those that open it."""
    return [grammar.TYPOS.get(word.lower(), word) if i < _CORRECTED_WORDS else word for i, word in enumerate(typed)]


def names_at(typed: Sequence[str], words: Sequence[str], lookup: NameLookup | None) -> tuple[NameSpan, ...]:
    """Return the names among some words, in order: the longest known first, then what is written with capitals.

    Args:
        typed: The words as typed.
        words: The same, folded.
        lookup: Tells which spans of words are names; None to go by capitals alone.
    """
    found: list[NameSpan] = []
    spans = (
        {span: " ".join(words[slice(*span)]).replace(" '", "'") for span in _possible_names(words)} if lookup else {}
    )
    known = lookup({*spans.values(), *map(_singular, spans.values())}) if lookup else {}
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        name = known.get(spans[start, end]) or known.get(_singular(spans[start, end]))
        if name and _is_free(found, start, end):
            found.append(NameSpan(start, end, name.kind, owns=spans[start, end] not in known))
    found = [_with_surname(name, words) if name.kind == "person" else name for name in found]
    found += [NameSpan(start, end, "") for start, end in _with_capitals(typed, words) if _is_free(found, start, end)]
    return tuple(sorted(found, key=lambda name: name.start))


def interior(names: Iterable[NameSpan]) -> frozenset[int]:
    """Return the indexes of all words of names but the first of each: a name does not end before one of them."""
    return frozenset(index for name in names for index in range(name.start + 1, name.end))


def _with_surname(name: NameSpan, words: Sequence[str]) -> NameSpan:
    """Return the name of a person with the word behind it, where that may be a surname that the lexicon lacks."""
    word = words[name.end] if name.end < len(words) else ""
    is_said = (
        word in grammar.BASES or word in grammar.OWNED or word in grammar.ADJECTIVES or grammar.is_participle(word)
    )
    joins = word in grammar.PREPOSITIONS or word in grammar.ADVERBS or word in STOP_WORDS or word == "'s"
    if name.end - name.start > 1 or not word.isalpha() or is_said or joins:
        return name
    return NameSpan(name.start, name.end + 1, name.kind, owns=word.endswith("s") and name.end + 1 < len(words))


def _singular(name: str) -> str:
    """Return a name of several words without the *s* that stands for *'s* where people type no apostrophe."""
    return name[:-1] if name.endswith("s") and " " in name else name


def _possible_names(words: Sequence[str]) -> list[Span]:
    """Return the spans that may be names: not stop words alone, and no role or attribute with what it is of."""
    return [
        (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + MAX_NAME_WORDS) + 1)
        if words[end - 1] != "'s"
        and not STOP_WORDS.issuperset(words[start:end])
        and not grammar.OWNED.issuperset(words[start:end])
        and not ("of" in words[start:end] and words[start] in grammar.OWNED)
    ]


def _is_free(found: Iterable[NameSpan], start: int, end: int) -> bool:
    return all(end <= name.start or name.end <= start for name in found)


def _with_capitals(typed: Sequence[str], words: Sequence[str]) -> list[Span]:
    """Return the runs of words with capitals, joined over *of* and *the*: *Bank of America*."""
    if not capitals_tell(typed):
        return []
    spans: list[Span] = []
    asks = words[0] in STOP_WORDS or words[0] in grammar.ASKING or not typed[1][:1].isupper()
    for index in range(asks, len(typed)):
        if not typed[index][:1].isupper() or words[index] in grammar.ROLES or words[index] in ("i", "'s"):
            continue
        between = words[spans[-1][1] : index] if spans else ()
        if spans and len(between) <= 2 and _JOINERS.issuperset(between):
            spans[-1] = spans[-1][0], index + 1
        else:
            spans.append((index, index + 1))
    return spans
