"""Messages above the prompt."""

from __future__ import annotations

import pytest
from scripted import ASKED, QUOTE

from askcloud.tui.widgets import messages

PATH = "/home/somebody/a_long_name_of_a_folder/another_folder/notes/askcloud-2026-11-29-120749.md"


@pytest.mark.parametrize("size", [(130, 40), (80, 24), (38, 12)])
async def test_message_covers_nothing_and_breaks_paths_at_separators(chat, size):
    """A message has its own lines; the answer and the prompt stay in view, and no name in a path is cut."""
    async with chat(size) as opened:
        await opened.ask(ASKED)
        opened.app.notify_user(f"Saved {PATH}")
        await opened.settle()
        shown = opened.words(opened.app.messages).split()

        assert "".join(shown) == f"Saved{PATH}"
        assert all(part.endswith(("Saved", "/", "_", "-", ".", "md")) for part in shown)
        assert opened.app.messages.region.bottom <= opened.app.prompt.region.y
        assert opened.app.messages.region.y >= opened.app.transcript.region.bottom


async def test_messages_go_and_can_be_read_again(chat, monkeypatch):
    """A message goes by itself; m lists all of them, the last one first, and esc closes the list."""
    monkeypatch.setattr(messages, "MESSAGE_SECONDS", 0.01)

    async with chat() as opened:
        await opened.ask(ASKED)
        opened.app.notify_user("The first.")
        opened.app.notify_user("The second.")
        while opened.app.messages.display:
            await opened.pilot.pause()
        await opened.press("tab", "m")
        listed = opened.words()
        await opened.press("escape")

        assert listed.index("The second.") < listed.index("The first.")
        assert "The first." not in opened.words()


async def test_no_message_is_said_so(chat):
    """Before the first message the list says that there is none."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("tab", "m")

        assert "There have been no messages yet." in opened.words()


async def test_ctrl_c_copies_or_clears(chat, started):
    """Ctrl+c clears what is typed, else copies the selected quote; without one it says how to quit."""
    async with chat() as opened:
        await opened.press("ctrl+c")
        nothing = opened.notifications()
        await opened.ask(ASKED)
        await opened.type("half a question")
        await opened.press("ctrl+c")
        cleared = opened.app.prompt.value
        await opened.press("ctrl+c")

        assert nothing == ["There is nothing to copy. ctrl+q quits."]
        assert cleared == ""
        assert [name for name, _ in started] == ["copy"]
        assert opened.notifications()[-1].startswith(f"Copied (ctrl+q quits):\n“{QUOTE}”")
