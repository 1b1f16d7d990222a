"""The lexicon of an index: the names in its notes, looked up by their words, and the long forms of abbreviations."""

from __future__ import annotations

from itertools import islice

from askcloud.index.database import corruption_error
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from askcloud.index.reader import IndexReader

PERSON = "person"
ORGANISATION = "organisation"
PLACE = "place"
WORK = "work"
OTHER = "other"

NAME_COUNTS = ("inside", "opening", "titles", "person", "organisation", "place", "work")
"""The columns of counts in the table of names."""

KEPT_NAMES = "SELECT name FROM names WHERE name = ? GROUP BY name HAVING sum(inside + opening) > 1 OR sum(titles)"
"""The name, if it is in at least two claims, or in one claim and a title."""

_NAME_SHARE = 0.5
"""Share of capitals from which a single word is a name."""

_MIN_EVIDENCE = 1.5
"""Minimum evidence for the kind of a name: more than that of one claim. For places a claim counts half, because *in*
precedes many words that are not places."""
_MIN_PERSON_SHARE = 0.03
_MIN_ORGANISATION_SHARE = 0.05
_MIN_PLACE_SHARE = 0.125
_MIN_WORK_SHARE = 0.1
"""The same as a share of the claims that contain the name."""
_SIGN = 3
"""Number of claims for which a given name at the beginning, a word such as *Inc* at the end or a known place counts."""
_SIGN_SHARE = 20
"""A given name counts for at least one of this many claims."""
_LONGEST_PERSON = 4  # words; a longer name needs more evidence than a given name
_ORGANISATION_WORDS = frozenset(
    """
    inc corp corporation ltd llc gmbh ag co company companies group capital partners ventures bank university college
    institute foundation labs technologies systems holdings motors airlines association agency committee commission
    ministry department party union league studios records industries semiconductor pharmaceuticals insurance brothers
    street center centre stadium school times journal
    """.split()
)

_MAX_VALUES = 500  # values in a statement; SQLite takes 999 or more


def stored_form(form: str, words: Sequence[str]) -> str:
    """Return a spelling as it is stored: empty if it is the usual one of its words, each with a capital."""
    return "" if form == _usual_form(words) else form


def _usual_form(words: Iterable[str]) -> str:
    return " ".join(map(str.capitalize, words))


