"""Laws of commands in the chat."""

from __future__ import annotations

from scripted import ASKED

from askcloud.errors import UsageError
from askcloud.tui.app import ChatApp


async def test_words_that_are_no_question_are_replied_to(chat, script):
    """Such a line is shown with the reply to it; nothing is asked, previewed or saved."""
    async with chat() as opened:
        await opened.type("thanks")
        await opened.press("enter")

        assert "❯ thanks You are welcome." in opened.transcript_text()
        assert (script.asked, script.previewed, opened.app.asking.turns) == ([], [], [])


async def test_filter_is_a_chip_until_it_is_dropped(chat, script):
    """A filter stands above the prompt, whatever is asked, until a click on it or its command drops it."""
    async with chat() as opened:
        await opened.ask("/channel Water")
        await opened.ask(ASKED)
        shown = opened.words()
        await opened.click("channel: Water ✕")
        clicked = (opened.app.chips.display, script.filters.channel)
        await opened.ask("/tag stone")
        await opened.ask("/tag")

        assert "only channel: Water ✕" in shown
        assert clicked == (False, "")
        assert not opened.app.chips.display


async def test_refused_filter_says_why(chat, script):
    """A filter that cannot be set is answered by the reason, and no chip is shown."""
    script.refused = UsageError("There is no channel Watr.", hint="Did you mean Water?")

    async with chat() as opened:
        await opened.ask("/channel Watr")

        assert "There is no channel Watr. Did you mean Water?" in opened.transcript_text()
        assert not opened.app.chips.display


async def test_clear_and_quit_are_commands(chat, script, monkeypatch):
    """/clear starts a new conversation with the first screen, /quit ends the chat."""
    left = []
    monkeypatch.setattr(ChatApp, "exit", lambda app: left.append(app))  # noqa: PLW0108  # a method

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.ask("/clear")
        cleared = (opened.app.asking.turns, script.forgotten, "Type a question." in opened.transcript_text())
        await opened.ask("/quit")

        assert cleared == ([], 1, True)
        assert left == [opened.app]
