"""The corpus -> its note files and folders: what is there, and what is left out and why."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from time import time_ns

from askcloud.corpus.corpus import Corpus, shown_path
from askcloud.corpus.files import MAX_NOTE_BYTES, fingerprint_of, is_folder, read_source
from askcloud.corpus.ignore import IGNORE_FILE, IgnorePatterns
from askcloud.errors import NoteError
from askcloud.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    Entries = Iterator["NoteFile | Skipped | CorpusFolder"]
    Ignores = Callable[[str], bool]

NOTE_SUFFIXES = (".md", ".markdown")

COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds within which a file system may give two changes the same time: two seconds on FAT."""

_FINE_CLOCK = 50_000_000  # the same if times have fractions: ext4 counts in steps of 4 to 10 ms, exFAT of 10

UNKNOWN = "?"
"""Fingerprint of a file or folder that exists and cannot be read."""

_LINK = "a symbolic link, which is not followed"


class NoteFile(Record):
    """A note's file in the corpus."""

    path: str
    """Below the corpus, with forward slashes; the note's identity."""
    fingerprint: str
    """Size in bytes and time of last change in nanoseconds; differs when the file was written again."""


class Skipped(Record):
    """A file that was left out, and why."""

    path: str
    """Below the corpus, with forward slashes; bytes that are not UTF-8 are shown as `\\xNN`."""
    reason: str
    """A few words, such as `larger than 2 MB`."""
    fingerprint: str = ""
    """Of a note that cannot be read, so that it is not tried again until it changes; empty for what is not a note."""


class CorpusFolder(Record):
    """A folder of the corpus, which may contain notes."""

    path: str
    """Below the corpus, with forward slashes; empty for the folder of a corpus of one."""
    changed: int
    """When an entry was last added to it or removed, in nanoseconds; 0 if that is so recent that the next change may
    have the same time."""


def walk_corpus(corpus: Corpus, excluded: Iterable[str] = ()) -> Entries:
    """Return every note and folder of a corpus, sorted by path; hidden ones are left out, links are not followed.

    Args:
        corpus: Its folders.
        excluded: Patterns of files to leave out, as in a .gitignore; they follow those in a folder's `.askcloudignore`.

    Raises:
        CorpusNotFoundError: A folder is not there or cannot be listed.
        UsageError: A pattern is not valid, or there are too many.
    """
    corpus.check()
    for name, folder in corpus.named_folders:
        entries = sorted(_walk(folder, "", _ignored_in(folder, tuple(excluded))), key=lambda entry: entry.path)
        yield from (replace(entry, path=_join(name, entry.path)) for entry in entries) if name else entries


def walk_folder(corpus: Corpus, path: str, excluded: Iterable[str] = (), known: Collection[str] = ()) -> Entries:
    """Return what `walk_corpus` finds in one folder, in no order; its subfolders that are known are left out.

    Nothing, if a link leads there or the folder is outside the corpus: the path comes from an index.
    """
    if not is_folder(corpus, path):
        return
    folder, below = corpus.locate(path)
    name = path.removesuffix(below).removesuffix("/")
    ignored = _ignored_in(folder, tuple(excluded))

    def left_out(entry: str) -> bool:
        return _join(name, entry.removesuffix("/")) in known or ignored(entry)

    for entry in _walk(os.path.join(folder, below), below, left_out):
        yield replace(entry, path=_join(name, entry.path))


def _join(name: str, path: str) -> str:
    """Return a path below a name, either of which may be empty."""
    return f"{name}/{path}" if name and path else name or path


def _ignored_in(folder: str, excluded: tuple[str, ...]) -> Ignores:
    """Return a test of whether a path below a folder is left out; the path of a folder ends in a slash."""
    has_own = os.path.isfile(os.path.join(folder, IGNORE_FILE))
    try:
        own = read_source(Corpus((folder,)), IGNORE_FILE).split("\n") if has_own else []
    except NoteError:
        own = []
    return _ignore_patterns((*own, *excluded)).leave_out


_ignore_patterns = lru_cache(4)(IgnorePatterns)  # a question may look through a thousand folders that have changed


def _walk(folder: str, below: str, ignored: Ignores) -> Entries:
    pending = [(folder, below)]
    while pending:  # and not by recursion: folders may be nested deeper than Python's stack
        yield from _walk_one(*pending.pop(), ignored, pending)


def _walk_one(folder: str, below: str, ignored: Ignores, pending: list[tuple[str, str]]) -> Entries:
    """Return a folder and its notes, and add its subfolders to those that are pending."""
    try:
        changed = os.stat(folder).st_mtime_ns  # before its entries are listed, so that a later addition is noticed
        entries = list(os.scandir(folder))
    except OSError as error:
        yield Skipped(shown_path(below), f"folder cannot be read: {error.strerror}", UNKNOWN)
        return
    if shown_path(below) == below:
        step = _FINE_CLOCK if changed % 1_000_000_000 else COARSEST_CLOCK
        yield CorpusFolder(below, changed if changed < time_ns() - step else 0)
    for entry in entries:
        if entry.name == IGNORE_FILE and not below and entry.is_symlink():
            yield Skipped(IGNORE_FILE, _LINK)
        if entry.name.startswith("."):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            if not ignored(f"{path}/"):
                pending.append((entry.path, path))
        elif entry.name.lower().endswith(NOTE_SUFFIXES) and not ignored(path):
            yield _note_file(entry, path)


def _note_file(entry: os.DirEntry[str], path: str) -> NoteFile | Skipped:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(shown_path(path), f"cannot be read: {error.strerror}", UNKNOWN)
    reason, fingerprint = _reason_to_skip(entry, path, status)
    return Skipped(shown_path(path), reason, fingerprint) if reason else NoteFile(path, fingerprint_of(status))


def _reason_to_skip(entry: os.DirEntry[str], path: str, status: os.stat_result) -> tuple[str, str]:
    """Return why a file is left out, and its fingerprint as a `Skipped`; both empty if it can be read."""
    if stat.S_ISLNK(status.st_mode):
        return _LINK, ""
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file", ""
    if status.st_size > MAX_NOTE_BYTES:
        return f"larger than {MAX_NOTE_BYTES // 1_000_000} MB", fingerprint_of(status)
    if shown_path(path) != path:
        return "its name is not UTF-8", ""
    if not os.access(entry.path, os.R_OK):  # if the permission is restored, neither size nor time changes
        return "cannot be read: Permission denied", UNKNOWN
    return "", ""
