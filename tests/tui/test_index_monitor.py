"""Opening, watching and building the index: every state says in words what it is."""

from __future__ import annotations

import pytest
from scripted import ASKED, CORPUS, QUOTE, ready
from textual.events import AppBlur, AppFocus

from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.errors import CorpusNotFoundError, IndexNotFoundError, IndexWriteError
from askcloud.indexer.watch import ChangeDebouncer

NOT_BUILT = CorpusStatus(NO_INDEX, CORPUS, notes=21_273)
NO_ANSWER = IndexNotFoundError("There is no index.", hint="Build it.")
CHANGED = frozenset({("Water/dam.md", "1:2"), ("Water/new.md", "3:4")})


async def test_missing_corpus_is_named(chat, script):
    """Without a corpus the chat names the folder and what to do, also in answer to a question."""
    why = f"There is no folder {CORPUS.listing}. Name it: askcloud --corpus DIR."
    script.status = CorpusStatus(NO_CORPUS, CORPUS, why=why)
    script.answers[ASKED] = NO_ANSWER

    async with chat() as opened:
        first = opened.words()
        await opened.ask(ASKED)

        assert why in first
        assert opened.words().count("Name it: askcloud --corpus DIR.") == 2
        assert script.builds == []


async def test_no_index_offers_to_build(chat, script):
    """Without an index the chat says how many notes there are; enter on an empty prompt builds it."""
    script.status, script.after_build = NOT_BUILT, ready()

    async with chat() as opened:
        offered = opened.words()
        await opened.press("enter")
        await opened.ask(ASKED)

        assert "No index yet. 21,273 notes found in /vault/rivers. Press enter to build it (about 3 min)." in offered
        assert script.builds == [False]
        assert QUOTE in opened.words()


async def test_building_shows_progress_while_the_previous_index_answers(chat, script):
    """A build shows its progress while questions are answered; esc cancels it and the previous index remains."""
    script.steps = [(8_412, 21_273)]

    async with chat() as opened:
        script.hold("build")
        await opened.pilot.press("ctrl+r")
        await opened.wait_for("8,412")
        building = opened.words()
        opened.app.asking.ask(ASKED)
        await opened.wait_for(QUOTE)
        asked = opened.words()
        await opened.press("escape")

        assert "Indexing 8,412 / 21,273 notes · esc cancels · answers use the previous index until then" in building
        assert QUOTE in asked
        assert script.cancelled
        assert "Indexing" not in opened.words()
        assert "12 sentences" in opened.text()


async def test_building_twice_is_building_once(chat, script):
    """While an index is being built, no other build starts."""
    async with chat() as opened:
        script.hold("build")
        await opened.pilot.press("ctrl+r", "ctrl+r")
        script.release("build")
        await opened.settle()

        assert script.builds == [False]


async def test_changed_notes_are_counted_and_read_on_a_key(chat, script):
    """Changed notes are counted in a notice; ctrl+r updates the index, and the notice disappears."""
    script.changed, script.after_build = CHANGED, ready(built="2000-01-01T00:00:00+00:00")

    async with chat() as opened:
        noticed = opened.words()
        script.changed = frozenset()
        await opened.press("ctrl+r")

        assert "2 notes changed since the index was built · ctrl+r to update" in noticed
        assert script.builds == [False]
        assert "changed" not in opened.words()


@pytest.mark.parametrize(("built", "expected"), [(None, ["The index is up to date."]), ("2000", [])])
async def test_update_without_changes_says_so(chat, script, built, expected):
    """A person who asks for an update is notified if nothing had changed."""
    script.after_build = built and ready(built=built)

    async with chat() as opened:
        await opened.press("ctrl+r")

        assert opened.notifications() == expected


async def test_changed_notes_are_indexed_once_they_settle(chat, script):
    """Notes found twice in the same changed state are indexed without a key; notes still being written are not."""
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
async def test_unfinished_build_is_not_repeated_by_itself(chat, script, outcome):
    """A build that was cancelled or failed is repeated only when the notes change again or a key asks for it."""
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


async def test_failure_to_watch_is_reported(chat, script, monkeypatch):
    """A corpus that disappeared is reported, and the index still answers."""

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


async def test_broken_index_is_rebuilt_on_a_key(chat, script):
    """A damaged index is reported; ctrl+r rebuilds it from every note."""
    script.status = CorpusStatus(BROKEN, CORPUS, why="The index cannot be used: it is damaged.")
    script.after_build = ready()

    async with chat() as opened:
        broken = opened.words()
        await opened.press("ctrl+r")

        assert "The index cannot be used: it is damaged. Press ctrl+r to rebuild it." in broken
        assert script.builds == [True]
        assert "12 sentences" in opened.text()


@pytest.mark.parametrize("comes_back", [AppFocus(), None], ids=["focus", "key"])
async def test_changes_are_looked_for_when_somebody_comes_back(chat, script, monkeypatch, comes_back):
    """Once nothing has changed for long, focus and keys make the chat look for changes again at once."""
    monkeypatch.setattr(ChangeDebouncer, "EVERY", 1e-9)
    monkeypatch.setattr(ChangeDebouncer, "SHARE", 0)
    monkeypatch.setattr(ChangeDebouncer, "QUIET", 1e15)
    monkeypatch.setattr(ChangeDebouncer, "AWAY", 1e15)

    async with chat() as opened:
        opened.app.post_message(AppBlur())
        for _ in range(60):
            await opened.app.monitor.look_for_changes()
        script.changed = CHANGED
        await opened.settle()
        before = opened.words()
        if comes_back:
            opened.app.post_message(comes_back)
        else:
            await opened.pilot.press("w")
        await opened.wait_for("2 notes changed")

        assert "changed since" not in before
