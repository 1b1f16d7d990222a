"""Call a function in several processes, with the results in order.

Where that is safe, they are copies of this process (`fork`), which has loaded and compiled everything that they need.
Starting others, which joblib does everywhere else, takes half a second of processor time for each.
"""

from __future__ import annotations

import gc
import os
import signal
import time
from contextlib import contextmanager, suppress
from math import ceil
from threading import Thread
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from typing import Any

AHEAD = 16
"""Items that are worked on, or whose results wait for earlier ones, at a time; bounds the memory of results."""

_GARBAGE_THRESHOLD = 500_000  # new objects before the next garbage collection; a note has thousands, without cycles
_POLL = 1  # seconds between checks whether the process that reads this one's results still runs


class ProcessEndedError(Exception):
    """A process was ended from outside; its result is lost."""


class Pool(Protocol):
    """Processes that call one function."""

    def map(self, items: Sequence[Any]) -> Iterator[Any]:
        """Yield what the function returns for each item, in order; of those that follow, a few are begun (`AHEAD`).

        Raises:
            ProcessEndedError: A process was ended from outside; the next call starts others.
        """

    def close(self) -> None:
        """End the processes, whatever they do."""


def pool_of(function: Callable[[Any], Any], prepare: Callable[[], None]) -> Pool:
    """Return processes, one for each processor, that call a function; they are started when they are first needed.

    Args:
        function: A function of one item; with joblib it is sent to the processes.
        prepare: Loads what the function needs, which forked processes then have from their beginning.
    """
    if not may_fork():
        return JoblibPool(function)
    prepare()
    return ForkedPool(function, processors())


def may_fork() -> bool:
    """Return whether this process may be copied while it runs: it has one thread, and is on Linux.

    A thread that is not copied may hold a lock that is never released in the copy.
    """
    try:
        return hasattr(os, "fork") and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def processors() -> int:
    """Return how many processors this process may use, on Linux."""
    count = len(os.sched_getaffinity(0))
    try:
        with open("/sys/fs/cgroup/cpu.max", encoding="ascii") as file:  # the limit of a container
            quota, period = map(int, file.read().split())
    except (OSError, ValueError):  # `max`: there is none
        return count
    return max(1, min(count, ceil(quota / period)))


class ForkedPool:
    """Copies of this process."""

    def __init__(self, function: Callable[[Any], Any], size: int) -> None:
        """Start none yet.

        Args:
            function: What they call.
            size: How many there are at most.
        """
        self._function = function
        self._size = size
        self._connections: list[Connection] = []
        self._processes: list[Any] = []

    def map(self, items: Sequence[Any]) -> Iterator[Any]:
        """See `Pool.map`. An exception of the function is raised in place of its result."""
        from multiprocessing.connection import wait

        self._start(min(self._size, len(items)))
        idle: list[Any] = list(self._connections)
        working: dict[Any, int] = {}
        results: dict[int, Any] = {}
        sent = 0
        try:
            for number in range(len(items)):
                while True:
                    while idle and sent < min(len(items), number + AHEAD):
                        connection = idle.pop()
                        with suppress(ConnectionError):  # it has ended, as receiving from it tells
                            connection.send(items[sent])
                        working[connection] = sent
                        sent += 1
                    if number in results:
                        break
                    ready: list[Any] = wait(working)
                    for connection in ready:
                        received = working.pop(connection)
                        try:
                            results[received] = connection.recv()
                            idle.append(connection)
                        except (EOFError, ConnectionError):
                            results[received] = ProcessEndedError()  # raised when the others before it are yielded
                result = results.pop(number)
                if isinstance(result, Exception):
                    raise result
                yield result
        except (ProcessEndedError, ConnectionError) as error:
            self.close()
            raise ProcessEndedError from error

    def close(self) -> None:
        """See `Pool.close`."""
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.join()
        self._connections, self._processes = [], []

    def _start(self, size: int) -> None:
        """Start as many processes as are missing."""
        from multiprocessing import get_context  # 15 ms: only with much to read

        context = get_context("fork")
        while len(self._processes) < size:
            ours, theirs = context.Pipe()
            process = context.Process(target=self._work, args=(os.getpid(), theirs), daemon=True)
            with uninterrupted():
                process.start()
            theirs.close()  # else its end would not be noticed
            self._connections.append(ours)
            self._processes.append(process)

    def _work(self, parent: int, connection: Connection) -> None:
        start_process(parent)
        while True:
            item = connection.recv()
            try:
                result = self._function(item)
            except Exception as error:  # noqa: BLE001  # raised where the result is expected
                result = error
            connection.send(result)


class JoblibPool:
    """Processes that joblib starts."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        """Start none yet."""
        self._function = function

    def map(self, items: Sequence[Any]) -> Iterator[Any]:
        """See `Pool.map`."""
        from joblib import Parallel, delayed
        from joblib.externals.loky.process_executor import BrokenProcessPool

        parallel = Parallel(n_jobs=-1, return_as="generator", initializer=start_process, initargs=(os.getpid(),))
        try:
            for start in range(0, len(items), AHEAD):
                with uninterrupted(tracked=True):
                    results = parallel(delayed(self._function)(item) for item in items[start : start + AHEAD])
                yield from results
        except BrokenProcessPool as error:
            raise ProcessEndedError from error

    def close(self) -> None:
        """See `Pool.close`."""
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def start_process(parent: int) -> None:
    """Prepare a child process: it seldom collects garbage, and ends with its parent."""
    gc.freeze()  # nothing that it begins with becomes garbage
    gc.set_threshold(_GARBAGE_THRESHOLD)
    _exit_with_parent(parent)


def _exit_with_parent(parent: int) -> None:
    """End this process when its parent has ended: a parent that was killed cannot do it, and this one would wait."""

    def watch() -> None:
        while os.getppid() == parent:  # on Windows it never changes; there processes wait five minutes for more work
            time.sleep(_POLL)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def uninterrupted(*, tracked: bool = False) -> Iterator[None]:
    """Block interrupts; processes started meanwhile never get one, as their parent ends them without a traceback.

    Args:
        tracked: Whether joblib starts them, which starts another one with the first.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    if tracked:
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # joblib would start it later, which unblocks interrupts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
