"""Laws of the pace of a build."""

from __future__ import annotations

import pytest

from askcloud.output.pace import Pace


@pytest.mark.parametrize(
    ("seconds", "done", "told"),
    [
        (0.5, 30, "30 / 8,452 notes"),
        (10, 0, "0 / 8,452 notes"),
        (10, 1_000, "1,000 / 8,452 notes · 100 notes/s · 1 min 15 s left"),
        (60, 8_000, "8,000 / 8,452 notes · 133 notes/s · 3 s left"),
        (3_600, 4_000, "4,000 / 8,452 notes · 1 notes/s · 1 h 6 min left"),
    ],
)
def test_rate_is_measured_by_the_clock(seconds, done, told):
    """The rate and the time left are those of the clock since the first report, once there is something to tell."""
    times = iter((100.0, 100.0 + seconds))
    pace = Pace(lambda: next(times))

    assert pace.step(0, 8_452) == "0 / 8,452 notes"
    assert pace.step(done, 8_452) == told


def test_pace_counts_from_where_it_begins():
    """What was done before the first report does not count for the rate."""
    times = iter((0.0, 10.0))
    pace = Pace(lambda: next(times))
    pace.step(100, 300)

    assert pace.step(200, 300) == "200 / 300 notes · 10 notes/s · 10 s left"
