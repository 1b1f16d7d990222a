"""Corpus -> an index that is up to date with it.

Every build is an update: notes that left are taken out of the postings of their own terms, new ones put in. A full
build is the update of an empty index, so both give the same content.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from askcloud.errors import CorpusEmptyError, IndexNotFoundError, IndexVersionError, NoteError
from askcloud.index.draft import Draft, NoteTexts
from askcloud.index.schema import MAX_NOTE_ID, MAX_PASSAGES
from askcloud.index.store import Counts, Index, open_index
from askcloud.notes.claims import Note, read_note
from askcloud.notes.files import NoteFile, Skipped, digest_of, located, read_source, real_corpus, walk_corpus
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
    """Notes whose file is gone or can no longer be read."""
    seconds: float
    """Wall time."""
    skipped: tuple[Skipped, ...]
    """Every file that was left out, in order of path."""


@record
class _Plan:
    """What differs between a corpus and its index."""

    gone: tuple[int, ...]
    """Ids of the notes whose file is not there any more."""
    read: tuple[tuple[int, NoteFile], ...]
    """Files to read, with the ids their notes have or get; in order of path."""
    skipped: tuple[Skipped, ...]
    """Files left out as far as known before reading."""


def update_index(
    corpus: str,
    folder: str,
    *,
    full: bool = False,
    excluded: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Brings the index in a folder up to date with a corpus.

    Args:
        corpus: Folder of the notes, or several, one a line.
        folder: Folder of the index; made if it is not there.
        full: Whether to read every note again, whatever index is there.
        excluded: Patterns of notes to pass over, as in a .gitignore; those the index was built with if not given.
        progress: Called with (notes read, notes to read) as the reading goes on.

    Raises:
        CorpusNotFoundError: The corpus cannot be read.
        CorpusEmptyError: It holds no note.
        IndexCorruptError: It is damaged; not when `full`.
        IndexWriteError: The folder cannot be written.
    """
    started = time.monotonic()
    with ExitStack() as opened:
        old = None if full else _index_in(folder)
        if old:
            opened.enter_context(old)
        patterns = _patterns_of(old) if excluded is None else tuple(excluded)
        plan = _plan_for(old, *_files_in(corpus, patterns))
        meta = {"corpus": real_corpus(corpus), "excluded": "\n".join(patterns)}
        if (
            old
            and not plan.gone
            and not plan.read
            and plan.skipped == _skipped_in(old)
            and meta.items() <= old.meta.items()
        ):
            return Summary(old.counts, 0, 0, 0, time.monotonic() - started, plan.skipped)
        draft = opened.enter_context(Draft(folder, fresh=old is None))
        update = _Update(corpus, draft, old, plan)
        update.run(progress or _silent)
        draft.commit({**meta, "built": datetime.now(UTC).isoformat(timespec="seconds")})
    with open_index(folder) as new:
        counts = new.counts
    seconds = time.monotonic() - started
    return Summary(counts, update.added, update.changed, update.removed, seconds, tuple(update.skipped))


def pending_changes(corpus: str, index: Index) -> int:
    """Notes of a corpus that differ from its index by their fingerprint: new, changed or gone.

    Raises:
        CorpusError: The corpus cannot be read, or is empty.
    """
    return len(changed_notes(corpus, index))


def changed_notes(corpus: str, index: Index) -> frozenset[tuple[str, str]]:
    """(path, fingerprint) of each note that differs from the index: new, changed, or gone and then without fingerprint.

    Raises:
        CorpusError: The corpus cannot be read, or is empty.
    """
    plan = _plan_for(index, *_files_in(corpus, _patterns_of(index)))
    gone = ((index.note(note).path, "") for note in plan.gone)
    return frozenset((*gone, *((file.path, file.fingerprint) for _, file in plan.read)))


def _patterns_of(index: Index | None) -> tuple[str, ...]:
    """The patterns of notes that an index passes over."""
    stored = index.meta.get("excluded", "") if index else ""
    return tuple(stored.split("\n")) if stored else ()


def _files_in(corpus: str, excluded: Sequence[str]) -> tuple[list[NoteFile], list[Skipped]]:
    found = list(walk_corpus(corpus, excluded))
    files = [file for file in found if isinstance(file, NoteFile)]
    if not files:
        hint = "Name the folder of your notes: askcloud --corpus DIR."
        raise CorpusEmptyError(f"There are no Markdown notes in {corpus}.", hint=hint)
    return files, [file for file in found if isinstance(file, Skipped)]


def _index_in(folder: str) -> Index | None:
    try:
        return open_index(folder)
    except (IndexNotFoundError, IndexVersionError):  # all that another version knew stands in the notes
        return None


def _skipped_in(old: Index) -> tuple[Skipped, ...]:
    return tuple(Skipped(*row) for row in old.skipped())


def _silent(_done: int, _total: int) -> None:
    """Reports no progress."""


def _plan_for(old: Index | None, files: list[NoteFile], skipped: list[Skipped]) -> _Plan:
    """Compares fingerprints. A note keeps its id, a new one gets the next; a file that failed is not read again."""
    known = {note.path: (at, note.fingerprint) for at, note in old.notes().items()} if old else {}
    failed = {each.path: each for each in _skipped_in(old) if each.fingerprint} if old else {}
    next_id = max((at for at, _ in known.values()), default=-1) + 1
    read, still_failed = [], []
    for file in files:
        if file.path in failed and failed[file.path].fingerprint == file.fingerprint:
            still_failed.append(failed[file.path])
            continue
        at, fingerprint = known.get(file.path, (next_id, ""))
        next_id += not fingerprint
        if fingerprint != file.fingerprint:
            read.append((at, file))
    present = {file.path for file in files}
    gone = tuple(at for path, (at, _) in known.items() if path not in present)
    return _Plan(gone, tuple(read), tuple(sorted([*skipped, *still_failed], key=_by_path)))


def _by_path(each: Skipped) -> str:
    return each.path


class _Update:
    """Carries out a plan on a draft, batch by batch."""

    def __init__(self, corpus: str, draft: Draft, old: Index | None, plan: _Plan) -> None:
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

    def _read(self, note: int, file: NoteFile) -> None:
        known = note in self._digests
        try:
            source = _source_of(self._corpus, note, file)
        except NoteError as error:
            self.skipped.append(Skipped(file.path, error.message, file.fingerprint))
            self.removed += known
            if known:
                self._forget(note)
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
