"""Questions and previews: what is typed, answered, repeated and taken over from the previous question."""

from __future__ import annotations

from scripted import ASKED, CORPUS, QUOTE, ROOF, answer, corrected, ready, result

from askcloud.answering.answer import abstention
from askcloud.answering.conversation import NO_INDEX, CorpusStatus
from askcloud.errors import IndexCorruptError, IndexNotFoundError, IndexWriteError
from askcloud.record import replace
from askcloud.tui import asking
from askcloud.tui.widgets.transcript import Turn

FOLLOW_UP = "and the roof?"
COMPLETED = "when was the roof finished"
NOT_BUILT = CorpusStatus(NO_INDEX, CORPUS, notes=21_273)
NO_ANSWER = IndexNotFoundError("There is no index.", hint="Build it.")
OUT_OF_DATE = replace(abstention(ASKED, "The note has changed."), out_of_date=True)


async def test_enter_on_nothing_asks_nothing(chat, script):
    """An empty question is not asked."""
    async with chat() as opened:
        await opened.ask("   ")

        assert script.asked == []
        assert "Type a question." in opened.transcript_text()


async def test_blanks_are_not_a_question(chat, script):
    """Enter after blanks asks nothing and clears the prompt."""
    async with chat() as opened:
        await opened.press("space", "space", "enter")

        assert opened.app.prompt.value == ""
    assert script.asked == []


async def test_prompt_is_empty_after_asking(chat, script):
    """A question is asked without extra blanks, and the prompt is cleared for the next."""
    async with chat() as opened:
        await opened.ask(f"  {ASKED} ")

        assert opened.app.prompt.value == ""
        assert script.asked == [(ASKED, False)]


async def test_typing_previews_claims_and_nothing_else(chat, script):
    """While a question is typed its results are listed; transcript and source stay as they are."""
    script.answers["roof"] = answer(result(f"{ROOF}.", 80), understood="how old is the roof")

    async with chat() as opened:
        await opened.ask(ASKED)
        before = opened.transcript_text(), opened.words(opened.app.source)
        await opened.type("roof")
        claims = opened.words(opened.app.claims)

        assert "Understood as: how old is the roof" in claims
        assert ROOF in claims
        assert (opened.transcript_text(), opened.words(opened.app.source)) == before


async def test_clearing_the_prompt_brings_the_last_claims_back(chat, script):
    """Esc clears the prompt, and the results of the last answer replace the preview."""
    script.answers["roof"] = answer(result(f"{ROOF}.", 80))

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.type("roof")
        await opened.press("escape")

        assert opened.app.prompt.value == ""
        assert ROOF not in opened.words(opened.app.claims)
        assert "The dam across the valley" in opened.words(opened.app.claims)


async def test_fast_typing_is_one_search_at_a_time(chat, script, monkeypatch):
    """Twenty keys during a search cause only one more search, for what the prompt contains in the end."""
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
    """Results of what is no longer in the prompt are not shown."""
    script.answers["roof"] = answer(result(f"{ROOF}.", 80))
    script.hold("preview")

    async with chat() as opened:
        opened.app.prompt.value = "roof"
        await opened.pilot.pause()
        opened.app.prompt.value = ""
        script.release("preview")
        await opened.settle()

        assert opened.app.claims.option_count == 0


async def test_followup_shows_how_it_was_completed(chat, script):
    """The completed question is shown, and d asks again as typed."""
    script.answers[FOLLOW_UP] = answer(result(f"{ROOF}."), question=FOLLOW_UP, understood=COMPLETED)

    async with chat() as opened:
        await opened.ask(FOLLOW_UP)
        shown = opened.transcript_text()
        await opened.press("shift+tab", "d")

        assert f"Understood as: {COMPLETED}" in shown
        assert script.asked == [(FOLLOW_UP, False), (FOLLOW_UP, True)]


async def test_click_on_the_completed_question_asks_as_typed(chat, script):
    """The line that shows the completed question drops it when it is clicked."""
    script.answers[FOLLOW_UP] = answer(result(f"{ROOF}."), question=FOLLOW_UP, understood=COMPLETED)

    async with chat() as opened:
        await opened.ask(FOLLOW_UP)
        await opened.click("Understood as")

        assert script.asked == [(FOLLOW_UP, False), (FOLLOW_UP, True)]


