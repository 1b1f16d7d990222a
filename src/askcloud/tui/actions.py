"""What a person can do with the claim that is looked at: play, copy, open, follow, save."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported
from textual.widgets import OptionList

from askcloud.errors import AskcloudError
from askcloud.media.medium import location_of
from askcloud.output.markdown import conversation_markdown, markdown_link, quoted
from askcloud.system import clipboard
from askcloud.system import launch as programs
from askcloud.tui.asking import Asking, Place
from askcloud.tui.widgets import Links, Reading, Turn

if TYPE_CHECKING:
    from askcloud.answering.answer import Evidence
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import StoredNote


class Actions(Asking):
    """An app that acts on the claims it shows; each action is a binding's or a click's."""

    # --- play --------------------------------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Plays what the claim cites at its second."""
        self._play_cited(self.evidence)

    def action_play_claim(self, turn: int, place: int) -> None:
        """Plays a claim of the transcript."""
        answer = self.turns[turn].answer
        self._play_cited(answer.evidence[place] if answer else None)

    def action_play_time(self, paragraph: int, number: int) -> None:
        """Plays a time of the note in the source pane."""
        if self.place and self.page:
            _, time = self.page.paragraphs[paragraph].times[number]
            self._play(time.medium or self.place.medium, time.seconds)

    def _play_cited(self, evidence: Evidence | None) -> None:
        self._play(*((evidence.citation.medium, evidence.citation.time.seconds) if evidence else ("", None)))

    def _play(self, medium: str, seconds: int | None) -> None:
        place = location_of(medium, seconds, self.conversation.corpus)
        if place is None:
            self.say("There is nothing to play.")
        elif programs.can_open_browser():
            self.begin(partial(self._play_aside, place, seconds))
        else:
            self._copy(place, "Nothing can be played from here. Open it yourself:")

    async def _play_aside(self, place: str, seconds: int | None) -> None:
        if await self.aside(partial(programs.play, place, seconds)):
            self.say(f"Playing {place}")
        else:
            self._copy(place, "There is no program here to play it. Open it yourself:")

    # --- copy --------------------------------------------------------------------------------------------------------

    def action_copy(self) -> None:
        """Copies the quote with its citation."""
        if self.evidence:
            self._copy(quoted(self.evidence))

    def action_copy_link(self) -> None:
        """Copies a Markdown link to the second."""
        if self.evidence:
            self._copy(markdown_link(self.evidence))

    def _copy(self, text: str, why: str = "Copied:") -> None:
        """Gives a text to the terminal (OSC 52) and to the system's tool, and shows it: neither tells if it worked."""
        self.copy_to_clipboard(text)
        if programs.can_open_browser():  # elsewhere it would be the clipboard of another machine
            self.begin(partial(self.aside, partial(clipboard.copy, text)))
        self.say(f"{why}\n{text}")

    # --- read --------------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#claims")
    def _claim_selected(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        """Goes to the source pane; where there is no room for it, to a screen of its own."""
        if self.place is None:
            self.say("There is no note to show.")
        elif self.source.region:
            self.source.focus()
        else:
            place = self.place
            self.push_screen(Reading(lambda pane: self.show_place(place, pane)))

    def action_links(self) -> None:
        """Offers the notes that the shown one links to."""
        if self.place:
            self.begin(partial(self._offer_links, self.place.path))

    async def _offer_links(self, path: str) -> None:
        notes: list[StoredNote] = []
        with suppress(AskcloudError):
            notes = await self.at_desk(lambda: self.conversation.linked(path))
        if not notes:
            self.say("This note links to no other.")
            return
        self.push_screen(Links(notes), self._follow)

    def _follow(self, note: StoredNote | None) -> None:
        if note:
            self.show_place(Place(note.path, note.title, note.channel, note.medium), self.source)
            self.action_read()

    def action_edit(self) -> None:
        """Opens the note in the user's editor, at the claim."""
        if self.place is None:
            self.say("There is no note to open.")
            return
        try:
            path = self.conversation.file(self.place.path)
        except AskcloudError as error:
            self.say(f"{self.place.path} {error.message}.")
            return
        command = programs.editor_command(path, self.place.line)
        if command is None:
            self.say(f"Set EDITOR to open {path}:{self.place.line}")
            return
        try:
            with self.suspend():
                started = programs.run_editor(command)
        except SuspendNotSupported:
            started = False
        if not started:
            self.say(f"{command[0]} cannot be started here.")

    # --- the conversation --------------------------------------------------------------------------------------------

    def action_expand(self, turn: int | None = None) -> None:
        """Shows all claims of an answer, or the first alone."""
        chosen = self.turns[turn] if turn is not None else self._chosen_turn()
        if chosen:
            chosen.toggle()

    def action_as_typed(self, turn: int | None = None) -> None:
        """Asks again without what was taken over from the question before or corrected."""
        chosen = self.turns[turn] if turn is not None else self._chosen_turn()
        if chosen and chosen.answer and (chosen.answer.inherited or chosen.answer.corrections):
            self.ask(chosen.question, as_typed=True)

    def action_save(self) -> None:
        """Saves the conversation as Markdown in the working directory, beside no note."""
        answers = [turn.answer for turn in self.turns if turn.answer]
        if not answers:
            self.say("There is nothing to save yet.")
            return
        try:
            path = _new_file(self.conversation.corpus, conversation_markdown(answers))
        except OSError as error:
            self.say(f"The conversation could not be saved: {error.strerror}.")
        else:
            self.say(f"Saved {path}")

    def action_clear(self) -> None:
        """Starts over."""
        self.turns = []
        self.transcript.remove_children()
        self.conversation.forget()
        self.current = None
        self.claims.show(None)
        self.clear_source()

    def action_next_claim(self) -> None:
        """Goes to the next claim."""
        self.claims.action_cursor_down()

    def action_previous_claim(self) -> None:
        """Goes to the claim before."""
        self.claims.action_cursor_up()

    def action_pick(self, number: int) -> None:
        """Goes to a claim by its number."""
        if number <= self.claims.option_count:
            self.claims.highlighted = number - 1

    def action_scroll(self, pages: int) -> None:
        """Scrolls the transcript."""
        self.transcript.scroll_relative(y=pages * (self.transcript.size.height - 1), animate=False)

    def action_step_back(self) -> None:
        """Comes back: from the keys, to the prompt, to an empty one; ends a build; drops what was taken over."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        elif self.focused is not self.prompt:
            self.prompt.focus()
        elif self.prompt.value:
            self.prompt.clear()
        elif self.building:
            self.conversation.cancel()
        else:
            self.action_as_typed()

    def action_toggle_help(self) -> None:
        """Shows or hides the keys."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def _chosen_turn(self) -> Turn | None:
        return self.focused if isinstance(self.focused, Turn) else self.turns[-1] if self.turns else None


def _new_file(corpus: Corpus, text: str) -> str:
    """Writes a text to a file that was not there: in the working directory, or at home if that is full of notes.

    Raises:
        OSError: It cannot be written.
    """
    here = os.getcwd()
    notes = tuple(os.path.join(folder, "") for folder in corpus.real().folders)
    among_notes = os.path.join(os.path.realpath(here), "").startswith(notes)
    folder = os.path.expanduser("~") if among_notes else here
    stem = os.path.join(folder, f"askcloud-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}")
    for number in range(100):
        path = f"{stem}-{number}.md" if number else f"{stem}.md"
        with suppress(FileExistsError), open(path, "x", encoding="utf-8", errors="replace") as file:
            file.write(text)
            return path
    raise FileExistsError(17, "every name is taken")
