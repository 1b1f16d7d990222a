"""Every state of the chat can be reached, says in words what it is, and leaves the prompt usable."""

from __future__ import annotations

import pytest
from scripted import ASKED, CORPUS, QUOTE, answer, corrected, ready, said

from askcloud.answering.ask import abstention
from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.errors import CorpusNotFoundError, IndexCorruptError, IndexNotFoundError, IndexWriteError
from askcloud.record import replace

NOT_BUILT = CorpusStatus(NO_INDEX, CORPUS, notes=21_273)
NO_ANSWER = IndexNotFoundError("There is no index.", hint="Build it.")
OUT_OF_DATE = replace(abstention(ASKED, "The note has changed."), out_of_date=True)
CHANGED = frozenset({("Water/dam.md", "1:2"), ("Water/new.md", "3:4")})


async def test_first_frame_waits_for_no_index(chat, script):
    """The screen is drawn and the prompt takes keys while the index is still being opened."""
    script.hold("open")

    async with chat(wait=False) as opened:
        await opened.pilot.pause()
        await opened.pilot.press("w", "h", "y")
        waiting = opened.text()
        script.release("open")
        await opened.settle()

        assert "askcloud · rivers" in waiting
        assert "why" in waiting
        assert "12 claims" not in waiting
        assert "12 claims · built 2 h ago" in opened.text()


async def test_question_before_the_index_is_open_is_answered(chat, script, monkeypatch):
    """A question that is faster than the opening of the index is asked again behind it."""
    outcomes = [NO_ANSWER, script.answers[ASKED]]
    monkeypatch.setattr(script, "ask", lambda *_, **__: script.outcome(outcomes.pop(0)))

    async with chat(wait=False) as opened:
        opened.app.asking.ask(ASKED)
        await opened.settle()

        assert QUOTE in opened.said()
        assert script.builds == []


async def test_no_corpus_says_where_it_looked(chat, script):
    """Without a corpus the chat names the folder and the way out, and a question gets the same answer."""
    script.status = CorpusStatus(NO_CORPUS, CORPUS, why=f"There is no folder {CORPUS}. Name it: askcloud --corpus DIR.")
    script.answers[ASKED] = NO_ANSWER

    async with chat() as opened:
        first = opened.words()
        await opened.ask(ASKED)

        assert f"There is no folder {CORPUS}. Name it: askcloud --corpus DIR." in first
        assert opened.words().count("Name it: askcloud --corpus DIR.") == 2
        assert script.builds == []


async def test_no_index_offers_to_build(chat, script):
    """Without an index the chat says what it found; enter on the empty prompt builds, and then it answers."""
    script.status, script.after_build = NOT_BUILT, ready()

    async with chat() as opened:
        offered = opened.words()
        await opened.press("enter")
        await opened.ask(ASKED)

        assert "No index yet. 21,273 notes found in /vault/rivers. Press enter to build it (about 3 min)." in offered
        assert script.builds == [False]
        assert QUOTE in opened.words()


async def test_question_without_index_is_answered_when_built(chat, script):
    """A question asked before there is an index starts the build and is answered behind it."""
    script.status, script.after_build = NOT_BUILT, ready()
    found, script.answers[ASKED] = script.answers[ASKED], NO_ANSWER
    script.hold("build")

    async with chat() as opened:
        opened.app.prompt.value = ASKED
        await opened.pilot.press("enter")
        await opened.pilot.pause(0.1)
        waiting = opened.words()
        script.answers[ASKED] = found
        script.release("build")
        await opened.settle()

        assert "Waiting for the index…" in waiting
        assert "Scanning notes…" in waiting
        assert QUOTE in opened.words()
        assert "Waiting" not in opened.words()


async def test_question_whose_note_has_changed_is_asked_again(chat, script):
    """A quote that no longer stands in its note is not shown: the note is read, and the question asked once more."""
    found, script.answers[ASKED] = script.answers[ASKED], OUT_OF_DATE
    script.hold("build")

    async with chat() as opened:
        opened.app.prompt.value = ASKED
        await opened.pilot.press("enter")
        await opened.pilot.pause(0.1)
        meanwhile = opened.words()
        script.answers[ASKED] = found
        script.release("build")
        await opened.settle()

        assert OUT_OF_DATE.reason in meanwhile
        assert QUOTE in opened.words()
        assert script.builds == [False]


async def test_question_as_typed_is_asked_again_as_typed(chat, script):
    """A question that was to be taken as typed stays so when its note has changed."""
    followup_note = answer(question="and the roof?", inherited=("dam",))
    script.answers["and the roof?"] = followup_note

    async with chat() as opened:
        await opened.ask("and the roof?")
        script.answers["and the roof?"] = OUT_OF_DATE
        await opened.press("escape")

        assert script.asked == [("and the roof?", False), ("and the roof?", True), ("and the roof?", True)]


