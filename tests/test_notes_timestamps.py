"""Stamps as written -> seconds: the parts of each form, and the repair of a note's shifted stamps."""

from __future__ import annotations

import pytest

from askcloud.citation import APPROXIMATE, EXACT, REPAIRED, Timestamp
from askcloud.notes.timestamps import Clock, clock_for, find_anchors

PLAIN = Clock(round_is_shifted=False, odd_is_shifted=False, trust=EXACT)


def stamps_in(text: str) -> list[tuple[tuple[int, ...], ...]]:
    return [anchor.stamps for anchor in find_anchors(text)]


@pytest.mark.parametrize(
    ("text", "stamps"),
    [
        ("[1:03]", [((1, 3),)]),
        ("[00:01:03]", [((0, 1, 3),)]),
        ("[00:01:03:12]", [((0, 1, 3, 12),)]),
        ("[100:03]", [((100, 3),)]),
        ("[[1:03]]", [((1, 3),)]),
        ("[1:03, 2:03,3:03]", [((1, 3), (2, 3), (3, 3))]),
        ("[1:03; 2:03 | 3:03]", [((1, 3), (2, 3), (3, 3))]),
        ("[1:03 - 2:03]", [((1, 3), (2, 3))]),
        ("[1:03–2:03—3:03]", [((1, 3), (2, 3), (3, 3))]),
        ("[1:03 to 2:03]", [((1, 3), (2, 3))]),
        ("[1:03](https://youtu.be/x?t=63)", [((1, 3),)]),
        ("[1:03](#t=9:09)", [((1, 3), (9, 9))]),
        ("(00:01:03)", [((0, 1, 3),)]),
        ("(0:01:03 – 0:02:03)", [((0, 1, 3), (0, 2, 3))]),
        ("[1:03][2:03] [3:03]", [((1, 3),), ((2, 3),), ((3, 3),)]),
        ('<a data-t="00:01:03">[00:09:09]</a>', [((0, 1, 3),)]),
        ('<a data-t="00:01:03"></a>', [((0, 1, 3),)]),
        ('<a data-t="00:01:03">', [((0, 1, 3),)]),
        ("<a>[00:01:03]</a>", [((0, 1, 3),)]),
        ('<a data-t="63">[1:09]</a>', [((63,),)]),
        ("<a data-t=63>", [((63,),)]),
        ('<a data-t="">[00:01:03]</a>', [((0, 1, 3),)]),
        ('[1:03](<a data-t="00:01:03">1:03</a>)', [((0, 1, 3),)]),
    ],
)
def test_anchor_forms(text, stamps):
    """Each form of an anchor gives the times it holds, as written and in order."""
    assert stamps_in(text) == stamps


@pytest.mark.parametrize(
    "text",
    [
        "1:03",
        "(1:03)",
        "(24:1)",
        "(12:5)",
        "(9:00 a.m.)",
        "(1:1:1)",
        "(1:3:4)",
        "(00:01:03, p. 4)",
        "[24:1]",
        "[1]",
        "[63]",
        "[1:3]",
        "[1000:03]",
        "[1:03:4]",
        "[1:03.5]",
        "[HH:MM:SS]",
        "[1:03 a.m.]",
        "[Psalm 12:05]",
        "[1:03:04:05:06]",
        "<a>",
        "<a></a>",
        '<a href="https://example.com/">here</a>',
        '<a data-t="1h2m3s">',
        '<a data-t="63.5">',
        '<a data-t="1234567">',
        "<abbr title='1:03'>",
        '<a data-t="' + "x" * 300 + '1:03">',
    ],
)
def test_look_alikes_are_no_anchors(text):
    """A ratio, a verse, a time of day, a half-written stamp or a tag without a time is no anchor."""
    assert stamps_in(text) == []


def test_anchor_spans_are_the_markup():
    """An anchor's span is its markup, brackets and tags included, and no more."""
    parts = ["A [1:03], b ", '<a data-t="00:02:03">[00:02:03]</a>', ". C ", "[[3:03]]", "!", "(0:04:03)", " d"]
    text = "".join(parts)

    spans = [text[anchor.start : anchor.end] for anchor in find_anchors(text)]

    assert spans == ["[1:03]", *parts[1::2]]


