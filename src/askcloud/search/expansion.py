"""Whether a claim writes out what an abbreviation stands for."""

from __future__ import annotations

from askcloud.text.analyzer import fold, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_SMALL = STOP_WORDS | {"la", "de", "und", "y", "et"}
_CAPITALS, _BESIDE = 0.5, 0.5  # what capitals in the long form, and the abbreviation beside it, each count
_REACH = 3  # words between the long form and the abbreviation


def expansion(text: str, abbreviation: str) -> float:
    """Return 1 where a claim writes the long form of an abbreviation beside it, 0.5 where it writes the form alone.

    The form is a run of words whose initials are the letters, small words left out; without capitals it counts half.

    Args:
        text: The claim.
        abbreviation: Folded.
    """
    letters = abbreviation[:-1] if abbreviation.endswith("s") and len(abbreviation) > 3 else abbreviation
    typed = [word for word in text.replace("-", " ").replace("/", " ").split() if words_of(word)]
    words = [words_of(word)[0] for word in typed]
    best = 0.0
    for start, word in enumerate(words):
        if word[0] == letters[0] and word not in (letters, abbreviation):
            end = _end_of_long_form(words, start, letters)
            if end:
                capitals = sum(fold(word) != word for word in map(_stripped, typed[start:end]))
                beside = {*words[max(0, start - _REACH) : start], *words[end : end + _REACH]}
                value = _CAPITALS * (1.0 if capitals >= len(letters) - 1 else 0.5)
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
                    return place + 1
            elif word not in _SMALL:
                break
    return 0


def _stripped(word: str) -> str:
    return word.strip("\"'“”‘’()[].,;:!?*_")
