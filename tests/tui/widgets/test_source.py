"""The note around a quote."""

from __future__ import annotations

from scripted import ASKED, NOTE, QUOTE, ROOF, URL

from askcloud.tui.widgets.source import SourceScreen


async def test_source_marks_the_quote_without_colour(chat):
    """The quote in the note is shown between marks and in reverse video."""
    async with chat((130, 40)) as opened:
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
    """A note that no longer contains the quote is shown with the remark that it has changed."""
    script.notes["Water/dam.md"] = NOTE.replace("four", "five")

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "note changed since indexing · ctrl+r to update" in opened.words()
        assert "finished in five years" in opened.words(opened.app.source)

        await opened.ask("/clear")
        assert "note changed" not in opened.words()


async def test_source_has_its_own_screen_where_it_is_narrow(chat, started):
    """On a narrow terminal, enter on a result opens its note over the chat, with the same actions; esc closes it."""
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
