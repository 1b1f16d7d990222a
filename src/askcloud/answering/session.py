"""Questions to an index over a corpus, and answers whose every quote stands in its note as it is now.

Before an answer is given, each cited note is read: its text must be the one that was indexed, as the time of its file
or else its digest tells, and the quote's words must stand in their span. A changed note is indexed again and the
question asked again; what cannot be verified is not quoted. Notes that came and went show in the times of folders.
"""

from __future__ import annotations

import os

from askcloud.answering.ask import Answer, abstention, ask
from askcloud.corpus.files import current_fingerprint, digest_of, read_source
from askcloud.errors import IndexNotFoundError, IndexVersionError, IndexWriteError, NoteError
from askcloud.index.reader import open_index
from askcloud.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self

    from askcloud.answering.ask import Evidence
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader

VERIFIED, CHANGED, GONE, UNREAD = "verified", "changed", "gone", "unread"
_MOST_REFRESHES = 2  # for one question, over a corpus that goes on changing


def open_or_build(folder: str, build: Callable[[str], object] | None) -> IndexReader:
    """The index in a folder; built first where there is none, or one of another version.

    Args:
        folder: Folder of the index.
        build: Builds it, given a sentence that says why; None to open only what is there.

    Raises:
        IndexUnavailableError: It cannot be opened.
    """
    try:
        return open_index(folder)
    except (IndexNotFoundError, IndexVersionError) as error:
        if not build:
            raise
        build(error.message)
    return open_index(folder)


class Session:
    """An index open for questions; the same after it was brought up to date."""

    def __init__(
        self, index: IndexReader, corpus: Corpus, folder: str, *, refresh: Callable[[], object] | None = None
    ) -> None:
        """Takes over an open index.

        Args:
            index: The index in `folder`.
            corpus: The folders of the notes.
            folder: Folder of the index.
            refresh: Brings the index up to date with the corpus; without it what changed is only left out.

        Raises:
            CorpusNotFoundError: The corpus is not there, and it is not the index's.
            IndexForeignError: The index was built from another corpus, which is there.
        """
        self.index = index
        """The index as it is now."""
        self.corpus = index.corpus
        """The folders of the notes: what the index was built from, or if that was moved, what was named."""
        self._folder = folder
        self._refresh = refresh
        if not all(map(os.path.isdir, self.corpus.folders)):
            self.corpus = corpus
        elif self.corpus != corpus.real():
            from askcloud.indexer.freshness import expect_corpus  # 1 ms: only to refuse

            expect_corpus(index, corpus)

    def __enter__(self) -> Self:
        """The session itself; leaving closes its index."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the index."""
        self.index.close()

    def refresh_if_changed(self) -> bool:
        """Brings in the notes that came and went, as far as a glance shows; false if they are too many to wait for.

        Then nothing is read before an answer, and what changed is left out of it.

        Raises:
            CorpusError: The notes are not there.
        """
        from askcloud.indexer.freshness import MANY, count_changes_by_folder_time  # 1 ms: not with --no-refresh

        if not self._may_refresh():
            return True
        changed = count_changes_by_folder_time(self.corpus, self.index)
        if changed > MANY:
            self._refresh = None
        elif changed:
            self._refreshed()
        return changed <= MANY

    def ask(self, question: str, **how: Any) -> Answer:
        """The verified answer to a question; how it is asked is what `answer.ask` takes.

        Raises:
            QuestionError: As `answer.ask`.
            UsageError: As `answer.ask`.
        """
        found = ask(self.index, question, **how)
        states = self._states(found)
        for _ in range(_MOST_REFRESHES):
            if not any(map(self._may_be_mended, found.evidence, states)) or not self._refreshed():
                break
            found = ask(self.index, question, **how)
            states = self._states(found)
        return found if all(state == VERIFIED for state in states) else self._with_verified(found, states)

    def _states(self, found: Answer) -> list[str]:
        return list(map(self.state_of, found.evidence))

    def _may_be_mended(self, evidence: Evidence, state: str) -> bool:
        """Whether a quote may be verified, or another found, once the index is up to date."""
        return state in (CHANGED, GONE) or (state == UNREAD and not self._failure(evidence.citation.note))

    def state_of(self, evidence: Evidence) -> str:
        """What has become of a quote.

        verified: it stands in its note. changed: the note says something else now. gone: there is no note. unread: the
        note cannot be read.
        """
        path = evidence.citation.note
        stored = self.index.note_at(path)
        now = current_fingerprint(self.corpus, path)
        if not now or not stored:
            return GONE
        failed = now != stored.fingerprint and self._failure(path) == now
        try:
            source = read_source(self.corpus, path, "replace" if failed else "strict")
        except NoteError:
            return UNREAD
        same = failed or now == stored.fingerprint or digest_of(source) == stored.digest
        span = source[slice(*evidence.span)]
        return VERIFIED if same and (holds(span, evidence.quote) or _says(source, evidence.quote)) else CHANGED

    def _failure(self, path: str) -> str:
        """The fingerprint of a note that could not be read, so that the index holds what was before; else empty."""
        from askcloud.indexer.freshness import failures  # only with a note that changed

        failed = failures(self.index).get(path)
        return failed.fingerprint if failed else ""

    def _may_refresh(self) -> bool:
        """Whether the index may be brought up to date: one whose corpus was moved is never turned into another's."""
        return self._refresh is not None and self.corpus.real() == self.index.corpus

    def _refreshed(self) -> bool:
        """Brings the index up to date; whether that could be done."""
        if not self._refresh or not self._may_refresh():
            return False
        try:
            self._refresh()
        except IndexWriteError:
            self._refresh = None  # what could not be written now is not tried with every question
            return False
        self.index.close()
        self.index = open_index(self._folder)
        return True

    def _with_verified(self, found: Answer, states: list[str]) -> Answer:
        """The answer without what could not be verified; without its first piece of evidence it is none."""
        verified = tuple(each for each, state in zip(found.evidence, states, strict=True) if state == VERIFIED)
        if states[0] == VERIFIED:
            return replace(found, evidence=verified)
        missing = [folder for folder in self.corpus.folders if not os.path.isdir(folder)]
        why = "The note that said it has changed since it was read."
        if missing:
            why = f"There is no folder {missing[0]} to check it in."
        elif states[0] == UNREAD:
            why = f"The note that said it cannot be read: {found.evidence[0].citation.note}."
        silent = abstention(found.question, why)
        return replace(
            silent, inherited=found.inherited, corrections=found.corrections, evidence=verified, out_of_date=not missing
        )


def _says(source: str, quote: str) -> bool:
    """Whether a quote stands in the plain text of a note, where markup parts its words: `**R**ead`, `[[ai | AI]]s`."""
    from askcloud.notes.parse import parse_note  # the parser, 60 ms: for 1 quote of 2,000

    return any(quote in prose.text for prose in parse_note(source).plain_texts)


def holds(span: str, quote: str) -> bool:
    """Whether a span of a note's text holds the words of a quote, in order, with whatever markup between them.

    Signs do not count: an anchor may stand before the full stop.
    """
    at = 0
    for word in "".join(sign if sign.isalnum() else " " for sign in quote).split():  # a pattern takes .2 ms to compile
        found = span.find(word, at)
        if found < 0:
            return False
        at = found + len(word)
    return True
