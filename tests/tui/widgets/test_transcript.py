"""The turns of a conversation."""

from __future__ import annotations

from scripted import ASKED, QUOTE, ROOF, answer, result

from askcloud.tui.widgets import transcript
from askcloud.tui.widgets.transcript import Turn


async def test_expand_shows_all_results_and_collapses(chat, script):
    """X, or a click on the number of more results, shows all results and then the first alone."""
    script.answers[ASKED] = answer(result(), result(f"{ROOF}.", 80))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.click("+ 1 more result")
        expanded = opened.transcript_text()
        await opened.press("x")

        assert f"“{QUOTE}” ▶ 1:03 The dam · Water “{ROOF}.” ▶ 1:20 The dam · Water − fewer results" in expanded
        assert ROOF not in opened.transcript_text()


async def test_question_for_several_is_answered_with_all_results(chat, script):
    """A list or a comparison is shown whole at once, and collapses like any answer."""
    script.answers[ASKED] = answer(result(), result(f"{ROOF}.", 80), several=True)

    async with chat() as opened:
        await opened.ask(ASKED)
        at_once = opened.transcript_text()
        await opened.press("tab", "x")

        assert ROOF in at_once
        assert "+ 1 more result" in opened.transcript_text()


async def test_pages_scroll_the_transcript(chat):
    """Page up and down scroll the transcript while the prompt has the focus."""
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


async def test_transcript_shows_a_limited_number_of_turns(chat, monkeypatch):
    """The oldest turns are removed from the screen, but are still saved."""
    monkeypatch.setattr(transcript, "MAX_TURNS", 3)

    async with chat() as opened:
        for _ in range(5):
            await opened.ask(ASKED)

        assert len(opened.app.transcript.query(Turn)) == 3
        assert len(opened.app.asking.turns) == 5
