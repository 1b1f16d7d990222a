"""One builder at a time: a lock on a file beside the index, which the system releases when its holder ends or dies.

Readers take no lock: what they read is never changed.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress

from askcloud.errors import IndexBusyError, IndexWriteError
from askcloud.index.schema import LOCK_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another builder before saying who it is."""

_EVERY = 0.05  # seconds between two tries
_FAR = 1 << 30  # Windows keeps others from reading what is locked: a byte far behind the holder's number


@contextmanager
def builder_lock(folder: str, lock_timeout: float = LOCK_TIMEOUT) -> Iterator[bool]:
    """Holds an index folder's lock; gives whether there is one: some network file systems know no locks.

    Without it two builders at once cost work and nothing else, for each drafts a file of its own.

    Raises:
        IndexBusyError: Another process goes on building.
        IndexWriteError: The folder cannot be written.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        descriptor = os.open(
            os.path.join(folder, LOCK_NAME), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666
        )
    except OSError as error:
        raise write_error(folder, error) from error
    try:
        yield _locked(descriptor, folder, time.monotonic() + lock_timeout)
    finally:
        os.close(descriptor)


def write_error(folder: str, error: Exception) -> IndexWriteError:
    """The error that an index folder cannot be written, and why."""
    return IndexWriteError(
        f"The index in {folder} cannot be written: {error}.",
        hint="Free some space there, or name a folder you may write to: --index DIR.",
    )


def _locked(descriptor: int, folder: str, until: float) -> bool:
    """Waits for the lock; whether there is one.

    Raises:
        IndexBusyError: It was not to be had in time.
    """
    while True:
        try:
            got = _try_lock(descriptor)
        except OSError:
            return False
        if got:
            _sign(descriptor)
            return True
        if time.monotonic() >= until:
            raise IndexBusyError(
                f"The index in {folder} is being built by {_holder(descriptor)}.",
                hint="Wait until that has ended; the index there is answers meanwhile.",
            )
        time.sleep(_EVERY)


def _try_lock(descriptor: int) -> bool:
    """Takes the lock if nobody has it; whether that worked.

    Raises:
        OSError: There are no locks here.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # Windows alone has it

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # Windows has none

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(descriptor: int) -> None:
    """Leaves this process's number for those who wait; a full disk keeps nobody from building."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())


def _holder(descriptor: int) -> str:
    """Who holds the lock, as far as it was written down."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    number = os.read(descriptor, 20).decode(errors="replace")
    return f"process {number}" if number.isdecimal() else "another process"
