"""The index of a conversation while the chat runs: opened, watched for changes, rebuilt, and its status shown."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from askcloud.answering.conversation import BROKEN, READY, CorpusStatus
from askcloud.errors import AskcloudError
from askcloud.indexer.watch import ChangeDebouncer
from askcloud.output.pace import Pace
from askcloud.output.sanitize import clean
from askcloud.tui.status_content import changed_content, header_content, progress_content, status_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from askcloud.answering.conversation import Conversation
    from askcloud.tui.background import Background


_SOON = 0.01  # seconds: a timer of Textual must be longer than 0


class IndexMonitor:
    """Opens the index, watches the notes for changes, runs builds, and shows the status in header and notice."""

    def __init__(
        self,
        conversation: Conversation,
        background: Background,
        *,
        notify_user: Callable[[str], None],
        on_built: Callable[[bool], None],
    ) -> None:
        """Open nothing yet: the first frame does not wait for an index.

        Args:
            conversation: Whose index to monitor.
            background: Runs what takes time.
            notify_user: Shows a message over the screen.
            on_built: Called after each build with whether it finished, which it did not if it was cancelled or failed.
        """
        self.header = Static(id="header")
        self.notice = Static(id="notice")
        self.status: CorpusStatus | None = None
        """What there is to ask; None until the index was opened."""
        self.build_error = ""
        """Why the last build failed, as sentences; empty if it did not."""
        self._conversation = conversation
        self._background = background
        self._notify_user = notify_user
        self._on_built = on_built
        self._changes = ChangeDebouncer()
        self._watch_error = ""  # why changes cannot be noticed
        self._looked, self._took = 0.0, 0.0  # end of the last check, on the monotonic clock, and its seconds
        self._next_look: Timer | None = None
        self._progress: tuple[int, int] | None = None  # notes read and to read, while an index is built
        self._step = ""  # the same in words
        self._pace = Pace()

    @property
    def building(self) -> bool:
        """Whether an index is being built."""
        return self._progress is not None

    async def start(self) -> None:
        """Open the index, and watch for changes from then on."""
        await self.open_index()
        await self.look_for_changes()

    async def open_index(self) -> CorpusStatus:
        """Open the index, or open it again after it was replaced; return and show what there is to ask."""
        status = await self._background.on_index_thread(self._conversation.open)
        self.set_status(status)
        return status

    async def look_for_changes(self) -> None:
        """Find changed notes, index them once two checks found them in the same state, and check again later."""
        started = monotonic()
        if self.status and self.status.state == READY and not self.building:
            try:
                changed, self._watch_error = await self._background.in_thread(self._conversation.changes), ""
            except AskcloudError as error:
                changed, self._watch_error = frozenset(), f"{error.message} {error.hint}"
            due = self._changes.look(changed)
            self.show_status()
            if due:
                self.rebuild()
        self._looked = monotonic()
        self._took = self._looked - started
        self._look_later()

    def attend(self, *, away: bool = False) -> None:
        """Look for changes soon, because somebody is at the screen, or seldom, because nobody is."""
        if self._changes.attend(away=away):
            self._look_later()

    def _look_later(self) -> None:
        """Look for changes when the pause after the last check is over."""
        if self._next_look:
            self._next_look.stop()
        rest = self._looked + self._changes.pause(self._took) - monotonic()
        self._next_look = self._background.start_timer(max(_SOON, rest), self.look_for_changes)

    def rebuild(self, *, asked: bool = False) -> None:
        """Start an update of the index in a child process, unless one is already running.

        Args:
            asked: Whether a person asked for it, who is then notified also if nothing had changed.
        """
        if not self.building:
            self._progress, self._step, self.build_error = (0, 0), "", ""
            self._pace = Pace()
            self.show_status()
            self._background.start_worker(partial(self._rebuild, self.status if asked else None))

    def cancel_build(self) -> None:
        """Cancel a build, if there is one."""
        self._conversation.cancel()

    def report_broken(self, why: str) -> None:
        """Show that the index turned out to be damaged."""
        self.set_status(CorpusStatus(BROKEN, self._conversation.corpus, why=why))

    def set_status(self, status: CorpusStatus) -> None:
        """Remember and show what there is to ask."""
        self.status = status
        self.show_status()

    def show_status(self) -> None:
        """Update header and notice; only this method does."""
        self.header.update(header_content(self._corpus_name(), self.status))
        notice = self._notice()
        self.notice.update(notice)
        self.notice.display = bool(notice)

    def _notice(self) -> Content:
        """Return the most urgent notice."""
        if self._progress is not None:
            answering = bool(self.status and self.status.counts)
            return progress_content(*self._progress, self._step, answering=answering)
        if self.build_error or self._watch_error:
            return Content(clean(self.build_error or self._watch_error))
        if self.status and self.status.state != READY:
            return status_content(self.status)
        return changed_content(len(self._changes.changed)) if self._changes.changed else Content("")

    async def _rebuild(self, status_before: CorpusStatus | None) -> None:
        loop = asyncio.get_running_loop()
        full = bool(self.status and self.status.state == BROKEN)

        def report(done: int, total: int) -> None:
            with suppress(RuntimeError):  # the loop is closed: the chat was left
                loop.call_soon_threadsafe(self._set_progress, done, total)

        try:
            finished = await self._background.in_thread(lambda: self._conversation.build(report, full=full))
        except AskcloudError as error:
            finished, self.build_error = False, f"{error.message} {error.hint}"
        self._progress = None
        self._changes.built(finished=finished)
        if finished and await self.open_index() == status_before:
            self._notify_user("The index is up to date.")
        self.show_status()
        self._on_built(finished)

    def _set_progress(self, done: int, total: int) -> None:
        if self.building:
            self._progress, self._step = (done, total), self._pace.step(done, total)
            self.show_status()

    def _corpus_name(self) -> str:
        corpus = self._conversation.corpus
        return ", ".join(os.path.basename(folder) or folder for folder in corpus.folders)
