"""Whether a claim writes out what an abbreviation stands for."""

from __future__ import annotations

from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SMALL = STOP_WORDS | {"la", "de", "und", "y", "et"}
_CAPITALS, _BESIDE = 0.5, 0.5  # what capitals in the long form, and the abbreviation beside it, each count
_FEW = 2  # letters
_REACH = 4  # words between the long form and the abbreviation
_STANDS = frozenset("stand stands stood short abbreviation acronym initialism".split())  # … for


def expansion(text: str, words: Sequence[str], abbreviation: str) -> float:
    """Return 1 if a claim has the long form of an abbreviation next to it, 0.5 if it has only the long form.

    *X stands for* is followed by the long form, whatever its initials are.
    The long form is a sequence of words with these initials, in which function words may be skipped; without capitals
    it counts half. Many pairs of words match an abbreviation of two letters, so function words do not count there, as
    in *AI and its rivals*.

    Args:
        text: The claim.
        words: Its folded words.
        abbreviation: Folded.
    """
    letters = abbreviation[:-1] if abbreviation.endswith("s") and len(abbreviation) > 3 else abbreviation
    forms = {letters, abbreviation, f"{letters}s"}
    if _stands_for(words, forms):
        return 1.0
    best = 0.0
    for start, word in enumerate(words):
        if word[0] != letters[0] or word in (letters, abbreviation):
            continue
        end = _end_of_long_form(words, start, letters)
        if end:
            capitals = sum(part.capitalize() in text for part in words[start:end])
            beside = {*words[max(0, start - _REACH) : start], *words[end : end + _REACH]}
            value = _CAPITALS * (1.0 if capitals >= max(2, len(letters) - 1) else 0.5)
            best = max(best, value + _BESIDE * bool(beside & forms))
    return best


def _stands_for(words: Sequence[str], forms: set[str]) -> bool:
    """Return whether one of the forms of an abbreviation is shortly before *stands for* or the like."""
    return any(
        word in _STANDS
        and words[place + 1 : place + 2] in (["for"], ["of"])
        and not forms.isdisjoint(words[max(0, place - _REACH) : place])
        for place, word in enumerate(words)
    )


def _end_of_long_form(words: Sequence[str], start: int, letters: str) -> int:
    """Return the index after the words from `start` on whose initials are all letters; 0 if there are none."""
    for skips_small in (False, True):
        count = 0
        for place in range(start, min(len(words), start + 2 * len(letters))):
            word = words[place]
            if word[0] == letters[count] and word != letters and not (skips_small and word in _SMALL):
                count += 1
                if count == len(letters):
                    is_clear = count > _FEW or _SMALL.isdisjoint(words[start : place + 1])
                    return place + 1 if is_clear else 0
            elif word not in _SMALL:
                break
    return 0
