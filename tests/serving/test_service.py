"""Laws of requests that come at once: one update at a time, and hints that an assistant can follow."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest
from askcloud.mcp.service import Service

from askcloud.errors import IndexNotFoundError, IndexWriteError
from askcloud.mcp import service
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
    return Service(Settings(vault.as_corpus, str(vault.folder)))


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
            return library.ask({"question": "what grinds the grain"}).fields["answered"]

        return work

    answered = await asyncio.gather(*(answering.call(ask(number), _unreported) for number in range(4)))
    await answering.close()

    assert (answered, order, Build.started) == ([True] * 4, [0, 1, 2, 3], 1)


async def test_the_status_without_an_index_says_what_to_call(vault):
    """Without an index the state of it is an error whose hint names the tool that builds one."""
    answering = _service(vault)

    with pytest.raises(IndexNotFoundError) as error:
        await answering.status()
    await answering.close()

    assert error.value.hint == "Call the tool update_index."


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
