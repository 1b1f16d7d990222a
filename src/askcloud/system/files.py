"""Write files safely: after a crash, a kill, a full disk or a power cut a file has its old or its new content.

Every question loads this module, so it loads nothing.
"""

from __future__ import annotations

import os

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)  # and, on Windows, no other line ends


def replace_file(path: str, data: bytes, *, mode: int = 0o600, flushed: bool = True) -> None:
    """Replace a file, or create it, in one step; a link in its place is replaced and not followed.

    Args:
        path: The file; its folder is created if it does not exist, for its owner only.
        data: The whole content.
        mode: Who may read and write it, as far as the umask allows it: its owner only by default.
        flushed: Whether to wait until the disk has it, which takes 10 ms; False only for files that nobody needs after
            a crash of the system.

    Raises:
        OSError: It cannot be written; the file is as it was.
    """
    new = f"{path}.{os.urandom(4).hex()}.new"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS
    try:
        descriptor = os.open(new, flags, mode)
    except FileNotFoundError:
        from askcloud.system.private_files import make_private_folder  # only for the first file in a folder

        make_private_folder(os.path.dirname(path))
        descriptor = os.open(new, flags, mode)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        put_in_place(new, path, flushed=flushed)
    except BaseException:
        try:  # noqa: SIM105  # contextlib takes .5 ms to load
            os.remove(new)
        except OSError:
            pass
        raise


def put_in_place(new: str, path: str, *, flushed: bool = True) -> None:
    """Replace a file by a complete new one in the same folder, in one step.

    The content is flushed to the disk before the rename, and the rename before this returns, so after a power cut one
    of both files is there, and complete.

    Raises:
        OSError: It cannot be done; both files are as they were.
    """
    if flushed:
        _flush(new, os.O_RDWR)  # Windows flushes nothing that is only read
    os.replace(new, path)
    if flushed:
        try:  # noqa: SIM105  # contextlib takes .5 ms to load
            _flush(os.path.dirname(path) or os.curdir, os.O_RDONLY)
        except OSError:  # Windows opens no folders, and some network file systems flush none
            pass


def append_to_file(path: str, data: bytes) -> None:
    """Append a line to a file that only its owner can read, created if it does not exist; links are not followed.

    Raises:
        OSError: It cannot be written; no part of the line is there.
    """
    from askcloud.system.private_files import make_private_folder, open_private  # not to replace a file

    make_private_folder(os.path.dirname(path))
    descriptor = open_private(path, os.O_WRONLY | os.O_APPEND | _NO_LINKS)
    try:
        if os.name != "nt":
            os.fchmod(descriptor, 0o600)  # also where another program created it
        size = os.fstat(descriptor).st_size
        if os.write(descriptor, data) < len(data):  # the disk is full
            os.ftruncate(descriptor, size)
    finally:
        os.close(descriptor)


def _flush(path: str, flags: int) -> None:
    """Wait until a file or a folder is on the disk.

    Raises:
        OSError: The system cannot open it or flush it.
    """
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
