"""The files of notes: their text, their fingerprint now, and whether they are inside the corpus."""

from __future__ import annotations

import os
import stat

from askcloud.errors import NoteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.corpus.corpus import Corpus

MAX_NOTE_BYTES = 2_000_000
"""Larger files are skipped and reported; the largest of 21,273 notes of a real vault has 985,778 bytes."""


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
        # O_NONBLOCK: a FIFO put in a note's place must not hang the build.
        descriptor = os.open(os.path.join(*corpus.locate(path)), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            size = os.fstat(descriptor).st_size or MAX_NOTE_BYTES  # 0 where a file system does not know
            content = file.read(min(size, MAX_NOTE_BYTES) + 1)  # always asking for the most takes three times as long
    except OSError as error:
        raise NoteError(f"cannot be read: {error.strerror}", hint="Check the file's permissions.") from error
    try:
        text = content.decode("utf-8", errors).removeprefix("\ufeff")  # the codec that does both takes .3 ms to load
    except UnicodeDecodeError as error:
        raise NoteError(f"not UTF-8 at byte {error.start}", hint="Save the note as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def note_file(corpus: Corpus, path: str) -> str:
    """Return the absolute path of a note that an index names; it is checked, as the index may come from elsewhere.

    Raises:
        NoteError: There is no regular file of that name inside the corpus.
    """
    folder, below = corpus.locate(path)
    root = os.path.realpath(folder)
    file = os.path.normpath(os.path.join(root, below)) if "\0" not in below else root
    inside = file.startswith(root + os.sep) and os.path.realpath(file) == file
    if not inside or not os.path.isfile(file):
        raise NoteError("is not in the corpus any more", hint="Update the index: askcloud index.")
    return file


def current_fingerprint(corpus: Corpus, path: str) -> str:
    """Return the fingerprint of a note's file now; empty if it is gone, not a regular file, or outside the corpus."""
    if ".." in path.split("/") or os.path.isabs(path):  # an index may be forged
        return ""
    try:
        status = os.lstat(os.path.join(*corpus.locate(path)))
    except (OSError, ValueError):
        return ""
    return fingerprint_of(status) if stat.S_ISREG(status.st_mode) else ""


def fingerprint_of(status: os.stat_result) -> str:
    """Return a file's size in bytes and time of last change in nanoseconds, as `size:time`."""
    return f"{status.st_size}:{status.st_mtime_ns}"


def folder_time(corpus: Corpus, path: str) -> int:
    """Return when an entry of a folder was last added or removed, in nanoseconds; -1 if the folder is not there."""
    try:
        return os.stat(os.path.join(*corpus.locate(path))).st_mtime_ns
    except OSError:
        return -1


def digest_of(source: str) -> str:
    """Return 32 hexadecimal digits that change with the text (BLAKE2b)."""
    import hashlib  # 3 ms: not to check a quote in a note that has not changed

    return hashlib.blake2b(source.encode(), digest_size=16).hexdigest()