class Name(Record):
    """A name in the notes of an index."""

    words: str
    """Its folded words joined by blanks, without possessive endings (see `text.proper_names.name_key`)."""
    form: str
    """As it is spelt most often."""
    claims: int
    """Number of claims that contain it with a capital."""
    share: float
    """Share of the claims with this word that write it with a capital, except at their beginning, from 0 to 1; 1 for
    several words."""
    person: int
    """Number of claims with evidence that it is a person: *CEO X*."""
    organisation: int
    """Number of claims with evidence that it is an organisation: *X's CEO*."""
    place: int
    """Number of claims with evidence that it is a place: *in X*."""
    work: int
    """Number of claims with evidence that it is a work: *the book X*."""

    @property
    def _may_be_person(self) -> bool:
        """Whether a given name at its beginning counts as evidence: not in *Claude* alone, nor in *Claude API*."""
        last = self.form.rpartition(" ")[2]
        return last[:1].isupper() and not last.isupper() and (" " in self.form or self.person > 0)

    @property
    def kind(self) -> str:
        """The kind with the most evidence: PERSON, ORGANISATION, PLACE, WORK or OTHER."""
        from askcloud.text.given_names import GIVEN_NAMES  # most questions do not need the kind of any name
        from askcloud.text.place_names import PLACE_NAMES

        words = self.words.split(" ")
        person, organisation, place = self.person, self.organisation, self.place / 2
        if words[-1] in _ORGANISATION_WORDS:
            organisation += _SIGN
        elif words[0] in GIVEN_NAMES and len(words) < _LONGEST_PERSON and self._may_be_person:
            person += max(_SIGN, self.claims // _SIGN_SHARE)
        if self.words in PLACE_NAMES:
            place += max(_SIGN, self.claims / 4)
        elif not all(map(str.isalpha, words)) or self.form != _usual_form(words):
            place = 0  # *in Node.js*, *in AI*
        enough = [
            (count, kind)
            for count, share, kind in (
                (person, _MIN_PERSON_SHARE, PERSON),
                (organisation, _MIN_ORGANISATION_SHARE, ORGANISATION),
                (place, _MIN_PLACE_SHARE, PLACE),
                (self.work, _MIN_WORK_SHARE, WORK),
            )
            if count >= max(_MIN_EVIDENCE, share * self.claims)
        ]
        return max(enough)[1] if enough else OTHER


def names_at(index: IndexReader, spans: Iterable[str]) -> dict[str, Name]:
    """Return those of some spans of folded words that are names, by span.

    Raises:
        IndexCorruptError: A row is damaged.
    """
    found = (_names(index, chunk) for chunk in _chunks(dict.fromkeys(spans)))
    return {name.words: name for names in found for name in names}


def names_with(index: IndexReader, word: str) -> list[Name]:
    """Return the names of several words that contain a folded word, most frequent first.

    Raises:
        IndexCorruptError: A row is damaged.
    """
    query = "SELECT name FROM name_words WHERE word = ? UNION SELECT name FROM names WHERE name > ? AND name < ?"
    rows = index.rows(query, word, f"{word} ", f"{word}!", types=[(str,)])  # ! is the character after the blank
    names = names_at(index, (name for (name,) in rows)).values()
    return sorted(names, key=lambda name: (-name.claims, name.words))


def most_mentioned(index: IndexReader, most: int) -> list[Name]:
    """Return the names in most claims, most frequent first, at most `most` of them.

    Raises:
        IndexCorruptError: A row is damaged.
    """
    query = "SELECT name FROM names GROUP BY name ORDER BY sum(inside + opening) DESC, name LIMIT ?"
    names = names_at(index, (name for (name,) in index.rows(query, most, types=[(str,)]))).values()
    return sorted(names, key=lambda name: (-name.claims, name.words))


def long_forms(index: IndexReader, short: str) -> list[tuple[str, int]]:
    """Return (most frequent spelling of a long form, its claims) for a folded abbreviation, most frequent first.

    Raises:
        IndexCorruptError: A row is damaged.
    """
    return _spelt(index.rows(f"{_SELECT_FORMS.format('long')} WHERE short = ?", short, types=_FORM_TYPES))


def short_forms(index: IndexReader, long: str) -> list[tuple[str, int]]:
    """Return (most frequent spelling of an abbreviation, its claims) for a folded long form, most frequent first.

    Raises:
        IndexCorruptError: A row is damaged.
    """
    return _spelt(index.rows(f"{_SELECT_FORMS.format('short')} WHERE long = ?", long, types=_FORM_TYPES))


_SELECT_FORMS = "SELECT {0}, {0}_form, claims FROM abbreviations"
_FORM_TYPES = ((str, str, int),)
_SELECT_NAMES = """
    SELECT name, form, inside + opening, titles, person, organisation, place, work, inside,
        CASE WHEN instr(name, ' ') THEN 0 ELSE ifnull((SELECT small FROM words WHERE word = name), 0) END
    FROM names WHERE name IN ({})
"""
_NAME_TYPES = ((str, str, *(int,) * 8),)


def _names(index: IndexReader, keys: list[str]) -> Iterator[Name]:
    """Yield the names with some keys."""
    rows = index.rows(_SELECT_NAMES.format(", ".join("?" * len(keys))), *keys, types=_NAME_TYPES)
    spellings: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        if row[0] in spellings:
            spellings[row[0]].append(row)
        else:
            spellings[row[0]] = [row]
    for words, spelt in spellings.items():
        _, form, claims, titles, person, organisation, place, work, inside, small = _merged(spelt)
        if min(claims, titles, person, organisation, place, work, inside, small) < 0:
            raise corruption_error("the count of a name is negative")
        share = 1.0 if " " in words else inside / (inside + small or 1)
        if (claims > 1 or titles) and share >= _NAME_SHARE:
            shown = form or _usual_form(words.split(" "))
            yield Name(words, shown, claims, share, person, organisation, place, work)


def _merged(spelt: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return the rows of the spellings of a name merged into one row, with the most frequent spelling."""
    if len(spelt) == 1:
        return spelt[0]
    form = min((-row[2], row[1]) for row in spelt)[1]
    counts = (sum(column) for column in list(zip(*spelt, strict=True))[2:-1])
    return spelt[0][0], form, *counts, spelt[0][-1]


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, _MAX_VALUES)):
        yield chunk


def _spelt(rows: Iterable[tuple[str, str, int]]) -> list[tuple[str, int]]:
    """Return (most frequent form, claims) of rows of (key, form, claims), most frequent first."""
    forms: dict[str, list[tuple[int, str]]] = {}
    for key, form, claims in rows:
        if claims < 1:
            raise corruption_error("the count of an abbreviation is less than 1")
        forms.setdefault(key, []).append((-claims, form))
    counted = [(min(spelt)[1], -sum(claims for claims, _ in spelt)) for spelt in forms.values()]
    return sorted(counted, key=lambda form: (-form[1], form[0]))
