"""A conversation: an open session, the previous question, and changes of the notes.

It has no terminal and no threads of its own. Its methods are called from one thread, because a database connection
belongs to the thread that opened it; only `file`, `page`, `changes`, `build` and `cancel` from any.
"""

from __future__ import annotations

from contextlib import suppress

from askcloud.answering.answer import LIKELY, Answer, abstention
from askcloud.answering.ask import Context
from askcloud.answering.session import Session
from askcloud.errors import CorpusError, IndexNotFoundError, IndexUnavailableError, QuestionError, UsageError
from askcloud.index.filters import NO_FILTERS, matching_notes
from askcloud.indexer.process import BuildProcess
from askcloud.question.parse import parse_question
from askcloud.record import Record, replace
from askcloud.text.analyzer import fold
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from askcloud.answering.overview import Overview
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import Counts, IndexReader, StoredNote
    from askcloud.indexer.update import UpdateSummary
    from askcloud.notes.page import Page
    from askcloud.question.parse import Question
    from askcloud.settings import Settings

ALONE = "/alone"
"""Typed before a question that is not a follow-up; alone, it asks the previous question again by itself."""

_NOT_GIVEN = {"channel": None, "tag": (), "since": "", "before": "", "video": ""}  # by filter

_MAX_LETTERS = 40  # of a word that begins with what was typed

READY, NO_INDEX, NO_CORPUS, BROKEN = "ready", "no index", "no corpus", "broken"


class CorpusStatus(Record):
    """What can be asked."""

    state: str
    """ready, no index, no corpus, or broken: the index is damaged, of another version or of another corpus."""
    corpus: Corpus
    """The folders of the notes."""
    counts: Counts | None = None
    """How much the index contains, when ready."""
    built: str = ""
    """When it was built, as an ISO time in UTC; when ready."""
    notes: int = 0
    """Notes found in the corpus, where there is no index."""
    why: str = ""
    """What is wrong and what to do about it, if there is no corpus or the index is broken."""


