"""Laws of videos: which there are, which one is meant by an id, a link or words, and which titles are like others."""

from __future__ import annotations

import pytest

from askcloud.errors import UsageError
from askcloud.index.videos import find_video, media_titled, near_titles, title_has, videos_of, videos_with_ids

DAM, FOUNDER, MILL, PODCAST = "damVIDEO001", "damVIDEO002", "millVIDEO03", "https://example.com/talk.mp3"
NOTES = {
    "Water/hub.md": (
        f"### [The Dam (Audio)](https://youtu.be/{DAM})\n### [The Dam and its Founder](https://youtu.be/{FOUNDER})\n"
        f"### [A Mill by the River](https://youtu.be/{MILL})\n### [Never told](https://youtu.be/nothing0004)\n"
    ),
    "Water/wall.md": f"---\nvideoId: {DAM}\ndate: 2025-02-03\n---\n\nThe wall took four years to build [00:00:50].",
    "Water/gates.md": f"---\nvideoId: {DAM}\ndate: 2024-02-03\n---\n\nThe gates are made of heavy oak [00:01:50].",
    "Water/keeper.md": f"---\nvideoId: {FOUNDER}\n---\n\nThe founder lived below the wall [00:02:50].",
    "Water/wheel.md": f"---\nvideoId: {MILL}\n---\n\nA wheel turns the stones of the mill [00:03:50].",
    "talk.md": f"---\ntitle: On gravel\nmedia: {PODCAST}\n---\n\nGravel is what rivers leave behind [00:00:10].",
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of four videos, three with a title; no test changes it."""
    vault = make_vault()
    for path, text in NOTES.items():
        (vault.corpus / path).parent.mkdir(exist_ok=True)
        (vault.corpus / path).write_text(f"{text}\n")
    vault.update()
    return vault


def test_videos_are_those_that_notes_are_about(vault):
    """Each medium with a note is there once, most notes first; one without a title has that of its note."""
    with vault.index() as index:
        found = [(video.medium, video.title, video.channel, video.date, video.notes) for video in videos_of(index)]

    assert found[0] == (DAM, "The Dam (Audio)", "Water", "2024-02-03", 2)
    assert {title for _, title, *_ in found[1:]} == {"A Mill by the River", "On gravel", "The Dam and its Founder"}
    assert [notes for *_, notes in found] == [2, 1, 1, 1]


def test_no_title_with_some_words_is_passed_over(make_vault):
    """Whatever form the words have and whatever signs a title, the few titles that are compared have all that match."""
    titles = ["Dams don't hold", "75,000 cafés", "Gravelled “mills”", "The Founder’s city", "Two cities", "L'industrie"]
    words = ["dam", "the DAMS", "found", "city", "cities", "mill", "grav", "75000", "75,0", "don't", "caf", "of", ""]
    ids = [f"damVIDEO{number:03}" for number in range(len(titles))]
    notes = {f"{each}.md": f"---\nvideoId: {each}\n---\n\nA wall is of stone [00:01]." for each in ids}
    hub = "".join(f"### [{title}](https://youtu.be/{each})\n" for each, title in zip(ids, titles, strict=True))
    vault = make_vault({**notes, "hub.md": f"---\ntitle: hub\n---\n{hub}"})
    vault.update()

    with vault.index() as index:
        titled = {each: {video.medium for video in videos_of(index) if title_has(video.title, each)} for each in words}

        assert [each for each in words if not titled[each] <= media_titled(index, each)] == []
        assert [each for each in words if not titled[each]] == ["of"]


def test_videos_with_some_ids_are_those_among_all(vault):
    """Looked up by their ids, videos have the titles, notes and order that they have among all."""
    with vault.index() as index:
        found = videos_of(index)
        some = {note_id for note_id, note in index.notes().items() if note.path != "Water/wall.md"}

        assert videos_with_ids(index, {video.medium for video in found}) == found
        assert videos_with_ids(index, {DAM, MILL}, some) == [
            video for video in videos_of(index, some) if video.medium in (DAM, MILL)
        ]


def test_videos_of_some_notes(vault):
    """Only the notes that are asked for count."""
    with vault.index() as index:
        wheel = {note_id for note_id, note in index.notes().items() if note.path == "Water/wheel.md"}

        assert [(video.title, video.notes) for video in videos_of(index, wheel)] == [("A Mill by the River", 1)]
        assert videos_of(index, set()) == []


@pytest.mark.parametrize(
    ("typed", "medium"),
    [
        (DAM, DAM),
        (f"https://youtu.be/{MILL}?t=9", MILL),
        (PODCAST, PODCAST),
        ("dam", DAM),
        ("THE dams", DAM),
        ("dam founder", FOUNDER),
        ("mill", MILL),
        ("gravel", PODCAST),
        ("wheel", MILL),
    ],
)
def test_a_video_is_found(vault, typed, medium):
    """An id, a link or words of a title mean a video; a title without other words comes before a longer one."""
    with vault.index() as index:
        assert find_video(index, typed).medium == medium


def test_a_video_found_by_one_of_its_notes_has_all_of_them(vault):
    """What is found by the title of a note counts the other notes on the same video too."""
    with vault.index() as index:
        assert (find_video(index, "gates").medium, find_video(index, "gates").notes) == (DAM, 2)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("river", "There is no video rivver.", "Did you mean “A Mill by the River”?"),
        ("wasps", "There is no video wasps.", "Give its id, its link or words of its title"),
        ("the", "There is no video the.", "Give its id, its link or words of its title"),
    ],
)
def test_a_video_that_is_not_there_is_refused(vault, typed, message, hint):
    """Where no title has the words, the error names titles with words like them."""
    with vault.index() as index, pytest.raises(UsageError) as caught:
        find_video(index, typed.replace("river", "rivver"))

    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)


def test_several_videos_are_named(make_vault):
    """Words that fit several titles are refused with these titles and their ids, the first ten of them."""
    hub = "".join(f"### [Dam number {n}](https://youtu.be/damVIDEO{n:03})\n" for n in range(12))
    notes = {
        f"{n}.md": f"---\nvideoId: damVIDEO{n:03}\n---\n\nA dam is told of here [00:00:{n:02}]." for n in range(12)
    }
    vault = make_vault({"hub.md": f"---\ntitle: hub\n---\n{hub}", **notes})
    vault.update()

    with vault.index() as index, pytest.raises(UsageError) as caught:
        find_video(index, "dam")

    assert caught.value.message == "12 videos match dam."
    assert "Dam number 0 (damVIDEO000), " in caught.value.hint
    assert caught.value.hint.endswith(" … and 2 more.")


@pytest.mark.parametrize(
    ("title", "words", "has"),
    [
        ("Nvidia: the GPU company", "nvidia", True),
        ("Nvidia: the GPU company", "COMPANIES gpu", True),
        ("Nvidia: the GPU company", "nvi", True),
        ("Nvidia: the GPU company", "the", True),
        ("Nvidia: the GPU company", "of nvidia", True),
        ("Nvidia: the GPU company", "", True),
        ("Nvidia: the GPU company", "idia", False),
        ("Nvidia: the GPU company", "nvidia intel", False),
        ("Nvidia: the GPU company", "of", False),
        ("Creative work", "creatine", False),
        ("Creative work", "creation", True),
        ("索引について", "索引", True),
    ],
)
def test_title_has_all_words(title, words, has):
    """A title has words if each is one of its own in any form, or begins one; small words count only alone."""
    assert title_has(title, words) is has


def test_near_titles_are_few_and_nearest_first(vault):
    """The titles with words like those typed come nearest first; words that are nowhere make none near."""
    with vault.index() as index:
        videos = videos_of(index)

        assert [video.title for video in near_titles(videos, "foundre")] == ["The Dam and its Founder"]
        assert near_titles(videos, "zeppelin") == near_titles(videos, "") == []


def test_a_video_with_several_titles_has_the_one_that_answers_show(make_vault):
    """Of several titles of a video the first in order is its title, as in a citation."""
    hubs = {f"{name}/hub.md": f"---\ntitle: Hub\n---\n\n### [{name} dam](https://youtu.be/{DAM})\n" for name in "CAB"}
    vault = make_vault(
        {**hubs, "wall.md": f"---\nvideoId: {DAM}\n---\n\nThe wall took four years to build [00:00:50]."}
    )
    vault.update()

    with vault.index() as index:
        assert [video.title for video in videos_of(index)] == ["A dam"] == [index.video_title(DAM)]