async def test_question_whose_note_goes_on_changing_is_asked_again_once(chat, script):
    """A note that is never at rest does not keep the chat reading it."""
    script.answers[ASKED] = OUT_OF_DATE

    async with chat() as opened:
        await opened.ask(ASKED)

        assert script.builds == [False]
        assert OUT_OF_DATE.reason in opened.words()


async def test_building_shows_progress_while_the_old_index_answers(chat, script):
    """A build shows how far it is and can be asked meanwhile; esc ends it and leaves everything as it was."""
    script.steps = [(8_412, 21_273)]

    async with chat() as opened:
        script.hold("build")
        await opened.pilot.press("ctrl+r")
        await opened.pilot.pause(0.1)
        building = opened.words()
        opened.app.asking.ask(ASKED)
        await opened.pilot.pause(0.2)
        asked = opened.words()
        await opened.press("escape")

        assert "Indexing 8,412 / 21,273 notes · esc cancels · answers use the previous index until then" in building
        assert QUOTE in asked
        assert script.cancelled
        assert "Indexing" not in opened.words()
        assert "12 claims" in opened.text()


async def test_building_twice_is_building_once(chat, script):
    """While an index is being built, asking for it again starts nothing."""
    async with chat() as opened:
        script.hold("build")
        await opened.pilot.press("ctrl+r", "ctrl+r")
        script.release("build")
        await opened.settle()

        assert script.builds == [False]


async def test_changed_notes_are_counted_and_read_on_a_key(chat, script):
    """Notes that changed are counted in the notice; ctrl+r to update, and the notice goes."""
    script.changed, script.after_build = CHANGED, ready(built="2000-01-01T00:00:00+00:00")

    async with chat() as opened:
        noticed = opened.words()
        script.changed = frozenset()
        await opened.press("ctrl+r")

        assert "2 notes changed since the index was built · ctrl+r to update" in noticed
        assert script.builds == [False]
        assert "changed" not in opened.words()


@pytest.mark.parametrize(("built", "said"), [(None, ["The index is up to date."]), ("2000", [])])
async def test_reading_changes_says_so_if_there_are_none(chat, script, built, said):
    """A person who asks for changes to be read is told that there were none; the index says itself what is new."""
    script.after_build = built and ready(built=built)

    async with chat() as opened:
        await opened.press("ctrl+r")

        assert [each.message for each in opened.app._notifications] == said


async def test_blanks_are_no_question(chat, script):
    """Enter after blanks asks nothing and leaves an empty prompt."""
    async with chat() as opened:
        await opened.press("space", "space", "enter")

        assert opened.app.prompt.value == ""
    assert script.asked == []


async def test_changed_notes_are_read_by_themselves_once_they_rest(chat, script):
    """Notes found changed twice in the same state are read without a key; notes still being written are not."""
    script.changed = CHANGED

    async with chat() as opened:
        script.changed = frozenset({("Water/dam.md", "5:6")})
        await opened.app.monitor.look_for_changes()
        await opened.settle()
        writing = list(script.builds)
        await opened.app.monitor.look_for_changes()
        await opened.settle()

        assert writing == []
        assert script.builds == [False]


@pytest.mark.parametrize("outcome", ["cancelled", "failed"])
async def test_changes_left_once_are_not_read_again_by_themselves(chat, script, outcome):
    """A build that was cancelled or failed is not begun anew until the notes change again, or a key asks for it."""
    script.changed = CHANGED
    script.cancelled = outcome == "cancelled"
    script.build_fails = IndexWriteError("No room.", hint="Make some.") if outcome == "failed" else None

    async with chat() as opened:
        for _ in range(3):
            await opened.app.monitor.look_for_changes()
            await opened.settle()
        left = len(script.builds)
        script.changed = frozenset({("Water/dam.md", "7:8")})
        for _ in range(2):
            await opened.app.monitor.look_for_changes()
            await opened.settle()
        changed = len(script.builds)
        await opened.press("ctrl+r")

        assert (left, changed, len(script.builds)) == (1, 2, 3)
        assert ("No room. Make some." in opened.words()) == (outcome == "failed")


async def test_changes_that_cannot_be_looked_for_are_said(chat, script, monkeypatch):
    """A corpus that went away is told, and the index goes on answering."""

    def fail():
        raise CorpusNotFoundError("There is no folder.", hint="Name another.")

    monkeypatch.setattr(script, "changes", fail)

    async with chat() as opened:
        await opened.ask(ASKED)
        gone = opened.words()
        monkeypatch.setattr(script, "changes", frozenset)
        await opened.app.monitor.look_for_changes()
        await opened.settle()

        assert "There is no folder. Name another." in gone
        assert QUOTE in gone
        assert "There is no folder." not in opened.words()


