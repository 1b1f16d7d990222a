"""The list of linked notes."""

from __future__ import annotations

import pytest
from scripted import ASKED, QUOTE, VIDEO

from askcloud.index.reader import StoredNote
from askcloud.tui.widgets.links import LinksScreen

MILL = StoredNote("Water/mill.md", "1:1", "d", "The mill", "Water", VIDEO, "exact", "", 0)


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


async def test_links_can_be_closed(chat, script):
    """Esc closes the list and changes nothing; if there are no links, a message says so."""
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
        assert opened.notifications() == ["This note has no links to other notes."]
