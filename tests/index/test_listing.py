"""Laws of lists: notes, videos, channels and tags with their counts, and the search in their titles."""

from __future__ import annotations

import pytest

from askcloud.index import listing

NOTES = {
    "Water/dam.md": "---\nvideoId: damVIDEO001\ntags: [building, water]\n---\n\nThe dam took four years [00:00:50].",
    "Water/gates.md": (
        "---\nvideoId: damVIDEO001\ntags: [building]\n---\n\n"
        "The gates are of oak wood [00:01:50]. They leak where the old oak has split."
    ),
    "Stone/quarry.md": "---\nvideoId: rockVIDEO02\ntags: [stone]\n---\n\nA quarry sends granite by rail [00:02:00].",
    "Stone/hub.md": "### [How stone is cut](https://youtu.be/rockVIDEO02)\n",
    "loose.md": "---\nvideoId: rockVIDEO02\n---\n\nA pit is a quarry of gravel and sand [00:03:00].",
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of two channels, two videos and three tags; no test changes it."""
    vault = make_vault(NOTES)
    (vault.corpus / "Stone/hub.md").write_text(NOTES["Stone/hub.md"])
    vault.update()
    return vault


def ids(index, *paths):
    return {note_id for note_id, note in index.notes().items() if note.path in paths}


def test_totals(vault):
    """The totals are the lengths of the lists, without the notes that are in no channel."""
    with vault.index() as index:
        assert listing.totals(index) == {"notes": 5, "videos": 2, "channels": 2, "tags": 3}
        assert listing.totals(index, ids(index, "Water/dam.md")) == {"notes": 1, "videos": 1, "channels": 1, "tags": 2}
        assert listing.totals(index, set()) == dict.fromkeys(listing.KINDS, 0)


def test_every_kind_has_a_list_that_counts_as_the_totals_do(vault):
    """Each kind can be listed, and its list is as long as its total, but for the channel without a name."""
    with vault.index() as index:
        lengths = {
            kind: len([e for e in each(index, None, "") if getattr(e, "name", "x")])
            for kind, each in listing.LISTS.items()
        }

        assert lengths == listing.totals(index)


def test_notes_are_listed_by_path(vault):
    """Notes come in order of path, with the number of sentences they have to quote and the title of their video."""
    with vault.index() as index:
        found = listing.list_notes(index)

    assert [note.path for note in found] == sorted(NOTES)
    assert [note.sentences for note in found] == [0, 1, 1, 2, 1]
    assert [note.video_title for note in found] == [None, "How stone is cut", None, None, "How stone is cut"]


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("dams", ["Water/dam.md"]),
        ("water", ["Water/dam.md", "Water/gates.md"]),
        ("qua", ["Stone/quarry.md"]),
        ("x", []),
    ],
)
def test_notes_are_found_by_words(vault, words, paths):
    """Words are looked for in the titles and paths of notes."""
    with vault.index() as index:
        assert [note.path for note in listing.list_notes(index, None, words)] == paths


def test_videos_channels_and_tags_are_counted(vault):
    """Videos and tags come with the most notes first, channels in order of name."""
    with vault.index() as index:
        videos = [(video.title, video.notes) for video in listing.list_videos(index)]
        channels = [(each.name, each.notes, each.videos) for each in listing.list_channels(index)]
        tags = [(each.name, each.notes, each.videos) for each in listing.list_tags(index)]

    assert videos == [("dam", 2), ("How stone is cut", 2)]
    assert channels == [("", 1, 1), ("Stone", 2, 1), ("Water", 2, 1)]
    assert tags == [("building", 2, 1), ("stone", 1, 1), ("water", 1, 1)]


def test_lists_of_some_notes(vault):
    """A list of some notes counts these alone, and leaves out what has none of them."""
    with vault.index() as index:
        some = ids(index, "Water/dam.md", "loose.md")

        assert [video.notes for video in listing.list_videos(index, some)] == [1, 1]
        assert [each.name for each in listing.list_tags(index, some)] == ["building", "water"]
        assert [each.name for each in listing.list_channels(index, some, "wat")] == ["Water"]


def test_near_videos_have_titles_like_the_words(vault):
    """Where no title has a word, those with a word like it are near."""
    with vault.index() as index:
        assert listing.list_videos(index, None, "stnoe") == []
        assert [video.title for video in listing.near_videos(index, None, "stnoe")] == ["How stone is cut"]
