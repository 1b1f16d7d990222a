"""What a chat talks to: an index kept open, the question before, the notes behind the claims, and what changed in them.

No terminal and no threads of its own. `open`, `ask`, `preview`, `linked` and `close` are called from one thread, for a
database connection belongs to the thread that opened it; `page`, `changes`, `build` and `cancel` from any.
"""

from __future__ import annotations

from contextlib import suppress

from askcloud.answering.ask import Answer, abstention
from askcloud.answering.session import Session
from askcloud.errors import (
    CorpusError,
    IndexCorpusMismatchError,
    IndexNotFoundError,
    IndexUnavailableError,
    QuestionError,
    UsageError,
)
from askcloud.index.database import file_identity
from askcloud.index.reader import open_index
from askcloud.index.schema import index_file
from askcloud.indexer.process import BuildProcess
from askcloud.record import record
from askcloud.text.analyzer import STOP_WORDS, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import Counts, IndexReader, StoredNote
    from askcloud.notes.page import Page
    from askcloud.settings import Settings

_LONGEST_WORD = 40  # letters that a begun word may come to

READY, NO_INDEX, NO_CORPUS, BROKEN = "ready", "no index", "no corpus", "broken"


@record
class CorpusStatus:
    """What there is to ask."""

    state: str
    """ready, no index, no corpus, or broken: an index that is damaged, another version's or another corpus's."""
    corpus: Corpus
    """The folders of the notes."""
    counts: Counts | None = None
    """What the index holds, when ready."""
    built: str = ""
    """When it was built, as an ISO time in UTC; when ready."""
    notes: int = 0
    """Notes found in the corpus, where there is no index."""
    why: str = ""
    """A sentence and what to do about it, when there is no corpus or the index is broken."""


