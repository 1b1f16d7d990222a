"""The BM25 weighting of each level, in two parts, so that stored weights do not depend on averages over the corpus.

score(q, d) = sum over q's terms of idf(t) * impact(t, d)                     Robertson & Zaragoza 2009, eq. 3.15
impact(t, d) = (k1 + 1) * tf / (tf + k1 * (1 - b + b * length / reference))

The impact is stored, the idf is applied at query time. The length is compared with a fixed reference instead of the
corpus's mean, so adding a note does not change the impacts of another.
"""

from __future__ import annotations

from math import log

from askcloud.record import Record


class Level(Record):
    """The parameters of one level of text: claims, passages, notes or titles."""

    k1: float
    """How slowly repetitions of a term saturate; above 0."""
    b: float
    """How much longer texts are penalised; 0 to 1."""
    reference: float
    """Length of an average text in terms: near the mean of a real vault."""

    def impact(self, tf: float, length: float) -> float:
        """Return the weight, before idf, of a term that occurs `tf` times among `length` terms: from 0 to k1 + 1."""
        return (self.k1 + 1) * tf / (tf + self.k1 * (1 - self.b + self.b * length / self.reference))


CLAIM = Level(0.6, 0.4, 13.0)
PASSAGE = Level(0.9, 0.5, 30.0)
NOTE = Level(0.9, 0.5, 500.0)
TITLE = Level(0.9, 0.3, 5.0)


def idf(df: int, total: int) -> float:
    """Return the inverse document frequency of a term that `df` of `total` texts contain: always above 0."""
    return log(1 + (total - df + 0.5) / (df + 0.5))
