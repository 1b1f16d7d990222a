"""Laws of what is shown to look around: lists, outlines and videos, as text and as JSON, whatever the notes say."""

from __future__ import annotations

import json

import pytest
from samples import EVIDENCE, HOSTILE, STYLES, TIMED, URL, harmless

from askcloud.answering.browse import FoundVideo, FoundVideos
from askcloud.answering.outline import Outline
from askcloud.index.listing import ListedName, ListedNote
from askcloud.index.videos import Video
from askcloud.media.citation import NONE, Timestamp
from askcloud.output import browse
from askcloud.record import replace

VIDEO = Video("aB3_dE6-hI9", "The dam", "Water", "2025-02-03", 1200)
FILE = Video("file:talks/old rivers.mp4", "Rivers", "", "", 1)
NOTE = ListedNote("Water/dam.md", "Dam", "Water", "aB3_dE6-hI9", "The dam", "", 7)
NAME = ListedName("Water", 12, 1)
UNTIMED = replace(EVIDENCE, context="", citation=replace(TIMED, time=Timestamp(None, NONE)))
OUTLINE = Outline(VIDEO, (EVIDENCE, UNTIMED), 3)
FOUND = FoundVideos("damm", "dam", (FoundVideo(VIDEO, 11, TIMED), FoundVideo(FILE, 0, None)))


def test_totals_name_the_command_that_lists_each():
    """Each kind has its number and the command for more."""
    text = browse.totals_text({"notes": 1378, "videos": 1})

    assert text.splitlines() == ["1,378 notes     askcloud list notes", "1 video         askcloud list videos"]
    assert json.loads(browse.totals_json({"notes": 2})) == {"schema": 1, "totals": {"notes": 2}}


@pytest.mark.parametrize(
    ("kind", "each", "line"),
    [
        ("videos", VIDEO, f"  1,200  The dam · Water · 2025-02-03 · {URL}"),
        ("videos", FILE, "      1  Rivers · file:talks/old rivers.mp4"),
        ("notes", NOTE, "        7  Dam · Water/dam.md · The dam"),
        ("channels", NAME, "     12  Water · 1 video"),
        ("tags", replace(NAME, name="", videos=2), "     12  (none) · 2 videos"),
    ],
)
def test_a_list_has_a_line_for_each(kind, each, line):
    """A list begins with how many there are and what its columns are."""
    count, heading, *lines = browse.list_text(kind, [each, each]).splitlines()

    assert count == f"2 {kind}"
    assert heading.endswith(browse._COLUMNS[kind][1])
    assert lines == [line, line]


def test_a_list_of_nothing_says_what_is_near():
    """Where nothing has the words in its title, the titles like them are named."""
    assert browse.list_text("tags", []) == "There is no tag."
    assert browse.list_text("tags", [], "x") == "There is no tag with “x” in the name."
    assert browse.list_text("videos", [], "damm", [VIDEO, FILE]) == (
        "There is no video with “damm” in the title. Did you mean “The dam” or “Rivers”?"
    )


def test_lists_as_json():
    """The fields of what is listed are those of its kind; a file is named as the medium that it is."""
    videos = json.loads(browse.list_json("videos", [VIDEO, FILE]))
    notes = json.loads(browse.list_json("notes", [NOTE]))
    names = json.loads(browse.list_json("tags", [NAME]))

    assert (videos["schema"], videos["listed"]) == (1, "videos")
    assert videos["items"] == [
        {
            "title": "The dam",
            "channel": "Water",
            "date": "2025-02-03",
            "notes": 1200,
            "video_id": VIDEO.medium,
            "url": URL,
        },
        {"title": "Rivers", "channel": "", "date": "", "notes": 1, "video_id": "", "media": FILE.medium, "url": None},
    ]
    assert " ".join(notes["items"][0]) == "note title channel video_title date sentences video_id url"
    assert names["items"] == [{"name": "Water", "notes": 12, "videos": 1}]


