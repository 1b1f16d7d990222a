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

from askcloud.errors import IndexNotFoundError, IndexVersionError, IndexWriteError, NoteError
from askcloud.index.changes import Plan, expect_corpus, kept_reason, plan_update
from askcloud.index.database import file_state
from askcloud.index.draft import Draft, NoteTexts, has_drafts, remove_drafts
from askcloud.index.lock import PATIENCE, only_builder
from askcloud.index.schema import MAX_NOTE_ID, MAX_PASSAGES, index_file
from askcloud.index.store import Counts, Index, open_index
from askcloud.notes.claims import Note, read_note
from askcloud.notes.files import NoteFile, Skipped, digest_of, located, read_source, real_corpus
from askcloud.record import record, replace
from askcloud.terms import meaning_words, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from askcloud.index.draft import TermRow

    Progress = Callable[[int, int], None]

BATCH = 2_000
"""Notes counted at a time; bounds the memory of a build."""


@record
class Summary:
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
    old: Index | None
    """The index as it is, open; None for a build from nothing."""
    plan: Plan
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
    corpus: str,
    folder: str,
    *,
    full: bool = False,
    adopt: bool = False,
    excluded: Sequence[str] | None = None,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> Summary:
    """Brings the index in a folder up to date with a corpus.

    Args:
        corpus: Folder of the notes, or several, one a line.
        folder: Folder of the index; made if it is not there.
        full: Whether to read every note again, whatever index is there.
        adopt: Whether an index of another corpus is to become one of this corpus.
        excluded: Patterns of notes to pass over, as in a .gitignore; those the index was built with if not given.
        progress: Called with (notes read, notes to read) as the reading goes on.
        patience: Seconds to wait for another builder.

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
            locked = opened.enter_context(only_builder(folder, patience))
            if file_state(index_file(folder)) != basis.state:  # another builder was faster
                basis = _basis(corpus, folder, excluded, opened, full=full, adopt=adopt)
        if basis.old and basis.is_current:
            _tidy(folder)
            return Summary(basis.old.counts, 0, 0, 0, time.monotonic() - started, basis.plan.skipped, locked)
        if locked:
            remove_drafts(folder)
        draft = opened.enter_context(Draft(folder, fresh=basis.old is None))
        update = _Update(corpus, draft, basis.old, basis.plan)
        update.run(progress or _silent)
        draft.commit({**basis.meta, "built": basis.listed})
    with open_index(folder) as new:
        counts = new.counts
    took = time.monotonic() - started
    return Summary(counts, update.added, update.changed, update.removed, took, tuple(update.skipped), locked)


def _tidy(folder: str) -> None:
    """Removes what killed builders left, where nothing else is to be done; not while another builds."""
    if has_drafts(folder):
        with suppress(IndexWriteError), only_builder(folder, patience=0) as locked:
            if locked:
                remove_drafts(folder)


def _basis(  # noqa: PLR0913  # what `update_index` was given
    corpus: str, folder: str, excluded: Sequence[str] | None, opened: ExitStack, *, full: bool, adopt: bool
) -> _Basis:
    listed = datetime.now(UTC).isoformat(timespec="seconds")
    state = file_state(index_file(folder))
    old = None if full else _index_in(folder)
    if old:
        opened.enter_context(old)
    if old and not adopt:
        expect_corpus(old, corpus)
    patterns = tuple(old.excluded if excluded is None and old else excluded or ())
    meta = {"corpus": real_corpus(corpus), "excluded": "\n".join(patterns)}
    return _Basis(listed, state, old, plan_update(corpus, old, patterns), meta)


def _index_in(folder: str) -> Index | None:
    try:
        return open_index(folder)
    except (IndexNotFoundError, IndexVersionError):  # all that another version knew stands in the notes
        return None


def _silent(_done: int, _total: int) -> None:
    """Reports no progress."""


def _by_path(each: Skipped) -> str:
    return each.path


class _Update:
    """Carries out a plan on a draft, batch by batch."""

    def __init__(self, corpus: str, draft: Draft, old: Index | None, plan: Plan) -> None:
        self.added = self.changed = 0
        self.removed = len(plan.gone)
        self.skipped = list(plan.skipped)
        self._corpus = corpus
        self._draft = draft
        self._old = old
        self._plan = plan
        self._digests = {at: note.digest for at, note in old.notes().items()} if old else {}
        self._leaving: list[NoteTexts] = []
        self._coming: list[NoteTexts] = []

    def run(self, progress: Progress) -> None:
        """Forgets what is gone, reads what is to be read, and counts after every batch."""
        for note in self._plan.gone:
            self._forget(note)
        for done, (note, file) in enumerate(self._plan.read):
            progress(done, len(self._plan.read))
            self._read(note, file)
            if len(self._coming) >= BATCH:
                self._count()
        self._count()
        progress(len(self._plan.read), len(self._plan.read))
        self._draft.put_skipped(sorted(self.skipped, key=_by_path))
        self._draft.put_folders(self._plan.folders)

    def _read(self, note: int, file: NoteFile) -> None:
        known = note in self._digests
        try:
            source = _source_of(self._corpus, note, file)
        except NoteError as error:
            reason = kept_reason(error.message) if known else error.message
            self.skipped.append(Skipped(file.path, reason, file.fingerprint))
            return
        digest = digest_of(source)
        if self._digests.get(note) == digest:
            self._draft.touch_note(note, file.fingerprint)
            return
        if known:
            self._forget(note)
        self.changed += known
        self.added += not known
        content = _note_of(self._corpus, file.path, source)
        self._draft.add_note(note, file, digest, content)
        if content.passages:  # a hub is known, and counts for nothing
            self._coming.append(_texts_of(note, content))

    def _forget(self, note: int) -> None:
        assert self._old
        texts = _stored_texts(self._old, note)
        if texts.passages:
            self._leaving.append(texts)
        self._draft.remove_note(note)

    def _count(self) -> None:
        """Brings the postings up to date with the notes that left and came since the last count."""
        if not self._leaving and not self._coming:
            return
        from askcloud.index.build import count_notes, merged, without  # noqa: PLC0415  # 1.3 s: only with something to count

        coming, words = count_notes(self._coming)
        leaving, lost_words = _counted(self._leaving)
        notes = [texts.note for texts in self._leaving]
        rows: dict[str, TermRow] = {
            term: without(row, leaving[term], notes) for term, row in self._draft.terms(leaving).items()
        }
        stored = self._draft.terms(coming.keys() - rows.keys())
        for term, row in coming.items():
            before = rows.get(term) or stored.get(term)
            rows[term] = merged(before, row) if before else row
        self._draft.put_terms(rows.values())
        words.subtract(lost_words)
        self._draft.add_words(words)
        self._leaving, self._coming = [], []


def _note_of(corpus: str, path: str, source: str) -> Note:
    """A note with the channel it has in its folder; in one of several folders the note of no channel is of that one."""
    content = read_note(located(corpus, path)[1], source)
    return replace(content, path=path, channel=content.channel or path.partition("/")[0] * ("\n" in corpus))


def _source_of(corpus: str, note: int, file: NoteFile) -> str:
    """The text of a note that gets an id.

    Raises:
        NoteError: It cannot be read, or the ids are used up.
    """
    if note > MAX_NOTE_ID:
        raise NoteError(f"one of more than {MAX_NOTE_ID + 1:,} notes", hint="Split the corpus.")
    return read_source(corpus, file.path)


def _texts_of(note: int, content: Note) -> NoteTexts:
    passages = tuple(
        (_above(passage.headings, passage.context), tuple(claim.text for claim in passage.claims))
        for passage in content.passages[:MAX_PASSAGES]
    )
    return NoteTexts(note, content.title, passages)


def _stored_texts(old: Index, note: int) -> NoteTexts:
    """The texts of a note as they were counted."""
    claims: dict[int, list[str]] = {}
    for claim in old.claims_of(note):
        claims.setdefault(claim.passage, []).append(claim.text)
    passages = tuple(
        (_above(headings, context), tuple(claims[passage])) for passage, headings, context in old.passage_texts(note)
    )
    return NoteTexts(note, old.note(note).title, passages)


def _above(headings: tuple[str, ...], context: tuple[str, ...]) -> str:
    return "\n".join((*headings, *context))


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
            words.update(set(meaning_words(text)))
    return terms, words
