"""Laws of outlines: the sections of a video in order of time, each quoted word for word."""

from __future__ import annotations

import pytest

from askcloud.answering.outline import outline_of, shortened, verified_outline
from askcloud.index.videos import find_video
from askcloud.record import replace

NOTES = {
    "a.md": """---
title: The wall
videoId: damVIDEO001
---

The wall of the dam is what people come to see.

## How it was built

Why did it take four years? [00:09:05]

It also took two thousand workers [00:09:13]. Masons cut the granite in the valley [00:09:37].

## Who paid

The town paid for all of it with one tax [00:02:07].

### The tax

A tax on flour paid for the granite of the wall [00:02:33].

## Names

Old. New.
""",
    "b.md": "---\ntitle: Gates\nvideoId: damVIDEO001\n---\n\nThe gates are made of oak from the hills [00:05:12].\n",
    "c.md": "---\nvideoId: millVIDEO02\n---\n\nA mill stands below the wall of the dam [00:00:10].\n",
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of two notes on one video, and one on another; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def outlined(vault, typed="damVIDEO001"):
    with vault.index() as index:
        return outline_of(index, find_video(index, typed))


def test_an_outline_is_in_order_of_time(vault):
    """The sections of all notes on a video come in order of time, those without a time last; no other video's."""
    sections = outlined(vault).sections

    assert [(section.citation.time.seconds, section.citation.title, section.headings) for section in sections] == [
        (127, "The wall", ("Who paid",)),
        (153, "The wall", ("Who paid", "The tax")),
        (312, "Gates", ()),
        (577, "The wall", ("How it was built",)),
        (None, "The wall", ()),
    ]


def test_a_section_is_represented_by_a_sentence_without_context(vault):
    """The quote is the first sentence with a time that is no question and does not need the one before it."""
    quotes = {section.headings: section.quote for section in outlined(vault).sections}

    assert quotes[("How it was built",)] == "Masons cut the granite in the valley."
    assert quotes[("Who paid",)] == "The town paid for all of it with one tax."
    assert ("Names",) not in quotes


def test_every_quote_of_an_outline_is_in_its_note(vault):
    """What is quoted is what the index has of the notes, and is verified in the files as they are."""
    outline = outlined(vault)
    with vault.index() as index:
        checked = verified_outline(outline, index, vault.as_corpus)

    assert checked == outline
    assert all(section.quote.rstrip(".") in NOTES[section.citation.note] for section in outline.sections)


def test_a_quote_that_is_not_in_its_note_is_left_out(vault):
    """A section whose note says something else is not shown."""
    outline = outlined(vault)
    wrong = replace(outline.sections[0], quote="The wall was never built.")
    with vault.index() as index:
        changed = replace(outline, sections=(wrong, *outline.sections[1:]))

        assert verified_outline(changed, index, vault.as_corpus).sections == outline.sections[1:]


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 100])
def test_a_short_outline_has_sections_of_the_whole(vault, most):
    """At most so many sections are left, in the same order, with times where there are some; the others are counted."""
    outline = outlined(vault)
    short = shortened(outline, most)

    places = [outline.sections.index(section) for section in short.sections]
    assert len(places) == min(most, 4)
    assert places == sorted(places)
    assert short.more == len(outline.sections) - len(places)
    assert all(section.citation.time.seconds is not None for section in short.sections)


def test_a_short_outline_prefers_what_is_above(vault):
    """Of each part the section with the fewest headings is taken."""
    assert [section.headings for section in shortened(outlined(vault), 2).sections] == [("Who paid",), ()]


def test_an_outline_of_nothing_is_short(vault):
    """Without sections there is nothing to choose from."""
    empty = replace(outlined(vault), sections=())

    assert shortened(empty, 3) == empty
