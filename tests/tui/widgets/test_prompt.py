"""The line for questions."""

from __future__ import annotations

import pytest
from scripted import ASKED
from textual.events import Paste

from askcloud.question.parse import MAX_QUESTION
from askcloud.system.history import History
from askcloud.tui.widgets import prompt


async def test_history_comes_back_with_the_arrows(chat, tmp_path):
    """Up and down go through the questions asked before, of this run and of others, and back to what was typed."""
    path = str(tmp_path / "state" / "history")
    History(path).add("asked long ago")

    async with chat(history=History(path)) as opened:
        await opened.ask(ASKED)
        await opened.type("half a")
        shown = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await opened.press(key)
            shown.append(opened.app.prompt.value)

        assert shown == [ASKED, "asked long ago", "asked long ago", ASKED, "half a", "half a"]
        assert (tmp_path / "state" / "history").read_text(encoding="utf-8") == f"asked long ago\n{ASKED}\n"


@pytest.mark.parametrize("pasted", ["when was\nthe dam\r\n\tfinished\n", "when\x1b]52;c;aGk=\x07 was"])
async def test_paste_of_several_lines_is_one_question(chat, pasted):
    """Pasted lines are joined, and control characters among them shown as marks."""
    async with chat() as opened:
        opened.app.prompt.post_message(Paste(pasted))
        await opened.settle()

        assert opened.app.prompt.value in (ASKED, "when\ufffd]52;c;aGk=\ufffd was")


async def test_paste_is_cut_to_the_longest_question(chat):
    """A paste is cut to the length of the longest question."""
    async with chat() as opened:
        opened.app.prompt.post_message(Paste("x" * 100_000))
        await opened.settle()

        assert len(opened.app.prompt.value) == MAX_QUESTION


async def test_cursor_stops_blinking_while_nobody_types(chat, monkeypatch):
    """After a while without a key the cursor stays as it is, visible and drawn no more; a key lets it blink again."""
    monkeypatch.setattr(prompt, "BLINK_SECONDS", 0.01)

    async with chat() as opened:
        line = opened.app.prompt
        while line.cursor_blink:
            await opened.pilot.pause()
        visible, seen = line._cursor_visible, []
        line.watch(line, "cursor_blink", lambda blink: seen.append(blink), init=False)  # noqa: PLW0108  # counted
        await opened.press("w")

        assert visible
        assert seen[0] is True
