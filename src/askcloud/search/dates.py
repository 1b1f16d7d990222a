"""Find the dates that a claim names: years, decades, centuries, months, wars that date something.

A question for a date looks at sixty sentences. They are read word by word, as loading `re` and compiling a pattern
takes ten times as long; a test compares what is found with what the pattern finds.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = frozenset(
    """
    january february march april june july august september october november december januar februar märz juni juli
    oktober dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """.split()
)
"""Without *may*, which is mostly a verb."""
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth twentieth".split())
_WHOLE = {"siglo": "", "world": " war", "guerra": " mundial"}
"""Words that date something, with what must follow them."""
_OPENING = _MONTHS | _ORDINALS | _WHOLE.keys() | {"twenty"}
"""Words that a date can begin with, besides numbers and the words with the following ending and beginnings."""
_TEENTH = "teenth"
_BEGINNINGS = ("jahrhundert", "weltkrieg")  # these date something at the beginning of a longer word, too
_NUMBERED = ("st", "nd", "rd", "th")  # endings of a number that counts: 19th
_ERAS = (" bce", " bc", " ce", " ad")
_CENTURY = " century"
_BLANKED = bytes(sign if chr(sign).isalnum() or chr(sign) == "_" else ord(" ") for sign in range(128)).ljust(256)


def date_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each date in a text in small letters, in order; no two overlap."""
    taken, end = 0, -1
    for word in _without_signs(text).split(" "):
        start, end = end + 1, end + 1 + len(word)
        may_open = word[:1].isdecimal() or word in _OPENING or word.startswith(_BEGINNINGS) or word.endswith(_TEENTH)
        if may_open and start >= taken and (date_end := _date_end(text, word, start)):
            yield start, date_end
            taken = date_end


def _without_signs(text: str) -> str:
    """Return a text with a blank for each character that is in no word."""
    if text.isascii():
        return text.encode().translate(_BLANKED).decode()
    return "".join(sign if _is_in_word(sign) else " " for sign in text)


def _date_end(text: str, word: str, start: int) -> int:
    """Return where the date ends that begins with a word, which starts at an offset; 0 if none does."""
    end = start + len(word)
    if word[0].isdecimal():
        return end if _is_year(word) or _is_decade(word) else _counted_end(text, word, end)
    if word in _MONTHS:
        return end
    if word in _WHOLE:
        end += len(_WHOLE[word])
        return end if text.startswith(word + _WHOLE[word], start) and not _is_in_word(text[end : end + 1]) else 0
    if word.startswith(_BEGINNINGS):
        return next(start + len(beginning) for beginning in _BEGINNINGS if word.startswith(beginning))
    if word == "twenty":
        word = "twenty-first"
    century = start + len(word) + len(_CENTURY)
    return century if text.startswith(word + _CENTURY, start) and _is_ordinal(word) else 0


def _is_year(word: str) -> bool:
    """Return whether a word is a year from 1000 to 2099, or the decade that begins with it: *1931*, *1890s*."""
    year, ending = word[:4], word[4:]
    return len(year) == 4 and year.isdecimal() and (year[0] == "1" or year[:2] == "20") and ending in ("", "s")


def _is_decade(word: str) -> bool:
    """Return whether a word that begins with a digit is a decade of any century: *90s*."""
    return len(word) == 3 and word.endswith("0s")


def _counted_end(text: str, word: str, end: int) -> int:
    """Return where *19th century* or *300 BC* ends that begins with a number, which ends at an offset; 0 if none."""
    if text.startswith(_CENTURY, end) and word[-2:] in _NUMBERED and len(word) <= 4 and word[:-2].isdecimal():
        return end + len(_CENTURY)
    eras = (end + len(era) for era in _ERAS if text.startswith(era, end)) if word.isdecimal() else ()
    return next((era_end for era_end in eras if not _is_in_word(text[era_end : era_end + 1])), 0)


def _is_ordinal(word: str) -> bool:
    """Return whether a word is an ordinal: of those that end alike, *fifteenth*, in plain letters only."""
    is_teenth = len(word) > len(_TEENTH) and word.endswith(_TEENTH) and word.isascii() and word.isalpha()
    return is_teenth or word in _ORDINALS or word == "twenty-first"


def _is_in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
