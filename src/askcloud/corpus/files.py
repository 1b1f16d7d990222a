"""The corpus folder -> its note files: what is there, what was left out and why, what changed."""

from __future__ import annotations

import os
import stat
from time import time_ns

from askcloud.corpus.corpus import Corpus, shown_path
from askcloud.errors import NoteError, UsageError
from askcloud.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

IGNORE_FILE = ".askcloudignore"
NOTE_SUFFIXES = (".md", ".markdown")
MAX_NOTE_BYTES = 2_000_000
"""Larger files are skipped and reported; the largest of 21,273 notes of a real vault has 985,778 bytes."""

COARSEST_CLOCK = 2_000_000_000
"""Nanoseconds within which a file system may give two changes the same time: two seconds on FAT."""

_FINE_CLOCK = 50_000_000  # the same where times have fractions: ext4 counts in steps of 4 to 10 ms, exFAT of 10

UNKNOWN = "?"
"""Fingerprint of what is there and cannot be looked at, or into."""


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
    """Of a note that cannot be read, so that it is not tried again until it changes; empty of what is no note."""


@record
class Folder:
    """A folder of the corpus, which may hold notes."""

    path: str
    """Below the corpus, with forward slashes; empty for the folder of a corpus of one."""
    changed: int
    """When something last came or went in it, in nanoseconds; 0 if that is too lately to tell the next change by it."""


def walk_corpus(corpus: Corpus, excluded: Iterable[str] = ()) -> Iterator[NoteFile | Skipped | Folder]:
    """Every note and folder of a corpus, sorted by path; what is hidden is passed over, links are not followed.

    Args:
        corpus: Its folders.
        excluded: Patterns of files to pass over, as in a .gitignore; those in a folder's `.askcloudignore` come first.

    Raises:
        CorpusNotFoundError: A folder is not there or cannot be listed.
        UsageError: A pattern cannot be understood.
    """
    corpus.check()
    for name, folder in corpus.named_folders:
        ignored = _ignored_in(folder, tuple(excluded))
        found = sorted(_walk(folder, "", ignored), key=lambda each: each.path)
        yield from (replace(each, path=_below(name, each.path)) for each in found)


def walk_folder(
    corpus: Corpus, path: str, excluded: Iterable[str] = (), known: Collection[str] = ()
) -> Iterator[NoteFile | Skipped | Folder]:
    """What `walk_corpus` gives of one folder of a corpus, in no order, without the folders in it that are known."""
    folder, below = corpus.locate(path)
    name = path.removesuffix(below).removesuffix("/")
    ignored = _ignored_in(folder, tuple(excluded))

    def passed_over(entry: str) -> bool:
        return _below(name, entry.removesuffix("/")) in known or ignored(entry)

    for each in _walk(os.path.join(folder, below), below, passed_over):
        yield replace(each, path=_below(name, each.path))


def _below(name: str, path: str) -> str:
    """A path below a name, either of which may be empty."""
    return f"{name}/{path}" if name and path else name or path


def folder_time(corpus: Corpus, path: str) -> int:
    """When something last came or went in a folder of a corpus, in nanoseconds; -1 if the folder is not there."""
    try:
        return os.stat(os.path.join(*corpus.locate(path))).st_mtime_ns
    except OSError:
        return -1


