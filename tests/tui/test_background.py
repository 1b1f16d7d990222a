"""Work on threads: its failures are reported without a traceback."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest
from scripted import ASKED
from textual.app import App

from askcloud.errors import InternalError, NoteError
from askcloud.tui.background import Background


async def test_failure_is_a_sentence_and_a_log(chat, script, tmp_path):
    """An unexpected failure shows a sentence and the path of its log: no traceback, and no text of a note."""
    script.answers[ASKED] = ValueError("Granite came by rail")

    async with chat((160, 40), state=str(tmp_path / "state")) as opened:
        await opened.ask(ASKED)
        log = tmp_path / "state" / "chat.log"

        sentence = f"Something went wrong. Details are in {log}."
        assert sentence.replace(" ", "") in opened.transcript_text().replace(" ", "")  # a long path is broken anywhere
        assert "Granite" not in opened.words()
        assert "ValueError: Granite came by rail" in log.read_text(encoding="utf-8")


async def test_index_work_is_done_on_one_thread():
    """The open index is used on a single thread, which is not the one that draws."""
    background = Background(App())

    threads = [await background.on_index_thread(threading.get_ident) for _ in range(3)]
    background.shut_down(int)

    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


async def test_other_work_does_not_wait_for_the_index_thread():
    """Work that does not need the index runs while the index thread is busy."""
    background = Background(App())
    done = threading.Event()

    waiting = asyncio.create_task(background.on_index_thread(done.wait))
    await background.in_thread(done.set)

    assert await waiting
    background.shut_down(int)


@pytest.mark.parametrize("run", [Background.on_index_thread, Background.in_thread])
@pytest.mark.parametrize(
    ("raised", "expected"), [(NoteError("is gone", hint="Look."), NoteError), (KeyError("x"), InternalError)]
)
async def test_errors_of_work_are_askcloud_errors(run, raised, expected):
    """An error of askcloud is raised as it is; any other becomes an internal error."""
    background = Background(App())

    def fail():
        raise raised

    with pytest.raises(expected):
        await run(background, fail)
    background.shut_down(int)


def test_internal_error_without_a_log_names_none():
    """Without a log, the error does not say where details are."""
    error = Background(App()).internal_error(ValueError("Granite"))

    assert (error.message, error.hint) == ("Something went wrong.", "")


async def test_last_work_is_done_before_the_index_thread_ends():
    """Shutting down runs what was given last, after all other work on the index thread."""
    background = Background(App())
    done = []

    first = asyncio.create_task(background.on_index_thread(lambda: done.append("work")))
    await asyncio.sleep(0)  # the task starts
    background.shut_down(lambda: done.append("last"))
    await first
    background._index_thread.shutdown(wait=True)

    assert done == ["work", "last"]


@pytest.mark.parametrize("run", [Background.on_index_thread, Background.in_thread])
async def test_work_that_comes_too_late_is_cancelled(run):
    """A worker that starts while the chat is being left is no failure that anybody has to be told of."""
    background = Background(App())
    background.shut_down(int)

    with pytest.raises(asyncio.CancelledError):
        await run(background, int)


async def test_timer_that_is_due_while_the_chat_is_left_does_nothing():
    """What Textual calls while it ends, begins no work."""
    app = App()
    async with app.run_test() as pilot:
        background = Background(app)
        called = []

        async def work():
            called.append("work")

        timer = background.start_timer(3_600, work)
        timer._callback()  # what is due is called when the app has nothing else to do
        await pilot.pause()
        background.shut_down(int)
        timer._callback()
        await pilot.pause()

    assert called == ["work"]


@pytest.mark.parametrize("run", [Background.on_index_thread, Background.in_thread])
def test_chat_is_left_while_work_is_stuck(run):
    """Whoever leaves the chat leaves it, though a thread may wait forever, as for a file on a lost disk."""
    stuck = threading.Event()

    async def leave():
        background = Background(App())
        loop, begun = asyncio.get_running_loop(), asyncio.Event()
        waiting = asyncio.create_task(run(background, lambda: loop.call_soon_threadsafe(begun.set) and stuck.wait()))
        await begun.wait()
        waiting.cancel()
        background.shut_down(int)

    leaving = threading.Thread(target=lambda: asyncio.run(leave()), daemon=True)
    leaving.start()
    leaving.join(20)
    left = not leaving.is_alive()
    stuck.set()

    assert left


async def test_worker_replaces_the_one_before_it_in_its_group():
    """Of two workers in one group only the later is finished; a cancelled group finishes none."""
    finished = []
    go = asyncio.Event()

    async def work(name):
        await go.wait()
        finished.append(name)

    app = App()
    async with app.run_test() as pilot:
        background = Background(app)
        for name, group in (("first", "a"), ("second", "a"), ("third", "b"), ("fourth", ""), ("fifth", "")):
            background.start_worker(partial(work, name), group=group)
        background.cancel_workers("b")
        go.set()
        await pilot.pause()
        await asyncio.gather(*(worker.wait() for worker in app.workers if not worker.is_cancelled))
        background.shut_down(int)

    assert sorted(finished) == ["fifth", "fourth", "second"]
