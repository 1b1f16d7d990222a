"""Laws of the BM25 weighting."""

from __future__ import annotations

from math import log

import pytest

from askcloud.index.bm25 import CLAIM, NOTE, PASSAGE, TITLE, Level, idf


@pytest.mark.parametrize("level", [CLAIM, PASSAGE, NOTE, TITLE])
def test_impact_grows_with_repetition_and_shrinks_with_length(level):
    """An impact is between 0 and k1 + 1, higher for a repeated term and lower in a longer text."""
    impacts = [level.impact(tf, level.reference) for tf in (1, 2, 10, 1000)]

    assert impacts == sorted(impacts)
    assert 0 < impacts[0] < impacts[-1] < level.k1 + 1
    assert level.impact(1, 2 * level.reference) < level.impact(1, level.reference) == pytest.approx(1)


def test_impact_is_the_formula():
    """The impact is (k1 + 1) tf / (tf + k1 (1 - b + b length / reference))."""
    assert Level(1.2, 0.75, 10.0).impact(2, 20) == pytest.approx(2.2 * 2 / (2 + 1.2 * (0.25 + 0.75 * 2)))


def test_idf_is_higher_for_rarer_terms_and_never_below_zero():
    """A term in few texts weighs more than one in many; one in all still weighs something."""
    assert idf(1, 100) == pytest.approx(log(1 + 99.5 / 1.5))
    assert idf(1, 100) > idf(50, 100) > idf(100, 100) > 0
