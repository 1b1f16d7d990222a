"""Laws of looking around in a chat: what a line asks to see, and which lines are questions."""

from __future__ import annotations

import pytest

from askcloud.index.filters import Filters
from askcloud.output.look_around import MAX_SHOWN, look_around

HUB = "### [The Great Dam](https://youtu.be/damVIDEO001)\n### [A Mill by the Dam](https://youtu.be/millVIDEO02)\n"
NOTES = {
    "Water/hub.md": f"---\ntitle: Hub\n---\n\n{HUB}",
    "Water/wall.md": "---\nvideoId: damVIDEO001\ntags: [old]\n---\n\nThe wall is built of granite [00:02:07].",
    "Stone/wheel.md": "---\nvideoId: millVIDEO02\n---\n\nA wheel turns the mill stones of granite [00:03:50].",
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of two videos with titles; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def shown(vault, typed, filters=None):
    with vault.session() as session:
        return look_around(session, typed, filters)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("/list", "3 notes         /list notes\n2 videos        /list videos"),
        ("/list videos", "2 videos\n"),
        ("/list videos mill", "1 video with “mill” in the title\n"),
        ("/list tags", "1 tag\n"),
        ("/list videos graet", "There is no video with “graet” in the title. Did you mean “The Great Dam”?"),
        ("/outline great", "The Great Dam · Water · 1 note"),
        ("/outline 'a mill'", "A Mill by the Dam · Stone · 1 note"),
        ("/outline dam", "2 videos match dam. Give more words of its title, or its id: "),
        ("/outline", "There is no video . Give its id"),
        ("which videos mention granite", "2 videos with “granite” in title or notes"),
        ("summary of the dam episode", "2 videos may be meant."),
        ("summarise the mill episode", "A Mill by the Dam"),
    ],
)
def test_a_line_may_ask_to_see_what_is_there(vault, typed, text):
    """Commands and questions for videos show lists, videos and outlines, and name commands of the chat."""
    found = shown(vault, typed)

    assert found.text.startswith(text)
    assert "askcloud " not in found.text.partition(" see askcloud list videos.")[0]


@pytest.mark.parametrize("typed", ["granite", "/listen to this", "list videos", "what is the wall made of", "", "/"])
def test_other_lines_are_questions(vault, typed):
    """What asks for nothing that is shown is asked."""
    assert shown(vault, typed) is None


def test_an_outline_can_be_played(vault):
    """The quotes of an outline are results; a list has none."""
    outline = shown(vault, "/outline great").answer

    assert [(each.quote, each.citation.time.seconds) for each in outline.evidence] == [
        ("The wall is built of granite.", 127)
    ]
    assert shown(vault, "/list").answer is None


def test_filters_hold(vault):
    """Filters narrow lists and videos; a wrong one is said where a list is asked for, not of a question."""
    assert shown(vault, "/list videos", Filters(tags=("old",))).text.startswith("1 video\n")
    assert shown(vault, "which videos mention granite", Filters(tags=("old",))).text.startswith("1 video with")
    assert shown(vault, "/list videos", Filters(channel="Wasps")).text.startswith("There is no channel Wasps.")
    assert shown(vault, "which videos mention granite", Filters(channel="Wasps")) is None


def test_a_long_list_is_cut(make_vault):
    """A chat shows so many lines of a list, and says how many more there are."""
    vault = make_vault({f"note {n}.md": "A dam is told of here again [00:00:20]." for n in range(40)})
    vault.update()

    *lines, last = shown(vault, "/list notes").text.splitlines()

    assert len(lines) == MAX_SHOWN
    assert last == "… and 12 more; those with a word in the title: /list notes WORD"