async def test_escape_in_an_empty_prompt_asks_nothing(chat, script):
    """Esc never asks: with nothing to close, to leave, to clear or to cancel it does nothing."""
    script.answers[FOLLOW_UP] = answer(result(f"{ROOF}."), question=FOLLOW_UP, understood=COMPLETED)

    async with chat() as opened:
        await opened.ask(FOLLOW_UP)
        await opened.press("escape", "escape")

        assert script.asked == [(FOLLOW_UP, False)]


async def test_alone_asks_a_question_by_itself(chat, script):
    """/alone before a question asks it without the one before; without a question it asks the last one again."""
    async with chat() as opened:
        await opened.ask("/alone")
        await opened.ask(FOLLOW_UP)
        await opened.ask("/alone")
        await opened.ask(f"/alone {ASKED}")

        assert [turn.question for turn in opened.app.asking.turns] == [FOLLOW_UP, FOLLOW_UP, ASKED]
        assert script.asked == [(FOLLOW_UP, False), (FOLLOW_UP, False), (ASKED, False)]
        assert script.alone == [False, True, True]


async def test_as_typed_does_nothing_where_nothing_was_added(chat, script):
    """D asks nothing again if nothing was completed or corrected."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("shift+tab", "d")

        assert script.asked == [(ASKED, False)]


async def test_chosen_turn_shows_its_claims(chat, script):
    """Focusing an earlier turn shows its results and source again."""
    script.answers["roof"] = answer(result(f"{ROOF}.", 80), question="roof")

    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.ask("roof")
        await opened.press("shift+tab", "shift+tab")

        assert isinstance(opened.app.focused, Turn)
        assert opened.app.focused.question == ASKED
        assert opened.app.claims.selected.quote == QUOTE


async def test_clear_starts_over(chat, script):
    """Clearing empties every pane, and the conversation forgets the previous question."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+l")

        assert script.forgotten == 1
        assert QUOTE not in opened.words()
        assert opened.app.claims.selected is None
        await opened.ask(ASKED)
        assert QUOTE in opened.transcript_text()


async def test_answer_to_a_cleared_question_shows_nothing(chat, script):
    """An answer to a turn that was cleared meanwhile is not shown."""
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


async def test_question_before_the_index_is_open_is_answered(chat, script, monkeypatch):
    """A question asked before the index is open is asked again once it is."""
    outcomes = [NO_ANSWER, script.answers[ASKED]]
    monkeypatch.setattr(script, "ask", lambda *_, **__: script.outcome(outcomes.pop(0)))

    async with chat(wait=False) as opened:
        opened.app.asking.ask(ASKED)
        await opened.settle()

        assert QUOTE in opened.transcript_text()
        assert script.builds == []


async def test_question_without_index_is_answered_when_built(chat, script):
    """A question asked before there is an index starts a build and is answered after it."""
    script.status, script.after_build = NOT_BUILT, ready()
    found, script.answers[ASKED] = script.answers[ASKED], NO_ANSWER
    script.hold("build")

    async with chat() as opened:
        opened.app.prompt.value = ASKED
        await opened.pilot.press("enter")
        await opened.wait_for("Waiting for the index…")
        waiting = opened.words()
        script.answers[ASKED] = found
        script.release("build")
        await opened.settle()

        assert "Waiting for the index…" in waiting
        assert "Counting the notes…" in waiting
        assert QUOTE in opened.words()
        assert "Waiting" not in opened.words()


async def test_question_whose_note_has_changed_is_asked_again(chat, script):
    """If the note of a quote has changed, the index is updated and the question asked once more."""
    found, script.answers[ASKED] = script.answers[ASKED], OUT_OF_DATE
    script.hold("build")

    async with chat() as opened:
        opened.app.prompt.value = ASKED
        await opened.pilot.press("enter")
        await opened.wait_for(OUT_OF_DATE.reason)
        meanwhile = opened.words()
        script.answers[ASKED] = found
        script.release("build")
        await opened.settle()

        assert OUT_OF_DATE.reason in meanwhile
        assert QUOTE in opened.words()
        assert script.builds == [False]