class Conversation:
    """Questions to one corpus, each of which may be a follow-up to the previous one."""

    def __init__(
        self,
        settings: Settings,
        open_index: Callable[[], IndexReader],
        *,
        update: Callable[[], UpdateSummary] | None = None,
    ) -> None:
        """Create a conversation; call `open` before asking.

        Args:
            settings: Where corpus and index are.
            open_index: Opens the index.
            update: Updates the index if a question cites notes that have changed; without it only `build` does.
        """
        self.corpus = settings.corpus
        """The folders of the notes."""
        self.filters = NO_FILTERS
        """The filters of every question, in addition to those in the question."""
        self._folder = settings.index
        self._open_index = open_index
        self._update = update
        self._session: Session | None = None
        self._build: BuildProcess | None = None
        self._context: Context | None = None

    def open(self) -> CorpusStatus:
        """Open the index, or open it again after it was replaced, and return what can be asked."""
        self.close()
        try:
            self._session = session = Session(self._open_index, self.corpus, update=self._update)
        except IndexNotFoundError:
            return self._without_index()
        except IndexUnavailableError as error:
            return CorpusStatus(BROKEN, self.corpus, why=error.message)
        except CorpusError as error:
            return CorpusStatus(NO_CORPUS, self.corpus, why=error.message)
        return CorpusStatus(READY, self.corpus, session.index.counts, session.index.built)

    def close(self) -> None:
        """Close the index."""
        if self._session:
            self._session.close()
            self._session = None

    def ask(self, question: str, *, alone: bool = False, as_typed: bool = False) -> Answer:
        """Answer a question, which becomes the context of the next one.

        Args:
            question: As a person typed it.
            alone: Whether to answer it without the previous question.
            as_typed: Whether to correct no spelling either.

        Raises:
            IndexUnavailableError: No index is open, or it is damaged.
        """
        parsed = parse_question(question)
        found = self._answer(parsed, None if alone or as_typed else self._context, exact=as_typed)
        self._context = Context(parsed, found)
        return found

    def forget(self) -> None:
        """Start over: the next question is not a follow-up."""
        self._context = None

    def preview(self, question: str) -> Answer:
        """Answer a question that is still being typed, its last word completed; the context stays the same.

        Raises:
            IndexUnavailableError: No index is open, or it is damaged.
        """
        typed, alone = question_alone(question)
        completed = _completed(self._opened().index, typed)
        return self._answer(parse_question(completed), None if alone else self._context)

    def session(self) -> Session:
        """Return the open session, to look around in its index.

        Raises:
            IndexUnavailableError: No index is open.
        """
        return self._opened()

    def overview(self) -> Overview:
        """Return what the index is about, with questions that it answers.

        Raises:
            AskcloudError: No index is open, or it is damaged.
        """
        from askcloud.answering.overview import overview_of  # not needed for a question

        session = self._opened()

        def is_likely(question: str) -> bool:
            return session.answer(parse_question(question)).likelihood == LIKELY

        return overview_of(session.index, is_likely)

    def set_filter(self, name: str, value: str | None) -> None:
        """Search only some notes from now on; the filters stay as they were if no note would be left.

        Args:
            name: A name of `question.parse.FILTERS`; a tag is added to the tags.
            value: As for `Filters`; None to drop the filter.

        Raises:
            UsageError: There is no such channel, tag or video, the date is not valid, or no note meets all filters.
            IndexUnavailableError: No index is open, or it is damaged.
        """
        if value is None:
            self.filters = replace(self.filters, **{"tags" if name == "tag" else name: _NOT_GIVEN[name]})
            return
        filters = self.filters.merged_with([(name, value)])
        if not matching_notes(self._opened().index, filters):
            raise UsageError(f"There is no note {filters.described}.", hint="The filters stay as they were.")
        self.filters = filters

    def filter_values(self, name: str) -> list[str]:
        """Return the values that a filter may have, if they can be listed: channels by name, tags by frequency.

        Raises:
            AskcloudError: No index is open, or it is damaged.
        """
        index = self._opened().index
        known = {"channel": index.channels, "tag": index.tags}
        return [value for value, _ in known[name]() if value] if name in known else []

    def linked(self, path: str) -> list[StoredNote]:
        """Return the notes that the wikilinks of a note point to, in order of name; dead links are left out.

        Raises:
            AskcloudError: There is no such note, or no index is open.
        """
        from askcloud.index.note_lookup import find_note, linked_notes  # not needed for a question

        index = self._opened().index
        note, _ = find_note(index, path)
        return [linked for linked in linked_notes(index, note) if not isinstance(linked, str)]

    def file(self, path: str) -> str:
        """Return the absolute path of a note.

        Raises:
            NoteError: It is not in the corpus.
        """
        from askcloud.corpus.files import note_file  # not needed for a question

        return note_file(self.corpus, path)

    def page(self, path: str, line: int = 1, quote: str = "") -> Page:
        """Return the part of a note around a quote, as the file is now.

        Raises:
            NoteError: It cannot be read.
        """
        from askcloud.corpus.files import read_source  # the parser: 60 ms, not needed for a question
        from askcloud.notes.page import read_page

        self.file(path)  # checked before it is read
        return read_page(read_source(self.corpus, path), line, quote)

    def changes(self) -> frozenset[tuple[str, str]]:
        """Return (path, fingerprint) of each note that differs from the index; nothing without an index.

        Raises:
            CorpusError: The corpus cannot be read.
            IndexUnavailableError: The index is damaged.
        """
        from askcloud.indexer.changes import changed_notes  # not needed for a question

        try:
            with self._open_index() as index:  # the calling thread's own
                return changed_notes(self.corpus, index)
        except IndexNotFoundError:
            return frozenset()

    def build(self, progress: Callable[[int, int], None], *, full: bool = False) -> bool:
        """Update the index while the open one continues to answer; return whether the build was finished.

        Args:
            progress: Called with (notes read, notes to read) during the build.
            full: Whether to read every note again.

        Raises:
            AskcloudError: It could not be built.
        """
        self._build = build = BuildProcess(self.corpus, self._folder, full=full)
        try:
            return build.run(progress)
        finally:
            self._build = None

    def cancel(self) -> None:
        """Stop a build, if one is running."""
        if self._build:
            self._build.cancel()

    def _answer(self, question: Question, context: Context | None, *, exact: bool = False) -> Answer:
        session = self._opened()
        if self._update:
            session.refresh_if_changed()
        try:
            filters = self.filters if self.filters != NO_FILTERS else None
            return session.answer(question, context=context, exact=exact, filters=filters)
        except (QuestionError, UsageError) as error:
            return abstention(question.typed, f"{error.message} {error.hint}")

    def _opened(self) -> Session:
        """Return the session, with the index that another program may have built meanwhile."""
        if self._session is None:
            raise IndexNotFoundError("There is no index yet.", hint="Build it: askcloud index.")
        if self._session.index.was_replaced():
            with suppress(IndexUnavailableError, CorpusError):  # else the open index continues to answer
                self._session.reopen()
        return self._session

    def _without_index(self) -> CorpusStatus:
        from askcloud.corpus.corpus import NAME_THE_FOLDER
        from askcloud.corpus.walk import NoteFile, walk_corpus  # only without an index

        try:
            notes = sum(isinstance(entry, NoteFile) for entry in walk_corpus(self.corpus))
        except CorpusError as error:
            return CorpusStatus(NO_CORPUS, self.corpus, why=f"{error.message} {error.hint}")
        if not notes:
            why = f"There are no Markdown notes in {self.corpus.listing}. {NAME_THE_FOLDER}"
            return CorpusStatus(NO_CORPUS, self.corpus, why=why)
        return CorpusStatus(NO_INDEX, self.corpus, notes=notes)


def question_alone(typed: str, previous: str = "") -> tuple[str, bool]:
    """Return the question in a line of a conversation, and whether it is asked without the previous question.

    Args:
        typed: The line: a question, or `ALONE` before a question or alone, which asks the previous one again.
        previous: The previous question as typed; empty if there is none.
    """
    command, _, question = typed.strip().partition(" ")
    return (question.strip() or previous, True) if command == ALONE else (typed, False)


def _completed(index: IndexReader, typed: str) -> str:
    """Return a question that is being typed, with a last word that no note contains completed to a frequent one."""
    begun = typed.rpartition(" ")[2]
    word = fold(begun)
    if len(word) < 2 or not word.isalnum() or index.texts_with(word) or _may_become_stop_word(word):
        return typed
    words = index.words_starting(word, len(word), _MAX_LETTERS)
    likeliest = max(words, key=lambda entry: entry[1], default=(begun, 0))[0]
    return typed.removesuffix(begun) + likeliest


def _may_become_stop_word(begun: str) -> bool:
    """Return whether an unfinished word may become a stop word."""
    return any(word.startswith(begun) for word in STOP_WORDS)
