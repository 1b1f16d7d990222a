"""One builder at a time: a lock on a file in the index folder, which the system releases when its holder ends or dies.

Waiting builders are served in turn: the first of them holds a second lock, so a builder that has just finished and
wants to build again has to wait. Readers take no lock, because the files that they read are never changed.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress

from askcloud.errors import IndexBusyError, IndexWriteError
from askcloud.index.schema import LOCK_NAME, TURN_NAME
from askcloud.system.private_files import make_private_folder, open_private

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCK_TIMEOUT = 60.0
"""Seconds for which another builder may make no progress before waiting for it is an error."""

_RETRY = 0.05  # seconds between two tries
_REPORT = 1.0  # seconds between two reports of progress
_MAX_SIGN = 40  # bytes
_LOCKED_BYTE = 1 << 30  # Windows lets no other process read what is locked: far after the holder's process id


class BuilderLock:
    """The lock of an index folder, as its holder has it."""

    def __init__(self, descriptor: int, *, held: bool) -> None:
        """Write down who holds it.

        Args:
            descriptor: The open file that is locked.
            held: Whether other builders are kept away; false where there are no locks, as on some network file systems.
        """
        self.held = held
        self._descriptor = descriptor
        self._reports = 0
        self._reported = time.monotonic()
        self._write()

    def report_progress(self) -> None:
        """Show those who wait that the build continues."""
        if time.monotonic() - self._reported >= _REPORT:
            self._reported = time.monotonic()
            self._reports += 1
            self._write()

    def _write(self) -> None:
        """Write this process's id and the number of reports, if possible: a full disk does not stop a build here."""
        if self.held:
            with suppress(OSError):
                os.ftruncate(self._descriptor, 0)
                os.lseek(self._descriptor, 0, os.SEEK_SET)
                os.write(self._descriptor, f"{os.getpid()} {self._reports}".encode())


@contextmanager
def builder_lock(
    folder: str, lock_timeout: float = LOCK_TIMEOUT, *, on_wait: Callable[[str], None] | None = None
) -> Iterator[BuilderLock]:
    """Hold the lock of an index folder.

    Two builders without a lock duplicate work and do no harm, as each writes a temporary file of its own.

    Args:
        folder: The folder, created if it does not exist.
        lock_timeout: Seconds to wait for another builder that makes no progress; one that does is waited for.
        on_wait: Called once, with the name of the process that holds the lock, if it is to be waited for.

    Raises:
        IndexBusyError: Another process holds it, and has made no progress for `lock_timeout` seconds.
        IndexWriteError: The folder cannot be written.
    """
    with _opened(folder, LOCK_NAME) as lock:
        with _opened(folder, TURN_NAME) as turn:
            queue = _Queue(lock, folder, lock_timeout, on_wait)
            held = queue.acquire(turn) and queue.acquire(lock)
        yield BuilderLock(lock, held=held)


@contextmanager
def _opened(folder: str, name: str) -> Iterator[int]:
    """Open a file in a folder, both created if they do not exist; the value is its descriptor.

    Raises:
        IndexWriteError: The folder cannot be written.
    """
    try:
        make_private_folder(folder)
        descriptor = open_private(os.path.join(folder, name), os.O_RDWR)
    except OSError as error:
        raise write_error(folder, error) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def write_error(folder: str, error: Exception) -> IndexWriteError:
    """Return the error of an index folder that cannot be written, with the reason."""
    return IndexWriteError(
        f"The index in {folder} cannot be written: {error}.",
        hint="Check the disk space and the permissions, or name another folder: --index DIR.",
    )


class _Queue:
    """Waits for locks as long as whoever holds the lock of the folder makes progress."""

    def __init__(self, lock: int, folder: str, timeout: float, on_wait: Callable[[str], None] | None) -> None:
        self._lock = lock
        self._folder = folder
        self._timeout = timeout
        self._on_wait = on_wait
        self._sign: str | None = None  # the holder's last sign of progress
        self._until = 0.0  # when waiting ends without another one, on the monotonic clock

    def acquire(self, descriptor: int) -> bool:
        """Wait for a lock; return false where there are no locks.

        Raises:
            IndexBusyError: The holder makes no progress.
        """
        while True:
            try:
                if _try_lock(descriptor):
                    return True
            except OSError:
                return False
            self._wait()

    def _wait(self) -> None:
        """Wait for the next try.

        Raises:
            IndexBusyError: The holder makes no progress.
        """
        os.lseek(self._lock, 0, os.SEEK_SET)
        sign, known = os.read(self._lock, _MAX_SIGN).decode(errors="replace"), self._sign
        if sign != known:
            self._sign, self._until = sign, time.monotonic() + self._timeout
        if time.monotonic() >= self._until:
            raise _busy(self._folder, _holder(sign), self._timeout)
        if known is None and self._on_wait:
            self._on_wait(_holder(sign))
        time.sleep(_RETRY)


def _busy(folder: str, holder: str, seconds: float) -> IndexBusyError:
    """Return the error of an index that another process builds, and has not continued to build for some seconds."""
    stuck = f", which has made no progress for {seconds:.0f} seconds" if seconds else ""
    wait = "End that process, or wait" if seconds else "Wait"
    return IndexBusyError(
        f"The index in {folder} is being built by {holder}{stuck}.",
        hint=f"{wait} until it has finished; questions are answered from the previous index meanwhile.",
    )


def _try_lock(descriptor: int) -> bool:
    """Take the lock if no other process holds it; return whether that worked.

    Raises:
        OSError: The file system has no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # only Windows has it

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # Windows does not have it

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(sign: str) -> str:
    """Return the process that holds the lock, as far as it wrote its id."""
    process_id = sign.partition(" ")[0]
    return f"process {process_id}" if process_id.isdecimal() else "another process"
