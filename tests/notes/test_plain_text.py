"""Plain text as it is collected: blanks, offsets, groups of anchors and mentions of media."""

from __future__ import annotations

import pytest

from askcloud.notes import plain_text
from askcloud.notes.inline import render_inline
from askcloud.notes.plain_text import PlainTextWriter, strip_invisible

LINK = "https://youtu.be/abcdefghijk"


def writer_of(content: str) -> PlainTextWriter:
    return PlainTextWriter(content, bare_times=0)


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("  a \n b\tc ", "a b c"),
        ("s\u200ba\u202en\u00add", "sand"),
        ("a\u2028b\u00a0c", "a b c"),
        ("क्‍ष 👩‍🚀", "क्‍ष 👩‍🚀"),
        ("\ud800a", "a"),
    ],
    ids=["blanks", "invisible characters", "rare blanks", "joiners", "half a pair"],
)
def test_invisible_characters_are_stripped(text, stripped):
    """A text on one line has single blanks and no invisible character except joiners."""
    assert strip_invisible(text) == stripped


def test_text_is_collected_with_its_offsets():
    """Each piece is recorded with its offset in the text and in the content."""
    writer = writer_of("one **two** three")
    writer.copy(0, 4)
    writer.copy(6, 9)
    writer.copy(11, 17)

    plain = writer.plain_text()

    assert (plain.text, plain.offsets) == ("one two three", ((0, 0), (3, 6), (4, 6), (7, 11), (8, 12)))


def test_blanks_of_adjacent_pieces_become_one():
    """However many blanks are around a piece, one separates it from the next, and none is at the ends."""
    writer = writer_of("")
    for piece in (" ", "a ", " ", "\n", " b", " "):
        writer.put(piece, 0)

    assert writer.plain_text().text == "a b"


def test_empty_plain_text_has_an_offset():
    """A text without characters can still be mapped to the start of its content."""
    assert writer_of("").plain_text().offsets == ((0, 0),)


def test_adjacent_anchors_are_one_group():
    """Anchors without text in between are one group, with all their times, formats and their first medium."""
    plain = render_inline(f"Sand [1:03] <b></b> [2:03]({LINK}?t=123) runs")

    (group,) = plain.anchors
    assert (group.offset, group.times, group.medium) == (4, ((1, 3), (123,)), "abcdefghijk")
    assert [time_format.name for time_format in group.time_formats] == ["bracketed time", "link on a time"]


@pytest.mark.parametrize(
    ("content", "opens_line"),
    [("[1:03] Sand", True), ("**[1:03]** Sand", True), ("Sand\n[1:03] runs", True), ("Sand [1:03] runs", False)],
)
def test_group_records_whether_it_opens_a_line(content, opens_line):
    """A group is at the start of a line if only blanks and emphasis precede it there."""
    (group,) = render_inline(content).anchors

    assert group.opens_line is opens_line


@pytest.mark.parametrize("sign", ["-", "–", "—", "·", ":", "|", "--"])
def test_sign_after_a_time_that_opens_a_line_is_dropped(sign):
    """The dash, dot or bar between a time and its text is not part of the text; one within a line is."""
    assert render_inline(f"[1:03] {sign} Sand").text == "Sand"
    assert render_inline(f"Wind [1:03] {sign} Sand").text == f"Wind{'' if sign == ':' else ' '}{sign} Sand"


@pytest.mark.parametrize("anchor", ["[1:03] ", f"{LINK}?t=63 "])
def test_group_of_too_many_times_is_cut(anchor):
    """A group never has more than about a thousand times."""
    (group,) = render_inline(anchor * 3_000).anchors

    assert 1_000 <= len(group.times) <= 2_000


@pytest.mark.parametrize(
    ("content", "certain", "alone"),
    [
        (LINK, True, True),
        (f"**Video:** [Rivers]({LINK})", True, True),
        (f"See [this]({LINK}) for more", True, False),
        ("https://example.com/page", False, True),
        (f"Rivers\n{LINK}\nLakes", True, True),
        (f"[1:03]({LINK}) Sand", True, True),
    ],
    ids=["bare link", "label and link", "within a sentence", "any page", "a line of its own", "a time with its medium"],
)
def test_mention_of_a_medium(content, certain, alone):
    """A medium is recorded with whether it must be one and whether the lines below are about it, too."""
    (mention,) = render_inline(content).mentions

    assert (mention.certain, mention.alone) == (certain, alone)


def test_mention_is_where_the_medium_is_named():
    """The offset of a mention is in the plain text, not in the Markdown."""
    (mention,) = render_inline(f"**Sand** in [this]({LINK}) video").mentions

    assert (mention.offset, mention.medium) == (len("Sand in this"), "abcdefghijk")


@pytest.mark.parametrize(
    "markup", ["[1:03]", "[0:01:03, 0:02:04]", '<a data-t="0:01:03">[0:01:03]</a>', "[[a.mp4#t=5]]"]
)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("Sand ", " (silt) [a]"), ("1", ":03]"), ("[", "](b) </a>")])
def test_bracketed_anchors_mean_the_same_wherever_they_are(markup, before, after):
    """Anchors in brackets are remembered, as no text around them changes what they say."""
    text = f"{before}{markup}{after}"

    in_place = plain_text._read_anchors(text, len(before), len(before) + len(markup), False)

    assert plain_text._read_bracketed(markup, False) == in_place
