"""The threads on which the chat works, so that drawing never waits: the index thread, others, and Textual's workers."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from askcloud.errors import AskcloudError, InternalError
from askcloud.system.history import log_failure

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from textual.app import App
    from textual.timer import Timer

T = TypeVar("T")


class Background:
    """Run work outside the thread that draws, and turn unexpected failures into errors with a log."""

    def __init__(self, app: App[None], log_path: str = "") -> None:
        """Start no thread yet.

        Args:
            app: The app whose workers and timers to use.
            log_path: The file to log unexpected failures to; empty for none.
        """
        self._app = app
        self._log_path = log_path
        # One thread: a database connection belongs to the thread that opened it, and searches run one at a time.
        self._index_thread = ThreadPoolExecutor(1, "askcloud")
        # Not the threads of asyncio, which waits for them when the chat is left: one may be stuck in a file system.
        self._other_threads = ThreadPoolExecutor(thread_name_prefix="askcloud-other")
        self._is_shut_down = False

    def start_worker(self, work: Callable[[], Coroutine[Any, Any, object]], *, group: str = "") -> None:
        """Start a coroutine function as a worker; within a named group, starting one cancels the one before."""
        # A function, not its coroutine: one that is cancelled before it starts would never have been awaited.
        self._app.run_worker(work, group=group or "default", exclusive=bool(group))  # type: ignore[arg-type]  # declared too narrow

    def cancel_workers(self, group: str) -> None:
        """Cancel the workers of a group."""
        self._app.workers.cancel_group(self._app, group)

    def start_timer(self, seconds: float, work: Callable[[], Coroutine[Any, Any, object]]) -> Timer:
        """Call a coroutine function after some seconds, unless the timer is stopped or the chat is left before."""

        async def work_unless_left() -> None:  # Textual calls what is due once more while it ends
            if not self._is_shut_down:
                await work()

        return self._app.set_timer(seconds, work_unless_left)

    async def on_index_thread(self, work: Callable[[], T]) -> T:
        """Return what a function returns that uses the open index, run on the one thread that may.

        Raises:
            AskcloudError: The work raised it; any other exception becomes an `InternalError`.
        """
        return await self._run_in(self._index_thread, work)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Return what a function returns that does not need the open index, run on another thread.

        Raises:
            AskcloudError: The work raised it; any other exception becomes an `InternalError`.
        """
        return await self._run_in(self._other_threads, work)

    def internal_error(self, error: BaseException) -> InternalError:
        """Log an unexpected failure and return the error to show: neither a traceback nor text of a note is in it."""
        if self._log_path:
            log_failure(self._log_path, error)
        hint = f"Details are in {self._log_path}." if self._log_path else ""
        return InternalError("Something went wrong.", hint=hint)

    def shut_down(self, last: Callable[[], object]) -> None:
        """Run a last function on the index thread, without waiting for it or for any work, and cancel later work."""
        self._is_shut_down = True
        self._index_thread.submit(last)
        for threads in (self._index_thread, self._other_threads):
            threads.shutdown(wait=False)

    async def _run_in(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._is_shut_down:  # a worker may start while the chat is being left
            raise asyncio.CancelledError
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, work)
        except AskcloudError:
            raise
        except Exception as error:
            raise self.internal_error(error) from error
