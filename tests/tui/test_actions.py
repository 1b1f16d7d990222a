"""Every action on a claim does what it says, by key and by click."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from scripted import ASKED, CORPUS, NOTE, QUOTE, URL, VIDEO, answer, said
from textual.widgets import HelpPanel

from askcloud.index.reader import StoredNote
from askcloud.system import launch as programs
from askcloud.tui.widgets.links import LinksScreen
from askcloud.tui.widgets.source import SourceScreen

ROOF = "Its turbines are older than its roof"
CITED = f"“{QUOTE}”\n— The dam · Water · 1:03 · {URL}"
NOT_PLAYABLE = "There is nothing to play: the note has no valid video, or its file does not exist."
MILL = StoredNote("Water/mill.md", "1:1", "d", "The mill", "Water", VIDEO, "exact", "", 0)


@pytest.fixture
def started(monkeypatch):
    """Writes down which programs would have been started, and with what."""
    started = []
    for name in ("play", "copy", "run_editor"):
        monkeypatch.setattr(programs, name, lambda given, *_, name=name: started.append((name, given)) or True)
    return started


async def test_play_opens_the_second(chat, started):
    """Ctrl+o, o on a claim, and a click on its time play the video at the second."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+o")
        await opened.press("tab", "o")
        await opened.click("▶ 1:03")

        assert started == [("play", URL)] * 3
        assert opened.told() == [f"Playing {URL}"] * 3


async def test_play_from_the_source_opens_that_second(chat, started):
    """A click on a time in the source pane plays the note's video there."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("▶1:20")

        assert started == [("play", f"https://www.youtube.com/watch?v={VIDEO}&t=80s")]


async def test_play_from_the_source_plays_what_the_time_is_of(chat, script, started):
    """A time of another video than the note's, and times of a note about a file, play what they belong to."""
    script.notes["Water/dam.md"] = NOTE.replace("[0:01:20]", "<https://youtu.be/mill_B3dE6h?t=80>")
    script.answers["tape"] = answer(said(medium="file:tapes/dam.mp3"), question="tape")

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("▶1:20")
        await opened.ask("tape")
        await opened.click("▶0:10")

        assert started == [("play", "https://www.youtube.com/watch?v=mill_B3dE6h&t=80s")]
        assert opened.told()[-1] == NOT_PLAYABLE  # there is no such file


@pytest.mark.usefixtures("started")
async def test_play_that_fails_shows_and_copies_the_link(chat, monkeypatch):
    """Where no program plays what is cited that is said, and its place given to the clipboard."""
    monkeypatch.setattr(programs, "play", lambda *_: False)

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+o")

        assert opened.told() == [f"No program was found to play this (a browser, mpv or VLC). Copied instead:\n{URL}"]
        assert opened.app.clipboard == URL


async def test_play_over_ssh_shows_and_copies_the_link(chat, started, monkeypatch):
    """Where no browser can be seen the link is shown, and given to the terminal's clipboard alone."""
    monkeypatch.setattr(programs, "can_open_browser", lambda: False)

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+o")

        assert started == []
        assert opened.told() == [f"No browser or player can be opened from here. Copied instead:\n{URL}"]
        assert opened.app.clipboard == URL


@pytest.mark.parametrize("evidence", [None, said(medium='"><script>')], ids=["no claim", "no valid id"])
async def test_play_without_a_link_says_so(chat, script, started, evidence):
    """Without a claim, or without a valid video id, there is nothing to play and no link."""
    script.answers["x y"] = answer(evidence) if evidence else script.answers[ASKED]

    async with chat() as opened:
        if evidence:
            await opened.ask("x y")
        await opened.press("ctrl+o")

        assert started == []
        assert opened.told() == [NOT_PLAYABLE if evidence else "No result is selected."]
        assert "▶" not in opened.said()


