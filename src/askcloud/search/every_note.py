"""What common terms add to every note, at least, all added up at once.

The bytes that such a term has by note (see `index.postings`) are the digits of a long number. So one multiplication
weighs all of them and one addition adds up two terms, in a tenth of the time of loops over its postings.
"""

from __future__ import annotations

import sys
from array import array
from itertools import accumulate
from math import ceil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DIGIT = 4  # bytes
_MOST = (1 << 8 * _DIGIT) - (1 << 16)  # leaves room for what is rounded up
_COARSE = 1 << 8 * (_DIGIT - 1)  # what the highest byte of a digit counts
_LOWEST, _HIGHEST = (0, _DIGIT - 1) if sys.byteorder == "little" else (_DIGIT - 1, 0)  # where these bytes are


class EveryNote:
    """The sum of some scores for every note, in whole steps, rounded up."""

    def __init__(self, scores: Iterable[tuple[bytes, float]], notes: int) -> None:
        """Add up scores.

        Args:
            scores: What is added up: bytes by note, and the score that each counts once.
            notes: The number of notes, at least one.

        Raises:
            IndexError: There are scores of more notes.
        """
        scores = list(scores)
        self.step = sum(unit for _, unit in scores) * 255 / _MOST or 1.0
        """The score of a step."""
        total = 0
        for values, unit in scores:
            digits = bytearray(_DIGIT * notes)
            if len(values) > notes:
                raise IndexError
            digits[_LOWEST : _DIGIT * len(values) : _DIGIT] = values
            total += int.from_bytes(digits, sys.byteorder) * ceil(unit / self.step)
        whole = total.to_bytes(_DIGIT * notes, sys.byteorder)
        self.steps: Sequence[int] = array("I", whole)
        """By note: the sum."""
        self._coarse = whole[_HIGHEST::_DIGIT]

    def reaching(self, score: float) -> list[int]:
        """Return the notes with at least a score, ascending, and some with a little less."""
        flags = self._flags(score)
        return [*accumulate(map((1).__add__, map(len, flags.split(b"\1"))), initial=-1)][1:-1]

    def count(self, score: float) -> int:
        """Return how many notes `reaching` returns."""
        return len(self._flags(score).translate(None, b"\0"))

    def best(self, count: int) -> list[int]:
        """Return about so many of the notes with the highest sums, or more."""
        sample = sorted(self._coarse[:: 1 + len(self._coarse) // 1000], reverse=True)
        place = min(count * len(sample) // (1 + len(self._coarse)), len(sample) - 1)
        return self.reaching(_COARSE * max(sample[place], 1) * self.step)

    def _flags(self, score: float) -> bytes:
        """Return 1 for each note with a score and 0 for others."""
        least = max(0, min(int(score / self.step) // _COARSE, 255))
        return self._coarse.translate(bytes(least) + b"\1" * (256 - least))
