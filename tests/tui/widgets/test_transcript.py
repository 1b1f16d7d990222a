"""The turns of a conversation."""

from __future__ import annotations

from scripted import ASKED, QUOTE, ROOF, answer, listed, result

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

        assert f"“{QUOTE}” ▶1:03 The dam · Water “{ROOF}.” ▶1:20 The dam · Water − fewer results" in expanded
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


async def test_list_is_an_answer_of_its_own(chat, script):
    """Where a list leads, it is shown alone at first; a click shows its other items, and all results with it."""
    script.answers[ASKED] = answer(listed(8), result(f"{ROOF}.", 80), several=True)

    async with chat() as opened:
        await opened.ask(ASKED)
        at_once = opened.transcript_text()
        await opened.click("+ 3 more items")
        expanded = opened.transcript_text()

        assert "• Weir 5. ▶1:45 + 3 more items · x shows them The dam · Water + 1 more result · x shows them" in at_once
        assert "• Weir 8. ▶1:48 The dam · Water" in expanded
        assert f"“{ROOF}.” ▶1:20 The dam · Water − fewer results" in expanded


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
