"""Corpus and index -> what differs between them, told by names, sizes and times; no note is parsed for it."""

from __future__ import annotations

import os
from itertools import count

from askcloud.corpus.corpus import NAME_THE_FOLDER
from askcloud.corpus.files import (
    COARSEST_CLOCK,
    UNKNOWN,
    Folder,
    NoteFile,
    Skipped,
    digest_of,
    folder_time,
    read_source,
    walk_corpus,
    walk_folder,
)
from askcloud.errors import CorpusEmptyError, IndexCorpusMismatchError, NoteError
from askcloud.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader, StoredNote

    Changes = frozenset[tuple[str, str]]

MANY = 50
"""Changed notes up to which a question waits until they are read."""

_MOST_FOLDERS = 1_000  # looked at before a question: 4 ms
_KEPT = "; what was read of it before is kept"


@record
class UpdatePlan:
    """What differs between a corpus and its index."""

    gone: tuple[int, ...]
    """Ids of the notes whose file is not there any more."""
    read: tuple[tuple[int, NoteFile], ...]
    """Files to read, with the ids their notes have or get; in order of path."""
    skipped: tuple[Skipped, ...]
    """Files left out as far as known before reading, in order of path."""
    folders: tuple[Folder, ...]
    """Every folder, in order of path."""


def plan_update(corpus: Corpus, index: IndexReader | None, excluded: Sequence[str]) -> UpdatePlan:
    """What an update of an index, or a first build, has to do. A note keeps its id, a new one gets the next.

    Raises:
        CorpusNotFoundError: A folder of the corpus is not there or cannot be read.
        CorpusEmptyError: There is no note.
    """
    found = list(walk_corpus(corpus, excluded))
    files = [each for each in found if isinstance(each, NoteFile)]
    notes = {note.path: (at, note) for at, note in index.notes().items()} if index else {}
    failed = failures(index) if index else {}
    tried = {file.path for file in files if file.path in failed and failed[file.path].fingerprint == file.fingerprint}
    skipped = [each for each in found if isinstance(each, Skipped)]
    skipped += [*(failed[path] for path in tried), *_emptied(corpus, files, notes)]
    settled = _settled_before(index) if index else 0
    news = [file for file in files if file.path not in tried and not _is_known(corpus, file, notes, settled)]
    numbers = count(max((at for at, _ in notes.values()), default=-1) + 1)
    read = tuple((notes[file.path][0] if file.path in notes else next(numbers), file) for file in news)
    kept = {each.path for each in skipped if each.fingerprint}
    missing = notes.keys() - {file.path for file in files}
    gone = sorted(notes[path][0] for path in missing if kept.isdisjoint(_and_above(path)))
    marked = (_marked(each, notes) for each in skipped)
    folders = tuple(each for each in found if isinstance(each, Folder))
    return UpdatePlan(tuple(gone), read, tuple(sorted(marked, key=lambda each: each.path)), folders)


def changed_notes(corpus: Corpus, index: IndexReader) -> Changes:
    """(path, fingerprint) of each note that differs from the index: new, changed, or gone and then without fingerprint.

    Notes and folders differ, too, if they cannot be read any more, or can again, which the index does not know yet.

    Raises:
        CorpusError: The corpus cannot be read, or is empty.
        IndexForeignError: The index was built from another corpus.
    """
    expect_corpus(index, corpus)
    plan = plan_update(corpus, index, index.excluded)
    gone = {index.note(note).path: "" for note in plan.gone}
    return frozenset((_troubles(plan, index) | gone | {file.path: file.fingerprint for _, file in plan.read}).items())


def _troubles(plan: UpdatePlan, index: IndexReader) -> dict[str, str]:
    """By path: the fingerprint of what cannot be read and is not known for it, or is and can be read again."""
    known = failures(index)
    found = {each.path: each for each in plan.skipped if each.fingerprint}
    new = {path: each.fingerprint for path, each in found.items() if known.get(path) != each}
    return dict.fromkeys(known.keys() - found.keys(), "") | new


def count_changes_by_folder_time(corpus: Corpus, index: IndexReader) -> int:
    """How many notes differ from the index, as far as the times of folders tell; above `MANY` it counts no further.

    A note that was written over in its place does not show: that takes a look at every file.

    Raises:
        CorpusNotFoundError: A folder of the corpus is not there or cannot be read.
    """
    corpus.check()
    stale = [path for path, time in index.folders(_MOST_FOLDERS) if folder_time(corpus, path) != time]
    known = {path for path, _ in index.folders()} if stale else set()
    changed = 0
    for path in stale:
        changed += _changed_in(corpus, index, path, known)
        if changed > MANY:
            break
    return changed


