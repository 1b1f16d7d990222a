"""Pages: a note as a reader sees it, around a claim, and never too much of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.notes.page import WINDOW, read_page
from askcloud.notes.reader import read_note

NOTE = """---
title: The dam
videoId: aB3_dE6-hI9
---

# The dam

Work began **upstream** <a class="yt-timestamp" data-t="00:00:10">[00:00:10]</a>.

> [!info] Wall
> Built by hand [0:01:03].

Two things age:

* Turbines [[the_mill | of the mill]] [0:02:05]
  * and their blades [0:02:10]
"""


def test_page_shows_blocks_as_plain_text():
    """Every block is shown in order with its kind, depth, line and times, and without markup."""
    page = read_page(NOTE)

    assert [(each.kind, each.depth, each.text, each.line) for each in page.paragraphs] == [
        ("heading", 0, "The dam", 6),
        ("paragraph", 0, "Work began upstream.", 8),
        ("callout", 0, "Wall", 10),
        ("paragraph", 1, "Built by hand.", 11),
        ("paragraph", 0, "Two things age:", 13),
        ("item", 1, "Turbines of the mill", 15),
        ("item", 2, "and their blades", 16),
    ]
    assert [(offset, time.formatted) for offset, time in page.paragraphs[1].times] == [(19, "0:10")]
    assert (page.claim, page.above, page.below) == (None, 0, 0)


@pytest.mark.parametrize("passage", range(5))
def test_page_marks_every_claim(passage):
    """Each claim of a note is found on its page, word for word."""
    note = read_note("a.md", NOTE)
    claim = note.passages[passage % len(note.passages)].claims[0]

    page = read_page(NOTE, claim.line, claim.text)

    place, start, end = page.claim
    assert page.paragraphs[place].text[start:end] == claim.text


def test_page_takes_the_nearest_of_equal_claims():
    """A sentence that occurs twice is marked where it was cited."""
    source = "It was long.\n\nIt was long.\n"

    assert read_page(source, 1, "It was long.").claim[0] == 0
    assert read_page(source, 3, "It was long.").claim[0] == 1


def test_page_of_a_changed_note_begins_at_the_top():
    """A quote that the note does not contain is not marked."""
    page = read_page(NOTE, 11, "Built by machines.")

    assert page.claim is None
    assert page.paragraphs[0].text == "The dam"


def test_page_of_nothing_is_empty():
    """An empty note has an empty page."""
    assert read_page("", 1, "quote").paragraphs == ()
    assert read_page("---\ntitle: x\n---\n").paragraphs == ()


def test_page_cuts_at_paragraphs():
    """Of a long note only whole paragraphs near the claim are shown, with the number of characters left out."""
    source = "\n\n".join(f"Paragraph {number} " + "x" * 980 for number in range(40)) + "\n"

    page = read_page(source, 41, "Paragraph 20")

    assert all(len(each.text) > 980 for each in page.paragraphs)
    assert page.paragraphs[page.claim[0]].text.startswith("Paragraph 20")
    assert sum(len(each.text) for each in page.paragraphs) <= 2 * WINDOW + 1_000
    assert page.above + page.below + sum(len(each.text) for each in page.paragraphs) == sum(
        len(line) for line in source.split("\n\n")[:-1]
    ) + len(source.split("\n\n")[-1].strip())


def test_page_cuts_a_paragraph_that_is_too_long():
    """Of a paragraph of ninety thousand characters only the part near the claim is shown, with its times."""
    source = f"---\nvideoId: aB3_dE6-hI9\n---\n{'word ' * 9_000}Here it is [0:01:00]. {'word ' * 9_000}\n"

    page = read_page(source, 4, "Here it is.")

    (paragraph,) = page.paragraphs
    _, start, end = page.claim
    assert len(paragraph.text) <= 2 * WINDOW + 20
    assert paragraph.text[start:end] == "Here it is."
    assert [time.formatted for _, time in paragraph.times] == ["1:00"]
    assert page.above > 35_000
    assert page.below > 35_000


@given(st.text(alphabet=st.sampled_from("ab .[]<>*#\n>-:01|`"), max_size=200), st.integers(1, 9))
def test_page_of_any_text_marks_every_claim(text, line):
    """Any text has a page, on which every claim that was read from it is found."""
    source = f"---\nvideoId: aB3_dE6-hI9\n---\n{text}"
    claims = [claim for passage in read_note("a.md", source).passages for claim in passage.claims]

    read_page(source, line, text)

    for claim in claims:
        page = read_page(source, claim.line, claim.text)
        place, start, end = page.claim
        assert page.paragraphs[place].text[start:end] == claim.text
