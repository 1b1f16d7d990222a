"""Questions to an index over a corpus, and answers whose every quote is in its note as the file is now.

Before an answer is returned each cited note is read (see `verify`). If one has changed, the index is updated and the
question is asked again; a quote that cannot be verified is not shown. New and deleted notes are noticed by the times of
their folders.
"""

from __future__ import annotations

import os

from askcloud.answering.answer import Answer, abstention
from askcloud.answering.ask import TOP, answer, context_of
from askcloud.answering.verify import CHANGED, GONE, UNREAD, VERIFIED, failure_of, verified, verified_in
from askcloud.errors import IndexWriteError
from askcloud.question.parse import parse_question
from askcloud.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from askcloud.answering.answer import Evidence
    from askcloud.answering.ask import Context
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.filters import Filters
    from askcloud.index.reader import IndexReader
    from askcloud.indexer.update import UpdateSummary
    from askcloud.question.parse import Question

_MAX_UPDATES = 2  # for one question, over a corpus that keeps changing


class Session:
    """An index open for questions; it stays usable when the index is updated or replaced."""

    def __init__(
        self,
        open_index: Callable[[], IndexReader],
        corpus: Corpus,
        *,
        update: Callable[[], UpdateSummary] | None = None,
    ) -> None:
        """Open an index.

        Args:
            open_index: Opens the index.
            corpus: The folders of the notes.
            update: Updates the index; without it a quote that has changed is only left out.

        Raises:
            IndexUnavailableError: The index cannot be opened.
            CorpusNotFoundError: Neither the corpus of the index nor the given one is there.
            IndexCorpusMismatchError: The index was built from another corpus, which is there.
        """
        self._open_index = open_index
        self._given_corpus = corpus
        self._update = update
        self._update_failed = False
        self._too_many_changes = False
        self.index, self.corpus = self._opened()

    def __enter__(self) -> Self:
        """Return the session; leaving it closes the index."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the index."""
        self.close()

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def reopen(self) -> None:
        """Open the index again, after it was updated or replaced; the open one stays in use if that fails.

        Raises:
            IndexUnavailableError: The index cannot be opened.
            CorpusNotFoundError: Neither the corpus of the index nor the given one is there.
            IndexCorpusMismatchError: It was built from another corpus now.
        """
        index, corpus = self._opened()
        self.index.close()
        self.index, self.corpus = index, corpus
        self._update_failed = False  # the index could be written

    def update(self) -> UpdateSummary:
        """Update the index with all changes of the notes, and return what was changed.

        Raises:
            AskcloudError: The index could not be updated; the session continues with the old one.
        """
        if not self._update:
            raise IndexWriteError("This session only reads its index.", hint="Open it with a function that updates it.")
        summary = self._update()
        self.reopen()
        return summary

    def try_update(self) -> bool:
        """Update the index, if that is allowed; return whether it was."""
        if not self._update or self._too_many_changes or not self._may_update():
            return False
        try:
            self._update()
        except IndexWriteError:
            self._update_failed = True  # an index that cannot be written is not tried again with every question
            return False
        self.reopen()
        return True

    def refresh_if_changed(self) -> bool:
        """Update the index if the times of folders show that notes were added or deleted.

        Returns:
            False if too many changed for a question to wait; until the next call no changed note is read then.

        Raises:
            CorpusError: The notes are not there.
        """
        from askcloud.indexer.freshness import MANY, count_changes_by_folder_time  # 1 ms: not with --no-refresh

        if not self._may_update():
            return True
        changed = count_changes_by_folder_time(self.corpus, self.index)
        self._too_many_changes = changed > MANY
        if changed and not self._too_many_changes:
            self.try_update()
        return not self._too_many_changes

    def ask(
        self, question: str, *, top: int = TOP, filters: Filters | None = None, exact: bool = False, after: str = ""
    ) -> Answer:
        """Answer a question; every quote is verified in its note.

        Args:
            question: Plain words, at most 1,000 characters.
            top: How many results to return at most.
            filters: Which notes to search; all of them if not given.
            exact: Whether to search unknown words as they are spelt.
            after: The previous question, to which this one may be a follow-up.

        Raises:
            QuestionError: The question is empty, too long, or contains only words that every text contains.
            UsageError: The filters name a channel, tag or video that does not exist, or an invalid date.
        """
        context = context_of(self.index, after, filters=filters) if after else None
        return self.answer(parse_question(question), top=top, filters=filters, exact=exact, context=context)

    def answer(
        self,
        question: Question,
        *,
        top: int = TOP,
        filters: Filters | None = None,
        exact: bool = False,
        context: Context | None = None,
    ) -> Answer:
        """Answer a parsed question as `ask` does, given the previous question and its answer."""
        updates = 0
        while True:
            found = answer(self.index, question, top=top, filters=filters, exact=exact, context=context)
            checked = self._checked(found.evidence)
            states = [state for state, _ in checked]
            found = replace(found, evidence=tuple(evidence for _, evidence in checked))
            if all(state == VERIFIED for state in states):
                return found
            if updates == _MAX_UPDATES or not any(map(self._may_be_fixed, found.evidence, states)):
                break
            if not self.try_update():
                break
            updates += 1
        return self._verified_part(found, states)

    def _opened(self) -> tuple[IndexReader, Corpus]:
        """Open the index and choose the corpus: what the index was built from or, if that was moved, what was given."""
        index = self._open_index()
        try:
            if not all(map(os.path.isdir, index.corpus.folders)):
                return index, index.corpus if index.is_remote else self._given_corpus
            if index.corpus != self._given_corpus.real():
                from askcloud.indexer.freshness import expect_corpus  # 1 ms: only to refuse

                expect_corpus(index, self._given_corpus)
        except BaseException:
            index.close()
            raise
        return index, index.corpus

    @property
    def _has_remote_notes(self) -> bool:
        """Whether the notes are on other computers only, which search the index."""
        return self.index.is_remote and not all(map(os.path.isdir, self.index.corpus.folders))

    def _checked(self, evidence: Sequence[Evidence]) -> list[tuple[str, Evidence]]:
        """Return the state of each quote, and the verified part of its evidence."""
        if not self._has_remote_notes:
            return [verified(each, self.index, self.corpus) for each in evidence]
        from functools import partial

        states = {
            place: each
            for part in self.index.ask_parts(partial(verified_in, evidence=evidence))
            for place, each in part
        }
        return [states.get(place, (UNREAD, each)) for place, each in enumerate(evidence)]

    def _may_be_fixed(self, evidence: Evidence, state: str) -> bool:
        """Return whether a quote may be verified, or another found, after an update of the index."""
        return state in (CHANGED, GONE) or (state == UNREAD and not failure_of(self.index, evidence.citation.note))

    def _may_update(self) -> bool:
        """Return whether the index may be updated: not if its corpus was moved, as it would get another one."""
        can_update = self._update is not None and not self._update_failed and self.index.is_updatable
        return can_update and self.corpus.real() == self.index.corpus and not self._has_remote_notes

    def _verified_part(self, found: Answer, states: list[str]) -> Answer:
        """Return the answer without the quotes that are not verified; without its first quote it is not answered."""
        verified = tuple(evidence for evidence, state in zip(found.evidence, states, strict=True) if state == VERIFIED)
        if states[0] == VERIFIED:
            return replace(found, evidence=verified)
        folders = () if self._has_remote_notes else self.corpus.folders
        missing = [folder for folder in folders if not os.path.isdir(folder)]
        reason = "The cited note changed after it was indexed."
        if missing:
            reason = f"The folder {missing[0]} is missing, so the quote cannot be verified."
        elif states[0] == UNREAD:
            reason = f"The cited note cannot be read: {found.evidence[0].citation.note}."
        unverified = abstention(found.question, reason)
        return replace(
            unverified,
            inherited=found.inherited,
            understood=found.understood,
            understanding=found.understanding,
            corrections=found.corrections,
            evidence=verified,
            out_of_date=not missing,
            missing=found.missing,
        )
