"""Find abbreviations and their long forms in a sentence: *code division multiple access (CDMA)*.

An abbreviation and its long form are next to each other, one of them in parentheses, or *stands for* is between them.
The letters of the abbreviation are the initials of the long form; function words may be skipped.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SKIPPED = frozenset("of and the for in to on a an at by with de la le et und der die y e &".split())
_STANDS_FOR = (" stands for ", " is short for ", " stood for ")
_PUNCTUATION = "\"'“”‘’«».,;:!?*_()[]"
_MAX_LETTERS = 8  # letters of an abbreviation
_MIN_LETTERS = 2
_MAX_DISTANCE = 200  # characters on either side that may belong to a long form


def abbreviations_in(text: str) -> list[tuple[str, str]]:
    """Return (abbreviation, long form) as a sentence writes them, in order, each once."""
    found: list[tuple[str, str]] = []
    end = 0
    while (start := text.find("(", end)) >= 0 and (end := text.find(")", start)) >= 0:
        before = text[max(0, start - _MAX_DISTANCE) : start]
        found += _around_parenthesis(before.split(), text[start + 1 : min(end, start + _MAX_DISTANCE)].split())
    for phrase in _STANDS_FOR:
        before, stands, after = text.partition(phrase)
        if stands:
            short = next((word for word in reversed(before[-_MAX_DISTANCE:].split()[-3:]) if _is_short(word)), "")
            found += _expanded(short, after[:_MAX_DISTANCE].split())
    return list(dict.fromkeys(found))


def _around_parenthesis(before: Sequence[str], inside: Sequence[str]) -> list[tuple[str, str]]:
    """Return the abbreviation and long form in a parenthesis and the words before it, as a list of one or none."""
    if not before or not inside:
        return []
    if len(inside) == 1 and _is_short(inside[0]):
        letters = _letters(inside[0])
        words = before[-2 * len(letters) - 1 :]
        for start in range(len(words) - 1, -1, -1):
            if _initials_match(words[start:], letters):
                return [(_stripped(inside[0]), _joined(words[start:]))]
    elif _is_short(before[-1]) and _initials_match(inside, _letters(before[-1])):
        return [(_stripped(before[-1]), _joined(inside))]
    return []


def _expanded(short: str, words: Sequence[str]) -> list[tuple[str, str]]:
    """Return an abbreviation with the long form at the beginning of some words, as a list of one or none."""
    letters = _letters(short)
    if letters:
        for end in range(1, min(len(words), 2 * len(letters) + 1) + 1):
            if _initials_match(words[:end], letters):
                return [(_stripped(short), _joined(words[:end]))]
            if words[end - 1][-1:] in ".;!?,":
                break
    return []


def _is_short(word: str) -> bool:
    """Return whether a word may be an abbreviation: two to eight letters, nearly all of them capitals."""
    bare = _stripped(word)
    capitals = sum(map(str.isupper, bare))
    return _MIN_LETTERS <= len(bare) <= _MAX_LETTERS and capitals >= _MIN_LETTERS and capitals > len(bare) / 2


def _stripped(word: str) -> str:
    """Return a word without the punctuation around it and without a plural s: *KPIs* is the abbreviation *KPI*."""
    bare = word.strip(_PUNCTUATION)
    for ending in ("'s", "’s", "s"):
        if bare.endswith(ending) and bare[: -len(ending)].isupper():
            return bare[: -len(ending)]
    return bare


def _letters(short: str) -> str:
    return "".join(filter(str.isalnum, _stripped(short).lower()))


def _initials_match(words: Sequence[str], letters: str) -> bool:
    """Return whether some letters are the initials of words; function words inside may be skipped, or count."""
    parts = [part for word in words for part in word.strip(_PUNCTUATION).lower().replace("/", "-").split("-")]
    if not len(parts) > 1 or parts[0][:1] != letters[:1] or not parts[-1] or parts[-1] in _SKIPPED:
        return False
    if any(word[-1:] in ",;:.!?" for word in words[:-1]):
        return False
    return _match(parts, letters)


def _match(parts: Sequence[str], letters: str) -> bool:
    """Return whether each letter is the initial of a part, in order, and every other part is a function word."""
    matched = {0}  # possible numbers of letters that the parts so far account for
    for part in parts:
        longer = {count + 1 for count in matched if letters[count : count + 1] == part[:1]}
        matched = longer | matched if part in _SKIPPED else longer
    return len(letters) in matched


def _joined(words: Sequence[str]) -> str:
    bare = " ".join(words).strip(_PUNCTUATION)
    return bare[:-2] if bare.endswith(("'s", "’s")) else bare
