"""A text over the chat."""

from __future__ import annotations

import pytest
from textual.content import Content

from askcloud.tui.widgets.text_screen import TextScreen


@pytest.mark.parametrize("key", ["escape", "q", "f1", "m"])
async def test_text_screen_is_closed_by_the_key_that_opened_it(chat, key):
    """A text scrolls in its frame, is never read as markup, and is closed by esc, q or the key that opened it."""
    async with chat((80, 24)) as opened:
        opened.app.push_screen(TextScreen("Title", Content("\n".join(f"[b]line {number}[/b]" for number in range(60)))))
        await opened.settle()
        top = opened.words()
        await opened.press("end")
        bottom = opened.words()
        await opened.press(key)

        assert "[b]line 0[/b]" in top
        assert "[b]line 59[/b]" in bottom
        assert "Title" not in opened.words()