def _ignored_in(folder: str, excluded: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a path below a folder, ending in a slash for a folder, is to be passed over."""
    has_own = os.path.isfile(os.path.join(folder, IGNORE_FILE))
    try:
        own = read_source(Corpus((folder,)), IGNORE_FILE).split("\n") if has_own else []
    except NoteError:
        own = []
    if not own and not excluded:
        return _never
    from pathspec import GitIgnoreSpec  # 20 ms: only with something to pass over

    try:
        return GitIgnoreSpec.from_lines([*own, *excluded]).match_file
    except ValueError as error:
        raise UsageError(
            f"A pattern of what to pass over cannot be understood: {error}.", hint=f"See {IGNORE_FILE} and --exclude."
        ) from error


def _never(_path: str) -> bool:
    """Ignores nothing."""
    return False


def read_source(corpus: Corpus, path: str, errors: str = "strict") -> str:
    """The text of a note: UTF-8, without a byte order mark, every line ending a single newline.

    Source spans count characters of this text.

    Args:
        corpus: Where it lies.
        path: The note.
        errors: What to do about bytes that are no UTF-8, as `bytes.decode` takes it.

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
    """The absolute path of a note that an index names; indexes may come from elsewhere, so it is checked.

    Raises:
        NoteError: There is no regular file of that name inside the corpus.
    """
    folder, below = corpus.locate(path)
    root = os.path.realpath(folder)
    found = os.path.normpath(os.path.join(root, below)) if "\0" not in below else root
    inside = found.startswith(root + os.sep) and os.path.realpath(found) == found
    if not inside or not os.path.isfile(found):
        raise NoteError("is not in the corpus any more", hint="Bring the index up to date: askcloud index.")
    return found


def current_fingerprint(corpus: Corpus, path: str) -> str:
    """The fingerprint of a note's file as it is; empty if the file is gone, no regular file any more, or elsewhere."""
    if ".." in path.split("/") or os.path.isabs(path):  # an index may be forged
        return ""
    try:
        found = os.lstat(os.path.join(*corpus.locate(path)))
    except (OSError, ValueError):
        return ""
    return _fingerprint_of(found) if stat.S_ISREG(found.st_mode) else ""


def digest_of(source: str) -> str:
    """32 hexadecimal digits that change with the text."""
    import hashlib  # 3 ms: not to check a quote in a note that was not touched

    return hashlib.blake2b(source.encode(), digest_size=16).hexdigest()


def _walk(folder: str, below: str, ignored: Callable[[str], bool]) -> Iterator[NoteFile | Skipped | Folder]:
    try:
        changed = os.stat(folder).st_mtime_ns  # before its entries are listed: what comes later must show
        entries = list(os.scandir(folder))
    except OSError as error:
        yield Skipped(shown_path(below), f"folder cannot be read: {error.strerror}", UNKNOWN)
        return
    if shown_path(below) == below:
        step = _FINE_CLOCK if changed % 1_000_000_000 else COARSEST_CLOCK
        yield Folder(below, changed if changed < time_ns() - step else 0)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            if not ignored(f"{path}/"):
                yield from _walk(entry.path, path, ignored)
        elif entry.name.lower().endswith(NOTE_SUFFIXES) and not ignored(path):
            yield _note_file(entry, path)


def _note_file(entry: os.DirEntry[str], path: str) -> NoteFile | Skipped:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(shown_path(path), f"cannot be read: {error.strerror}", UNKNOWN)
    reason, mark = _trouble_with(entry, path, found)
    return Skipped(shown_path(path), reason, mark) if reason else NoteFile(path, _fingerprint_of(found))


def _trouble_with(entry: os.DirEntry[str], path: str, found: os.stat_result) -> tuple[str, str]:
    """Why a file is left out, and the fingerprint it is then known by; both empty if nothing is in the way."""
    if stat.S_ISLNK(found.st_mode):
        return "a link: only files inside the corpus are read", ""
    if not stat.S_ISREG(found.st_mode):
        return "not a regular file", ""
    if found.st_size > MAX_NOTE_BYTES:
        return f"larger than {MAX_NOTE_BYTES // 1_000_000} MB", _fingerprint_of(found)
    if shown_path(path) != path:
        return "its name is not UTF-8", ""
    if not os.access(entry.path, os.R_OK):  # a permission that comes back changes neither size nor time
        return "cannot be read: Permission denied", UNKNOWN
    return "", ""


def _fingerprint_of(found: os.stat_result) -> str:
    return f"{found.st_size}:{found.st_mtime_ns}"
