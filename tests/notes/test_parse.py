"""Parsing a note: how its head, blocks and times are combined."""

from __future__ import annotations

import pytest

from askcloud.media.citation import APPROXIMATE, EXACT
from askcloud.notes.parse import parse_note

NOTE = """---
title: The dam
videoId: aB3_dE6-hI9
---

# The dam

Work began **upstream** [0:10].

* Turbines [[the_mill | of the mill]] [2:05]
"""


def test_parsed_note_has_a_plain_text_for_each_block():
    """Front matter, blocks and plain texts are those of the note, in order."""
    parsed = parse_note(NOTE)

    assert parsed.front.title == "The dam"
    assert [block.kind for block in parsed.blocks] == ["heading", "paragraph", "item"]
    assert [plain.text for plain in parsed.plain_texts] == ["The dam", "Work began upstream.", "Turbines of the mill"]
    assert [[sentence.time.formatted for sentence in block] for block in parsed.timeline.sentences()] == [
        [""],
        ["0:10"],
        ["2:05"],
    ]


def test_notation_is_inferred_from_the_times_of_all_blocks():
    """Times in different blocks decide in common how the note writes its times."""
    shifted = "A river [1:07:00].\n\nA lake [1:08:00].\n\n* The sea [1:09:00]"

    assert parse_note(shifted).notation.trust == APPROXIMATE
    assert parse_note(shifted.replace("[1:09:00]", "")).notation.trust == EXACT


def test_chapters_are_recognised_across_blocks():
    """Bare times are read as times only if the note contains a list of chapters, whose lines may be blocks."""
    chapters = "* 0:00 Rivers\n* 1:03 Lakes\n* 2:03 The sea\n\nhttps://youtu.be/aB3_dE6-hI9"

    assert [plain.text for plain in parse_note(chapters).plain_texts][:3] == ["Rivers", "Lakes", "The sea"]
    assert parse_note(chapters.replace("0:00", "0:30")).plain_texts[0].text == "0:30 Rivers"


LINES = "* 0:30 Rivers\n* 1:03 Lakes\n\n## 2:03 The sea\n"
FILM = "https://youtu.be/aB3_dE6-hI9"


@pytest.mark.parametrize(
    ("source", "are_times"),
    [
        (f"---\nvideo: {FILM}\n---\n{LINES}", True),
        (f"# Rivers\n\n{FILM}\n\n{LINES}", True),
        (f"# [Rivers]({FILM})\n\n{LINES}", True),
        (f"[[Rivers]] #geography\n{FILM}\n\n{LINES}", True),
        (f'<iframe src="https://www.youtube.com/embed/aB3_dE6-hI9"></iframe>\n\n{LINES}', True),
        (f"{LINES}\n{FILM}", False),
        (f"See [a film]({FILM}) on them.\n\n{LINES}", False),
        (f"---\nsource: https://example.com/article\n---\n{LINES}", False),
        (LINES, False),
    ],
    ids=[
        "front matter",
        "link above",
        "heading above",
        "below tags",
        "player",
        "link below",
        "link in a sentence",
        "page",
        "no medium",
    ],
)
def test_bare_times_are_read_in_a_note_that_names_a_medium_above_them(source, are_times):
    """Lines that begin with a time are about a video only if the note says which before the first of them."""
    texts = [plain.text for plain in parse_note(source).plain_texts]

    assert ("The sea" in texts) is are_times
    assert ("2:03 The sea" in texts) is not are_times


def test_times_are_text_in_a_note_without_a_medium():
    """Where there is nothing that a time could be a time of, what looks like one stays in the text, and is counted."""
    lines = '* [10:30] dentist\n* **11:00** · lunch with [[Ada]]\n* Rivers <a class="t" data-t="0:12"></a>'

    parsed = parse_note(lines)

    texts = [plain.text for plain in parsed.plain_texts]
    assert texts == ["[10:30] dentist", "11:00 · lunch with Ada", "Rivers"]
    assert [sentence.time.seconds for block in parsed.timeline.sentences() for sentence in block] == [None] * 3
    assert parsed.time_formats == {"anchor tag": 1, "bracketed time": 1, "Web Clipper": 1}


@pytest.mark.parametrize(("text", "medium"), [("A river [1:03].", "https://example.com/page"), ("A river.", "")])
def test_page_is_a_medium_only_in_a_note_with_times(text, medium):
    """An address that may be any page is what a note is about only if the note contains a time."""
    head = "---\nsource: https://example.com/page\n---\n"

    assert parse_note(head + text).timeline.medium == medium


@pytest.mark.parametrize("source", ["", "\n", "---\n---\n", "\0", "> * # |"], ids=ascii)
def test_any_text_can_be_parsed(source):
    """Parsing never fails, and there is a plain text and a list of sentences for each block."""
    parsed = parse_note(source)

    assert len(parsed.blocks) == len(parsed.plain_texts) == len(parsed.timeline.sentences())
