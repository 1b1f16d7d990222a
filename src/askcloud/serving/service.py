"""The library on its own thread, and updates of the index in child processes, for concurrent requests.

Questions are answered in the order in which they came; the event loop is free meanwhile, also while an index is built.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, TypeVar

from askcloud.errors import AskcloudError, IndexBusyError, IndexNotFoundError, IndexVersionError, InternalError
from askcloud.indexer.process import BuildProcess
from askcloud.serving.library import Library
from askcloud.settings import state_folder
from askcloud.system.history import log_failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from askcloud.settings import Settings

    T = TypeVar("T")
    Report = Callable[[int, int], Awaitable[None]]

L = TypeVar("L", bound=Library)


class Service(Generic[L]):
    """Answers requests with a library."""

    def __init__(self, settings: Settings, library: Callable[[Settings, Callable[[], Any]], L]) -> None:
        """Open nothing yet.

        Args:
            settings: Where the notes and the index are.
            library: The kind of library that requests read.
        """
        self.settings = settings
        """Where the notes and the index are."""
        self._library = library(settings, self._update_before_answer)
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
        await self.read(Library.close)
        self._thread.shutdown(wait=False)

    async def call(self, work: Callable[[L], T], report: Report) -> T:
        """Return the result of a function of the library; the index is built first if there is none.

        Raises:
            AskcloudError: The function raised it, or the index cannot be built.
        """
        try:
            return await self.read(work)
        except (IndexNotFoundError, IndexVersionError):
            await self.update(report, missing=True)
        return await self.read(work)

    async def status(self, reading: Callable[[tuple[int, int] | None], Awaitable[T]], build_it: str) -> T:
        """Return the state of the index.

        Args:
            reading: What reads it, given how many notes a running update has read of how many.
            build_it: What to do where there is no index.

        Raises:
            AskcloudError: There is no index.
        """
        try:
            return await reading(self._progress)
        except IndexNotFoundError as error:
            read, of = self._progress or (0, 0)
            hint = f"It is being built: {read:,} of {of:,} notes are read." if self._progress else build_it
            raise IndexNotFoundError(error.message, hint=hint) from error

    async def update(self, report: Report, *, full: bool = False, missing: bool = False) -> dict[str, Any]:
        """Update the index in a child process and return the summary; a cancellation stops it.

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
        build = BuildProcess(self.settings.corpus, self.settings.index, full=full)
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
            await self.read(Library.open)
        except (IndexNotFoundError, IndexVersionError):
            return False
        return True

    async def read(self, work: Callable[[L], T]) -> T:
        """Return what a function reads of the library, on its thread.

        Raises:
            AskcloudError: The function raised it.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, self._library)

    def _update_before_answer(self) -> None:
        """Update the index on the thread of the library, which waits; the event loop does not.

        Raises:
            IndexWriteError: It cannot be written now.
        """
        if self._progress:
            raise IndexBusyError("The index is being updated.", hint="Ask again when it has finished.")
        build = BuildProcess(self.settings.corpus, self.settings.index)
        self._builds.add(build)
        try:
            build.run(lambda _read, _of: None)
        finally:
            self._builds.discard(build)


def known_error(error: Exception, log: str) -> AskcloudError:
    """Return an error that can be shown; the traceback of an unexpected one is written to a log of this name."""
    if isinstance(error, AskcloudError):
        return error
    path = os.path.join(state_folder(), log)
    log_failure(path, error)
    return InternalError("Something went wrong.", hint=f"Details are in {path}.")
