"""The corpus folder -> its note files: what is there, what was left out and why, what changed."""

from __future__ import annotations

import os
import stat

from askcloud.errors import CorpusNotFoundError, NoteError
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NOTE_SUFFIXES = (".md", ".markdown")
MAX_NOTE_BYTES = 2_000_000
"""Larger files are skipped and reported; the largest of 21,273 notes of a real vault has 985,778 bytes."""


@record
class NoteFile:
    """A note's file as it lies in the corpus."""

    path: str
    """Below the corpus, with forward slashes; the note's identity."""
    fingerprint: str
    """Size in bytes and time of last change in nanoseconds; differs when the file was written again."""


@record
class Skipped:
    """A file that was left out, and why."""

    path: str
    """Below the corpus, with forward slashes; bytes that are no text are shown as `\\xNN`."""
    reason: str
    """A few words, such as `larger than 2 MB`."""
    fingerprint: str = ""
    """Of a file that was tried and failed, so that it is not tried again until it changes; else empty."""


def walk_corpus(corpus: str) -> Iterator[NoteFile | Skipped]:
    """Every note below a folder, sorted by path; hidden files and folders are passed over, links not followed.

    Raises:
        CorpusNotFoundError: The folder is not there or cannot be listed.
    """
    if not os.path.isdir(corpus):
        raise CorpusNotFoundError(
            f"There is no folder {corpus}.", hint="Name the folder of your notes: askcloud --corpus DIR."
        )
    try:
        os.scandir(corpus).close()
    except OSError as error:
        raise CorpusNotFoundError(
            f"The folder {corpus} cannot be read: {error.strerror}.", hint="Check its permissions."
        ) from error
    yield from sorted(_walk(corpus, ""), key=lambda found: found.path)


def read_source(corpus: str, path: str) -> str:
    """The text of a note: UTF-8, without a byte order mark, every line ending a single newline.

    Source spans count characters of this text.

    Raises:
        NoteError: The file cannot be opened or is not UTF-8.
    """
    try:
        # O_NONBLOCK: a FIFO put in a note's place must not hang the build.
        descriptor = os.open(os.path.join(corpus, path), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            content = file.read(MAX_NOTE_BYTES + 1)
    except OSError as error:
        raise NoteError(f"cannot be read: {error.strerror}", hint="Check the file's permissions.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoteError(f"not UTF-8 at byte {error.start}", hint="Save the note as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def fingerprint_now(corpus: str, path: str) -> str:
    """The fingerprint of a note's file as it is; empty if the file is gone, or no regular file any more."""
    try:
        found = os.lstat(os.path.join(corpus, path))
    except (OSError, ValueError):
        return ""
    return _fingerprint_of(found) if stat.S_ISREG(found.st_mode) else ""


def digest_of(source: str) -> str:
    """32 hexadecimal digits that change with the text."""
    import hashlib  # noqa: PLC0415  # 3 ms: not to check a quote in a note that was not touched

    return hashlib.blake2b(source.encode(), digest_size=16).hexdigest()


def shown_path(path: str) -> str:
    """The path with bytes that are not UTF-8 written as escapes."""
    return os.fsencode(path).decode(errors="backslashreplace")


def _walk(folder: str, below: str) -> Iterator[NoteFile | Skipped]:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        yield Skipped(shown_path(below), f"folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, path)
        elif entry.name.lower().endswith(NOTE_SUFFIXES):
            yield _note_file(entry, path)


def _note_file(entry: os.DirEntry[str], path: str) -> NoteFile | Skipped:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(shown_path(path), f"cannot be read: {error.strerror}")
    if stat.S_ISLNK(found.st_mode):
        return Skipped(shown_path(path), "a link: only files inside the corpus are read")
    if not stat.S_ISREG(found.st_mode):
        return Skipped(shown_path(path), "not a regular file")
    if found.st_size > MAX_NOTE_BYTES:
        return Skipped(shown_path(path), f"larger than {MAX_NOTE_BYTES // 1_000_000} MB")
    if shown_path(path) != path:
        return Skipped(shown_path(path), "its name is not UTF-8")
    return NoteFile(path, _fingerprint_of(found))


def _fingerprint_of(found: os.stat_result) -> str:
    return f"{found.st_size}:{found.st_mtime_ns}"
