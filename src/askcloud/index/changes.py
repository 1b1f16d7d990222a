"""Corpus and index -> what differs between them, told by names, sizes and times; no note is parsed for it."""

from __future__ import annotations

from askcloud.errors import CorpusEmptyError, NoteError
from askcloud.notes.files import (
    COARSEST_CLOCK,
    NAME_THE_FOLDER,
    UNKNOWN,
    Folder,
    NoteFile,
    Skipped,
    check_corpus,
    digest_of,
    folder_time,
    folders_of,
    read_source,
    walk_corpus,
    walk_folder,
)
from askcloud.record import record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from askcloud.index.store import Index, StoredNote

    Changes = frozenset[tuple[str, str]]

MANY = 50
"""Changed notes up to which a question waits until they are read."""

_MOST_FOLDERS = 2_000  # looked at before a question: 4 ms
_KEPT = "; what was read of it before is kept"


@record
class Plan:
    """What differs between a corpus and its index."""

    gone: tuple[int, ...]
    """Ids of the notes whose file is not there any more."""
    read: tuple[tuple[int, NoteFile], ...]
    """Files to read, with the ids their notes have or get; in order of path."""
    skipped: tuple[Skipped, ...]
    """Files left out as far as known before reading, in order of path."""
    folders: tuple[Folder, ...]
    """Every folder, in order of path."""


def plan_update(corpus: str, index: Index | None, excluded: Sequence[str]) -> Plan:
    """What an update of an index, or a first build, has to do. A note keeps its id, a new one gets the next.

    Raises:
        CorpusNotFoundError: A folder of the corpus is not there or cannot be read.
        CorpusEmptyError: There is no note.
    """
    found = list(walk_corpus(corpus, excluded))
    files = [each for each in found if isinstance(each, NoteFile)]
    notes = {note.path: (at, note) for at, note in index.notes().items()} if index else {}
    settled = _settled_before(index) if index else 0
    failed = failures(index) if index else {}
    skipped = [each for each in found if isinstance(each, Skipped)]
    skipped += [failed[file.path] for file in files if _failed_before(file, failed)]
    skipped += _emptied(corpus, files, notes)
    next_id = max((at for at, _ in notes.values()), default=-1) + 1
    read = []
    for file in files:
        at, note = notes.get(file.path, (next_id, None))
        next_id += note is None
        if not _failed_before(file, failed) and not (note and _same(corpus, file, note, settled)):
            read.append((at, file))
    kept = {each.path for each in skipped if each.fingerprint}
    missing = notes.keys() - {file.path for file in files}
    gone = sorted(notes[path][0] for path in missing if kept.isdisjoint(_and_above(path)))
    marked = (_marked(each, notes) for each in skipped)
    folders = tuple(each for each in found if isinstance(each, Folder))
    return Plan(tuple(gone), tuple(read), tuple(sorted(marked, key=lambda each: each.path)), folders)


def changed_notes(corpus: str, index: Index) -> Changes:
    """(path, fingerprint) of each note that differs from the index: new, changed, or gone and then without fingerprint.

    Raises:
        CorpusError: The corpus cannot be read, or is empty.
    """
    plan = plan_update(corpus, index, patterns_of(index))
    gone = ((index.note(note).path, "") for note in plan.gone)
    return frozenset((*gone, *((file.path, file.fingerprint) for _, file in plan.read)))


def changed_at_a_glance(corpus: str, index: Index) -> int:
    """How many notes differ from the index, as far as the times of folders tell; above `MANY` it counts no further.

    A note that was written over in its place does not show: that takes a look at every file.

    Raises:
        CorpusNotFoundError: A folder of the corpus is not there or cannot be read.
    """
    check_corpus(corpus)
    stale = [path for path, time in index.folders(_MOST_FOLDERS) if folder_time(corpus, path) != time]
    known = {path for path, _ in index.folders()} if stale else set()
    changed = 0
    for path in stale:
        changed += _changed_in(corpus, index, path, known)
        if changed > MANY:
            break
    return changed


def patterns_of(index: Index | None) -> tuple[str, ...]:
    """The patterns of notes that an index passes over."""
    stored = index.meta.get("excluded", "") if index else ""
    return tuple(stored.split("\n")) if stored else ()


def failures(index: Index) -> dict[str, Skipped]:
    """By path: the notes that could not be read when an index was built."""
    return {path: Skipped(path, reason, mark) for path, reason, mark in index.skipped() if mark}


def kept_reason(reason: str) -> str:
    """Why a note could not be read, with the remark that its last version that could be is kept."""
    return reason if reason.endswith(_KEPT) else f"{reason}{_KEPT}"


class Watch:
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


def _emptied(corpus: str, files: list[NoteFile], notes: Collection[str]) -> Iterator[Skipped]:
    """Folders of a corpus of several in which there is nothing any more: more likely a disk that is away than deleted.

    Raises:
        CorpusEmptyError: There is no note in any.
    """
    if not files:
        raise CorpusEmptyError(f"There are no Markdown notes in {corpus}.", hint=NAME_THE_FOLDER)
    lost = {path.partition("/")[0] for path in notes} - {file.path.partition("/")[0] for file in files}
    for name in lost.intersection(name for name, _ in folders_of(corpus)):
        yield Skipped(name, "no notes, where there were some", UNKNOWN)


def _failed_before(file: NoteFile, failed: dict[str, Skipped]) -> bool:
    return file.path in failed and failed[file.path].fingerprint == file.fingerprint


def _settled_before(index: Index) -> int:
    """The time, in nanoseconds, before which a file was last written if its next change is to show in its time."""
    from datetime import datetime  # noqa: PLC0415  # 1 ms: not before a question

    try:
        listed = datetime.fromisoformat(index.meta["built"]).timestamp()
    except ValueError:
        return 0
    return int(listed) * 1_000_000_000 - COARSEST_CLOCK


def _same(corpus: str, file: NoteFile, note: StoredNote, settled: int) -> bool:
    """Whether a file is as it was read.

    One written about when it was read, or by a clock that runs ahead, may have been written again at the same time: its
    text is compared.
    """
    if file.fingerprint != note.fingerprint:
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
        return replace(skipped, reason=kept_reason(skipped.reason))
    return skipped


def _changed_in(corpus: str, index: Index, path: str, known: Collection[str]) -> int:
    """Notes that came, went or changed in a folder itself, and those in new folders below it."""
    before = index.fingerprints_in(path)
    there = folder_time(corpus, path) >= 0
    entries = walk_folder(corpus, path, patterns_of(index), known) if there else ()
    now = {each.path: each.fingerprint for each in entries if not isinstance(each, Folder)}
    gone = before.keys() - now.keys() if failures(index).keys().isdisjoint(_and_above(path)) else ()
    return sum(before.get(note) != mark for note, mark in now.items()) + len(gone)
