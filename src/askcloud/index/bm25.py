"""The BM25 weighting of each level, split so that an index never depends on corpus-wide averages.

score(q, d) = sum over q's terms of idf(t) * impact(t, d)                     Robertson & Zaragoza 2009, eq. 3.15
impact(t, d) = (k1 + 1) * tf / (tf + k1 * (1 - b + b * length / reference))

The impact is stored, the idf applied when a question is asked. The length is compared with a fixed reference instead
of the corpus's mean, so adding a note changes no other note's impacts.
"""

from __future__ import annotations

from math import log

from askcloud.record import record


@record
class Level:
    """One granularity of text that is scored on its own."""

    k1: float
    """How slowly repeated words saturate."""
    b: float
    """How much longer texts are held back, 0 to 1."""
    reference: float
    """Terms of a text of ordinary length: near the mean of a real vault."""

    def impact(self, tf: float, length: float) -> float:
        """What a term adds, before its idf, to a text that holds it `tf` times in `length` terms: 0 to k1 + 1."""
        return (self.k1 + 1) * tf / (tf + self.k1 * (1 - self.b + self.b * length / self.reference))


CLAIM = Level(0.6, 0.4, 13.0)
PASSAGE = Level(0.9, 0.5, 30.0)
NOTE = Level(0.9, 0.5, 500.0)
TITLE = Level(0.9, 0.3, 5.0)


def idf(df: int, total: int) -> float:
    """How much a term says that `df` of `total` texts hold: always above 0."""
    return log(1 + (total - df + 0.5) / (df + 0.5))
