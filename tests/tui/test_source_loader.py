"""From a location in a note to the source pane."""

from __future__ import annotations

import threading

from scripted import ASKED, QUOTE, VIDEO

from askcloud.tui.source_location import SourceLocation


async def test_source_that_cannot_be_read_is_reported(chat, script):
    """If the note is gone, its pane says so."""
    script.notes = {}

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "Water/dam.md is not in the corpus any more." in opened.words(opened.app.source)


async def test_source_is_the_note_of_the_selected_result(chat):
    """After an answer the loader knows the location and the page that the pane shows."""
    async with chat() as opened:
        await opened.ask(ASKED)

        loader = opened.app.source_loader
        assert (loader.location.path, loader.location.line, loader.location.quote) == ("Water/dam.md", 12, QUOTE)
        assert loader.page.claim is not None


async def test_cleared_source_is_not_filled_by_a_late_page(chat, script, monkeypatch):
    """A note that is read after its source was cleared is not shown."""
    reading, read = threading.Event(), threading.Event()
    page = script.page

    def late(*location):
        reading.set()
        assert read.wait(60)
        return page(*location)

    monkeypatch.setattr(script, "page", late)

    async with chat() as opened:
        opened.app.source_loader.show(SourceLocation("Water/dam.md", "The dam", "Water", VIDEO))
        while not reading.is_set():
            await opened.pilot.pause()
        opened.app.source_loader.clear()
        read.set()
        await opened.settle()

        assert (opened.app.source_loader.location, opened.app.source_loader.page) == (None, None)
        assert "Work began upstream" not in opened.words()
