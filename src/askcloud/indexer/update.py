"""Corpus -> an index that is up to date with it.

Every build is an update: notes that left are taken out of the postings of their own terms, new ones put in. A full
build is the update of an empty index, so both give the same content.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from askcloud.corpus.files import Skipped
from askcloud.errors import IndexNotFoundError, IndexUnavailableError, IndexVersionError, IndexWriteError
from askcloud.index.database import file_identity
from askcloud.index.reader import Counts, IndexReader, open_index
from askcloud.index.schema import MAX_NOTE_ID, index_file
from askcloud.indexer.changes import UpdatePlan, expect_corpus, plan_update, stale_reason
from askcloud.indexer.lock import LOCK_TIMEOUT, builder_lock
from askcloud.indexer.workers import PORTION, ReadJob, read_files, texts_of
from askcloud.indexer.writer import IndexWriter, NoteTexts, has_temporary_files, remove_temporary_files
from askcloud.record import record
from askcloud.text.analyzer import content_words, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.indexer.workers import Batch, ReadResult
    from askcloud.indexer.writer import TermRow

    Progress = Callable[[int, int], None]

BATCH = 2_000
"""Notes whose postings are brought in at a time; bounds the memory of a build."""


@record
class UpdateSummary:
    """What an update did."""

    counts: Counts
    """What the index holds now."""
    added: int
    """Notes that were not in it before."""
    changed: int
    """Notes whose text is another."""
    removed: int
    """Notes whose file is gone."""
    seconds: float
    """Wall time."""
    skipped: tuple[Skipped, ...]
    """Every file that was left out, in order of path."""
    locked: bool = True
    """Whether other builders were kept away; false where the file system knows no locks."""


@record
class _Basis:
    """What an update starts from."""

    listed: str
    """When the corpus was looked through, as an ISO time in UTC: what changes later has a later time."""
    state: tuple[int, ...]
    """What tells the file of the index from one that replaces it."""
    old: IndexReader | None
    """The index as it is, open; None for a build from nothing."""
    plan: UpdatePlan
    meta: dict[str, str]
    """What the index is to say of itself, without the time."""

    @property
    def is_current(self) -> bool:
        """Whether the index has nothing to learn."""
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
) -> UpdateSummary:
    """Brings the index in a folder up to date with a corpus.

    Args:
        corpus: The folders of the notes.
        folder: Folder of the index; made if it is not there.
        full: Whether to read every note again, whatever index is there.
        adopt: Whether an index of another corpus is to become one of this corpus.
        excluded: Patterns of notes to pass over, as in a .gitignore; those the index was built with if not given.
        progress: Called with (notes read, notes to read) as the reading goes on.
        lock_timeout: Seconds to wait for another builder.

    Raises:
        CorpusNotFoundError: The corpus cannot be read.
        CorpusEmptyError: It holds no note.
        IndexCorruptError: It is damaged; not when `full`.
        IndexForeignError: It was built from another corpus; not when `full` or `adopt`.
        IndexBusyError: Another process goes on building it.
        IndexWriteError: The folder cannot be written.
    """
    started = time.monotonic()
    locked = True
    with ExitStack() as opened:
        basis = _basis(corpus, folder, excluded, opened, full=full, adopt=adopt)
        if not basis.is_current:
            locked = opened.enter_context(builder_lock(folder, lock_timeout))
            if file_identity(index_file(folder)) != basis.state:  # another builder was faster
                basis = _basis(corpus, folder, excluded, opened, full=full, adopt=adopt)
        if basis.old and basis.is_current:
            _tidy(folder)
            return UpdateSummary(basis.old.counts, 0, 0, 0, time.monotonic() - started, basis.plan.skipped, locked)
        if locked:
            remove_temporary_files(folder)
        draft = opened.enter_context(IndexWriter(folder, fresh=basis.old is None))
        update = _Update(corpus, draft, basis.old, basis.plan)
        update.run(progress or _silent)
        draft.commit({**basis.meta, "built": basis.listed})
    with open_index(folder) as new:
        counts = new.counts
    took = time.monotonic() - started
    return UpdateSummary(counts, update.added, update.changed, update.removed, took, tuple(update.skipped), locked)


def _tidy(folder: str) -> None:
    """Removes what killed builders left, where nothing else is to be done; not while another builds."""
    if has_temporary_files(folder):
        with suppress(IndexWriteError), builder_lock(folder, lock_timeout=0) as locked:
            if locked:
                remove_temporary_files(folder)


def _basis(  # noqa: PLR0913  # what `update_index` was given
    corpus: Corpus, folder: str, excluded: Sequence[str] | None, opened: ExitStack, *, full: bool, adopt: bool
) -> _Basis:
    listed = datetime.now(UTC).isoformat(timespec="seconds")
    state = file_identity(index_file(folder))
    old = None if full else _index_in(folder)
    if old:
        opened.enter_context(old)
    if old and not adopt:
        expect_corpus(old, corpus)
    patterns = tuple(_excluded_in(folder) if excluded is None else excluded)
    meta = {"corpus": corpus.real().lines, "excluded": "\n".join(patterns)}
    return _Basis(listed, state, old, plan_update(corpus, old, patterns), meta)


def _index_in(folder: str) -> IndexReader | None:
    try:
        return open_index(folder)
    except (IndexNotFoundError, IndexVersionError):  # all that another version knew stands in the notes
        return None


def _excluded_in(folder: str) -> tuple[str, ...]:
    """The patterns that an index is to go on with, for they stand nowhere else; none where it cannot be read."""
    try:
        with open_index(folder) as index:
            return index.excluded
    except IndexUnavailableError:
        return ()


def _silent(_done: int, _total: int) -> None:
    """Reports no progress."""


def _by_path(each: Skipped) -> str:
    return each.path


class _Update:
    """Carries out a plan on a draft, batch by batch."""

    def __init__(self, corpus: Corpus, draft: IndexWriter, old: IndexReader | None, plan: UpdatePlan) -> None:
        self.added = self.changed = 0
        self.removed = len(plan.gone)
        self.skipped = list(plan.skipped)
        self._corpus = corpus
        self._draft = draft
        self._old = old
        self._plan = plan
        self._digests = {at: note.digest for at, note in old.notes().items()} if old else {}
        self._leaving: list[NoteTexts] = []
        self._coming: list[Batch] = []

    def run(self, progress: Progress) -> None:
        """Forgets what is gone, reads what is to be read, and brings the postings up to date after every batch."""
        for note in self._plan.gone:
            self._forget(note)
        total = len(self._plan.read)
        beyond = [(note, file) for note, file in self._plan.read if note > MAX_NOTE_ID]
        for _, file in beyond:
            reason = f"one of more than {MAX_NOTE_ID + 1:,} notes"
            self.skipped.append(Skipped(file.path, reason, file.fingerprint))
        done = len(beyond)
        wanted = [ReadJob(*each, self._digests.get(each[0], "")) for each in self._plan.read if each not in beyond]
        for portion in read_files(self._corpus, wanted):
            for reading in portion.readings:
                progress(done, total)
                self._take(reading)
                done += 1
            self._coming.append(portion)
            if len(self._coming) * PORTION >= BATCH:
                self._count()
        self._count()
        progress(total, total)
        self._draft.put_skipped(sorted(self.skipped, key=_by_path))
        self._draft.put_folders(self._plan.folders)

    def _take(self, reading: ReadResult) -> None:
        """Stores what was read of a file."""
        note, file, known = reading.wanted.note, reading.wanted.file, bool(reading.wanted.digest)
        if reading.trouble:
            reason = stale_reason(reading.trouble) if known else reading.trouble
            self.skipped.append(Skipped(file.path, reason, file.fingerprint))
        elif not reading.rows:
            self._draft.touch_note(note, file.fingerprint)
        else:
            if known:
                self._forget(note)
            self.changed += known
            self.added += not known
            self._draft.add_note(reading.rows)

    def _forget(self, note: int) -> None:
        assert self._old
        texts = _stored_texts(self._old, note)
        if texts.passages:
            self._leaving.append(texts)
        self._draft.remove_note(note)

    def _count(self) -> None:
        """Brings the postings up to date with the notes that left and came since the last count."""
        coming: dict[str, list[TermRow]] = {}
        words: Counter[str] = Counter()
        for portion in self._coming:
            words.update(portion.words)
            for term, row in portion.terms.items():
                coming.setdefault(term, []).append(row)
        leaving, lost_words = _counted(self._leaving)
        if not coming and not leaving:
            return
        from askcloud.indexer.merge import merge_rows, remove_notes  # numpy, .1 s: only with something to count

        notes = [texts.note for texts in self._leaving]
        rows = {term: remove_notes(row, leaving[term], notes) for term, row in self._draft.terms(leaving).items()}
        stored = self._draft.terms(coming.keys() - rows.keys()) | rows
        rows |= {term: merge_rows([stored[term], *new] if term in stored else new) for term, new in coming.items()}
        self._draft.put_terms(rows[term] for term in sorted(rows))
        words.subtract(lost_words)
        self._draft.add_words(words)
        self._leaving, self._coming = [], []


def _stored_texts(old: IndexReader, note: int) -> NoteTexts:
    """The texts of a note as they were counted."""
    said = [
        ((*passage.headings, *passage.context), [claim.text for claim in passage.claims])
        for passage in old.passages_of(note)
    ]
    return texts_of(note, old.note(note).title, said)


def _counted(notes: list[NoteTexts]) -> tuple[Counter[str], Counter[str]]:
    """In how many claims of some notes each term stands (0: only above them), and in how many texts each word."""
    terms: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for note in notes:
        claims = [claim for _, texts in note.passages for claim in texts]
        others = [note.title, *(above for above, _ in note.passages)]
        for text in claims:
            terms.update(set(terms_of(text)))
        for text in others:
            terms.update(dict.fromkeys(terms_of(text), 0))
        for text in (*claims, *others):
            words.update(set(content_words(text)))
    return terms, words
