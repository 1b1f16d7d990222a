"""Laws of asking: what is typed, previewed, remembered and taken over from the question before."""

from __future__ import annotations

import pytest
from scripted import ASKED, QUOTE, answer, said
from textual.events import Paste
from textual.widgets import HelpPanel

from askcloud.answering.ask import MAX_QUESTION
from askcloud.system.history import History
from askcloud.tui import asking
from askcloud.tui.widgets import transcript
from askcloud.tui.widgets.transcript import Turn

ROOF = "Its turbines are older than its roof"


async def test_enter_on_nothing_asks_nothing(chat, script):
    """An empty or blank question is none."""
    async with chat() as opened:
        await opened.ask("   ")

        assert script.asked == []
        assert "Type a question." in opened.said()


async def test_prompt_is_empty_after_asking(chat, script):
    """A question that was asked leaves room for the next."""
    async with chat() as opened:
        await opened.ask(f"  {ASKED} ")

        assert opened.app.prompt.value == ""
        assert script.asked == [(ASKED, False)]


async def test_typing_previews_claims_and_nothing_else(chat, script):
    """While a question is typed its claims are listed; transcript and source stay with the last answer."""
    script.answers["roof"] = answer(said(f"{ROOF}.", 80), inherited=("dam",))

    async with chat() as opened:
        await opened.ask(ASKED)
        before = opened.said(), opened.words(opened.app.source)
        await opened.type("roof")
        claims = opened.words(opened.app.claims)

        assert "Results as you type · with dam from before" in claims
        assert ROOF in claims
        assert (opened.said(), opened.words(opened.app.source)) == before


async def test_clearing_the_prompt_brings_the_last_claims_back(chat, script):
    """Esc empties the prompt, and the claims of the last answer stand where the preview stood."""
    script.answers["roof"] = answer(said(f"{ROOF}.", 80))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.type("roof")
        await opened.press("escape")

        assert opened.app.prompt.value == ""
        assert ROOF not in opened.words(opened.app.claims)
        assert "The dam across the valley" in opened.words(opened.app.claims)


async def test_fast_typing_is_one_search_at_a_time(chat, script, monkeypatch):
    """Twenty keys while a search runs cost one more search, for what stands there in the end."""
    monkeypatch.setattr(asking, "DEBOUNCE", 0.0)
    script.hold("preview")
    typed = "when was the dam fin"

    async with chat() as opened:
        await opened.pilot.press(*(key if key != " " else "space" for key in typed))
        script.release("preview")
        await opened.settle()

        assert script.previewed[0] == "w"
        assert script.previewed[-1] == typed
        assert len(script.previewed) == 2


async def test_preview_that_comes_late_is_dropped(chat, script):
    """Claims of what is no longer typed are not shown."""
    script.answers["roof"] = answer(said(f"{ROOF}.", 80))
    script.hold("preview")

    async with chat() as opened:
        opened.app.prompt.value = "roof"
        await opened.pilot.pause()
        opened.app.prompt.value = ""
        script.release("preview")
        await opened.settle()

        assert opened.app.claims.option_count == 0


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
    """A paste that went wrong fills the prompt and no more."""
    async with chat() as opened:
        opened.app.prompt.post_message(Paste("x" * 100_000))
        await opened.settle()

        assert len(opened.app.prompt.value) == MAX_QUESTION


async def test_followup_shows_what_it_took_over(chat, script):
    """Words taken over from the question before are shown, and esc asks again without them."""
    script.answers["and the roof?"] = answer(said(f"{ROOF}."), question="and the roof?", inherited=("dam", "finished"))

    async with chat() as opened:
        await opened.ask("and the roof?")
        shown = opened.said()
        await opened.press("escape")

        assert "(with dam, finished from before) · ask as typed" in shown
        assert script.asked == [("and the roof?", False), ("and the roof?", True)]


async def test_back_closes_the_keys_first(chat, script):
    """Esc closes the keys that are shown, and asks nothing again."""
    script.answers["and the roof?"] = answer(said(f"{ROOF}."), question="and the roof?", inherited=("dam", "finished"))

    async with chat() as opened:
        await opened.ask("and the roof?")
        await opened.press("f1")
        shown = bool(opened.app.query(HelpPanel))
        await opened.press("escape")

        assert shown
        assert not opened.app.query(HelpPanel)
        assert script.asked == [("and the roof?", False)]


async def test_as_typed_does_nothing_where_nothing_was_added(chat, script):
    """Esc on an answer without a rewrite asks nothing."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("escape")

        assert script.asked == [(ASKED, False)]


async def test_turn_that_is_gone_to_shows_its_claims(chat, script):
    """Going back to an earlier turn shows that turn's claims and note again."""
    script.answers["roof"] = answer(said(f"{ROOF}.", 80), question="roof")

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.ask("roof")
        await opened.press("shift+tab", "shift+tab")

        assert isinstance(opened.app.focused, Turn)
        assert opened.app.focused.question == ASKED
        assert opened.app.claims.selected.quote == QUOTE


async def test_transcript_keeps_so_many_turns(chat, monkeypatch):
    """The oldest turns leave the screen, so that it stays quick; they are still saved."""
    monkeypatch.setattr(transcript, "MAX_TURNS", 3)

    async with chat() as opened:
        for _ in range(5):
            await opened.ask(ASKED)

        assert len(opened.app.transcript.query(Turn)) == 3
        assert len(opened.app.asking.turns) == 5


async def test_clear_starts_over(chat, script):
    """Clearing empties every pane, and the next question leans on nothing."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+l")

        assert script.forgotten == 1
        assert QUOTE not in opened.words()
        assert opened.app.claims.selected is None
        await opened.ask(ASKED)
        assert QUOTE in opened.said()


async def test_answer_to_a_cleared_question_shows_nothing(chat, script):
    """What is answered after its turn was cleared leaves the panes empty."""
    script.hold("preview")  # the one thread that asks is busy

    async with chat() as opened:
        opened.app.prompt.value = ASKED
        await opened.pilot.press("enter")
        await opened.pilot.pause()
        await opened.pilot.press("ctrl+l")
        script.release("preview")
        await opened.settle()

        assert script.asked == [(ASKED, False)]
        assert opened.app.claims.selected is None
