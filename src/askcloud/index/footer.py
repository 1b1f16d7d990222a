"""The footer of an index file: a CRC-32 of all bytes before it, and the modification time that the file was given.

SQLite notices damage only where it happens to read, and never in a text or a number. If the file still has the time in
the footer it is taken to be unchanged, which costs 30 µs. Otherwise all of it is compared with the checksum, at 3 GB/s.
SQLite ignores what follows the pages that its header counts.
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
    """Append the footer to a file that is complete.

    Raises:
        OSError: It cannot be written.
    """
    stamp = int(time()) // 2 * 2 * 1_000_000_000  # FAT stores times in steps of two seconds
    with open(path, "rb+") as file:
        checksum = _checksum(file, os.fstat(file.fileno()).st_size)
        file.seek(0, os.SEEK_END)
        file.write(_MARK + stamp.to_bytes(8, "little") + checksum.to_bytes(4, "little"))
    _set_time(path, stamp)


def strip_footer(path: str) -> None:
    """Remove the footer of a file that is to be changed."""
    os.truncate(path, max(0, os.path.getsize(path) - _SIZE))


def verify_footer(path: str) -> bool:
    """Return whether a file is unchanged since its footer was written.

    Raises:
        OSError: It cannot be read.
    """
    with open(path, "rb") as file:
        status = os.fstat(file.fileno())
        if status.st_size < _SIZE:
            return False
        file.seek(-_SIZE, os.SEEK_END)
        footer = file.read()
        if not footer.startswith(_MARK):
            return False
        stamp = int.from_bytes(footer[len(_MARK) : -4], "little")
        if status.st_mtime_ns == stamp:
            return True
        if _checksum(file, status.st_size - _SIZE) != int.from_bytes(footer[-4:], "little"):
            return False
    _set_time(path, stamp)  # for a copied file, so that the next check is fast
    return True


def _set_time(path: str, stamp: int) -> None:
    """Set a file's modification time; where that is not allowed the whole file is read whenever it is opened."""
    try:  # noqa: SIM105  # contextlib takes .5 ms to load
        os.utime(path, ns=(stamp, stamp))
    except (OSError, OverflowError):
        pass


def _checksum(file: BinaryIO, size: int) -> int:
    """Return the CRC-32 of the first `size` bytes of a file."""
    file.seek(0)
    checksum = 0
    while size > 0:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            break
        checksum = zlib.crc32(chunk, checksum)
        size -= len(chunk)
    return checksum
