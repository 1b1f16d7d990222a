"""One builder at a time: a lock on a file in the index folder, which the system releases when its holder ends or dies.

Readers take no lock: what they read is never changed.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress

from askcloud.errors import IndexBusyError, IndexWriteError
from askcloud.index.schema import LOCK_NAME
from askcloud.system.private_files import make_private_folder, open_private

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another builder before it is an error."""

_RETRY = 0.05  # seconds between two tries
_LOCKED_BYTE = 1 << 30  # Windows lets no other process read what is locked: far after the holder's process id


@contextmanager
def builder_lock(folder: str, lock_timeout: float = LOCK_TIMEOUT) -> Iterator[bool]:
    """Hold the lock of an index folder; the value is false where there are no locks, as on some network file systems.

    Two builders without a lock duplicate work and do no harm, as each writes a temporary file of its own.

    Raises:
        IndexBusyError: Another process still holds it after `lock_timeout` seconds.
        IndexWriteError: The folder cannot be written.
    """
    try:
        make_private_folder(folder)
        descriptor = open_private(os.path.join(folder, LOCK_NAME), os.O_RDWR)
    except OSError as error:
        raise write_error(folder, error) from error
    try:
        yield _acquire(descriptor, folder, time.monotonic() + lock_timeout)
    finally:
        os.close(descriptor)


def write_error(folder: str, error: Exception) -> IndexWriteError:
    """Return the error of an index folder that cannot be written, with the reason."""
    return IndexWriteError(
        f"The index in {folder} cannot be written: {error}.",
        hint="Check the disk space and the permissions, or name another folder: --index DIR.",
    )


def _acquire(descriptor: int, folder: str, until: float) -> bool:
    """Wait for the lock, until a time of the monotonic clock; return false where there are no locks.

    Raises:
        IndexBusyError: Another process still holds it.
    """
    while True:
        try:
            acquired = _try_lock(descriptor)
        except OSError:
            return False
        if acquired:
            _write_process_id(descriptor)
            return True
        if time.monotonic() >= until:
            raise IndexBusyError(
                f"The index in {folder} is being built by {_holder(descriptor)}.",
                hint="Wait until it has finished; questions are answered from the previous index meanwhile.",
            )
        time.sleep(_RETRY)


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


def _write_process_id(descriptor: int) -> None:
    """Write this process's id for those who wait, if possible: a full disk does not stop a build here."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())


def _holder(descriptor: int) -> str:
    """Return the process that holds the lock, as far as it wrote its id."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    process_id = os.read(descriptor, 20).decode(errors="replace")
    return f"process {process_id}" if process_id.isdecimal() else "another process"
