"""Corpus and index -> their differences, by names, sizes and times of files; no note is parsed."""

from __future__ import annotations

import os
from itertools import count

from askcloud.corpus.corpus import NAME_THE_FOLDER
from askcloud.corpus.files import digest_of, read_source
from askcloud.corpus.walk import COARSEST_CLOCK, UNKNOWN, CorpusFolder, NoteFile, Skipped, walk_corpus
from askcloud.errors import CorpusEmptyError, NoteError
from askcloud.indexer.freshness import expect_corpus, failures, path_and_parents
from askcloud.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader

    Changes = frozenset[tuple[str, str]]

_RETAINED = "; its last version stays in the index"


class UpdatePlan(Record):
    """The differences between a corpus and its index."""

    gone: tuple[int, ...]
    """Ids of the notes whose file is not there any more, ascending."""
    read: tuple[tuple[int, NoteFile], ...]
    """Files to read, with the ids their notes have or get; in order of path."""
    digests: dict[int, str]
    """By the id of each of these notes that the index has: the digest of its text as it was indexed."""
    skipped: tuple[Skipped, ...]
    """Files left out as far as known before reading, in order of path."""
    folders: tuple[CorpusFolder, ...]
    """Every folder, in order of path."""


class _Indexed:
    """The files of a corpus according to its index; empty without an index."""

    def __init__(self, index: IndexReader | None) -> None:
        self.notes: dict[str, tuple[int, str, str]] = {}
        """By path: id, fingerprint and digest."""
        self.failures: dict[str, Skipped] = {}
        self.settled = 0
        if index:
            self.notes = indexed_files(index)
            self.failures = failures(index)
            self.settled = _settled_before(index)

    def failed(self, file: NoteFile) -> Skipped | None:
        """Return the failure to read a file that has not changed since."""
        failure = self.failures.get(file.path)
        return failure if failure and failure.fingerprint == file.fingerprint else None

    def with_ids(self, files: Sequence[NoteFile]) -> Iterator[tuple[int, NoteFile]]:
        """Return files with the ids of their notes: a known note keeps its own, a new one gets the next."""
        new_ids = count(max((note_id for note_id, *_ in self.notes.values()), default=-1) + 1)
        for file in files:
            yield self.notes[file.path][0] if file.path in self.notes else next(new_ids), file


def indexed_files(index: IndexReader) -> dict[str, tuple[int, str, str]]:
    """Return (id, fingerprint, digest) of every note of an index by its path."""
    rows = index.rows("SELECT path, id, fingerprint, digest FROM notes", types=[(str, int, str, str)])
    return {path: (note, fingerprint, digest) for path, note, fingerprint, digest in rows}


def plan_update(corpus: Corpus, index: IndexReader | None, excluded: Sequence[str]) -> UpdatePlan:
    """Return what an update of an index, or a first build, has to do. A note keeps its id, a new one gets the next.

    Raises:
        CorpusNotFoundError: A folder of the corpus is not there or cannot be read.
        CorpusEmptyError: There is no note.
    """
    entries = list(walk_corpus(corpus, excluded))
    files = [entry for entry in entries if isinstance(entry, NoteFile)]
    if not files:
        raise CorpusEmptyError(f"There are no Markdown notes in {corpus.listing}.", hint=NAME_THE_FOLDER)
    indexed = _Indexed(index)
    failed = [failure for failure in map(indexed.failed, files) if failure]
    skipped = [entry for entry in entries if isinstance(entry, Skipped)]
    skipped += [*failed, *_emptied_folders(corpus, files, indexed.notes)]
    failed_paths = {failure.path for failure in failed}
    changed = [file for file in files if file.path not in failed_paths and not _is_unchanged(corpus, file, indexed)]
    known = (indexed.notes[file.path] for file in changed if file.path in indexed.notes)
    return UpdatePlan(
        gone=tuple(sorted(_gone(files, skipped, indexed.notes))),
        read=tuple(indexed.with_ids(changed)),
        digests={note: digest for note, _, digest in known},
        skipped=tuple(sorted((_with_remark(each, indexed.notes) for each in skipped), key=lambda each: each.path)),
        folders=tuple(entry for entry in entries if isinstance(entry, CorpusFolder)),
    )


