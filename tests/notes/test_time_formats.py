"""The formats of times: what each gives, and what only looks like one."""

from __future__ import annotations

from random import Random

import pytest

from askcloud.notes.time_formats import LINES, find_anchors, has_line_times, read_common_anchors


def times_in(text: str) -> list[tuple[tuple[int, ...], ...]]:
    return [anchor.times for anchor in find_anchors(text)]


@pytest.mark.parametrize(
    ("text", "times"),
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
        ("[1:03](#t=9:09)", [((1, 3),)]),
        ("[00:53:54:00:54:01]", [((0, 53, 54, 0, 54, 1),)]),
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
        ('[1:03](<a class="yt-timestamp" data-t="00:01:03</a>)', [((0, 1, 3),)]),
        ('<a class="yt>timestamp" data-t="00:01:03">[00:01:03]</a>', [((0, 1, 3), (0, 1, 3))]),
        ("[[a note | (01:48:44)]]", [((1, 48, 44),)]),
        ("[[a note|00:45:27]]", [((0, 45, 27),)]),
        ("[[a note | <a data-t='00:10:07'>00:10:07</a>]]", [((0, 10, 7),)]),
        ("[00:00:00. - 00:00:52]", [((0, 0, 0), (0, 0, 52))]),
    ],
)
def test_time_formats_give_their_times(text, times):
    """Each format gives the times it contains, as written and in order."""
    assert times_in(text) == times


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
        "[1:03:04:05:06:07:08]",
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
def test_look_alikes_are_not_anchors(text):
    """A ratio, a verse, a time of day, a half-written time or a tag without a time is not an anchor."""
    assert times_in(text) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("0:30 a|1:20 b|2:10 c", True),
        ("- x|0:30 a|y|1:20 b|z|**2:10** c", True),
        ("0:30|a|1:20|b|1:02:10|c", True),
        ("0:30 a|1:20 b|2:10 c|0:20 d|0:50 e|1:40 f|0:10 g|0:40 h|1:10 i", True),
        ("0:30 a|1:20 b", False),
        ("0:30 a|1:20 b|1:10 c", False),
        ("2:30 a|1:20 b|2:10 c|0:20 d|0:50 e|0:40 f", False),
        ("9:00 a|10:30 b|12:05 c", False),
        ("9:00 a|10:30 b|12:07 c", True),
        ("3:16 a|3:17 b|3:18 c", False),
        ("9:31 AM a|10:32 p.m. b|11:33pm c", False),
        ("2:1 a|3:1 b|4:1 c", False),
        ("at 0:30 a|at 1:20 b|at 2:10 c", False),
        ("0:30a|1:20b|2:10c", False),
        ("5:45 a|8:10 b|19:30 c|35:20 d", True),
        ("5:45 a|8:10 b|19:30 c|23:55 d", False),
    ],
)
def test_lines_begin_with_times_if_three_ascend(lines, expected):
    """At least three, most of them ascending, within sections or on the whole; no hours of the day and no verses."""
    assert has_line_times(lines.replace("|", "\n")) is expected


@pytest.mark.parametrize(
    "text",
    ["0:30", "0:30 a", "0:30: a", "0:30 – a", "**0:30** a", "**0:30**: a", "**0:30:** a", "**0:30 a**", "_0:30_ a"],
)
@pytest.mark.parametrize("end", ["", "-1:20", " – 1:20"])
def test_bare_times_are_read_after_emphasis(text, end):
    """A bare time, or a range of them, is an anchor without its emphasis, which encloses other words too."""
    source = text.replace("0:30", f"0:30{end}")

    (anchor,) = find_anchors(source, bare_times=LINES)

    assert source[anchor.start : anchor.end] == f"0:30{end}"
    assert anchor.times == ((0, 30), (1, 20))[: 2 if end else 1]


@pytest.mark.parametrize("text", ["a 0:30", "0:30 pm a", "**0:30 PM**", "0:30p.m.", "0:30a", "0:3 a", "a **0:30** b"])
def test_bare_times_are_no_hours_and_stand_at_the_start(text):
    """What does not begin a line, or is a time of day, is text."""
    assert list(find_anchors(text, bare_times=LINES)) == []


def test_anchor_spans_are_the_markup():
    """An anchor's span is its markup, brackets and tags included, and nothing else."""
    parts = ["A [1:03], b ", '<a data-t="00:02:03">[00:02:03]</a>', ". C ", "[[3:03]]", "!", "(0:04:03)", " d"]
    text = "".join(parts)

    spans = [text[anchor.start : anchor.end] for anchor in find_anchors(text)]

    assert spans == ["[1:03]", *parts[1::2]]


@pytest.mark.parametrize("follows", ["[[rivers]] flow", "[rivers](a.md) flow", "] and", " [not a time] flow"])
def test_unclosed_anchor_ends_at_its_tag(follows):
    """A tag that is never closed takes no bracket of the text after it."""
    tag = '<a data-t="00:01:03">'

    (anchor,) = find_anchors(tag + follows)

    assert (anchor.start, anchor.end) == (0, len(tag))


def test_common_anchors_are_read_as_all_others():
    """What is read at once of a common anchor is what the search for anchors of every format finds in it."""
    random = Random(21)
    parts = (
        "<a ",
        'class="yt-timestamp"',
        "data-t=",
        '"',
        "0:01:03",
        "00:02:03",
        "1:03",
        "7",
        " ",
        ">",
        "[",
        "]",
        "</a>",
    )
    shapes = ('<a data-t="{}">[{}]</a>', '<a class="x" data-t="{}" >[{}]</a>', "[{}]", "[{}-{}]", "<a>[{}]</a>")
    texts = ["".join(random.choices(parts, k=random.randrange(1, 9))) for _ in range(500)]
    for _ in range(200):
        times = (
            ":".join(str(random.randrange(100)).zfill(2) for _ in range(random.choice((2, 3, 3, 4)))) for _ in "ab"
        )
        texts.append(random.choice(shapes).format(*times))
        adjacent = random.choices((shapes[0].format("00:01:03", "00:01:03"), "[00:02:03]"), k=3)
        texts.append(random.choice(("", " ", ", ", "; ", ". ", "(")).join(adjacent))

    common = [(text, anchors) for text in texts if (anchors := read_common_anchors(text))]

    assert sum(len(anchors) > 1 for _, anchors in common) > 30
    assert [text for text, anchors in common if list(find_anchors(text)) != anchors] == []