def test_an_outline_says_what_it_is():
    """Above its sections stands that they are quotes; each has its time, what is above it, and its address."""
    assert browse.outline_text(OUTLINE).splitlines() == [
        f"The dam · Water · 2025-02-03 · {URL}".replace("2025-02-03", "1,200 notes"),
        browse.OUTLINE_NOTE,
        "",
        f" 1:02:03  A note › Dams › Building · {URL}&t=3723s",
        "          How it went: › The dam was finished in four years.",
        "",
        "Without a time:",
        "          A note › Dams › Building",
        "          The dam was finished in four years.",
        "",
        "3 more sections; all of them: askcloud outline aB3_dE6-hI9",
    ]


def test_an_outline_without_sections_says_so():
    """A video whose notes have no sentence has an outline that says this."""
    assert browse.outline_text(Outline(VIDEO, ())).endswith("\nIts notes have no sentence to quote.")


@pytest.mark.parametrize(
    ("medium", "command"),
    [("-dE6_hI9aB3", "askcloud outline -- -dE6_hI9aB3"), (FILE.medium, f"askcloud outline '{FILE.medium}'")],
)
def test_the_command_for_an_outline_can_be_run(medium, command):
    """An id that begins with a dash, and a path with a blank, are written so that the shell passes them on."""
    assert browse.outline_text(replace(OUTLINE, video=replace(VIDEO, medium=medium))).endswith(command)
    assert command in browse.several_text([replace(VIDEO, medium=medium), VIDEO])


def test_an_outline_as_json():
    """The JSON of an outline has the fields of its video, and of each section what cites it."""
    found = json.loads(browse.outline_json(OUTLINE))

    assert " ".join(found) == "schema title channel date notes video_id url sections more"
    assert found["sections"][0] == {
        "note": "a/note.md",
        "title": "A note",
        "heading": ["Dams", "Building"],
        "quote": EVIDENCE.quote,
        "context": "How it went:",
        "line": 12,
        "seconds": 3723,
        "time_trust": "exact",
        "url": f"{URL}&t=3723s",
    }
    assert found["sections"][1]["seconds"] is None


def test_found_videos():
    """Each video has its title, how many of its notes say it, and the place where the best of them does."""
    assert browse.found_text(FOUND, 5).splitlines() == [
        "2 videos with “dam” in title or notes, most notes first.",
        "Showing results for “dam” instead of “damm”.",
        *("", "The dam", f"  Water · 11 of 1,200 notes · {URL}", f"  best note: A note · 1:02:03 · {URL}&t=3723s"),
        *("", "Rivers", "  0 of 1 note · file:talks/old rivers.mp4"),
    ]
    assert browse.found_text(FOUND, 1).endswith("\n\n… and 1 more video: ask with --top 2")


def test_videos_of_a_channel():
    """They have their dates, and the order is said that they have."""
    old = Video("file:Old.mp4", "Old", "Water", "", 2)
    new = Video("file:New.mp4", "New", "Water", "2024-05-01", 2)
    by_date = FoundVideos("", "", (FoundVideo(new, 0, None), FoundVideo(old, 0, None)), "Water")

    assert browse.found_text(by_date, 5).splitlines() == [
        "2 videos of the channel Water, the latest first.",
        *("", "New", "  2024-05-01 · 2 notes · file:New.mp4"),
        *("", "Old", "  2 notes · file:Old.mp4"),
    ]
    undated = replace(by_date, videos=by_date.videos[1:])
    assert browse.found_text(undated, 5).startswith("1 video of the channel Water, most notes first.")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_nothing_shown_controls_a_terminal(style):
    """Hostile text of a note, a question or an index is shown without its control characters."""
    video = Video(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1)
    cited = replace(TIMED, note=HOSTILE, title=HOSTILE, medium=HOSTILE)
    section = replace(EVIDENCE, quote=HOSTILE, context=HOSTILE, headings=(HOSTILE,), citation=cited)
    texts = [
        browse.list_text("videos", [video], HOSTILE, style=style),
        browse.list_text("videos", [], HOSTILE, [video], style),
        browse.list_text("notes", [ListedNote(*[HOSTILE] * 6, 1)], style=style),
        browse.list_text("tags", [ListedName(HOSTILE, 1, 1)], style=style),
        browse.outline_text(Outline(video, (section,), 1), style),
        browse.found_text(FoundVideos(HOSTILE, HOSTILE, (FoundVideo(video, 1, cited),)), 1, style),
        browse.several_text([video], style),
    ]

    assert all(map(harmless, texts))
