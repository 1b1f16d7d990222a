"""The library on its own thread, and updates of the index in processes of their own, for requests that come at once.

Questions are answered in the order in which they came; the event loop is free meanwhile, also while an index is built.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from askcloud.errors import IndexBusyError, IndexNotFoundError, IndexVersionError
from askcloud.indexer.process import BuildProcess
from askcloud.mcp.library import Library, Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeVar

    from askcloud.settings import Settings

    T = TypeVar("T")
    Report = Callable[[int, int], Awaitable[None]]

_BUILD_IT = "Call the tool update_index."


class Service:
    """What requests are answered with."""

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet."""
        self._settings = settings
        self._library = Library(settings, self._update_before_answer)
        self._thread = ThreadPoolExecutor(1, "askcloud")
        self._one_update = asyncio.Lock()
        self._builds: set[BuildProcess] = set()
        self._progress: tuple[int, int] | None = None

    def stop(self) -> None:
        """Stop the updates that are running; the index stays as it was."""
        for build in tuple(self._builds):
            build.cancel()

    async def close(self) -> None:
        """Stop updates and close the index."""
        self.stop()
        await self._on_thread(Library.close)
        self._thread.shutdown(wait=False)

    async def call(self, work: Callable[[Library], T], report: Report) -> T:
        """Return what a function reads of the library; the index is built first where there is none.

        Raises:
            AskcloudError: The function raised it, or the index cannot be built.
        """
        try:
            return await self._on_thread(work)
        except (IndexNotFoundError, IndexVersionError):
            await self.update(report, missing=True)
        return await self._on_thread(work)

    async def status(self) -> Result:
        """Return the state of the index.

        Raises:
            AskcloudError: There is no index.
        """
        try:
            return await self._on_thread(lambda library: library.status(self._progress))
        except IndexNotFoundError as error:
            read, of = self._progress or (0, 0)
            hint = f"It is being built: {read:,} of {of:,} notes are read." if self._progress else _BUILD_IT
            raise IndexNotFoundError(error.message, hint=hint) from error

    async def update(self, report: Report, *, full: bool = False, missing: bool = False) -> dict[str, Any]:
        """Update the index in a process of its own and return what that did; being cancelled stops it.

        Args:
            report: Called with (notes read, notes to read).
            full: Whether to read every note again.
            missing: Whether nothing is to be done if another request has built the index meanwhile.

        Raises:
            AskcloudError: It failed.
        """
        async with self._one_update:
            if missing and await self._is_there():
                return {}
            self._progress = (0, 0)
            steps: asyncio.Queue[tuple[int, int] | None] = asyncio.Queue()
            reporting = asyncio.create_task(self._report(steps, report))
            try:
                return await self._run(steps, full=full)
            finally:
                self._progress = None
                steps.put_nowait(None)
                await reporting

    async def _run(self, steps: asyncio.Queue[tuple[int, int] | None], *, full: bool) -> dict[str, Any]:
        build = BuildProcess(self._settings.corpus, self._settings.index, full=full)
        self._builds.add(build)
        loop = asyncio.get_running_loop()

        def step(read: int, of: int) -> None:
            loop.call_soon_threadsafe(steps.put_nowait, (read, of))

        try:
            await asyncio.to_thread(build.run, step)
        finally:
            build.cancel()  # does nothing after its end
            self._builds.discard(build)
        return build.summary

    async def _report(self, steps: asyncio.Queue[tuple[int, int] | None], report: Report) -> None:
        while step := await steps.get():
            self._progress = step
            await report(*step)

    async def _is_there(self) -> bool:
        try:
            await self._on_thread(Library.open)
        except (IndexNotFoundError, IndexVersionError):
            return False
        return True

    async def _on_thread(self, work: Callable[[Library], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, self._library)

    def _update_before_answer(self) -> None:
        """Update the index on the thread of the library, which waits; pings do not.

        Raises:
            IndexWriteError: It cannot be written now.
        """
        if self._progress:
            raise IndexBusyError("The index is being updated.", hint="Ask again when it has finished.")
        build = BuildProcess(self._settings.corpus, self._settings.index)
        self._builds.add(build)
        try:
            build.run(lambda _read, _of: None)
        finally:
            self._builds.discard(build)
