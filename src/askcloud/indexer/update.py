"""Corpus -> an index that is up to date with it.

Every build is an update: deleted notes are removed from the postings of their terms, and new ones are added.
A full build is the update of an empty index, so both give the same content.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from askcloud.corpus.walk import Skipped
from askcloud.errors import IndexNotFoundError, IndexUnavailableError, IndexVersionError, IndexWriteError
from askcloud.index.database import file_identity
from askcloud.index.reader import Counts, IndexReader, open_index
from askcloud.index.schema import MAX_NOTE_ID, index_file
from askcloud.indexer.changes import UpdatePlan, plan_update, stale_reason
from askcloud.indexer.freshness import expect_corpus
from askcloud.indexer.lock import LOCK_TIMEOUT, BuilderLock, builder_lock
from askcloud.indexer.names import NameCounts, count_names, small_letters
from askcloud.indexer.texts import NoteTexts, texts_of
from askcloud.indexer.workers import ReadJob, read_files
from askcloud.indexer.writer import IndexWriter, has_temporary_files, remove_other_shards, remove_temporary_files
from askcloud.record import Record, replace
from askcloud.text.analyzer import content_words, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.indexer.texts import TermRow
    from askcloud.indexer.workers import Batch, ReadResult

    Progress = Callable[[int, int], None]

MERGE_SIZE = 2_000
"""Notes whose postings are held at a time, before they are set aside in a temporary file; bounds the memory of a build.
"""


COUNTED_SIZE = 100_000
"""Words and names whose counts are held at a time, before they are stored: 30 MB."""


class UpdateSummary(Record):
    """What an update did."""

    counts: Counts
    """What the index contains now."""
    added: int
    """Notes that were not in it before."""
    changed: int
    """Notes whose text has changed."""
    removed: int
    """Notes whose file is gone."""
    seconds: float
    """Wall time."""
    skipped: tuple[Skipped, ...]
    """Every file that was left out, in order of path."""
    locked: bool = True
    """Whether other builders were kept away; false where the file system has no locks."""


class Baseline(Record):
    """What an update starts from."""

    walked: str
    """When the corpus was walked, as an ISO time in UTC: what changes later has a later time."""
    identity: tuple[int, ...]
    """Tells the file of the index from one that replaces it."""
    old: IndexReader | None
    """The index as it is, open; None for a build from nothing."""
    plan: UpdatePlan
    meta: dict[str, str]
    """What the index is to record about itself, without the time."""

    @property
    def is_current(self) -> bool:
        """Whether the index is up to date."""
        if not self.old or self.plan.gone or self.plan.read:
            return False
        known = tuple(Skipped(*row) for row in self.old.skipped())
        return self.plan.skipped == known and self.meta.items() <= self.old.meta.items()


def update_index(  # noqa: PLR0913  # named, each with its default
    corpus: Corpus,
    folder: str,
    *,
    full: bool = False,
    adopt: bool = False,
    excluded: Sequence[str] | None = None,
    progress: Progress | None = None,
    lock_timeout: float = LOCK_TIMEOUT,
    on_wait: Callable[[str], None] | None = None,
) -> UpdateSummary:
    """Bring the index in a folder up to date with a corpus, and return what changed.

    Args:
        corpus: The folders of the notes.
        folder: Folder of the index; created if it is not there.
        full: Whether to read every note again, whatever index is there.
        adopt: Whether an index of another corpus is to become one of this corpus.
        excluded: Patterns of notes to leave out, as in a .gitignore; those the index was built with if not given.
        progress: Called with (notes read, notes to read) during the reading.
        lock_timeout: Seconds to wait for another builder that makes no progress; one that does is waited for.
        on_wait: Called with the name of the process that is waited for, if there is one.

    Raises:
        CorpusNotFoundError: The corpus cannot be read.
        CorpusEmptyError: It contains no note.
        IndexCorruptError: The index is damaged; not when `full`.
        IndexCorpusMismatchError: The index was built from another corpus; not when `full` or `adopt`.
        IndexBusyError: Another process is building it, and makes no progress.
        IndexWriteError: The folder cannot be written.
    """
    started = time.monotonic()
    lock: BuilderLock | None = None
    with ExitStack() as opened:
        base = baseline_of(corpus, folder, excluded, opened, full=full, adopt=adopt)
        if not base.is_current:
            lock = opened.enter_context(builder_lock(folder, lock_timeout, on_wait=on_wait))
            if file_identity(index_file(folder)) != base.identity:  # another builder was faster
                base = baseline_of(corpus, folder, excluded, opened, full=full, adopt=adopt)
        locked = lock is None or lock.held
        if lock is None or (base.old and base.is_current):
            assert base.old
            clean_up(folder)
            return UpdateSummary(base.old.counts, 0, 0, 0, time.monotonic() - started, base.plan.skipped, locked)
        update = _write(corpus, folder, base, progress or _silent, lock)
    with open_index(folder) as new:
        counts = new.counts
    took = time.monotonic() - started
    return UpdateSummary(counts, update.added, update.changed, update.removed, took, tuple(update.skipped), locked)


def _write(corpus: Corpus, folder: str, base: Baseline, progress: Progress, lock: BuilderLock) -> Update:
    """Write the new index in place of the old one, and return what changed."""
    if lock.held:
        remove_temporary_files(folder)
    with IndexWriter(folder, fresh=base.old is None) as writer:
        update = Update(corpus, writer, base.old, base.plan)
        update.run(progress, lock)
        writer.commit({**base.meta, "built": base.walked})
    return update


def clean_up(folder: str, shards: Sequence[str] = ()) -> None:
    """Remove what killed builders left, where nothing else is to be done; not while another one builds.

    Args:
        folder: Folder of the index.
        shards: The folders in it that are part of the index.
    """
    if has_temporary_files(folder, shards):
        with suppress(IndexWriteError), builder_lock(folder, lock_timeout=0) as lock:
            if lock.held:
                remove_temporary_files(folder)
                remove_other_shards(folder, shards)


def baseline_of(  # noqa: PLR0913  # what `update_index` was given
    corpus: Corpus, folder: str, excluded: Sequence[str] | None, opened: ExitStack, *, full: bool, adopt: bool
) -> Baseline:
    """Return what an update starts from; the index is closed with `opened`. The arguments are those of the update."""
    walked = datetime.now(UTC).isoformat(timespec="seconds")
    identity = file_identity(index_file(folder))
    old = None if full else _index_in(folder)
    if old:
        opened.enter_context(old)
    if old and not adopt:
        expect_corpus(old, corpus)
    patterns = tuple(_excluded_in(folder) if excluded is None else excluded)
    meta = {"corpus": corpus.real().lines, "excluded": "\n".join(patterns)}
    return Baseline(walked, identity, old, plan_update(corpus, old, patterns), meta)


def _index_in(folder: str) -> IndexReader | None:
    try:
        return open_index(folder)
    except (IndexNotFoundError, IndexVersionError):  # all that it contains is in the notes
        return None


def _excluded_in(folder: str) -> tuple[str, ...]:
    """Return the patterns that an index was built with, which are stored nowhere else; none if it cannot be read."""
    try:
        with open_index(folder) as index:
            return index.excluded
    except IndexUnavailableError:
        return ()


def _silent(_done: int, _total: int) -> None:
    """Report no progress."""


def _nothing() -> None:
    """Report nothing to waiting processes."""


class Update:
    """Carries out a plan with a writer, batch by batch."""

    def __init__(self, corpus: Corpus, writer: IndexWriter, old: IndexReader | None, plan: UpdatePlan) -> None:
        """Change nothing yet.

        Args:
            corpus: The folders of the notes.
            writer: Writes the new state.
            old: The index as it is, open; None for a build from nothing.
            plan: What to do.
        """
        self.added = self.changed = 0
        """Notes that were added, and whose text has changed."""
        self.removed = len(plan.gone)
        """Notes whose file is gone."""
        self.skipped = list(plan.skipped)
        """Files that were left out; in order of path when it has run."""
        self._corpus = corpus
        self._writer = writer
        self._old = old
        self._plan = plan
        self._removed_texts: list[NoteTexts] = []
        self._removed_notes: list[int] = []
        self._removed_terms: Counter[str] = Counter()
        self._new_batches: list[Batch] = []
        self._words: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._names = NameCounts()

    def run(self, report: Progress, lock: BuilderLock | None) -> None:
        """Remove the notes that are gone, read what is to be read, and merge the postings of all of them.

        Args:
            report: Called with (notes read, notes to read).
            lock: The lock of the index; None in one of several processes that build, which is the only one to read.
        """
        report_progress = lock.report_progress if lock else _nothing

        def progress(done: int, total: int) -> None:
            report_progress()
            report(done, total)

        for note in self._plan.gone:
            self._remove(note)
        total = len(self._plan.read)
        jobs = self._jobs()
        done = total - len(jobs)
        counted = done
        if total:
            progress(done, total)  # before the first is read: how many there are is known now
        for batch in read_files(self._corpus, jobs, alone=lock is None):
            for result in batch.results:
                self._store(result)
                done += 1
                if done < total:
                    progress(done, total)
            self._new_batches.append(replace(batch, results=()))
            if done - counted >= MERGE_SIZE:
                self._writer.set_aside(self._count())
                counted = done
                if len(self._words) + len(self._names.names) > COUNTED_SIZE:
                    self._store_counts()
        new = self._count()
        self._store_counts()
        self._merge(new, report_progress)
        progress(total, total)
        self.skipped.sort(key=lambda skipped: skipped.path)
        self._writer.put_skipped(self.skipped)
        self._writer.put_folders(self._plan.folders)

    def _jobs(self) -> list[ReadJob]:
        """Return what is to be read; more notes than an index has ids for are skipped."""
        jobs = []
        for note, file in self._plan.read:
            if note > MAX_NOTE_ID:
                reason = f"the index is full: it has {MAX_NOTE_ID + 1:,} notes"
                self.skipped.append(Skipped(file.path, reason, file.fingerprint))
            else:
                jobs.append(ReadJob(note, file, self._plan.digests.get(note, "")))
        return jobs

    def _store(self, result: ReadResult) -> None:
        """Store what was read of a file."""
        note, file, known = result.job.note, result.job.file, bool(result.job.digest)
        if result.trouble:
            reason = stale_reason(result.trouble) if known else result.trouble
            self.skipped.append(Skipped(file.path, reason, file.fingerprint))
        elif not result.rows:
            self._writer.touch_note(note, file.fingerprint)
        else:
            if known:
                self._remove(note)
            self.changed += known
            self.added += not known
            self._writer.add_note(result.rows)

    def _remove(self, note: int) -> None:
        assert self._old
        texts = texts_of(note, self._old.note(note).title, self._old.passages_of(note))
        if texts.passages:
            self._removed_texts.append(texts)
        self._writer.remove_note(note)

    def _count(self) -> list[tuple[str, list[TermRow]]]:
        """Count the words and names of the notes that were removed and read since this was last called.

        Returns:
            (term, its rows) of these new notes, in order of the terms. What is to be taken out is remembered.
        """
        new: dict[str, list[TermRow]] = {}
        for batch in self._new_batches:
            self._words.update(batch.words)
            self._small.update(batch.small)
            self._names.add(batch.names)
            for term, row in batch.terms.items():
                new.setdefault(term, []).append(row)
        removed, lost_words, lost_claims = _count_terms(self._removed_texts)
        lost_names = count_names(self._removed_texts)
        self._words.subtract(lost_words)
        self._small.subtract(small_letters(lost_claims, lost_names))
        self._names.add(lost_names, -1)
        self._removed_terms.update(removed)
        self._removed_notes += [texts.note for texts in self._removed_texts]
        self._removed_texts, self._new_batches = [], []
        return sorted(new.items())

    def _store_counts(self) -> None:
        """Bring the stored words and names up to date with what was counted since this was last called."""
        if self._words:
            self._writer.add_words(self._words, self._small)
            self._writer.add_names(self._names)
        self._words, self._small, self._names = Counter(), Counter(), NameCounts()

    def _merge(self, new: Iterable[tuple[str, list[TermRow]]], report: Callable[[], None]) -> None:
        """Bring the postings up to date with all notes that were removed and read.

        Args:
            new: (term, rows to add) in order of the terms, besides those that were set aside.
            report: Shows those who wait that the build continues.
        """
        if self._writer.has_rows_aside:
            self._writer.set_aside(new)
            new = self._writer.rows_aside()
        if new or self._removed_terms:
            self._writer.put_terms(self._merged(new, report))

    def _merged(self, new: Iterable[tuple[str, list[TermRow]]], report: Callable[[], None]) -> Iterator[TermRow]:
        """Yield the row of each term whose postings change, as it is to be."""
        from askcloud.indexer.merge import merge_rows, remove_notes  # numpy, .1 s: only with something to merge

        removed = self._removed_terms
        stored = self._writer.terms
        for term, rows in new:
            report()
            kept = list(stored([term]).values()) if self._old else []
            if term in removed:
                kept = [remove_notes(row, removed[term], self._removed_notes) for row in kept]
                del removed[term]
            yield merge_rows([*kept, *rows], in_order=not self._old)
        for term, row in stored(sorted(removed)).items():
            yield remove_notes(row, removed[term], self._removed_notes)


def _count_terms(notes: Iterable[NoteTexts]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return in how many claims each term occurs, in how many texts each word, and in how many claims each word.

    A term that is only in headings and titles is in 0 claims.
    """
    terms: Counter[str] = Counter()
    words: Counter[str] = Counter()
    in_claims: Counter[str] = Counter()
    for note in notes:
        claims = [claim for _, texts in note.passages for claim in texts]
        others = [note.title, *(above for above, _ in note.passages)]
        for text in claims:
            terms.update(set(terms_of(text)))
            in_claims.update(set(content_words(text)))
        for text in others:
            terms.update(dict.fromkeys(terms_of(text), 0))
            words.update(set(content_words(text)))
    return terms, words + in_claims, in_claims