def changed_notes(corpus: Corpus, index: IndexReader) -> Changes:
    """Return (path, fingerprint) of each note that is new, changed or gone; the fingerprint of one gone is empty.

    Notes and folders also count if they cannot be read any more, or can be read again, and the index does not know it.

    Raises:
        CorpusError: The corpus cannot be read, or is empty.
        IndexCorpusMismatchError: The index was built from another corpus.
    """
    expect_corpus(index, corpus)
    plan = plan_update(corpus, index, index.excluded)
    gone = {index.note(note).path: "" for note in plan.gone}
    read = {file.path: file.fingerprint for _, file in plan.read}
    return frozenset((_changed_failures(plan, index) | gone | read).items())


def stale_reason(reason: str) -> str:
    """Return why a note could not be read, with the remark that the index still has its last version."""
    return reason if reason.endswith(_RETAINED) else f"{reason}{_RETAINED}"


def _changed_failures(plan: UpdatePlan, index: IndexReader) -> dict[str, str]:
    """Return, by path, the fingerprints of files with a new failure; empty for files that can be read again."""
    known = failures(index)
    now = {skipped.path: skipped for skipped in plan.skipped if skipped.fingerprint}
    new = {path: skipped.fingerprint for path, skipped in now.items() if known.get(path) != skipped}
    return dict.fromkeys(known.keys() - now.keys(), "") | new


def _emptied_folders(corpus: Corpus, files: Sequence[NoteFile], notes: Collection[str]) -> Iterator[Skipped]:
    """Return the folders of a corpus of several that had notes and are empty: most likely a disk is not connected."""
    lost = {path.partition("/")[0] for path in notes} - {file.path.partition("/")[0] for file in files}
    for name, folder in corpus.named_folders:
        if name in lost and not os.listdir(folder):
            yield Skipped(name, "the folder is empty now, as if its disk were not connected", UNKNOWN)


def _gone(
    files: Sequence[NoteFile], skipped: Sequence[Skipped], notes: dict[str, tuple[int, str, str]]
) -> Iterator[int]:
    """Return the ids of notes whose file is not there any more; one that cannot be read, or its folder, still is."""
    unreadable = {each.path for each in skipped if each.fingerprint}
    for path in notes.keys() - {file.path for file in files}:
        if unreadable.isdisjoint(path_and_parents(path)):
            yield notes[path][0]


def _settled_before(index: IndexReader) -> int:
    """Return the time in nanoseconds; a later change of a file written before it certainly changes its time."""
    from datetime import datetime  # 1 ms: not before a question

    try:
        built = datetime.fromisoformat(index.built).timestamp()
    except ValueError:
        return 0
    return int(built) * 1_000_000_000 - COARSEST_CLOCK


def _is_unchanged(corpus: Corpus, file: NoteFile, indexed: _Indexed) -> bool:
    """Return whether a file is as it was read.

    One written about when it was read, or by a clock that runs ahead, may have been written again at the same time: its
    text is compared.
    """
    _, fingerprint, digest = indexed.notes.get(file.path, (0, "", ""))
    if file.fingerprint != fingerprint:
        return False
    if int(file.fingerprint.partition(":")[2]) < indexed.settled:
        return True
    try:
        return digest_of(read_source(corpus, file.path)) == digest
    except NoteError:
        return False


def _with_remark(skipped: Skipped, notes: Collection[str]) -> Skipped:
    """Return what was left out, with a remark if the index has a last version of it, or of notes in that folder."""
    is_folder = skipped.fingerprint == UNKNOWN
    has_notes = skipped.path in notes or (is_folder and any(path.startswith(f"{skipped.path}/") for path in notes))
    return replace(skipped, reason=stale_reason(skipped.reason)) if skipped.fingerprint and has_notes else skipped
