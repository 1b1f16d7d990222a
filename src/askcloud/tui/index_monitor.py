"""The index behind the chat: opened after the first frame, watched, and brought up to date without a pause."""

from __future__ import annotations

import asyncio
import gc
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.content import Content
from textual.widgets import Static

from askcloud.answering.conversation import BROKEN, READY, Conversation, CorpusStatus
from askcloud.errors import AskcloudError, InternalError
from askcloud.indexer.watch import ChangeDebouncer
from askcloud.output.text import clean
from askcloud.system.history import log_failure
from askcloud.tui.content import changed_content, header_content, progress_content, standing_content

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

T = TypeVar("T")

_PAUSE = 2  # seconds without a key after which a person is taken to read
_ROUNDS = 10  # collections of young objects after which Python would look through all, by default


def defer_collection() -> None:
    """Keeps Python from looking through all objects for garbage while somebody types.

    With 200 answers on the screen that takes 150 ms, in the midst of a word. `Upkeep` does it between two questions.
    """
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(*gc.get_threshold()[:2], 1 << 30)


class IndexMonitor(App[None]):
    """An app with a conversation whose index it opens, watches and builds; never on the thread that draws."""

    def __init__(self, conversation: Conversation, *, state: str = "") -> None:
        """Opens nothing yet: the first frame waits for no index.

        Args:
            conversation: What to ask.
            state: Folder to log failures to; empty for none.
        """
        # Without colour from the start: Textual decides here how NO_COLOR is obeyed.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.conversation = conversation
        self.standing: CorpusStatus | None = None
        self.failure: AskcloudError | None = None
        """What the chat ended of; None if it was left."""
        self.header = Static(header_content(self._corpus_name(), None), id="header")
        self.notice = Static(id="notice")
        self.last_key = 0.0
        """When something was typed last, on the clock of `monotonic`."""
        self._state_folder = state
        self._desk = ThreadPoolExecutor(1, "askcloud")  # one search at a time, and the thread its connection belongs to
        self._progress: tuple[int, int] | None = None
        self._watch = ChangeDebouncer()
        self._blind = ""  # what keeps changes from being noticed
        self.trouble = ""
        """What kept the index from being built; empty if nothing did."""

    def on_mount(self) -> None:
        """Shows the screen first, and opens the index behind it."""
        self.show_standing()
        self.call_after_refresh(self.begin, self._open)

    async def _open(self) -> None:
        self.stand(await self.at_desk(self.conversation.open))
        await self.look_for_changes()

    async def look_for_changes(self) -> None:
        """Notices notes that changed, and reads them once they have rested from one look to the next."""
        started = monotonic()
        if self.standing and self.standing.state == READY and self._progress is None:
            try:
                changed, self._blind = await self.aside(self.conversation.changes), ""
            except AskcloudError as error:
                changed, self._blind = frozenset(), f"{error.message} {error.hint}"
            due = self._watch.look(changed)
            self.show_standing()
            if due:
                self.rebuild()
        self._collect_garbage()
        self.set_timer(self._watch.pause(monotonic() - started), self.look_for_changes)

    def _collect_garbage(self) -> None:
        """Looks through everything for garbage, if there may be some and nobody types."""
        if gc.get_count()[2] >= _ROUNDS and monotonic() - self.last_key > _PAUSE:
            gc.collect()

    def action_rebuild(self) -> None:
        """Brings the index up to date because a person asked for it, who is told also if there was nothing to do."""
        self.rebuild(asked=True)

    def rebuild(self, *, asked: bool = False) -> None:
        """Brings the index up to date in a process of its own."""
        if self._progress is None:
            self._progress, self.trouble = (0, 0), ""
            self.show_standing()
            self.begin(partial(self._rebuild, self.standing if asked else None))

    async def _rebuild(self, before: CorpusStatus | None) -> None:
        loop = asyncio.get_running_loop()
        full = bool(self.standing and self.standing.state == BROKEN)

        def report(done: int, total: int) -> None:
            with suppress(RuntimeError):  # the loop is closed: the chat was left
                loop.call_soon_threadsafe(self._progressed, done, total)

        try:
            finished = await self.aside(lambda: self.conversation.build(report, full=full))
        except AskcloudError as error:
            finished, self.trouble = False, f"{error.message} {error.hint}"
        self._progress = None
        self._watch.built(finished=finished)
        if finished:
            self.stand(await self.at_desk(self.conversation.open))
            if self.standing == before:
                self.say("Nothing has changed since the notes were read.")
        self.show_standing()
        self.built(finished=finished)

    def _progressed(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress = (done, total)
            self.show_standing()

    def built(self, *, finished: bool) -> None:
        """Called after a build, whether it was finished, cancelled or failed."""

    @property
    def building(self) -> bool:
        """Whether an index is being built."""
        return self._progress is not None

    def stand(self, standing: CorpusStatus) -> None:
        """Shows what there is to ask now."""
        self.standing = standing
        self.show_standing()

    def show_standing(self) -> None:
        """The header and the notice, from all that is known: the only place that sets them."""
        standing = self.standing
        self.header.update(header_content(self._corpus_name(), standing))
        if self._progress is not None:
            notice = progress_content(*self._progress, answering=bool(standing and standing.counts))
        elif self.trouble or self._blind:
            notice = Content(clean(self.trouble or self._blind))
        elif standing and standing.state != READY:
            notice = standing_content(standing)
        else:
            notice = changed_content(len(self._watch.changed)) if self._watch.changed else Content("")
        self.notice.update(notice)
        self.notice.display = bool(notice)

    def say(self, message: str) -> None:
        """Tells a person what happened, over the screen and for a few seconds."""
        self.notify("\n".join(map(clean, message.split("\n"))), markup=False, timeout=6)

    def begin(self, work: Callable[[], Coroutine[Any, Any, object]], *, only: str = "") -> None:
        """Begins something that takes time; of those begun under one name, only the last goes on."""
        # A function, not its coroutine: one that is cancelled before it began would never have been awaited.
        self.run_worker(work, group=only or "default", exclusive=bool(only))  # type: ignore[arg-type]  # declared too narrow

    async def at_desk(self, work: Callable[[], T]) -> T:
        """Does something with the open index, on the one thread that may.

        Raises:
            AskcloudError: As the work does; what it raises else becomes an `UnforeseenError`.
        """
        return await self._run_in(self._desk, work)

    async def aside(self, work: Callable[[], T]) -> T:
        """Does something that needs no open index, on a thread of its own.

        Raises:
            AskcloudError: As the work does; what it raises else becomes an `UnforeseenError`.
        """
        return await self._run_in(None, work)

    async def _run_in(self, threads: ThreadPoolExecutor | None, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, work)
        except AskcloudError:
            raise
        except Exception as error:
            raise self._unforeseen(error) from error

    def _unforeseen(self, error: BaseException) -> InternalError:
        """Logs a failure; neither its trace nor what it was about belongs on the screen."""
        path = os.path.join(self._state_folder, "chat.log") if self._state_folder else ""
        if path:
            log_failure(path, error)
        return InternalError("Something went wrong.", hint=f"Details are in {path}." if path else "")

    def _fatal_error(self) -> None:
        """Ends the chat with a sentence, where Textual would print a trace with the values of all variables."""
        self.failure = self._unforeseen(self._exception or Exception())
        self._close_messages_no_wait()

    def on_unmount(self) -> None:
        """Ends what still runs."""
        self.conversation.cancel()
        self._desk.submit(self.conversation.close)
        self._desk.shutdown(wait=False)

    def _corpus_name(self) -> str:
        return ", ".join(os.path.basename(folder) or folder for folder in self.conversation.corpus.folders)
