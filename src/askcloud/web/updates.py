"""Updates of the index that a page starts and follows, one at a time, and checks whether an update is due."""

from __future__ import annotations

import asyncio
import json
from time import monotonic
from typing import TYPE_CHECKING

from askcloud.errors import IndexWriteError
from askcloud.indexer.freshness import MANY
from askcloud.indexer.watch import ChangeDebouncer
from askcloud.serving.service import Service, known_error
from askcloud.web.library import Library, status_of
from askcloud.web.problems import problem_fields

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from askcloud.errors import AskcloudError

PROGRESS, DONE, FAILED = "progress", "done", "failed"


class Updates:
    """The update that runs, and how the last one ended."""

    def __init__(self, service: Service[Library], log: str) -> None:
        """Start nothing yet.

        Args:
            service: Updates the index.
            log: Name of the log of failures that nobody expected.
        """
        self._service = service
        self._log = log
        self._task: asyncio.Task[AskcloudError | None] | None = None
        self._state: tuple[str, dict[str, Any]] | None = None
        self._changed = asyncio.Condition()
        self._look: asyncio.Task[dict[str, Any]] | None = None
        self._next_look = 0.0  # when the files of all notes were last checked, on the monotonic clock

    @property
    def began(self) -> bool:
        """Whether there was an update to follow."""
        return self._state is not None

    def start(self) -> asyncio.Task[AskcloudError | None]:
        """Start an update, unless one runs."""
        if not self._task or self._task.done():
            self._state = (PROGRESS, {"read": 0, "of": 0})
            self._task = asyncio.create_task(self._run())
        return self._task

    async def finish(self) -> None:
        """Wait for an update, which is started unless one is running; it continues even if nobody waits any more.

        Raises:
            AskcloudError: It failed.
        """
        error = await asyncio.shield(self.start())
        if error:
            raise error

    async def look(self, building: tuple[int, int] | None) -> dict[str, Any]:
        """Return the state of the index, and start an update if a few notes have changed.

        Raises:
            AskcloudError: There is no index, or it cannot be opened.
        """
        if not self._look or self._look.done():
            self._look = asyncio.create_task(self._looked())
        fields = await asyncio.shield(self._look)
        return {**fields, "building": building and {"read": building[0], "of": building[1]}}

    def look_if_due(self) -> None:
        """Check for changes after an answer, no more often than a chat does; the answer does not wait for it."""
        if monotonic() >= self._next_look and (not self._look or self._look.done()):
            self._look = asyncio.create_task(self._looked())
            self._look.add_done_callback(
                lambda look: look.cancelled() or look.exception()
            )  # whoever asks for the status is told

    async def events(self) -> AsyncIterator[str]:
        """Yield the progress of the update and finally its result, as server-sent events."""
        seen: tuple[str, dict[str, Any]] | None = None
        while not seen or seen[0] == PROGRESS:
            async with self._changed:
                while self._state is seen:
                    await self._changed.wait()
                seen = self._state
            assert seen
            yield f"event: {seen[0]}\ndata: {json.dumps(seen[1])}\n\n"

    async def _looked(self) -> dict[str, Any]:
        started = monotonic()
        try:
            fields, is_own = await asyncio.to_thread(status_of, self._service.settings)
        finally:
            now = monotonic()
            self._next_look = now + ChangeDebouncer().pause(now - started)
        failed = self._state and self._state[0] == FAILED  # what cannot be written is not tried again and again
        if is_own and not failed and 0 < fields["changed"] <= MANY:
            self.start()
        return fields

    async def _run(self) -> AskcloudError | None:
        try:
            summary = await self._service.update(self._report)
            if not summary:
                raise IndexWriteError("The update was stopped.", hint="Start it again.")  # noqa: TRY301  # told as others
            await self._tell(DONE, summary)
        except Exception as error:  # noqa: BLE001  # whoever waits is told
            known = known_error(error, self._log)
            await self._tell(FAILED, problem_fields(known))
            return known
        return None

    async def _report(self, read: int, of: int) -> None:
        await self._tell(PROGRESS, {"read": read, "of": of})

    async def _tell(self, event: str, fields: dict[str, Any]) -> None:
        async with self._changed:
            self._state = (event, fields)
            self._changed.notify_all()
