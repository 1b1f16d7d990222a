"""Files and folders that only their owner can read, whatever the umask is."""

from __future__ import annotations

import os
import stat

_FOLDER, _FILE = 0o700, 0o600
_CLASSES = (3, 0)  # bits by which the permissions of the group and of all others are shifted in a mode
_READ_OR_WRITE, _WRITE, _ENTER = 6, 2, 1


def make_private_folder(path: str) -> None:
    """Create a folder and its missing parents, each for its owner only; existing folders are not changed.

    Raises:
        OSError: It cannot be created.
    """
    if os.path.isdir(path):
        return
    above = os.path.dirname(path)
    if above not in ("", path):
        make_private_folder(above)
    try:
        os.mkdir(path, _FOLDER)
    except FileExistsError:  # another process was faster
        if not os.path.isdir(path):
            raise
    else:
        os.chmod(path, _FOLDER)  # a umask may also take permissions away from the owner


def open_private(path: str, flags: int) -> int:
    """Open a file, created for its owner only if it is not there, and return its descriptor; links are not followed.

    Raises:
        OSError: It cannot be opened or created.
    """
    flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, _FILE)
    except FileExistsError:
        return os.open(path, flags)
    if os.name != "nt":
        os.fchmod(descriptor, _FILE)
    return descriptor


def keep_permissions(path: str, new: str) -> None:
    """Copy the permissions of a file to the one that will replace it, so that a shared file stays shared."""
    if os.name != "nt" and os.path.isfile(path):
        os.chmod(new, stat.S_IMODE(os.stat(path).st_mode) & 0o666 | _FILE)


def others_may_use(path: str) -> bool:
    """Return whether other users may read or change a file, by its permissions and those of its folder."""
    if os.name == "nt":  # where a file belongs to the user whose folder it is in
        return False
    try:
        file, folder = (os.stat(each).st_mode for each in (path, os.path.dirname(path)))
    except OSError:
        return False
    return any(
        folder >> users & _ENTER and (file >> users & _READ_OR_WRITE or folder >> users & _WRITE) for users in _CLASSES
    )