def expect_corpus(index: IndexReader, corpus: Corpus) -> None:
    """Makes sure that an index was built from a corpus.

    Raises:
        CorpusNotFoundError: The corpus is not there.
        IndexForeignError: It was built from another.
    """
    if index.corpus != corpus.real():
        corpus.check()
        raise IndexCorpusMismatchError(
            f"The index was built from {index.corpus.listing}, not from {corpus.listing}.",
            hint="Name another with --index DIR, or turn it into an index of these notes: askcloud index.",
        )


def failures(index: IndexReader) -> dict[str, Skipped]:
    """By path: the notes that could not be read when an index was built."""
    return {path: Skipped(path, reason, mark) for path, reason, mark in index.skipped() if mark}


def stale_reason(reason: str) -> str:
    """Why a note could not be read, with the remark that its last version that could be is kept."""
    return reason if reason.endswith(_KEPT) else f"{reason}{_KEPT}"


class ChangeDebouncer:
    """Tells when changed notes have come to rest: an editor that saves with every word starts no build."""

    EVERY, SHARE = 5.0, 50
    """Seconds between two looks, at least; and how many times as long as the look itself took, at least."""

    def __init__(self) -> None:
        """Has seen nothing yet."""
        self.changed: Changes = frozenset()
        """The changed notes of the last look."""
        self._left: Changes = frozenset()

    def look(self, changed: Changes) -> bool:
        """Whether what changed is to be read now: it is as it was at the last look, and was not left for good."""
        due = bool(changed) and changed == self.changed != self._left
        self.changed = changed
        return due

    def built(self, *, finished: bool) -> None:
        """Remembers a build; the changes behind one that failed or was cancelled are left until there are others."""
        self._left = frozenset() if finished else self.changed
        if finished:
            self.changed = frozenset()

    def pause(self, took: float) -> float:
        """Seconds until the next look, after one that took so many."""
        return max(self.EVERY, self.SHARE * took)


def _emptied(corpus: Corpus, files: list[NoteFile], notes: Collection[str]) -> Iterator[Skipped]:
    """Folders of a corpus of several in which there is nothing at all any more: most likely a disk that is away.

    Raises:
        CorpusEmptyError: There is no note in any.
    """
    if not files:
        raise CorpusEmptyError(f"There are no Markdown notes in {corpus.listing}.", hint=NAME_THE_FOLDER)
    lost = {path.partition("/")[0] for path in notes} - {file.path.partition("/")[0] for file in files}
    for name, folder in corpus.named_folders:
        if name in lost and not os.listdir(folder):
            yield Skipped(name, "an empty folder, where there were notes", UNKNOWN)


def _settled_before(index: IndexReader) -> int:
    """The time, in nanoseconds, before which a file was last written if its next change is to show in its time."""
    from datetime import datetime  # 1 ms: not before a question

    try:
        listed = datetime.fromisoformat(index.built).timestamp()
    except ValueError:
        return 0
    return int(listed) * 1_000_000_000 - COARSEST_CLOCK


def _is_known(corpus: Corpus, file: NoteFile, notes: dict[str, tuple[int, StoredNote]], settled: int) -> bool:
    """Whether a file is as it was read.

    One written about when it was read, or by a clock that runs ahead, may have been written again at the same time: its
    text is compared.
    """
    _, note = notes.get(file.path, (0, None))
    if not note or file.fingerprint != note.fingerprint:
        return False
    if int(file.fingerprint.partition(":")[2]) < settled:
        return True
    try:
        return digest_of(read_source(corpus, file.path)) == note.digest
    except NoteError:
        return False


def _and_above(path: str) -> Iterator[str]:
    """A path and the folders it lies in."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _marked(skipped: Skipped, notes: Collection[str]) -> Skipped:
    """What was left out, with the remark that something is kept of it if that is so."""
    is_folder = skipped.fingerprint == UNKNOWN
    if skipped.fingerprint and (
        skipped.path in notes or (is_folder and any(path.startswith(f"{skipped.path}/") for path in notes))
    ):
        return replace(skipped, reason=stale_reason(skipped.reason))
    return skipped


def _changed_in(corpus: Corpus, index: IndexReader, path: str, known: Collection[str]) -> int:
    """Notes that came, went or changed in a folder itself, and those in new folders below it."""
    before = index.fingerprints_in(path)
    there = folder_time(corpus, path) >= 0
    entries = walk_folder(corpus, path, index.excluded, known) if there else ()
    now = {each.path: each.fingerprint for each in entries if not isinstance(each, Folder)}
    gone = before.keys() - now.keys() if failures(index).keys().isdisjoint(_and_above(path)) else ()
    return sum(before.get(note) != mark for note, mark in now.items()) + len(gone)