async def test_answer_shows_quote_citation_and_more(chat, script):
    """An answer is its quote, context, citation and the number of other claims, beside their list and the note."""
    second = said("Its turbines are older than its roof.", 80, also_in=("Water/weir.md",))
    script.answers[ASKED] = answer(said(context="The dam is old:"), second)

    async with chat() as opened:
        await opened.ask(ASKED)
        source = opened.words(opened.app.source)

        assert opened.said() == f"❯ {ASKED} The dam is old: › “{QUOTE}” ▶ 1:03 The dam · Water + 1 more result"
        assert "Work began upstream" in source
        assert "• Its turbines are older than its roof" in source
        rows = [str(opened.app.claims.get_option_at_index(at).prompt).split()[:2] for at in (0, 1)]
        assert rows == [["▌1", "1:03"], ["2", "1:20"]]


async def test_agreement_is_said_in_words(chat, script):
    """A claim that others say too says so."""
    script.answers[ASKED] = answer(said(also_in=("a.md", "b.md")))

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "also in 2 other notes" in opened.words()


async def test_weak_match_is_called_one(chat, script):
    """An answer that is more likely wrong than right is labelled in words."""
    script.answers[ASKED] = answer(confidence=0.4)

    async with chat() as opened:
        await opened.ask(ASKED)

        assert f"Weak match: the closest claim, which may not be the answer. “{QUOTE}”" in opened.said()


async def test_no_answer_names_the_word_and_what_is_nearest(chat, script):
    """Without an answer the chat says so, names the missing word, and marks the nearest claim as no answer."""
    script.answers["zqx"] = answer(question="zqx", answered=False, confidence=0.1, reason="No note mentions zqx.")

    async with chat() as opened:
        await opened.ask("zqx")

        assert f"The notes do not say. No note mentions zqx. Nearest, though no answer: “{QUOTE}”" in opened.said()


async def test_no_answer_clears_the_source(chat):
    """A question to which nothing is near leaves no note of another answer beside it."""
    async with chat() as opened:
        await opened.ask(ASKED)
        await opened.ask("zeppelins")

        assert "No note mentions that." in opened.words()
        assert "Work began upstream" not in opened.words()
        assert opened.app.claims.selected is None


async def test_correction_is_shown_and_can_be_dropped(chat, script):
    """Another spelling is shown; a click on it asks again as typed."""
    script.answers["when was the damm finished"] = answer(
        question="when was the damm finished", corrections=corrected("damm", "dam")
    )

    async with chat() as opened:
        await opened.ask("when was the damm finished")
        shown = opened.words()
        await opened.click("ask as typed")

        assert "(Searched dam for damm) · ask as typed" in shown
        assert script.asked == [("when was the damm finished", False), ("when was the damm finished", True)]


async def test_broken_index_is_built_anew_on_a_key(chat, script):
    """A damaged or old index is a sentence; ctrl+r reads every note again."""
    script.status = CorpusStatus(BROKEN, CORPUS, why="The index cannot be used: it is damaged.")
    script.after_build = ready()

    async with chat() as opened:
        broken = opened.words()
        await opened.press("ctrl+r")

        assert "The index cannot be used: it is damaged. Press ctrl+r to rebuild it." in broken
        assert script.builds == [True]
        assert "12 claims" in opened.text()


async def test_index_that_breaks_while_asked_is_told(chat, script):
    """Damage met by a question is said in its place and in the notice, and the chat goes on."""
    script.answers[ASKED] = IndexCorruptError("The index cannot be used: a row is bad.", hint="Build it anew.")

    async with chat() as opened:
        await opened.ask(ASKED)

        assert opened.words().count("The index cannot be used: a row is bad. Press ctrl+r to rebuild it.") == 2


async def test_failed_build_says_why(chat, script):
    """A build that fails leaves its sentence, and what waited for it says it too."""
    script.status, script.answers[ASKED] = NOT_BUILT, NO_ANSWER
    script.build_fails = IndexWriteError("The folder cannot be written.", hint="Free some space.")

    async with chat() as opened:
        await opened.ask(ASKED)

        assert opened.words().count("The folder cannot be written. Free some space.") == 2


async def test_cancelled_build_lets_nobody_wait(chat, script):
    """A question that waited for a build that was cancelled says how to go on."""
    script.status, script.answers[ASKED], script.cancelled = NOT_BUILT, NO_ANSWER, True

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "There is no index. Press ctrl+r to build it." in opened.words()


async def test_failure_is_a_sentence_and_a_log(chat, script, tmp_path):
    """An unforeseen failure shows a sentence and where the details are: no trace, nothing of a note."""
    script.answers[ASKED] = ValueError("Granite came by rail")

    async with chat((160, 40), state=str(tmp_path / "state")) as opened:
        await opened.ask(ASKED)
        log = tmp_path / "state" / "chat.log"

        assert "Something went wrong. Details are in" in opened.words()
        assert "chat.log" in opened.words()
        assert "Granite" not in opened.words()
        assert "ValueError: Granite came by rail" in log.read_text(encoding="utf-8")


async def test_failure_of_a_preview_ends_nothing(chat, script):
    """What fails while a question is typed stays silent until it is asked."""
    script.answers["why"] = ValueError()

    async with chat() as opened:
        await opened.type("why")
        silent = opened.words()
        await opened.press("enter")

        assert "wrong" not in silent
        assert "Something went wrong." in opened.words()
