"""Find words with a capital that follow each other, and titles in quotation marks, without a pattern.

A build reads so many texts that compiling a pattern pays (see `proper_names`). A question looks at sixty sentences:
loading `re` and compiling takes longer than reading them step by step. Both ways find the same.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PARTICLES = frozenset("van von de der den di da del du dos la le bin ibn al el ter ten".split())
"""Function words that may be inside names: *Ludwig van Beethoven*, *Charles de Gaulle*."""

ABBREVIATED = ("Dr", "Mr", "Ms", "St", "Jr", "Sr", "Mrs", "Gen", "Sen", "Rep", "Gov", "Prof")
"""Abbreviations with a full stop that may precede a name, as a single capital may."""

LONGEST_TITLE = 80
"""Letters of a title in quotation marks."""

_SHORTEST_TITLE = 3
_TWO_SMALL_WORDS = 10  # letters, at least of the longest two particles
_BEFORE_CAPITAL = 2  # small letters: *iPhone*, *deVere*
_OPENING, _CLOSING, _MARKS = '"“', '"”', '"“”'


def capital_sequences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sequence of words with a capital; all capitals are plain ones."""
    end = 0
    for start, letter in enumerate(text):
        if start >= end and "A" <= letter <= "Z":
            end = _word_end(text, start + 1)
            while (capital := _next_capital(text, end)) >= 0:
                end = _word_end(text, capital + 1)
            yield start, end


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what stands between quotation marks, without a comma or full stop at its end."""
    start = _first_of(_OPENING, text, 0)
    while start >= 0:
        end = _first_of(_MARKS, text, start + 1)
        if end < 0:
            return
        following = end  # it may open another one
        if text[end] in _CLOSING:
            bare = end - (text[end - 1] in ",.")
            last = bare if bare - start - 1 >= _SHORTEST_TITLE else end
            if _SHORTEST_TITLE <= last - start - 1 <= LONGEST_TITLE:
                yield start + 1, last
                following = end + 1
        start = _first_of(_OPENING, text, following)


def _first_of(signs: str, text: str, start: int) -> int:
    """Return where the first of some signs is from an offset on; -1 if there is none."""
    return min((place for sign in signs if (place := text.find(sign, start)) >= 0), default=-1)


def _word_end(text: str, start: int) -> int:
    """Return the end of a word that continues at an offset: letters, and punctuation followed by a letter."""
    blank = text.find(" ", start)
    limit = len(text) if blank < 0 else blank
    if text[start:limit].isalnum():
        return limit
    while start < limit and (_is_letter(text, start) or _is_inside(text, start)):
        start += 1
    return start


def _is_letter(text: str, place: int) -> bool:
    """Return whether there is a letter, a digit or an underscore at an offset."""
    sign = text[place : place + 1]
    return sign.isalnum() or sign == "_"


def _is_inside(text: str, place: int) -> bool:
    """Return whether the sign at an offset is inside a word: *AT&T*, *O'Brien*, *X-Men*, but not *Apple's*."""
    sign, after = text[place], text[place + 1 : place + 2]
    if sign == "-":
        return "A" <= after <= "Z" or "0" <= after <= "9"
    if sign in "'’":
        return _is_letter(text, place + 1) and (after != "s" or _is_letter(text, place + 2))
    return sign in "&." and _is_letter(text, place + 1)


def _next_capital(text: str, end: int) -> int:
    """Return where the next word of a sequence has its capital, given where the last one ends; -1 if there is none."""
    if text.startswith(". ", end):
        return _capital_at(text, end + 2) if _is_abbreviated(text, end) else -1
    if not text.startswith(" ", end):
        return -1
    start = end + 1
    places = [start]
    first, _, rest = text[start : start + _TWO_SMALL_WORDS].partition(" ")
    if first in PARTICLES or first in ("of", "&"):
        places.insert(0, start + len(first) + 1)
        second = rest.partition(" ")[0]
        if second == "the" if first == "of" else first in PARTICLES and second in PARTICLES:
            places.insert(0, places[0] + len(second) + 1)
    return next((capital for place in places if (capital := _capital_at(text, place)) >= 0), -1)


def _capital_at(text: str, place: int) -> int:
    """Return where the capital is of a word that begins at an offset, or behind up to two small letters; -1 if none."""
    for capital in range(place, place + _BEFORE_CAPITAL + 1):
        letter = text[capital : capital + 1]
        if "A" <= letter <= "Z":
            return capital
        if not "a" <= letter <= "z":
            break
    return -1


def _is_abbreviated(text: str, end: int) -> bool:
    """Return whether a single capital or an abbreviation stands before a full stop at an offset, as a whole word."""
    start = end
    while start and _is_letter(text, start - 1):
        start -= 1
    word = text[start:end]
    return word in ABBREVIATED or (len(word) == 1 and "A" <= word <= "Z")
