"""Laws of questions that are answered by videos: which they are, and which videos answer them."""

from __future__ import annotations

import pytest

from askcloud.answering.browse import video_to_outline, videos_asked_for
from askcloud.errors import UsageError
from askcloud.index.filters import Filters

HUB = """---
title: Hub
---

### [The Great Dam](https://youtu.be/damVIDEO001)
### [A Mill and a Dam](https://youtu.be/millVIDEO02)
### [Granite Quarries](https://youtu.be/rockVIDEO03)
"""
NOTES = {
    "Water/Hub.md": HUB,
    "Water/wall.md": (
        "---\ntitle: The wall\nvideoId: damVIDEO001\ntags: [old]\n---\n\n"
        "The wall rose slowly in four years [00:00:20]. Its granite came from quarries by rail [00:00:50].\n\n"
        "## Cost\n\nThe granite was the greatest cost of all [00:01:50].\n"
    ),
    "Water/gates.md": "---\nvideoId: damVIDEO001\n---\n\nThe gates hang on pillars of granite [00:02:50].",
    "Water/wheel.md": "---\nvideoId: millVIDEO02\npublished: 2024-05-01\n---\n\n"
    "A wheel turns the mill stones of granite [00:03:50].",
    "Stone/pit.md": "---\nvideoId: rockVIDEO03\n---\n\nJane Porter opened the first pit in the hills [00:04:50].",
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of three videos with titles; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def asked(vault, question, filters=None, **options):
    with vault.index() as index:
        return videos_asked_for(index, question, filters, **options)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("which episode talks about granite", "granite"),
        ("Which episodes talk about granite?", "granite"),
        ("what video mentions granite", "granite"),
        ("which of the videos discuss granite", "granite"),
        ("in which episode do they talk about granite?", "granite"),
        ("in what episodes did they discuss granite", "granite"),
        ("is there an episode about granite", "granite"),
        ("which podcast is about granite", "granite"),
        ("episodes about granite", "granite"),
        ("videos on granite", "granite"),
        ("show me all videos that mention granite", "granite"),
        ("list the episodes about granite", "granite"),
        ("are there any videos about granite", "granite"),
        ("an interview with jane porter", "jane porter"),
        ("episodes where they talk about jane porter", "jane porter"),
    ],
)
def test_a_question_may_ask_for_videos(vault, question, topic):
    """Whatever the words, a question for videos about something is one for the videos that say it."""
    assert asked(vault, question).topic == topic


@pytest.mark.parametrize(
    "question",
    [
        "granite",
        "what is granite",
        "what video game companies use granite",
        "which video cards are made of granite",
        "the episode was long",
        "how long is the episode about granite",
        "which video is the granite one",
        "which episode was granite",
        "why do videos about granite exist",
        "which episode talks about zeppelins",
        "which episode talks about",
        "episodes about the",
        "",
    ],
)
def test_other_questions_ask_for_no_videos(vault, question):
    """What does not ask for videos, or for what no note and no title says, is asked as any other question."""
    assert asked(vault, question) is None


def test_the_videos_are_ordered_by_their_titles_and_notes(vault):
    """A video with the words in its title comes first if its notes say them, then the one with the most notes."""
    found = asked(vault, "which videos mention granite").videos

    assert [(each.video.title, each.saying, each.video.notes) for each in found] == [
        ("The Great Dam", 2, 2),
        ("A Mill and a Dam", 1, 1),
        ("Granite Quarries", 0, 1),
    ]


def test_a_title_counts_before_the_number_of_notes(vault):
    """A video that is named after what is asked is the first."""
    found = asked(vault, "which videos mention a mill").videos

    assert [each.video.title for each in found] == ["A Mill and a Dam"]


def test_the_best_note_is_cited_where_it_first_says_the_words(vault):
    """The place is in the note with the most passages that say the words: its first sentence that says them."""
    first, *_, last = asked(vault, "which videos mention granite").videos

    assert (first.best.title, first.best.time.formatted, first.best.note) == ("The wall", "0:50", "Water/wall.md")
    assert last.best is None


def test_filters_hold_for_videos_too(vault):
    """Only the notes that pass the filters count; a filter for what is not there is refused."""
    found = asked(vault, "which videos mention granite", Filters(tags=("old",))).videos

    assert [(each.video.title, each.saying, each.video.notes) for each in found] == [("The Great Dam", 1, 1)]
    with pytest.raises(UsageError):
        asked(vault, "which videos mention granite", Filters(channel="Wasps"))


def test_a_typo_is_corrected_and_said(vault):
    """A word that no note contains is searched in the spelling of the notes, unless that is not wanted."""
    found = asked(vault, "which videos mention grannite")

    assert (found.topic, found.searched) == ("grannite", "granite")
    assert asked(vault, "which videos mention grannite", exact=True) is None


@pytest.mark.parametrize(
    "question",
    [
        "videos by water",
        "all videos from the Water channel?",
        "show me the latest videos of the channel water",
        "what videos does water have",
        "what is the newest video by Wa-ter",
    ],
)
def test_a_question_may_ask_for_the_videos_of_a_channel(vault, question):
    """Whoever made a video is asked for by the name of a channel, however it is divided."""
    found = asked(vault, question)

    assert (found.channel, found.topic) == ("Water", "")
    assert [each.video.title for each in found.videos] == ["A Mill and a Dam", "The Great Dam"]


def test_filters_hold_for_the_videos_of_a_channel(vault):
    """A channel that has no note that passes the filters has no video; a name of no channel is a topic."""
    old = Filters(tags=("old",))

    assert [each.video.title for each in asked(vault, "videos by water", old).videos] == ["The Great Dam"]
    assert asked(vault, "videos by stone", old) is None
    assert asked(vault, "videos of granite").topic == "granite"


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("summarise the great dam episode", ["The Great Dam"]),
        ("Summarize the video about quarries.", ["Granite Quarries"]),
        ("give me a short summary of the mill episode", ["A Mill and a Dam"]),
        ("outline of granite quarries", ["Granite Quarries"]),
        ("what is the quarries video about?", ["Granite Quarries"]),
        ("what happens in the quarries video", ["Granite Quarries"]),
        ("what's discussed in the quarries episode", ["Granite Quarries"]),
        ("recap of the quarries episode", ["Granite Quarries"]),
        ("summary of the dam episode", ["The Great Dam", "A Mill and a Dam"]),
        ("summary of the dam", []),
        ("outline the plan of the dam", []),
        ("summarise the history of granite", []),
        ("summarise the zeppelin episode", []),
        ("what is granite about", []),
        ("summary", []),
    ],
)
def test_a_question_may_ask_for_an_outline(vault, question, titles):
    """A summary of an episode is asked of the videos with its words in the title, else only of one that it fits."""
    with vault.index() as index:
        assert [video.title for video in video_to_outline(index, question)] == titles
