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


def expansion(text: str, words: Sequence[str], abbreviation: str) -> float:
    """Return 1 where a claim writes the long form of an abbreviation beside it, 0.5 where it writes the form alone.

    The form is a run of words whose initials are the letters, small words left out; without capitals it counts half.
    Many two words have the initials of two letters: there, small words do not do, as in *AI and its rivals*.

    Args:
        text: The claim.
        words: Its folded words.
        abbreviation: Folded.
    """
    letters = abbreviation[:-1] if abbreviation.endswith("s") and len(abbreviation) > 3 else abbreviation
    best = 0.0
    for start, word in enumerate(words):
        if word[0] != letters[0] or word in (letters, abbreviation):
            continue
        end = _end_of_long_form(words, start, letters)
        if end:
            capitals = sum(part.capitalize() in text for part in words[start:end])
            beside = {*words[max(0, start - _REACH) : start], *words[end : end + _REACH]}
            value = _CAPITALS * (1.0 if capitals >= max(2, len(letters) - 1) else 0.5)
            best = max(best, value + _BESIDE * bool(beside & {letters, abbreviation, f"{letters}s"}))
    return best


def _end_of_long_form(words: Sequence[str], start: int, letters: str) -> int:
    """Return where the words from a place on have spelt all letters with their initials; 0 if they do not."""
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