async def test_question_as_typed_is_asked_again_as_typed(chat, script):
    """A question asked as typed is asked as typed again when its note has changed."""
    script.answers[FOLLOW_UP] = answer(question=FOLLOW_UP, understood=COMPLETED)

    async with chat() as opened:
        await opened.ask(FOLLOW_UP)
        script.answers[FOLLOW_UP] = OUT_OF_DATE
        await opened.press("shift+tab", "d")

        assert script.asked == [(FOLLOW_UP, False), (FOLLOW_UP, True), (FOLLOW_UP, True)]


async def test_question_whose_note_keeps_changing_is_asked_again_once(chat, script):
    """A note that changes again and again causes only one update."""
    script.answers[ASKED] = OUT_OF_DATE

    async with chat() as opened:
        await opened.ask(ASKED)

        assert script.builds == [False]
        assert OUT_OF_DATE.reason in opened.words()


async def test_no_answer_clears_the_source(chat):
    """A question without results clears the source of the answer before."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.ask("zeppelins")

        assert "No note mentions that." in opened.words()
        assert "Work began upstream" not in opened.words()
        assert opened.app.claims.selected is None


async def test_correction_is_shown_and_can_be_undone(chat, script):
    """A corrected spelling is shown; a click asks again as typed."""
    script.answers["when was the damm finished"] = answer(
        question="when was the damm finished", corrections=corrected("damm", "dam")
    )

    async with chat((130, 40)) as opened:
        await opened.ask("when was the damm finished")
        shown = opened.words()
        await opened.click("d: ask as typed")

        assert "(Showing results for “dam” instead of “damm”) · d: ask as typed" in shown
        assert script.asked == [("when was the damm finished", False), ("when was the damm finished", True)]


async def test_damage_found_by_a_question_is_reported(chat, script):
    """Damage found by a question is reported in place of the answer and in the notice."""
    script.answers[ASKED] = IndexCorruptError("The index cannot be used: a row is bad.", hint="Rebuild it.")

    async with chat() as opened:
        await opened.ask(ASKED)

        assert opened.words().count("The index cannot be used: a row is bad. Press ctrl+r to rebuild it.") == 2


async def test_failed_build_says_why(chat, script):
    """A failed build says why, in the notice and in place of the answer that waited for it."""
    script.status, script.answers[ASKED] = NOT_BUILT, NO_ANSWER
    script.build_fails = IndexWriteError("The folder cannot be written.", hint="Free some space.")

    async with chat() as opened:
        await opened.ask(ASKED)

        assert opened.words().count("The folder cannot be written. Free some space.") == 2


async def test_cancelled_build_ends_the_waiting(chat, script):
    """A question that waited for a cancelled build says how to build the index."""
    script.status, script.answers[ASKED], script.cancelled = NOT_BUILT, NO_ANSWER, True

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "There is no index. Press ctrl+r to build it." in opened.words()


async def test_failure_of_a_preview_is_silent(chat, script):
    """A failure during a preview is not shown until the question is asked."""
    script.answers["why"] = ValueError()

    async with chat() as opened:
        await opened.type("why")
        silent = opened.words()
        await opened.press("enter")

        assert "wrong" not in silent
        assert "Something went wrong." in opened.words()


async def test_an_outline_is_shown_and_can_be_played(chat, script, make_vault):
    """`/outline` and a question for a summary show an outline and list its quotes; nothing is asked."""
    vault = make_vault({"dam.md": "The dam across the valley was finished in four years [00:01:03]."})
    vault.update()
    script.session = vault.session

    async with chat((130, 40)) as opened:
        await opened.ask("/outline dam")
        shown, claims = opened.transcript_text(), opened.words(opened.app.claims)
        await opened.ask("summarise the dam episode")

        assert "An outline made of quotes, not a summary" in shown
        assert QUOTE in " ".join(claims.split())
        assert opened.transcript_text().count("An outline made of quotes") == 2
        assert script.asked == []
