"""The notes of a server: an index that is kept up to date and answers questions.

Everything here runs on the one thread that opened the index, and nothing here knows a protocol.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from askcloud.answering.session import Session
from askcloud.corpus.files import note_file, read_source
from askcloud.errors import CorpusError, IndexUnavailableError, NoteError, NoteNotFoundError
from askcloud.indexer.changes import changed_notes
from askcloud.indexer.freshness import MANY
from askcloud.indexer.watch import ChangeDebouncer
from askcloud.storage import open_index

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from askcloud.settings import Settings


class Library:
    """The notes and their open index; it stays usable when the index is updated or replaced by anyone."""

    def __init__(self, settings: Settings, update: Callable[[], Any]) -> None:
        """Open nothing yet: a server starts before the first question.

        Args:
            settings: Where the notes and the index are.
            update: Updates the index before an answer; it raises `IndexWriteError` where it must not.
        """
        self.settings = settings
        """Where the notes and the index are."""
        self._update = update
        self._session: Session | None = None
        self._next_look = 0.0  # when the files of all notes were last checked, on the monotonic clock

    def close(self) -> None:
        """Close the index."""
        if self._session:
            self._session.close()
            self._session = None

    def open(self) -> None:
        """Open the index, unless it is open, or open it again if it was replaced.

        Raises:
            AskcloudError: It cannot be opened, or the notes are not there.
        """
        if not self._session:
            self._session = Session(
                partial(open_index, self.settings.index, self.settings.cluster),
                self.settings.corpus,
                update=self._update,
            )
        elif self._session.index.was_replaced():
            with suppress(IndexUnavailableError, CorpusError):  # else the open index continues to answer
                self._session.reopen()

    def opened(self) -> Session:
        """Return the open session as it is.

        Raises:
            AskcloudError: The index cannot be opened, or the notes are not there.
        """
        self.open()
        assert self._session
        return self._session

    def current(self) -> Session:
        """Return the open session, updated if few notes were added or deleted, as the times of folders tell.

        Raises:
            AskcloudError: The index cannot be opened, or the notes are not there.
        """
        session = self.opened()
        session.refresh_if_changed()
        return session

    def fresh(self) -> Session:
        """Return the open session, updated if few notes changed in any way.

        The files of all notes are checked no more often than a chat does.

        Raises:
            AskcloudError: The index cannot be opened, or the notes are not there.
        """
        session = self.current()
        started = monotonic()
        if started >= self._next_look:
            if 0 < len(changed_notes(session.corpus, session.index)) <= MANY:
                session.try_update()
            now = monotonic()
            self._next_look = now + ChangeDebouncer().pause(now - started)
        return session

    def source(self, path: str) -> str:
        """Return the text of a note's file as it is now.

        Raises:
            NoteNotFoundError: It is not in the corpus, or cannot be read.
        """
        corpus = self.opened().corpus
        try:
            note_file(corpus, path)  # checked before it is read
            return read_source(corpus, path)
        except NoteError as error:
            raise NoteNotFoundError(f"The note {path} {error.message}.", hint=error.hint) from error
