"""Times as written, in seconds: what their parts mean, and the repair of a note's shifted ones."""

from __future__ import annotations

import pytest

from askcloud.media.citation import APPROXIMATE, EXACT, REPAIRED, Timestamp
from askcloud.notes.clock import TimeNotation, infer_notation

PLAIN = TimeNotation(round_is_shifted=False, odd_is_shifted=False, trust=EXACT)


@pytest.mark.parametrize(
    ("raw_time", "seconds"),
    [
        ((63,), 63),
        ((1, 3), 63),
        ((75, 30), 4530),
        ((0, 1, 3), 63),
        ((3, 59, 59), 14399),
        ((1, 2, 3, 99), 3723),
        ((1, 6, 6, 9, 44), 3966),
        ((1, 23, 24, 1, 23, 34), 5004),
        ((0, 0, 0), 0),
    ],
)
def test_notation_reads_times_as_written(raw_time, seconds):
    """Without a shift, one part is seconds, two begin with minutes, three with hours; later parts are dropped."""
    assert PLAIN.read(raw_time) == Timestamp(seconds, EXACT)


@pytest.mark.parametrize(
    ("raw_time", "seconds"),
    [
        ((4, 0, 0), 240),
        ((21, 3, 0), 1263),
        ((21, 3, 47), 1263),
        ((0, 60, 0), 60),
        ((1, 20, 60), 80),
        ((21, 3, 0, 0), 1263),
    ],
)
def test_notation_reads_impossible_times_as_shifted(raw_time, seconds):
    """Hours from four on, and minutes or seconds from sixty on, can only be minutes, seconds and a rest."""
    assert PLAIN.read(raw_time).seconds == seconds


@pytest.mark.parametrize(
    ("round_is_shifted", "odd_is_shifted", "seconds"),
    [
        (False, False, [3000, 3011, 3660, 3671]),
        (True, False, [50, 3011, 61, 3671]),
        (False, True, [3000, 3011, 3660, 61]),
        (True, True, [50, 3011, 61, 61]),
    ],
)
def test_notation_shifts_round_and_odd_times_separately(round_is_shifted, odd_is_shifted, seconds):
    """Each half of the repair applies to its own times: those that end in 00, and the others from one hour on."""
    notation = TimeNotation(round_is_shifted, odd_is_shifted, EXACT)
    raw_times = [(0, 50, 0), (0, 50, 11), (1, 1, 0), (1, 1, 11)]

    assert [notation.read(raw_time).seconds for raw_time in raw_times] == seconds


ODD, ROUND, MINUTE, FAR, FAR_ROUND = (0, 7, 11), (1, 7, 0), (0, 7, 0), (12, 7, 11), (12, 7, 0)


@pytest.mark.parametrize(
    ("raw_times", "notation"),
    [
        ([], TimeNotation(False, False, EXACT)),
        ([ODD] * 9, TimeNotation(False, False, EXACT)),
        ([ROUND] + [ODD] * 4, TimeNotation(False, False, EXACT)),
        ([ROUND] + [ODD] * 3, TimeNotation(True, False, APPROXIMATE)),
        ([ROUND] * 2, TimeNotation(False, False, EXACT)),
        ([ROUND] * 3, TimeNotation(True, False, APPROXIMATE)),
        ([ROUND] * 2 + [(7, 0)] * 5 + [(0, 7, 0, 0)] * 5, TimeNotation(False, False, EXACT)),
        ([MINUTE] * 9, TimeNotation(False, False, EXACT)),
        ([MINUTE] * 8 + [ROUND], TimeNotation(True, False, APPROXIMATE)),
        ([MINUTE] * 3 + [FAR] * 3, TimeNotation(False, True, REPAIRED)),
        ([FAR] + [ODD] * 5, TimeNotation(False, False, APPROXIMATE)),
        ([FAR] + [ODD] * 4, TimeNotation(False, True, APPROXIMATE)),
        ([FAR, ODD], TimeNotation(False, True, REPAIRED)),
        ([FAR_ROUND] * 2, TimeNotation(False, False, REPAIRED)),
        ([FAR_ROUND] * 3, TimeNotation(True, False, REPAIRED)),
        ([FAR_ROUND] + [ROUND] * 2, TimeNotation(True, False, APPROXIMATE)),
        ([(0, 60, 11), ODD], TimeNotation(False, False, REPAIRED)),
    ],
    ids=[
        "no times",
        "plain",
        "a fifth round",
        "a quarter round",
        "two round are too few",
        "three round",
        "other lengths do not count",
        "whole minutes of the first hour",
        "one of them is not of the first hour",
        "whole minutes beside far ones",
        "a sixth far",
        "a fifth far",
        "half far",
        "two far and round",
        "three far and round",
        "a third far, all round",
        "half impossible by minutes",
    ],
)
def test_notation_is_inferred_from_all_times_of_a_note(raw_times, notation):
    """The shares of round and of far times decide what is shifted, the share of impossible ones what is trusted."""
    assert infer_notation(raw_times) == infer_notation(reversed(raw_times)) == notation
