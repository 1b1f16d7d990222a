"""The seal behind an index's last page: a checksum of all before it, and the time its file was given with it.

SQLite notices damage only where it happens to look, and never in a text or a number. The file's time says whether it is
the file that was sealed: then reading the seal costs 30 µs. After anything else has touched it, all of it is compared
with the checksum, at 3 GB/s. SQLite passes over what stands behind the pages that its header counts.
"""

from __future__ import annotations

import os
import zlib
from time import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

_MARK = b"askcloud"
_SIZE = len(_MARK) + 8 + 4
_CHUNK = 1 << 20


def write_footer(path: str) -> None:
    """Closes a file that is whole, and brings it to the disk.

    Raises:
        OSError: It cannot be written.
    """
    stamp = int(time()) // 2 * 2 * 1_000_000_000  # a time that every file system can keep
    with open(path, "rb+") as file:
        checksum = _checksum(file, os.fstat(file.fileno()).st_size)
        file.seek(0, os.SEEK_END)
        file.write(_MARK + stamp.to_bytes(8, "little") + checksum.to_bytes(4, "little"))
        file.flush()
        os.fsync(file.fileno())
    _give_time(path, stamp)


def strip_footer(path: str) -> None:
    """Takes the seal off a file that is to be changed."""
    os.truncate(path, max(0, os.path.getsize(path) - _SIZE))


def verify_footer(path: str) -> bool:
    """Whether a file is as it was sealed.

    Raises:
        OSError: It cannot be read.
    """
    with open(path, "rb") as file:
        found = os.fstat(file.fileno())
        if found.st_size < _SIZE:
            return False
        file.seek(-_SIZE, os.SEEK_END)
        end = file.read()
        if not end.startswith(_MARK):
            return False
        stamp = int.from_bytes(end[len(_MARK) : -4], "little")
        if found.st_mtime_ns == stamp:
            return True
        if _checksum(file, found.st_size - _SIZE) != int.from_bytes(end[-4:], "little"):
            return False
    _give_time(path, stamp)  # a copy: the next time it is known
    return True


def _give_time(path: str, stamp: int) -> None:
    """Sets a file's time; where that is not allowed the file is read through whenever it is opened."""
    try:  # noqa: SIM105  # contextlib takes .5 ms to load
        os.utime(path, ns=(stamp, stamp))
    except (OSError, OverflowError):
        pass


def _checksum(file: BinaryIO, size: int) -> int:
    """The CRC-32 of the beginning of a file."""
    file.seek(0)
    found = 0
    while size > 0:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            break
        found = zlib.crc32(chunk, found)
        size -= len(chunk)
    return found
