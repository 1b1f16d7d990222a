"""Every action on a result does what it says, by key and by click."""

from __future__ import annotations

import errno
from contextlib import nullcontext

import pytest
from scripted import ASKED, CORPUS, NOTE, QUOTE, ROOF, URL, VIDEO, answer, beside, listed, result

from askcloud.corpus.corpus import Corpus
from askcloud.system import launch

CITED = f"“{QUOTE}”\n— The dam · Water · 1:03 · {URL}"
NO_PLAYER = "No program was found to play this (a browser, mpv or VLC). Copied instead:"
NOT_PLAYABLE = "There is nothing to play: the note has no valid video, or its file does not exist."


async def test_play_opens_the_second(chat, started):
    """Ctrl+o, o on a claim, and a click on its time play the video at the second."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+o")
        await opened.press("tab", "o")
        await opened.click("▶1:03")

        assert started == [("play", URL)] * 3
        assert opened.notifications() == [f"Playing {URL}"] * 3


async def test_play_in_the_transcript_opens_the_second_of_each_sentence(chat, script, started):
    """A click on the time of what follows a quote, or of an item of a list, plays that second."""
    script.answers[ASKED] = answer(result(following=(beside(f"{ROOF}.", 80), beside("It held.", 95))))
    script.answers["weirs"] = answer(listed(3, best=2, following=(beside("They leak.", 110),) * 3), question="weirs")

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("▶1:35")
        await opened.ask("weirs")
        await opened.click("▶1:42")

        video = f"https://www.youtube.com/watch?v={VIDEO}"
        assert started == [("play", f"{video}&t=95s"), ("play", f"{video}&t=102s")]


async def test_selected_item_is_played_copied_and_edited(chat, script, started, monkeypatch):
    """With an item of a list selected, o, y, Y and e act on that item alone."""
    monkeypatch.setenv("EDITOR", "vim")
    weirs = (beside("Weir 1.", 101, line=21), beside("Weir 2.", 102, line=22))
    script.answers[ASKED] = answer(result("Weir 2.", 102, line=22, context="The weirs are:", items=weirs))

    async with chat() as opened:
        monkeypatch.setattr(opened.app, "suspend", nullcontext)
        await opened.ask(ASKED)
        await opened.press("tab", "j", "o", "y", "Y", "e")

        url = f"https://www.youtube.com/watch?v={VIDEO}&t=101s"
        assert started == [
            ("play", url),
            ("copy", f"“Weir 1.”\n— The dam · Water · 1:41 · {url}"),
            ("copy", f"[The dam, 1:41]({url})"),
            ("run_editor", ["vim", "+21", "--", f"{CORPUS.listing}/Water/dam.md"]),
        ]


async def test_play_from_the_source_opens_that_second(chat, started):
    """A click on a time in the source pane plays the note's video there."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("▶1:20")

        assert started == [("play", f"https://www.youtube.com/watch?v={VIDEO}&t=80s")]


async def test_play_from_the_source_plays_what_the_time_is_of(chat, script, started):
    """A time in another video than the note's, and times in a note about a file, play the medium they belong to."""
    script.notes["Water/dam.md"] = NOTE.replace("[0:01:20]", "<https://youtu.be/mill_B3dE6h?t=80>")
    script.answers["tape"] = answer(result(medium="file:tapes/dam.mp3"), question="tape")

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("▶1:20")
        await opened.ask("tape")
        await opened.click("▶0:10")

        assert started == [("play", "https://www.youtube.com/watch?v=mill_B3dE6h&t=80s")]
        assert opened.notifications()[-1] == NOT_PLAYABLE  # there is no such file


@pytest.mark.usefixtures("started")
async def test_play_that_fails_shows_and_copies_the_link(chat, monkeypatch):
    """If no program can play what is cited, a message says so and its address is copied."""
    monkeypatch.setattr(launch, "play", lambda *_: False)

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+o")

        assert opened.notifications() == [f"{NO_PLAYER}\n{URL}"]
        assert opened.app.clipboard == URL


async def test_play_over_ssh_shows_and_copies_the_link(chat, started, monkeypatch):
    """If a browser would open on another machine, the link is shown and only the terminal's clipboard gets it."""
    monkeypatch.setattr(launch, "can_open_browser", lambda: False)

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+o")

        assert started == []
        assert opened.notifications() == [f"No browser or player can be opened from here. Copied instead:\n{URL}"]
        assert opened.app.clipboard == URL


