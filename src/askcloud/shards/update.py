"""Corpus -> an index of several files that is up to date with it: the shards whose notes changed, then the catalog.

A shard is never changed: one with changes is written to a folder of a new name, and the catalog names the folders that
count. Putting the new catalog in the place of the old one is what makes them count, all at once; a builder that is
killed leaves folders that no catalog names, and the next one removes them.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from askcloud.corpus.walk import NoteFile, Skipped
from askcloud.errors import IndexUnavailableError, IndexWriteError
from askcloud.index.database import file_identity
from askcloud.index.reader import open_index
from askcloud.index.schema import NOTE_BITS, index_file
from askcloud.indexer.changes import UpdatePlan, indexed_files
from askcloud.indexer.lock import LOCK_TIMEOUT, builder_lock, write_error
from askcloud.indexer.update import Update, UpdateSummary, baseline_of, clean_up
from askcloud.indexer.writer import IndexWriter, remove_other_shards, remove_temporary_files
from askcloud.record import Record
from askcloud.shards.catalog import CatalogWriter
from askcloud.shards.placement import place_all, place_new
from askcloud.shards.reader import new_shard_name
from askcloud.shards.remote import build_remotely
from askcloud.system.private_files import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.indexer.lock import BuilderLock
    from askcloud.indexer.update import Baseline
    from askcloud.indexer.writer import Changes
    from askcloud.settings import ClusterSettings

    Progress = Callable[[int, int], None]


class _Work(Record):
    """What is to be done in one shard."""

    number: int
    old: str
    """Its folder as it is; empty for one that is built from nothing."""
    gone: tuple[int, ...]
    """Ids in the shard of notes whose file is gone, ascending."""
    read: tuple[tuple[int, NoteFile], ...]
    """(id in the shard, file) of the files to read, in order of path."""


class Given(Record):
    """What an update of an index of several files is asked to do; see `indexer.update.update_index`."""

    corpus: Corpus
    folder: str
    shards: int
    """How many it is to have, from 2 on."""
    cluster: ClusterSettings | None = None
    """The cluster that builds them; None, or without an address, to build them here."""
    full: bool = False
    adopt: bool = False
    excluded: Sequence[str] | None = None
    progress: Progress | None = None
    lock_timeout: float = LOCK_TIMEOUT
    on_wait: Callable[[str], None] | None = None


def update_shards(given: Given) -> UpdateSummary:
    """Bring an index of several files up to date with a corpus, and return what changed.

    Another index in the folder, or one of another number of shards, is replaced by one that is built from nothing. What
    is raised is said at `indexer.update.update_index`.
    """
    folder = given.folder
    started = time.monotonic()
    lock: BuilderLock | None = None
    with ExitStack() as opened:

        def baseline() -> Baseline:
            rebuilds = given.full or len(_named_in(folder)) != given.shards
            return baseline_of(given.corpus, folder, given.excluded, opened, full=rebuilds, adopt=given.adopt)

        base = baseline()
        if not base.is_current or _lost(base, folder):
            lock = opened.enter_context(builder_lock(folder, given.lock_timeout, on_wait=given.on_wait))
            if file_identity(index_file(folder)) != base.identity:  # another builder was faster
                base = baseline()
        locked, lost = lock is None or lock.held, _lost(base, folder)
        if lock is None or (base.old and base.is_current and not lost):
            assert base.old
            clean_up(folder, base.old.shards)
            took = time.monotonic() - started
            return UpdateSummary(base.old.counts, 0, 0, 0, took, base.plan.skipped, locked)
        builder = _Builder(given, base, lock)
        with _swept(folder) if locked else nullcontext():
            builder.run(_work_in(base, given.shards, lost), from_nothing=base.old is None or bool(lost))
    return builder.summary(time.monotonic() - started, locked=locked)


@contextmanager
def _swept(folder: str) -> Iterator[None]:
    """Remove what no catalog names, before and after a build; the caller holds the lock of the folder."""
    remove_temporary_files(folder)
    remove_other_shards(folder, _named_in(folder))
    try:
        yield
    finally:
        remove_other_shards(folder, _named_in(folder))


def _named_in(folder: str) -> tuple[str, ...]:
    """Return the shards that the catalog in a folder names; none if there is no catalog."""
    with suppress(IndexUnavailableError), open_index(folder) as index:
        return index.shards
    return ()


def _lost(base: Baseline, folder: str) -> set[int]:
    """Return the numbers of the shards whose file is gone: they are built again."""
    named = enumerate(base.old.shards if base.old else ())
    return {number for number, name in named if not os.path.isfile(index_file(os.path.join(folder, name)))}


def _work_in(base: Baseline, shards: int, lost: set[int]) -> list[_Work]:
    """Return what is to be done in the shards in which something is to be done, in order of their numbers."""
    gone: list[list[int]] = [[] for _ in range(shards)]
    for note in base.plan.gone:
        gone[note >> NOTE_BITS].append(note & _LOCAL)
    read: list[list[tuple[int, NoteFile]]] = [[] for _ in range(shards)]
    for note, file in _to_read(base, shards, lost):
        read[note >> NOTE_BITS].append((note & _LOCAL, file))
    names = base.old.shards if base.old else ("",) * shards
    found = []
    for number, name in enumerate(names):
        old = "" if number in lost else name
        if gone[number] or read[number] or not old:
            files = sorted(read[number], key=lambda each: each[1].path)
            found.append(_Work(number, old, tuple(gone[number] if old else ()), tuple(files)))
    return found


def _to_read(base: Baseline, shards: int, lost: set[int]) -> Iterator[tuple[int, NoteFile]]:
    """Yield the files to read, each with the id that its note has or gets in the whole index.

    Args:
        base: What the update starts from.
        shards: How many shards it has.
        lost: The numbers of the shards that are gone, with all their notes.
    """
    new = {}
    for note, file in base.plan.read:
        if note in base.plan.digests:
            yield note, file
        else:
            new[file.path] = file
    if not new and not lost:
        return
    notes = indexed_files(base.old) if base.old else {}
    gone, next_ids = set(base.plan.gone), [number << NOTE_BITS for number in range(shards)]
    placed = {}
    for path, (note, fingerprint, _) in notes.items():
        next_ids[note >> NOTE_BITS] = max(next_ids[note >> NOTE_BITS], note + 1)
        if note not in gone:
            placed[path] = note >> NOTE_BITS
            if placed[path] in lost and note not in base.plan.digests:
                yield note, NoteFile(path, fingerprint)
    for path, number in (place_new(new, placed, shards) if notes else place_all(new, shards)).items():
        yield next_ids[number], new[path]
        next_ids[number] += 1


_LOCAL = (1 << NOTE_BITS) - 1


class _Job(Record):
    """A shard to build, with all that another computer needs for it."""

    work: _Work
    corpus: Corpus
    digests: dict[int, str]
    """By its id in the shard, the digest of the text of each note that is read again."""
    meta: dict[str, str]
    """What the shard is to record about itself."""


class _Built(Record):
    """A shard that was built."""

    number: int
    name: str
    """Its folder."""
    added: int
    changed: int
    removed: int
    skipped: tuple[Skipped, ...]
    changes: Changes
    """What the catalog has to change, of a shard that was there before."""


def _build(folder: str, job: _Job, lock: BuilderLock | None = None, report: Progress | None = None) -> _Built:
    """Build one shard in a new folder.

    Args:
        folder: The folder of the index.
        job: What to build.
        lock: The lock of the index; None on another computer.
        report: Called with (notes read, notes to read).
    """
    work, name = job.work, new_shard_name()
    target = os.path.join(folder, name)
    with ExitStack() as opened:
        origin = os.path.join(folder, work.old) if work.old else ""
        old = opened.enter_context(open_index(origin)) if origin else None
        try:
            make_private_folder(target)
        except OSError as error:
            raise write_error(folder, error) from error
        writer = opened.enter_context(IndexWriter(target, fresh=old is None, origin=origin))
        update = Update(job.corpus, writer, old, UpdatePlan(work.gone, work.read, job.digests, (), ()))
        update.run(report or _silent, lock)
        writer.commit(job.meta)
    return _Built(
        work.number, name, update.added, update.changed, update.removed, tuple(update.skipped), writer.changes
    )


def _silent(_done: int, _total: int) -> None:
    """Report no progress."""


class _Builder:
    """Builds shards and their catalog."""

    def __init__(self, given: Given, base: Baseline, lock: BuilderLock) -> None:
        self.added = self.changed = self.removed = 0
        self.skipped = list(base.plan.skipped)
        self._given = given
        self._folder = given.folder
        self._base = base
        self._lock = lock
        self._meta = {**base.meta, "built": base.walked}

    def run(self, work: Sequence[_Work], *, from_nothing: bool) -> None:
        """Build the shards with changes, then the catalog that names all shards.

        Args:
            work: What is to be done in the shards with changes.
            from_nothing: Whether the catalog is made of all shards, and not of the old one.
        """
        old_names = dict(enumerate(self._base.old.shards if self._base.old else ()))
        names = dict(old_names)
        changes: dict[int, Changes] = {}
        for built in self._built(work):
            names[built.number] = built.name
            changes[built.number] = built.changes
            self.added += built.added
            self.changed += built.changed
            self.removed += built.removed
            self.skipped += built.skipped
        with CatalogWriter(self._folder, fresh=from_nothing) as writer:
            for number in sorted(names if from_nothing else changes):
                self._lock.report_progress()
                with open_index(os.path.join(self._folder, names[number])) as shard:
                    if from_nothing:
                        writer.add_shard(number, shard)
                    else:
                        writer.change_shard(number, shard, changes[number])
            self.skipped.sort(key=lambda skipped: skipped.path)
            writer.put_skipped(self.skipped)
            writer.put_folders(self._base.plan.folders)
            listed = "\n".join(names[number] for number in sorted(names))
            writer.commit({**self._meta, "shards": listed})

    def summary(self, seconds: float, *, locked: bool) -> UpdateSummary:
        """Return what was done, in so many seconds."""
        with open_index(self._folder) as new:
            counts = new.counts
        return UpdateSummary(counts, self.added, self.changed, self.removed, seconds, tuple(self.skipped), locked)

    def _built(self, work: Sequence[_Work]) -> Iterator[_Built]:
        """Build shards: one after the other here, or at the same time on the computers of a cluster."""
        given, total, done = self._given, sum(len(each.read) for each in work), 0
        sizes = {each.number: len(each.read) for each in work}
        report = given.progress or _silent
        jobs = (_Job(each, given.corpus, self._digests_in(each), self._meta) for each in work)
        if given.cluster and given.cluster.address:
            report(0, total)
            for built in build_remotely(given.cluster, _build, self._folder, list(jobs)):
                self._lock.report_progress()
                if not os.path.isfile(index_file(os.path.join(self._folder, built.name))):
                    hint = "Name a folder that all computers share: --index DIR."
                    raise IndexWriteError(f"The cluster does not write its shards to {self._folder}.", hint=hint)
                done += sizes[built.number]
                report(done, total)
                yield built
            return
        for job in jobs:
            before = done
            yield _build(self._folder, job, self._lock, lambda read, _, before=before: report(before + read, total))  # type: ignore[misc]
            done += sizes[job.work.number]

    def _digests_in(self, work: _Work) -> dict[int, str]:
        """Return, by its id in the shard, the digest of the text of each note that is read again."""
        digests = self._base.plan.digests.items() if work.old else ()
        return {note & _LOCAL: digest for note, digest in digests if note >> NOTE_BITS == work.number}