@pytest.mark.parametrize("follows", ["[[rivers]] flow", "[rivers](a.md) flow", "] and", " [not a time] flow"])
def test_unclosed_anchor_ends_at_its_tag(follows):
    """A tag that is never closed takes no bracket of the text behind it."""
    tag = '<a data-t="00:01:03">'

    (anchor,) = find_anchors(tag + follows)

    assert (anchor.start, anchor.end) == (0, len(tag))


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ((63,), 63),
        ((1, 3), 63),
        ((75, 30), 4530),
        ((0, 1, 3), 63),
        ((3, 59, 59), 14399),
        ((1, 2, 3, 99), 3723),
        ((0, 0, 0), 0),
    ],
)
def test_clock_reads_stamps_as_written(stamp, seconds):
    """Without a shift one part is seconds, two are minutes, three hours, and of four the last is dropped."""
    assert PLAIN.read(stamp) == Timestamp(seconds, EXACT)


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [
        ((4, 0, 0), 240),
        ((21, 3, 0), 1263),
        ((21, 3, 47), 1263),
        ((0, 60, 0), 60),
        ((1, 20, 60), 80),
        ((21, 3, 0, 0), 1263),
    ],
)
def test_clock_reads_impossible_stamps_as_shifted(stamp, seconds):
    """Hours from four on, and minutes or seconds from sixty on, can only be minutes and seconds with a tail."""
    assert PLAIN.read(stamp).seconds == seconds


@pytest.mark.parametrize(
    ("round_is_shifted", "odd_is_shifted", "seconds"),
    [
        (False, False, [3000, 3011, 3660, 3671]),
        (True, False, [50, 3011, 61, 3671]),
        (False, True, [3000, 3011, 3660, 61]),
        (True, True, [50, 3011, 61, 61]),
    ],
)
def test_clock_shifts_round_and_odd_stamps_apart(round_is_shifted, odd_is_shifted, seconds):
    """Each half of the repair moves its own stamps: those that end in 00, and the others from one hour on."""
    clock = Clock(round_is_shifted, odd_is_shifted, EXACT)
    stamps = [(0, 50, 0), (0, 50, 11), (1, 1, 0), (1, 1, 11)]

    assert [clock.read(stamp).seconds for stamp in stamps] == seconds


ODD, ROUND, FAR, FAR_ROUND = (0, 7, 11), (0, 7, 0), (12, 7, 11), (12, 7, 0)


@pytest.mark.parametrize(
    ("stamps", "clock"),
    [
        ([], Clock(False, False, EXACT)),
        ([ODD] * 9, Clock(False, False, EXACT)),
        ([ROUND] + [ODD] * 4, Clock(False, False, EXACT)),
        ([ROUND] + [ODD] * 3, Clock(True, False, APPROXIMATE)),
        ([ROUND] * 2, Clock(False, False, EXACT)),
        ([ROUND] * 3, Clock(True, False, APPROXIMATE)),
        ([ROUND] * 2 + [(7, 0)] * 5 + [(0, 7, 0, 0)] * 5, Clock(False, False, EXACT)),
        ([FAR] + [ODD] * 5, Clock(False, False, APPROXIMATE)),
        ([FAR] + [ODD] * 4, Clock(False, True, APPROXIMATE)),
        ([FAR, ODD], Clock(False, True, REPAIRED)),
        ([FAR_ROUND] * 2, Clock(False, False, REPAIRED)),
        ([FAR_ROUND] * 3, Clock(True, False, REPAIRED)),
        ([FAR_ROUND] + [ROUND] * 2, Clock(True, False, APPROXIMATE)),
        ([(0, 60, 11), ODD], Clock(False, False, REPAIRED)),
    ],
    ids=[
        "no stamps",
        "plain",
        "a fifth round",
        "a quarter round",
        "two round are too few",
        "three round",
        "other lengths do not count",
        "a sixth far",
        "a fifth far",
        "half far",
        "two far and round",
        "three far and round",
        "a third far, all round",
        "half impossible by minutes",
    ],
)
def test_clock_is_learnt_from_all_stamps_of_a_note(stamps, clock):
    """The shares of round and of far stamps decide what is shifted, the share of impossible ones what is trusted."""
    assert clock_for(stamps) == clock_for(reversed(stamps)) == clock
