"""What can be done with the selected result and its source: play, copy, read, follow links, edit, save."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from askcloud.errors import AskcloudError
from askcloud.media.location import location_of
from askcloud.output.markdown import conversation_markdown, markdown_link, quoted
from askcloud.system import clipboard, launch
from askcloud.system.files import replace_file
from askcloud.tui.source_location import SourceLocation
from askcloud.tui.widgets.links import LinksScreen
from askcloud.tui.widgets.source import SourceScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim
    from askcloud.answering.conversation import Conversation
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import StoredNote
    from askcloud.tui.background import Background
    from askcloud.tui.source_loader import SourceLoader
    from askcloud.tui.widgets.source import Source


class Actions:
    """Acts on results, notes and answers; each method reports to the user what it did or why it could not."""

    def __init__(  # noqa: PLR0913  # what it works with, by name
        self,
        app: App[None],
        conversation: Conversation,
        background: Background,
        *,
        source_loader: SourceLoader,
        source: Source,
        notify_user: Callable[[str], None],
    ) -> None:
        """Do nothing yet.

        Args:
            app: Opens screens, copies text to the clipboard and suspends itself while an editor runs.
            conversation: Knows the corpus, its files and its links.
            background: Runs what takes time.
            source_loader: Knows which note is shown, and shows others.
            source: The source pane next to the transcript.
            notify_user: Shows a message over the screen.
        """
        self._app = app
        self._conversation = conversation
        self._background = background
        self._source_loader = source_loader
        self._source = source
        self._notify_user = notify_user

    # --- play --------------------------------------------------------------------------------------------------------

    def play(self, claim: Evidence | QuotedClaim | None) -> None:
        """Play the medium that a result, or a claim shown with it, cites, from the cited second."""
        if claim is None:
            self._notify_user("No result is selected.")
        else:
            self._play(claim.citation.medium, claim.citation.time.seconds)

    def play_time(self, paragraph: int, number: int) -> None:
        """Play from a time in the shown note: the one with this number in the paragraph with this index."""
        if self._source_loader.location and self._source_loader.page:
            _, time = self._source_loader.page.paragraphs[paragraph].times[number]
            self._play(time.medium or self._source_loader.location.medium, time.seconds)

    def _play(self, medium: str, seconds: int | None) -> None:
        address = location_of(medium, seconds, self._conversation.corpus)
        if address is None:
            self._notify_user("There is nothing to play: the note has no valid video, or its file does not exist.")
        elif launch.can_open_browser():
            self._background.start_worker(partial(self._play_address, address, seconds))
        else:
            self.copy(address, "No browser or player can be opened from here. Copied instead:")

    async def _play_address(self, address: str, seconds: int | None) -> None:
        if await self._background.in_thread(partial(launch.play, address, seconds)):
            self._notify_user(f"Playing {address}")
        else:
            self.copy(address, "No program was found to play this (a browser, mpv or VLC). Copied instead:")

    # --- copy --------------------------------------------------------------------------------------------------------

    def copy_quote(self, claim: Evidence | QuotedClaim | None, heading: str = "Copied:") -> None:
        """Copy the quote of a result with its citation."""
        if claim:
            self.copy(quoted(claim), heading)

    def copy_link(self, claim: Evidence | QuotedClaim | None) -> None:
        """Copy a Markdown link to the second that a result cites."""
        if claim:
            self.copy(markdown_link(claim))

    def copy(self, text: str, heading: str = "Copied:") -> None:
        """Copy a text by the terminal (OSC 52) and by the system's tool, and show it, as neither reports success."""
        self._app.copy_to_clipboard(text)
        if launch.can_open_browser():  # over SSH it would be the clipboard of the other machine
            self._background.start_worker(partial(self._background.in_thread, partial(clipboard.copy, text)))
        self._notify_user(f"{heading}\n{text}")

    # --- read --------------------------------------------------------------------------------------------------------

    def read_source(self) -> None:
        """Focus the source pane; if there is no space for it, open a screen with the source."""
        if self._source_loader.location is None:
            self._notify_user("No note is shown.")
        elif self._source.region:
            self._source.focus()
        else:
            self._app.push_screen(SourceScreen(partial(self._source_loader.show, self._source_loader.location)))

    def show_links(self) -> None:
        """List the notes that the shown one links to, to open one."""
        if self._source_loader.location:
            self._background.start_worker(partial(self._show_links, self._source_loader.location.path))

    async def _show_links(self, path: str) -> None:
        notes: list[StoredNote] = []
        with suppress(AskcloudError):
            notes = await self._background.on_index_thread(lambda: self._conversation.linked(path))
        if notes:
            self._app.push_screen(LinksScreen(notes), self._follow_link)
        else:
            self._notify_user("This note has no links to other notes.")

    def _follow_link(self, note: StoredNote | None) -> None:
        if note:
            self._source_loader.show(SourceLocation(note.path, note.title, note.channel, note.medium))
            self.read_source()

    def edit_note(self) -> None:
        """Open the shown note in the user's editor, at the line of the quote."""
        location = self._source_loader.location
        if location is None:
            self._notify_user("No note is shown.")
            return
        try:
            path = self._conversation.file(location.path)
        except AskcloudError as error:
            self._notify_user(f"{location.path} {error.message}.")
            return
        command = launch.editor_command(path, location.line)
        if command is None:
            self._notify_user(f"Set $EDITOR to open {path}:{location.line}")
        elif not self._run_editor(command):
            self._notify_user(f"Could not start “{command[0]}”. Check $VISUAL and $EDITOR.")

    def _run_editor(self, command: list[str]) -> bool:
        """Run an editor in the terminal until it is closed; return whether it started."""
        try:
            with self._app.suspend():
                return launch.run_editor(command)
        except SuspendNotSupported:
            return False

    # --- save --------------------------------------------------------------------------------------------------------

    def save(self, answers: Sequence[Answer]) -> None:
        """Save answers as Markdown to a new file in the working directory, but never among notes."""
        if not answers:
            self._notify_user("There are no answers to save yet.")
            return
        try:
            path = _write_new_file(self._conversation.corpus, conversation_markdown(answers, self._conversation.corpus))
        except OSError as error:
            self._notify_user(f"The conversation could not be saved: {error.strerror}.")
        else:
            self._notify_user(f"Saved {path}")


def _write_new_file(corpus: Corpus, text: str) -> str:
    """Write a text to a new file in the working directory, or at home if that is in the corpus; return its path.

    Raises:
        OSError: It cannot be written.
    """
    working_folder = os.getcwd()
    notes = tuple(os.path.join(folder, "") for folder in corpus.real().folders)
    among_notes = os.path.join(os.path.realpath(working_folder), "").startswith(notes)
    folder = os.path.expanduser("~") if among_notes else working_folder
    stem = os.path.join(folder, f"askcloud-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}")
    for number in range(100):
        path = f"{stem}-{number}.md" if number else f"{stem}.md"
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))  # the name is ours
            try:
                replace_file(path, text.encode(errors="replace"), mode=0o666)
            except OSError:
                os.remove(path)
                raise
            return path
    raise FileExistsError(17, "there is no free file name")
