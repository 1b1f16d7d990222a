"""The files of notes: their text, their fingerprint now, and whether they are inside the corpus."""

from __future__ import annotations

import os
import stat

from askcloud.corpus.corpus import is_below
from askcloud.errors import NoteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from askcloud.corpus.corpus import Corpus

    T = TypeVar("T")

MAX_NOTE_BYTES = 2_000_000
"""Larger files are skipped and reported; the largest of 21,273 notes of a real vault has 985,778 bytes."""

MAX_INPUT_BYTES = 50_000_000
"""Larger files of saved answers, labelled questions or settings are refused; 1,000 saved answers have 5 MB."""

_NO_WAITING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)  # a FIFO put in a file's place must not hang anything
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", 0)  # the second needs no permission to list it


def read_source(corpus: Corpus, path: str, errors: str = "strict") -> str:
    """Return the text of a note: UTF-8, without a byte order mark, each line ended by a single newline.

    Source spans count characters of this text.

    Args:
        corpus: The folders of the notes.
        path: The note's path below the corpus.
        errors: What to do about bytes that are not UTF-8, as `bytes.decode` takes it.

    Raises:
        NoteError: The file cannot be opened or is not UTF-8.
    """
    try:
        content = _content(in_folder(corpus, path, _open_file), MAX_NOTE_BYTES)
    except OSError as error:
        raise NoteError(f"cannot be read: {error.strerror}", hint="Check the file's permissions.") from error
    try:
        text = content.decode("utf-8", errors).removeprefix("\ufeff")  # the codec that does both takes .3 ms to load
    except UnicodeDecodeError as error:
        raise NoteError(f"not UTF-8 at byte {error.start}", hint="Save the note as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def read_input(path: str, most: int = MAX_INPUT_BYTES) -> bytes:
    """Return the content of a regular file that a person named; devices and pipes, which may never end, are refused.

    Raises:
        OSError: It cannot be read, is not a regular file, or has more than `most` bytes.
    """
    content = _content(os.open(path, _NO_WAITING), most)
    if len(content) > most:
        raise OSError(0, f"it is larger than {most // 1_000_000} MB")
    return content


def in_folder(corpus: Corpus, path: str, use: Callable[..., T]) -> T:
    """Call a function with the name of a file and, as `dir_fd`, its folder inside the corpus; return what it returns.

    The folder is entered step by step from the corpus's real path, and never through a link: what is outside is never
    opened, whatever an index says and whatever replaces a folder in the meantime.

    Args:
        corpus: The folders of the notes.
        path: The file's path below the corpus.
        use: Takes the name and `dir_fd`, as `os.stat` does.

    Raises:
        OSError: A folder on the way is not there or is a link, or the path leads out of the corpus.
    """
    folder, below = corpus.locate(path)
    *above, name = below.split("/")
    if not is_below(below):
        raise OSError(0, "it is outside the corpus")
    if os.open not in os.supports_dir_fd:  # Windows, which has no way to open a file below an open folder
        place = os.path.join(os.path.realpath(folder), *above, name)
        if os.path.realpath(place) != place:
            raise OSError(0, "it is outside the corpus")
        return use(place, dir_fd=None)
    here = os.open(folder, _FOLDER)
    try:
        for part in above:
            outer, here = here, os.open(part, _FOLDER | _NO_LINK, dir_fd=here)
            os.close(outer)
        return use(name, dir_fd=here)
    except ValueError as error:  # letters that file names of this system cannot contain
        raise OSError(0, "it cannot be a file's name") from error
    finally:
        os.close(here)


def _open_file(name: str, dir_fd: int | None) -> int:
    return os.open(name, _NO_WAITING | _NO_LINK, dir_fd=dir_fd)


def _content(descriptor: int, most: int) -> bytes:
    """Return the content of an open regular file, at most `most` + 1 bytes, and close it.

    Raises:
        OSError: It is not a regular file, or cannot be read.
    """
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a regular file")
    with open(descriptor, "rb") as file:
        size = status.st_size or most  # 0 if the file system does not know
        return file.read(min(size, most) + 1)  # always requesting the maximum takes three times as long


def note_file(corpus: Corpus, path: str) -> str:
    """Return the absolute path of a note that an index names; it is checked, as the index may come from elsewhere.

    Raises:
        NoteError: There is no regular file of that name inside the corpus.
    """
    folder, below = corpus.locate(path)
    root = os.path.realpath(folder)
    file = os.path.normpath(os.path.join(root, below))
    if not is_below(path) or os.path.realpath(file) != file or not os.path.isfile(file):
        raise _not_there()
    return file


def current_fingerprint(corpus: Corpus, path: str) -> str:
    """Return the fingerprint of a note's file now; empty if it is gone, not a regular file, or outside the corpus."""
    try:
        status = in_folder(corpus, path, _status)
    except OSError:
        return ""
    return fingerprint_of(status) if stat.S_ISREG(status.st_mode) else ""


def _status(name: str, dir_fd: int | None) -> os.stat_result:
    return os.stat(name, dir_fd=dir_fd, follow_symlinks=False)


def fingerprint_of(status: os.stat_result) -> str:
    """Return a file's size in bytes and time of last change in nanoseconds, as `size:time`."""
    return f"{status.st_size}:{status.st_mtime_ns}"


def folder_time(corpus: Corpus, path: str) -> int:
    """Return when an entry of a folder was last added or removed, in nanoseconds; -1 if the folder is not there.

    A link is not a folder. Links in the parts above belong to other folders, so only the last part is checked.
    """
    folder, below = corpus.locate(path)
    if not is_below(path):
        return -1
    try:
        status = os.lstat(os.path.join(folder, below))
    except OSError:
        return -1
    return status.st_mtime_ns if stat.S_ISDIR(status.st_mode) else -1


def is_folder(corpus: Corpus, path: str) -> bool:
    """Return whether a path is a folder inside the corpus and contains no link."""
    if not is_below(path):
        return False
    if not corpus.locate(path)[1]:  # a folder of the corpus itself
        return True
    try:
        return stat.S_ISDIR(in_folder(corpus, path, _status).st_mode)
    except OSError:
        return False


def _not_there() -> NoteError:
    return NoteError("is not in the corpus any more", hint="Update the index: askcloud index.")


def digest_of(source: str) -> str:
    """Return 32 hexadecimal digits that change with the text (BLAKE2b)."""
    import hashlib  # 3 ms: not to check a quote in a note that has not changed

    return hashlib.blake2b(source.encode(), digest_size=16).hexdigest()
