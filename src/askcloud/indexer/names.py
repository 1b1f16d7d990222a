"""Notes -> counts of names: how often each occurs, evidence for its kind, and the long forms of abbreviations.

Everything is counted per claim, so the counts of several notes are a sum, and the counts of a changed note can be
subtracted again.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from askcloud.index.lexicon import stored_form
from askcloud.indexer.name_kinds import kinds_of
from askcloud.text.abbreviations import abbreviations_in
from askcloud.text.analyzer import words_of
from askcloud.text.proper_names import capitalises_nouns, name_key, proper_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from askcloud.indexer.texts import NoteTexts

COUNTS = 7
"""How many counts there are of a name; see `NameCounts.names`."""
_SAMPLE = 30  # claims of a note that tell what its language capitalises
_NO_KINDS: frozenset[int] = frozenset()
_POSSESSIVE = ("'s", "’s")
_APOSTROPHES = ("'", "’")
_INSIDE, _OPENING, _TITLES = range(3)  # then those of `name_kinds`


class NameCounts:
    """The counts of names in some notes, which can be added and subtracted."""

    __slots__ = ("abbreviations", "capitals", "names")

    def __init__(self) -> None:
        """Start with no notes."""
        self.names: dict[tuple[str, str], list[int]] = {}
        """By (key, spelling) of a name: the claims that contain it inside a sentence, and those that only begin with
        it; the notes whose title contains it too; the claims by which it is a person, an organisation, a place, a
        work."""
        self.abbreviations: Counter[tuple[str, str, str, str]] = Counter()
        """By (key and long form's key, then both as written) of an abbreviation: the claims that contain it."""
        self.capitals: Counter[str] = Counter()
        """By folded word: the claims that write it with a capital anywhere; `add` does not change it."""

    def add(self, other: NameCounts, sign: int = 1) -> None:
        """Add the counts of other notes, or subtract them with -1 as the sign."""
        for name, counts in other.names.items():
            old = self.names.get(name)
            self.names[name] = [sign * count for count in counts] if old is None else _sum(old, counts, sign)
        for spelt, claims in other.abbreviations.items():
            self.abbreviations[spelt] += sign * claims


def count_names(notes: Iterable[NoteTexts]) -> NameCounts:
    """Return the counts of names in notes."""
    counts = NameCounts()
    capitals: list[str] = []
    for note in notes:
        texts = [text for _, claims in note.passages for text in claims]
        is_noun_capital = capitalises_nouns(texts[:_SAMPLE])
        said: set[tuple[str, str]] = set()
        for text in texts:
            said.update(_count_claim(counts, capitals, text, is_noun_capital=is_noun_capital))
        title = f" {name_key(words_of(note.title))} "
        in_title = [name for name in said if name[0] in title and f" {name[0]} " in title]
        titled = dict(sorted(in_title, reverse=True))
        for name in titled.items():
            counts.names[name][_TITLES] += 1
    counts.capitals.update(capitals)
    return counts


def small_letters(claims: Mapping[str, int], names: NameCounts) -> dict[str, int]:
    """Return in how many claims each word is written in small letters only, given in how many it is written at all."""
    return {word: count - names.capitals.get(word, 0) for word, count in claims.items()}


def _count_claim(
    counts: NameCounts, capitals: list[str], text: str, *, is_noun_capital: bool
) -> Iterable[tuple[str, str]]:
    """Add a claim to the counts of names and of folded words with a capital; return the names in it."""
    if text[1:].islower():  # no capital but perhaps the first: no name
        if text[0].isupper():
            capitals += set(words_of(text.split(" ", 1)[0]))
        return ()
    if "(" in text or " for " in text:  # most say nothing of abbreviations
        for short, long in abbreviations_in(text):
            counts.abbreviations[name_key(words_of(short)), name_key(words_of(long)), short, long] += 1
    with_capital, forms, places = _read_claim(text, is_noun_capital=is_noun_capital)
    capitals += with_capital
    for name in forms.items():
        row = counts.names.get(name)
        if row is None:
            row = counts.names[name] = [0] * COUNTS
        for place in _PLACES[places[name[0]]]:
            row[place] += 1
    return forms.items()


def _read_claim(text: str, *, is_noun_capital: bool) -> tuple[set[str], dict[str, str], dict[str, int]]:
    """Return the folded words that a claim writes with a capital; by the key of each of its names its form, and places.

    A name that is written in several ways has the first form. Its places are the counts that it adds to: one bit each.
    """
    capitals: set[str] = set()
    forms: dict[str, str] = {}
    places: dict[str, int] = {}
    has_apostrophe = "'" in text or "’" in text
    for name in proper_names(text, many=True):
        words, owner, key, form = _read_form(name.form)
        if not has_apostrophe:
            capitals.update(words)
        elif text[name.start - 1 : name.start] not in _APOSTROPHES:  # d'Alsace is one word
            capitals.update(owner if text[name.end : name.end + 2] in _POSSESSIVE else words)
        if len(words) > 1 or (words and not name.opens and not is_noun_capital):
            kinds = kinds_of(name, text) if name.whole else _NO_KINDS
            if kinds or not name.opens:
                forms.setdefault(key, form)
                places[key] = places.get(key, 0) | 1 << (_OPENING if name.opens else _INSIDE)
                for kind in kinds:
                    places[key] |= 1 << kind
    return capitals, forms, places


def _counts_of(places: int) -> tuple[int, ...]:
    """Return the counts that a claim adds to, given a bit of each place; what it says inside only counts there."""
    counts = [place for place in range(COUNTS) if places >> place & 1]
    return tuple(place for place in counts if place != _OPENING or _INSIDE not in counts)


_PLACES = tuple(map(_counts_of, range(1 << COUNTS)))
"""By the bits of places: the counts that a claim adds to."""


@lru_cache(1 << 14)  # notes repeat their names
def _read_form(form: str) -> tuple[tuple[str, ...], tuple[str, ...], str, str]:
    """Return the folded words of a name as it is written, these in the possessive, its key, and its form as stored."""
    is_plain = form.isascii() and form.replace(" ", "").isalnum()  # as most are: each part is a word
    words = tuple(form.lower().split() if is_plain else words_of(form))
    owner = (*words[:-1], f"{words[-1]}'s") if words else ()
    return words, owner, " ".join(words) if is_plain else name_key(words), stored_form(form, words)


def _sum(counts: list[int], others: list[int], sign: int) -> list[int]:
    return [count + sign * other for count, other in zip(counts, others, strict=True)]
