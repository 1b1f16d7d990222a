"""Laws of requests that come at once: one update at a time, and errors that can be shown."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event

import pytest

from askcloud.errors import IndexNotFoundError, IndexWriteError
from askcloud.serving import service
from askcloud.serving.library import Library
from askcloud.serving.service import Service, known_error
from askcloud.settings import Settings


class Build:
    """Stands for an update in a process of its own, which ends when it is allowed to."""

    started = 0

    def __init__(self, vault) -> None:
        type(self).started += 1
        self.summary = {"notes": 1}
        self._vault = vault

    def run(self, progress):
        """Updates the index in this process."""
        progress(0, 1)
        self._vault.update()
        progress(1, 1)
        return True

    def cancel(self):
        """There is nothing to end."""


async def _unreported(_read, _of):
    """Takes no notice of progress."""


def _service(vault):
    return Service(Settings(vault.as_corpus, str(vault.folder)), Library)


async def test_questions_at_once_build_a_missing_index_once(make_vault, monkeypatch):
    """Where there is no index, all questions wait for one build and are answered in order."""
    vault = make_vault({"mills.md": "A water mill grinds the grain [00:00:40]."})
    monkeypatch.setattr(service, "BuildProcess", lambda *_, **__: Build(vault))
    monkeypatch.setattr(Build, "started", 0)
    answering, order = _service(vault), []

    def ask(number):
        def work(library):
            library.open()
            order.append(number)
            return library.fresh().ask("what grinds the grain").answered

        return work

    answered = await asyncio.gather(*(answering.call(ask(number), _unreported) for number in range(4)))
    await answering.close()

    assert (answered, order, Build.started) == ([True] * 4, [0, 1, 2, 3], 1)


async def test_the_status_without_an_index_says_what_to_call(vault):
    """Without an index the state of it is an error whose hint is what builds one."""
    answering = _service(vault)

    with pytest.raises(IndexNotFoundError) as error:
        await answering.status(lambda _: answering.read(Library.open), "Build it.")
    await answering.close()

    assert error.value.hint == "Build it."


async def test_an_update_that_nobody_waits_for_any_more_is_ended(vault, monkeypatch):
    """A request that is cancelled ends the process that updates for it, and others can update after it."""
    ended, started = Event(), asyncio.Event()

    class Waiting(Build):
        def run(self, progress):
            progress(0, 1)
            ended.wait(10)  # or the test would hang where it fails

        def cancel(self):
            ended.set()

    async def report(_read, _of):
        started.set()

    monkeypatch.setattr(service, "BuildProcess", lambda *_, **__: Waiting(vault))
    answering = _service(vault)

    updating = asyncio.create_task(answering.update(report))
    await started.wait()
    updating.cancel()
    with pytest.raises(asyncio.CancelledError):
        await updating
    was_ended = ended.is_set()
    done = await answering.update(report)
    await answering.close()

    assert was_ended
    assert done == {"notes": 1}


async def test_a_failed_update_is_reported_and_the_next_one_runs(make_vault, monkeypatch):
    """An update that fails raises its error, and leaves nothing behind that keeps others from running."""
    vault = make_vault({"mills.md": "A water mill grinds the grain [00:00:40]."})

    class Failing(Build):
        def run(self, progress):
            progress(0, 1)
            raise IndexWriteError("The disk is full.", hint="Make room.")

    builds = iter([Failing(vault), Build(vault)])
    monkeypatch.setattr(service, "BuildProcess", lambda *_, **__: next(builds))
    answering, steps = _service(vault), []

    async def report(read, of):
        steps.append((read, of))

    with pytest.raises(IndexWriteError):
        await answering.update(report)
    done = await answering.update(report)
    await answering.close()

    assert (done, steps) == ({"notes": 1}, [(0, 1), (0, 1), (1, 1)])


@pytest.mark.usefixtures("nowhere")
def test_what_nobody_expected_is_logged_and_told_without_its_values():
    """An error of our own is told as it is; another one by the place of a log that holds its trace."""
    ours = IndexWriteError("The disk is full.", hint="Make room.")

    told = known_error(ValueError("a secret sentence"), "test.log")

    log = Path(told.hint.removeprefix("Details are in ").removesuffix("."))
    assert known_error(ours, "test.log") is ours
    assert told.message == "Something went wrong."
    assert "ValueError" in log.read_text(encoding="utf-8")
