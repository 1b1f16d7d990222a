"""Laws of looking around on the command line: `list`, `outline`, questions for videos, and videos of a filter."""

from __future__ import annotations

import json

import pytest

HUB = "### [The Great Dam](https://youtu.be/damVIDEO001)\n### [A Mill by the Dam](https://youtu.be/millVIDEO02)\n"
NOTES = {
    "Water/hub.md": f"---\ntitle: Hub\n---\n\n{HUB}",
    "Water/wall.md": "---\nvideoId: damVIDEO001\ntags: [old]\n---\n\nThe wall is built of granite [00:02:07].",
    "Water/gates.md": "---\nvideoId: damVIDEO001\n---\n\nThe gates hang on pillars of granite [00:01:13].",
    "Stone/wheel.md": "---\nvideoId: millVIDEO02\n---\n\nA wheel turns the mill stones of granite [00:03:50].",
}


@pytest.fixture
def valley(make_vault):
    """A vault of two videos with titles, with its index."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def test_list_counts_everything(run, valley):
    """Without a kind the numbers of all kinds are printed."""
    code, out, err = run("list", vault=valley)

    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == ["4", "2", "2", "1"]
    assert json.loads(run("list", "--json", vault=valley).out)["totals"]["videos"] == 2


@pytest.mark.parametrize(
    ("argv", "titles"),
    [
        (["videos"], ["The Great Dam", "A Mill by the Dam"]),
        (["videos", "mill"], ["A Mill by the Dam"]),
        (["videos", "great dam"], ["The Great Dam"]),
        (["videos", "--channel", "stone"], ["A Mill by the Dam"]),
        (["videos", "--tag", "old"], ["The Great Dam"]),
        (["notes", "--video", "mill"], ["wheel"]),
        (["notes", "wall"], ["wall"]),
    ],
    ids=" ".join,
)
def test_list_prints_what_is_there(run, valley, argv, titles):
    """A kind is listed, in text and as JSON; words are looked for in titles, and filters hold."""
    code, out, err = run("list", *[word for word in argv if word], vault=valley)
    items = json.loads(run("list", *argv, "--json", vault=valley).out)["items"]

    assert (code, err) == (0, "")
    assert [item["title"] for item in items] == titles
    assert [line.split("  ")[-1].split(" · ")[0] for line in out.splitlines()[2:]] == titles


def test_list_without_a_match(run, valley):
    """Where nothing matches, the exit code is 1, and titles like the words are named."""
    code, out, _ = run("list", "videos", "graet", vault=valley)

    assert (code, out) == (1, "There is no video with “graet” in the title. Did you mean “The Great Dam”?\n")
    assert run("list", "videos", "--json", "zeppelin", vault=valley).code == 1
    assert run("list", "videos", "--channel", "Wasps", vault=valley).code == 2


def test_list_builds_an_index_that_is_missing(run, valley):
    """The first list builds the index, unless that is not wanted."""
    valley.database.unlink()

    assert run("list", "--no-refresh", vault=valley).code == 2
    assert run("list", vault=valley).code == 0


@pytest.mark.parametrize("video", ["damVIDEO001", "https://youtu.be/damVIDEO001", "great", "wall"])
def test_outline_is_in_order_of_time(run, valley, video):
    """The outline of a video, by id, link or words of a title, quotes its notes in order of time."""
    code, out, err = run("outline", video, vault=valley)
    found = json.loads(run("outline", "--json", video, vault=valley).out)

    assert (code, err) == (0, "")
    assert out.index("The gates hang") < out.index("The wall is built")
    assert "made of quotes, not a summary" in out
    assert [section["seconds"] for section in found["sections"]] == [73, 127]


def test_outline_of_so_many_sections(run, valley):
    """With --top only so many sections are printed, and how many are left out."""
    found = json.loads(run("outline", "--top", "1", "--json", "great", vault=valley).out)

    assert (len(found["sections"]), found["more"]) == (1, 1)


def test_outline_of_several_videos_says_which(run, valley):
    """Words that fit several titles are an error that names them; so is a title that is not there."""
    code, out, err = run("outline", "dam", vault=valley)

    assert (code, out) == (2, "")
    assert err.startswith("askcloud: 2 videos match dam.\nGive more words of its title, or its id: The Great Dam (damV")
    assert "Did you mean “The Great Dam”?" in run("outline", "graet", vault=valley).err


def test_outline_quotes_the_notes_as_they_are(run, valley):
    """A note that changed after it was indexed is read again; without that its quote is left out."""
    valley.write({"Water/wall.md": "The wall is built of brick from the valley [00:02:07]."}, video="damVIDEO001")

    left_out = run("outline", "--no-refresh", "great", vault=valley).out
    again = run("outline", "great", vault=valley).out

    assert "granite" in left_out
    assert "The wall is built" not in left_out
    assert "The wall is built of brick from the valley." in again


def test_a_question_for_videos_is_answered_by_videos(run, valley):
    """A question which videos say something is answered by these, those with most notes first."""
    code, out, err = run("which", "videos", "mention", "granite?", vault=valley)

    assert (code, err) == (0, "")
    assert out.startswith("2 videos with “granite” in title or notes, most notes first.\n\nThe Great Dam\n")
    assert "… and 1 more video" in run("--top", "1", "videos about granite", vault=valley).out
    assert "2 videos" not in run("--channel", "Stone", "videos about granite", vault=valley).out


@pytest.mark.parametrize("options", [["--json"], ["--format", "markdown"], ["--why"]], ids=" ".join)
def test_programs_get_an_answer_to_a_question_for_videos(run, valley, options):
    """In any other form than text, such a question is answered by quotes, as every question is."""
    asked = run(*options, "which videos mention granite", vault=valley).out

    assert "in title or notes" not in asked
    assert "granite" in asked


def test_a_summary_is_answered_by_an_outline(run, valley):
    """A question for a summary gives the outline of the video that it names, and says that it is one."""
    code, out, _ = run("summarise the mill episode", vault=valley)

    assert code == 0
    assert out.startswith("A Mill by the Dam · Stone · 1 note · ")
    assert "An outline made of quotes, not a summary" in out


def test_a_summary_of_several_videos_says_which(run, valley):
    """Where several videos fit, they are named with the command for each."""
    code, out, _ = run("summary of the dam episode", vault=valley)

    assert code == 1
    assert out.startswith("2 videos may be meant.")
    assert "askcloud outline damVIDEO001" in out


def test_what_no_video_says_is_asked_as_a_question(run, valley):
    """A question for videos about what no note says gets the refusal that any question would."""
    code, out, _ = run("which episode talks about zeppelins", vault=valley)

    assert code == 1
    assert out.startswith("No answer found. No note mentions ")


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--video", "dam"], True), (["--video", "mill"], False), (["--quiet", "--video", "dam"], False)],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_filter_that_fits_several_videos_names_them(run, valley, options, said):
    """Words of several titles search all of these videos, and that is said on standard error."""
    code, _, err = run(*options, "granite", vault=valley)

    assert code == 0
    assert err.startswith("2 videos match dam, all are searched. Give more words of its title") is said
    assert said or not err


def test_a_command_that_was_meant_is_suggested_first(run, valley):
    """What may have been meant as a command is said before the refusal."""
    code, out, err = run("search", "zeppelins", vault=valley)

    assert code == 1
    assert err == 'There is no command `search`: ask without it, askcloud "zeppelins".\n'
    assert out.startswith("No answer found.")


def test_help_with_a_command_is_its_help(run, valley):
    """`help index` prints what `index --help` does."""
    assert run("help", "index", vault=valley) == run("index", "--help", vault=valley)