class Conversation:
    """Questions to one corpus, each of which may lean on the one before."""

    def __init__(self, settings: Settings, refresh: Callable[[], object] | None = None) -> None:
        """Opens nothing yet.

        Args:
            settings: Where corpus and index are.
            refresh: Brings the index up to date where a question meets notes that changed; without it `build` does.
        """
        self.corpus = settings.corpus
        """The folders of the notes."""
        self._folder = settings.index
        self._refresh = refresh
        self._session: Session | None = None
        self._build: BuildProcess | None = None
        self._state: tuple[int, ...] = ()
        self._before = ""

    def open(self) -> CorpusStatus:
        """Opens the index, or opens it again after it was replaced, and says what there is to ask."""
        self.close()
        self._state = file_identity(index_file(self._folder))
        try:
            index = open_index(self._folder)
        except IndexNotFoundError:
            return self._without_index()
        except IndexUnavailableError as error:
            return CorpusStatus(BROKEN, self.corpus, why=error.message)
        try:
            self._session = Session(index, self.corpus, self._folder, refresh=self._refresh)
        except (IndexCorpusMismatchError, CorpusError) as error:
            index.close()
            state = BROKEN if isinstance(error, IndexCorpusMismatchError) else NO_CORPUS
            return CorpusStatus(state, self.corpus, why=error.message)
        return CorpusStatus(READY, self.corpus, index.counts, index.built)

    def close(self) -> None:
        """Lets go of the index."""
        if self._session:
            self._session.index.close()
            self._session = None

    def ask(self, question: str, *, as_typed: bool = False) -> Answer:
        """The answer to a question, which becomes what the next one may lean on.

        Args:
            question: As a person typed it.
            as_typed: Whether to take nothing over from the question before and to leave every spelling alone.

        Raises:
            IndexUnavailableError: There is no index open, or it is damaged.
        """
        found = self._answer(question, after="" if as_typed else self._before, exact=as_typed)
        # With what it leant on: "and Microsoft?" after "and Google?" still has its topic.
        self._before = " ".join((question, *found.inherited))
        return found

    def forget(self) -> None:
        """Starts over: the next question leans on nothing."""
        self._before = ""

    def preview(self, question: str) -> Answer:
        """The answer to a question that is still being typed, its last word taken as begun; nothing is remembered.

        Raises:
            IndexUnavailableError: There is no index open, or it is damaged.
        """
        return self._answer(_completed(self._opened().index, question), after=self._before)

    def linked(self, path: str) -> list[StoredNote]:
        """The notes that a note's wikilinks point to, in order of name; dead links are left out.

        Raises:
            AskcloudError: There is no such note, or no index open.
        """
        from askcloud.index.note_lookup import find_note, linked_notes  # not to ask

        index = self._opened().index
        note, _ = find_note(index, path)
        return [each for each in linked_notes(index, note) if not isinstance(each, str)]

    def file(self, path: str) -> str:
        """The absolute path of a note.

        Raises:
            NoteError: It is not in the corpus.
        """
        from askcloud.corpus.files import note_file  # not to ask

        return note_file(self.corpus, path)

    def page(self, path: str, line: int = 1, quote: str = "") -> Page:
        """The part of a note around a quote, as the file is now.

        Raises:
            NoteError: It cannot be read.
        """
        from askcloud.corpus.files import read_source  # the parser: 60 ms, not to ask
        from askcloud.notes.page import read_page

        self.file(path)  # checked before it is read
        return read_page(read_source(self.corpus, path), line, quote)

    def changes(self) -> frozenset[tuple[str, str]]:
        """(path, fingerprint) of each note that differs from the index; nothing without an index.

        Raises:
            CorpusError: The corpus cannot be read.
            IndexUnavailableError: The index is damaged.
        """
        from askcloud.indexer.changes import changed_notes  # not to ask

        try:
            with open_index(self._folder) as index:  # this thread's own
                return changed_notes(self.corpus, index)
        except IndexNotFoundError:
            return frozenset()

    def build(self, progress: Callable[[int, int], None], *, full: bool = False) -> bool:
        """Brings the index up to date, while the open one goes on answering; whether it was left to finish.

        Args:
            progress: Called with (notes read, notes to read) as it goes on.
            full: Whether to read every note again.

        Raises:
            AskcloudError: It could not be built.
        """
        self._build = build = BuildProcess(self.corpus, self._folder, full=full)
        try:
            build.run(progress)
        finally:
            self._build = None
        return not build.cancelled

    def cancel(self) -> None:
        """Ends a build, if one is going on."""
        if self._build:
            self._build.cancel()

    def _answer(self, question: str, *, after: str, exact: bool = False) -> Answer:
        session = self._opened()
        if self._refresh:
            session.refresh_if_changed()
        try:
            return session.ask(question, after=after, exact=exact)
        except (QuestionError, UsageError) as error:
            return abstention(question, f"{error.message} {error.hint}")

    def _opened(self) -> Session:
        if self._session is None:
            raise IndexNotFoundError("There is no index yet.", hint="Build it: askcloud index.")
        state = file_identity(index_file(self._folder))
        if state and state != self._state:  # another program built it
            self._state = state
            with suppress(IndexUnavailableError):  # else the one that is open goes on answering
                index = open_index(self._folder)
                self._session.index.close()
                self._session = Session(index, self.corpus, self._folder)
        return self._session

    def _without_index(self) -> CorpusStatus:
        from askcloud.corpus.corpus import NAME_THE_FOLDER
        from askcloud.corpus.walk import NoteFile, walk_corpus  # only without an index

        try:
            notes = sum(isinstance(found, NoteFile) for found in walk_corpus(self.corpus))
        except CorpusError as error:
            return CorpusStatus(NO_CORPUS, self.corpus, why=f"{error.message} {error.hint}")
        if not notes:
            why = f"There are no Markdown notes in {self.corpus.listing}. {NAME_THE_FOLDER}"
            return CorpusStatus(NO_CORPUS, self.corpus, why=why)
        return CorpusStatus(NO_INDEX, self.corpus, notes=notes)


def _completed(index: IndexReader, typed: str) -> str:
    """What is being typed, its last word, if no note says it, as the most common one that begins so."""
    begun = typed.rpartition(" ")[2]
    word = fold(begun)
    if len(word) < 2 or not word.isalnum() or index.texts_with(word) or _may_stop(word):
        return typed
    found = index.words_starting(word, len(word), _LONGEST_WORD)
    likeliest = max(found, key=lambda each: each[1], default=(begun, 0))[0]
    return typed.removesuffix(begun) + likeliest


def _may_stop(begun: str) -> bool:
    """Whether a word that is begun may become one that every text holds."""
    return any(word.startswith(begun) for word in STOP_WORDS)