async def test_copy_gives_quote_and_citation(chat, started):
    """Copying gives the text to terminal and system, and shows it."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+y")
        await opened.press("tab", "Y")

        link = f"[The dam, 1:03]({URL})"
        assert started == [("copy", CITED), ("copy", link)]
        assert opened.app.clipboard == link
        assert opened.told() == [f"Copied:\n{CITED}", f"Copied:\n{link}"]


async def test_copy_without_a_claim_does_nothing(chat, started):
    """There is nothing to copy before something was asked."""
    async with chat() as opened:
        await opened.press("ctrl+y", "tab", "Y")

        assert (started, opened.told()) == ([], [])


async def test_edit_opens_the_note_at_the_line(chat, started, monkeypatch):
    """The editor of the user gets the note's path and the claim's line, and the screen meanwhile."""
    monkeypatch.setenv("EDITOR", "vim -u NONE")

    async with chat() as opened:
        monkeypatch.setattr(opened.app, "suspend", nullcontext)
        await opened.ask(ASKED)
        await opened.press("tab", "e")

        assert started == [("run_editor", ["vim", "-u", "NONE", "+12", "--", f"{CORPUS}/Water/dam.md"])]
        assert opened.told() == []


async def test_edit_says_what_is_missing(chat, script, started, monkeypatch):
    """Without an editor, a terminal to lend or a note there is a sentence, and nothing is started."""
    async with chat() as opened:
        await opened.press("tab", "e")
        await opened.ask(ASKED)
        await opened.press("tab", "e")
        monkeypatch.setenv("EDITOR", "vim")
        await opened.press("e")
        script.notes = {}
        await opened.press("e")

        assert started == []
        assert opened.told() == [
            "No note is shown.",
            f"Set $EDITOR to open {CORPUS}/Water/dam.md:12",
            "Could not start “vim”. Check $VISUAL and $EDITOR.",
            "Water/dam.md is not in the corpus any more.",
        ]


async def test_expand_shows_all_claims_and_collapses(chat, script):
    """X, and a click on the words that count the rest, show every claim and then the first alone."""
    script.answers[ASKED] = answer(said(), said(f"{ROOF}.", 80))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("+ 1 more result")
        expanded = opened.said()
        await opened.press("x")

        assert f"“{QUOTE}” ▶ 1:03 The dam · Water “{ROOF}.” ▶ 1:20 The dam · Water − fewer results" in expanded
        assert ROOF not in opened.said()


async def test_a_question_for_several_is_answered_with_all_claims(chat, script):
    """A list or a comparison is shown whole at once, and collapses like any answer."""
    script.answers[ASKED] = answer(said(), said(f"{ROOF}.", 80), several=True)

    async with chat() as opened:
        await opened.ask(ASKED)
        at_once = opened.said()
        await opened.press("tab", "x")

        assert ROOF in at_once
        assert "+ 1 more result" in opened.said()


async def test_claims_are_gone_through_by_keys(chat, script):
    """J, k and digits go through the claims, and the source follows."""
    script.answers[ASKED] = answer(said(), said(f"{ROOF}.", 80), said("Work began upstream.", 10))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("tab")
        places = []
        for key in ("j", "n", "k", "3", "1", "9"):
            await opened.press(key)
            places.append((opened.app.claims.highlighted, opened.app.source_loader.location.quote))

        quotes = [QUOTE, f"{ROOF}.", "Work began upstream."]
        assert places == [(at, quotes[at]) for at in (1, 2, 1, 2, 0, 0)]


async def test_source_marks_the_claim_without_colour(chat):
    """The claim in the note is set apart by marks and reverse video."""
    async with chat() as opened:
        await opened.ask(ASKED)

        marked = " ".join(opened.text().replace("│", " ").split())
        assert f"▐ ▶1:03 • {ROOF}" in marked
        reversed_text = "".join(
            segment.text
            for strip in opened.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.reverse
        )
        assert QUOTE in reversed_text


async def test_source_says_when_the_note_changed(chat, script):
    """A note that does not hold the claim any more is shown, and said to be another than the indexed one."""
    script.notes["Water/dam.md"] = NOTE.replace("four", "five")

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "note changed since indexing · ctrl+r to update" in opened.words()
        assert "finished in five years" in opened.words(opened.app.source)


async def test_source_that_cannot_be_read_is_told(chat, script):
    """A note that is gone is a sentence in its pane."""
    script.notes = {}

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "Water/dam.md is not in the corpus any more." in opened.words(opened.app.source)


async def test_reading_opens_on_a_screen_of_its_own_where_it_is_narrow(chat, started):
    """On a narrow terminal enter on a claim opens its note over the chat, with the same actions, and esc closes it."""
    async with chat((80, 24)) as opened:
        await opened.ask(ASKED)
        opened.app.claims.focus()
        await opened.press("enter")
        reading, shown = isinstance(opened.app.screen, SourceScreen), opened.words()
        await opened.press("o")
        await opened.press("escape")

        assert reading
        assert QUOTE in shown
        assert "Work began upstream" in shown
        assert started == [("play", URL)]
        assert not isinstance(opened.app.screen, SourceScreen)


async def test_reading_focuses_the_source_where_it_is_wide(chat):
    """On a wide terminal enter on a claim goes to the source pane, and esc comes back to the prompt."""
    async with chat() as opened:
        await opened.ask(ASKED)
        opened.app.claims.focus()
        await opened.press("enter")
        focused = opened.app.focused
        await opened.press("escape")

        assert focused is opened.app.source
        assert opened.app.focused is opened.app.prompt


@pytest.mark.parametrize("size", [(130, 40), (80, 24)], ids=["wide", "narrow"])
async def test_links_go_to_another_note(chat, script, size):
    """L lists the notes that the shown one links to; choosing one shows it from its beginning."""
    script.links = [MILL]
    script.notes["Water/mill.md"] = "---\nvideoId: x\n---\n\nThree reasons made the mill pay."

    async with chat(size) as opened:
        await opened.ask(ASKED)
        await opened.press("tab", "l")
        offered = opened.words()
        await opened.press("enter")

        assert "The mill" in offered
        assert "Three reasons made the mill pay." in opened.words()


async def test_links_can_be_left(chat, script):
    """Esc in the list of links changes nothing; a note without links says so."""
    script.links = [MILL]

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("tab", "l")
        listed = isinstance(opened.app.screen, LinksScreen)
        await opened.press("escape")
        script.links = []
        await opened.press("l")

        assert listed
        assert QUOTE in opened.words(opened.app.source)
        assert opened.told() == ["This note has no links to other notes."]


async def test_save_writes_the_conversation(chat, tmp_path):
    """The conversation is saved as Markdown in the working directory, each time to a new file."""
    async with chat() as opened:
        await opened.press("ctrl+s")
        await opened.ask(ASKED)
        await opened.press("ctrl+s")
        await opened.press("ctrl+s")

        saved = sorted(tmp_path.glob("askcloud-*.md"))
        assert opened.told()[0] == "There are no answers to save yet."
        assert opened.told()[1].startswith("Saved ")
        assert len(saved) == 2
        assert saved[0].read_text(encoding="utf-8") == (
            f"# askcloud\n\n## {ASKED}\n\n> {QUOTE}\n>\n> — [The dam, 1:03]({URL}) · Water · Water/dam.md:12\n"
        )


async def test_save_leaves_the_corpus_alone(chat, script, tmp_path, monkeypatch):
    """From inside the corpus the conversation is saved at home: notes are never written to."""
    script.corpus = str(tmp_path)
    home = tmp_path.parent / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+s")

        assert list(tmp_path.glob("askcloud-*.md")) == []
        assert len(list(home.glob("askcloud-*.md"))) == 1


async def test_save_that_fails_says_why(chat, monkeypatch, tmp_path):
    """A folder that cannot be written is a sentence."""
    monkeypatch.setattr("os.getcwd", lambda: str(tmp_path / "gone"))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+s")

        assert opened.told() == ["The conversation could not be saved: No such file or directory."]


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_shows_and_hides_the_keys(chat, key):
    """F1 anywhere, and ? outside the prompt, show all keys and hide them again."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("tab")
        await opened.press(key)
        shown = len(opened.app.screen.query(HelpPanel))
        await opened.press(key)

        assert shown == 1
        assert len(opened.app.screen.query(HelpPanel)) == 0


async def test_palette_holds_every_action(chat, started):
    """Every action with an explanation can be found in the command palette."""
    async with chat() as opened:
        await opened.ask(ASKED)
        commands = {command.title: command for command in opened.app.get_system_commands(opened.app.screen)}
        commands["Play"].callback()
        await opened.settle()

        assert {"Play", "Copy", "Edit", "More", "Links", "Save", "As typed", "Update index", "Theme"} <= set(commands)
        assert started == [("play", URL)]


async def test_pages_scroll_the_transcript(chat):
    """Page up and down scroll the transcript while the prompt keeps the keys."""
    async with chat((80, 20)) as opened:
        for _ in range(6):
            await opened.ask(ASKED)
        bottom = opened.app.transcript.scroll_y
        await opened.press("pageup")
        above = opened.app.transcript.scroll_y
        await opened.press("pagedown")

        assert above < bottom
        assert opened.app.transcript.scroll_y > above
        assert opened.app.focused is opened.app.prompt