@pytest.mark.parametrize("evidence", [None, result(medium='"><script>')], ids=["no claim", "no valid id"])
async def test_play_without_a_link_says_so(chat, script, started, evidence):
    """Without a result, or without a valid video id, a message says why nothing is played, and there is no link."""
    script.answers["x y"] = answer(evidence) if evidence else script.answers[ASKED]

    async with chat() as opened:
        if evidence:
            await opened.ask("x y")
        await opened.press("ctrl+o")

        assert started == []
        assert opened.notifications() == [NOT_PLAYABLE if evidence else "No result is selected."]
        assert "▶" not in opened.transcript_text()


async def test_copy_gives_quote_and_citation(chat, started):
    """Copying gives the text to the clipboards of terminal and system, and shows it."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+y")
        await opened.press("tab", "Y")

        link = f"[The dam, 1:03]({URL})"
        assert started == [("copy", CITED), ("copy", link)]
        assert opened.app.clipboard == link
        assert opened.notifications() == [f"Copied:\n{CITED}", f"Copied:\n{link}"]


async def test_copy_without_a_claim_does_nothing(chat, started):
    """Before the first question, copying does nothing."""
    async with chat() as opened:
        await opened.press("ctrl+y", "tab", "Y")

        assert (started, opened.notifications()) == ([], [])


async def test_edit_opens_the_note_at_the_line(chat, started, monkeypatch):
    """The user's editor gets the note's path, the quote's line and the terminal."""
    monkeypatch.setenv("EDITOR", "vim -u NONE")

    async with chat() as opened:
        monkeypatch.setattr(opened.app, "suspend", nullcontext)
        await opened.ask(ASKED)
        await opened.press("tab", "e")

        assert started == [("run_editor", ["vim", "-u", "NONE", "+12", "--", f"{CORPUS.listing}/Water/dam.md"])]
        assert opened.notifications() == []


async def test_edit_says_what_is_missing(chat, script, started, monkeypatch):
    """Without an editor, a terminal or a note, a message says what is missing, and nothing is started."""
    async with chat() as opened:
        opened.app.action_edit()
        await opened.ask(ASKED)
        await opened.press("tab", "e")
        monkeypatch.setenv("EDITOR", "vim")
        await opened.press("e")
        script.notes = {}
        await opened.press("e")

        assert started == []
        assert opened.notifications() == [
            "No note is shown.",
            f"Set $EDITOR to open {CORPUS.listing}/Water/dam.md:12",
            "Could not start “vim”. Check $VISUAL and $EDITOR.",
            "Water/dam.md is not in the corpus any more.",
        ]


async def test_enter_focuses_the_source_where_it_is_wide(chat):
    """On a wide terminal, enter on a result focuses the source pane, and esc the prompt."""
    async with chat() as opened:
        await opened.ask(ASKED)
        opened.app.claims.focus()
        await opened.press("enter")
        focused = opened.app.focused
        await opened.press("escape")

        assert focused is opened.app.source
        assert opened.app.focused is opened.app.prompt


async def test_save_writes_the_conversation(chat, tmp_path):
    """The conversation is saved as Markdown in the working directory, each time to a new file."""
    async with chat() as opened:
        await opened.press("ctrl+s")
        await opened.ask(ASKED)
        await opened.press("ctrl+s")
        await opened.press("ctrl+s")

        saved = sorted(tmp_path.glob("askcloud-*.md"))
        assert opened.notifications()[0] == "There are no answers to save yet."
        assert opened.notifications()[1].startswith("Saved ")
        assert len(saved) == 2
        assert saved[0].read_text(encoding="utf-8") == (
            f"# askcloud\n\n## {ASKED}\n\nLikely answer.\n\n"
            f"> {QUOTE}\n>\n> — [The dam, 1:03]({URL}) · Water · Water/dam.md:12\n"
        )


async def test_save_leaves_the_corpus_alone(chat, script, tmp_path, monkeypatch):
    """From inside the corpus the conversation is saved at home: notes are never written to."""
    script.corpus = Corpus.parse(str(tmp_path))
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
    """If the folder cannot be written, a message says why."""
    monkeypatch.setattr("os.getcwd", lambda: str(tmp_path / "gone"))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+s")

        assert opened.notifications() == ["The conversation could not be saved: No such file or directory."]


async def test_save_on_a_full_disk_leaves_nothing(chat, monkeypatch, tmp_path):
    """If the disk is full, a message says so, and there is no file that looks like a conversation."""

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+s")

        assert opened.notifications() == ["The conversation could not be saved: No space left on device."]
        assert list(tmp_path.iterdir()) == []
