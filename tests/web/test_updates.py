"""Laws of updates that pages follow: one at a time, and every follower is told how it ended."""

from __future__ import annotations

import asyncio

import pytest

from askcloud.errors import IndexWriteError
from askcloud.indexer.freshness import MANY
from askcloud.web import updates as module
from askcloud.web.updates import Updates


class Service:
    """Stands for what updates the index: each update reports a step, waits to be let go, and ends as it is told."""

    settings = None

    def __init__(self, *ends):
        self.ends = list(ends)
        self.started = 0
        self.began, self.go = asyncio.Event(), asyncio.Event()

    async def update(self, report):
        """Reports a step and ends."""
        self.started += 1
        self.began.set()
        await report(1, 2)
        await self.go.wait()
        end = self.ends.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


async def _all(updates):
    return [event async for event in updates.events()]


async def test_one_update_runs_for_all_who_ask():
    """Whoever asks while an update runs follows it; the next one begins after its end."""
    service = Service({"notes": 1}, {"notes": 2})
    updates = Updates(service, "test.log")
    began = updates.began
    updates.start()
    updates.start()
    followers = [asyncio.create_task(_all(updates)) for _ in range(3)]
    waiting = asyncio.create_task(updates.finish())
    await asyncio.sleep(0)  # lets the followers begin
    service.go.set()
    followed = await asyncio.gather(*followers)
    await waiting
    first = service.started
    await updates.finish()

    assert (began, updates.began) == (False, True)
    assert {events[-1] for events in followed} == {'event: done\ndata: {"notes": 1}\n\n'}
    assert all(event.startswith("event: progress\ndata: ") for events in followed for event in events[:-1])
    assert (first, service.started) == (1, 2)
    assert await _all(updates) == ['event: done\ndata: {"notes": 2}\n\n']


async def test_a_failed_update_is_reported_as_a_problem():
    """Followers get the problem, and whoever waits for the index the error; so does one that was stopped."""
    service = Service(IndexWriteError("The disk is full.", hint="Make room."), {}, {"notes": 1})
    service.go.set()
    updates = Updates(service, "test.log")

    with pytest.raises(IndexWriteError):
        await updates.finish()
    failed = await _all(updates)
    with pytest.raises(IndexWriteError, match="stopped"):
        await updates.finish()
    await updates.finish()

    assert failed[-1].startswith('event: failed\ndata: {"type": "urn:askcloud:index-write"')
    assert '"detail": "The disk is full.", "hint": "Make room."' in failed[-1]


async def test_an_update_continues_when_nobody_waits_any_more():
    """A page that is closed does not end the build that others wait for."""
    service = Service({"notes": 1})
    updates = Updates(service, "test.log")
    waiting = asyncio.create_task(updates.finish())
    await service.began.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    service.go.set()
    await updates.finish()

    assert service.started == 1


@pytest.mark.parametrize(
    ("changed", "is_own", "started"),
    [(0, True, 0), (1, True, 1), (MANY, True, 1), (MANY + 1, True, 0), (1, False, 0)],
)
async def test_looking_updates_an_index_of_these_notes_where_a_few_changed(monkeypatch, changed, is_own, started):
    """Many changes wait for a person, and an index of other notes is never turned into one of these."""
    looks = []
    monkeypatch.setattr(module, "status_of", lambda _: (looks.append(1) or {"changed": changed}, is_own))
    service = Service({"notes": 1})
    service.go.set()
    updates = Updates(service, "test.log")

    states = await asyncio.gather(updates.look(None), updates.look((1, 2)))
    updates.look_if_due()
    if updates.began:
        await _all(updates)

    assert [state["building"] for state in states] == [None, {"read": 1, "of": 2}]
    assert (len(looks), service.started) == (1, started)


async def test_what_cannot_be_updated_is_not_tried_with_every_look(monkeypatch):
    """After an update that failed, only a person starts the next one; a look that fails is told to who asked for it."""
    answers = [({"changed": 1}, True)] * 2
    monkeypatch.setattr(module, "status_of", lambda _: answers.pop())
    service = Service(IndexWriteError("The disk is full.", hint="Make room."))
    service.go.set()
    updates = Updates(service, "test.log")

    await updates.look(None)
    await _all(updates)
    await updates.look(None)
    with pytest.raises(IndexError):
        await updates.look(None)

    assert service.started == 1
