"""The chat as a Textual app: it composes the widgets and passes keys and events to the objects that act on them."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Input, OptionList

from askcloud.errors import AskcloudError
from askcloud.settings import read_keymap, state_folder
from askcloud.system.history import History, read_text, write_text
from askcloud.tui.actions import Actions
from askcloud.tui.asking import Asking
from askcloud.tui.background import Background
from askcloud.tui.commands import Commands
from askcloud.tui.completion import CommandSuggester
from askcloud.tui.garbage import COLLECT_EVERY, collect_when_idle, defer_collection
from askcloud.tui.guard import Guard
from askcloud.tui.help_content import help_content, is_letter
from askcloud.tui.index_monitor import IndexMonitor
from askcloud.tui.source_loader import SourceLoader
from askcloud.tui.transcript_content import claims_beside
from askcloud.tui.widgets.chips import Chips
from askcloud.tui.widgets.claims import Claims
from askcloud.tui.widgets.keys import Keys
from askcloud.tui.widgets.messages import MESSAGE_SECONDS, Messages
from askcloud.tui.widgets.prompt import Prompt
from askcloud.tui.widgets.source import Source
from askcloud.tui.widgets.text_screen import TextScreen
from askcloud.tui.widgets.transcript import Transcript, Turn
from askcloud.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.filter import LineFilter
    from textual.screen import Screen

    from askcloud.answering.conversation import Conversation


class ChatApp(App[None]):
    """Ask a conversation and show what it answers."""

    TITLE = "askcloud"
    CSS_PATH = "askcloud.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (100, "-wide")]  # noqa: RUF012  # no ClassVar in Textual
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-low"), (20, "-tall")]  # noqa: RUF012  # no ClassVar in Textual
    # The ids are names that users' configuration files contain.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,ctrl+o", "play", "Play", id="play", tooltip="Open the video at this moment"),
        Binding("y,ctrl+y", "copy", "Copy", id="copy", tooltip="Copy the quote with its citation"),
        Binding("Y", "copy_link", "Copy link", id="copy_link", show=False, tooltip="Copy a Markdown link to the video"),
        Binding("e", "edit", "Edit", id="edit", tooltip="Open the note at the quote in $EDITOR"),
        Binding("x", "expand", "More", id="expand", tooltip="Show or hide more results"),
        Binding("l", "links", "Links", id="links", tooltip="Go to a note that this one links to"),
        Binding(
            "d",
            "as_typed",
            "As typed",
            id="as_typed",
            show=False,
            tooltip="Ask again as typed, neither completed nor corrected",
        ),
        Binding("j,n", "next_claim", "Next result or item", id="next_claim", show=False),
        Binding("k,p", "previous_claim", "Previous result or item", id="previous_claim", show=False),
        *(Binding(str(n), f"pick({n})", f"Result {n}", id=f"pick_{n}", show=False) for n in range(1, 10)),
        Binding(
            "ctrl+c",
            "copy_or_clear",
            "Copy or clear",
            id="copy_or_clear",
            show=False,
            priority=True,
            tooltip="Copy the selected text, else clear the prompt, else copy the quote",
        ),
        Binding("s,ctrl+s", "save", "Save", id="save", show=False, tooltip="Save the conversation as Markdown"),
        Binding("ctrl+r", "rebuild", "Update index", id="rebuild", show=False, tooltip="Index the notes that changed"),
        Binding("ctrl+l", "clear", "Clear", id="clear", show=False, tooltip="Start a new conversation"),
        Binding("m", "messages", "Messages", id="messages", show=False, tooltip="Read the messages again"),
        Binding("escape", "escape", "Back to the prompt", id="step_back", show=False),
        Binding("pageup", "scroll(-1)", "Scroll up", id="scroll_up", show=False),
        Binding("pagedown", "scroll(1)", "Scroll down", id="scroll_down", show=False),
        Binding("f1,question_mark", "toggle_help", "Keys", id="help"),
    ]

    def __init__(self, conversation: Conversation, history: History, *, state: str = "") -> None:
        """Create the widgets and the objects that act on them; open nothing yet.

        Args:
            conversation: What to ask.
            history: Questions asked before.
            state: Folder to remember the theme in and to log failures to; empty for none.
        """
        # Without colour from the start: Textual decides here how NO_COLOR is obeyed.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.failure: AskcloudError | None = None
        """What ended the chat; None if a person did."""
        self.prompt = Prompt(history)
        self.transcript = Transcript()
        self.claims = Claims()
        self.source = Source()
        self.background = Background(self, os.path.join(state, "chat.log") if state else "")
        self.messages = Messages()
        self.chips = Chips()
        self.monitor = IndexMonitor(
            conversation, self.background, notify_user=self.notify_user, on_built=self._index_built
        )
        self.source_loader = SourceLoader(conversation, self.background, self.source)
        self.asking = Asking(
            conversation,
            self.background,
            self.monitor,
            prompt=self.prompt,
            transcript=self.transcript,
            claims=self.claims,
            source_loader=self.source_loader,
        )
        self.actions = Actions(
            self,
            conversation,
            self.background,
            source_loader=self.source_loader,
            source=self.source,
            notify_user=self.notify_user,
        )
        self._conversation = conversation
        self._guard = Guard()
        self._theme_file = os.path.join(state, "theme") if state else ""
        self._add_commands()
        self._restore_theme()

    def _add_commands(self) -> None:
        """Create the object that acts on lines that are not questions."""
        self.commands = Commands(
            self._conversation,
            self.background,
            transcript=self.transcript,
            chips=self.chips,
            clear=self.action_clear,
            leave=self.exit,
        )
        self.prompt.suggester = CommandSuggester(self.commands.values_of)
        self.source.can_focus = False  # until it shows something

    # --- the screen --------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the screen: transcript and prompt, with the source and the results to the right or below."""
        yield self.monitor.header
        with Container(id="body"):
            with Container(id="left"):
                yield self.transcript
                yield self.monitor.notice
                yield self.messages
                yield self.chips
                yield self.prompt
            with Container(id="right"):
                yield self.source
                yield self.claims
        yield Keys()

    def on_mount(self) -> None:
        """Take keys and draw the first frame, and only then open the index."""
        self.prompt.focus()
        self.monitor.show_status()
        self.call_after_refresh(self.background.start_worker, self._open_index)
        self.set_interval(COLLECT_EVERY, lambda: collect_when_idle(self.asking.last_key))

    def on_unmount(self) -> None:
        """Stop what still runs."""
        self.monitor.cancel_build()
        self.background.shut_down(self._conversation.close)

    def notify_user(self, message: str) -> None:
        """Show a message above the prompt for some seconds; on another screen, as a notification of Textual."""
        self.transcript.stay_at_end()  # the message needs space: keep what is being read in view
        self.messages.show(message)
        if self.screen is not self.screen_stack[0]:
            self.notify(self.messages.shown[-1][1], markup=False, timeout=MESSAGE_SECONDS)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, and the one that strips control characters."""
        return [*super().get_line_filters(), self._guard]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield everything the chat can do, for the command palette."""
        yield from super().get_system_commands(screen)
        for binding in self.BINDINGS:
            if isinstance(binding, Binding) and binding.tooltip:
                yield SystemCommand(binding.description, binding.tooltip, self._command(binding.action))

    def _command(self, action: str) -> Callable[[], object]:
        return lambda: self.call_later(self.run_action, action)

    def _restore_theme(self) -> None:
        remembered = read_text(self._theme_file) if self._theme_file else ""
        if self.no_color:
            self.theme = "ansi-dark"
        elif remembered in self.available_themes:
            self.theme = remembered

    def _watch_theme(self, theme: str) -> None:
        super()._watch_theme(theme)
        if self._theme_file and self.is_running and not self.no_color:
            write_text(self._theme_file, theme)

    def _fatal_error(self) -> None:
        """End the chat with a sentence, where Textual would print a traceback with the values of all variables."""
        self.failure = self.background.internal_error(self._exception or Exception())
        self._close_messages_no_wait()

    # --- events ------------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#prompt")
    def _prompt_submitted(self) -> None:
        typed = self.prompt.take_question()
        if not typed or not self.commands.run(typed):
            self.asking.submit(typed)

    @on(Input.Changed, "#prompt")
    def _prompt_changed(self, event: Input.Changed) -> None:
        self.monitor.attend()
        self.asking.preview(event.value)

    def on_app_focus(self) -> None:
        """Look for changes soon, because somebody has returned to the terminal."""
        self.monitor.attend()

    def on_app_blur(self) -> None:
        """Look for changes seldom, because nobody is at the terminal."""
        self.monitor.attend(away=True)

    @on(Turn.Chosen)
    def _turn_chosen(self, event: Turn.Chosen) -> None:
        self.asking.select_turn(event.turn)

    @on(OptionList.OptionHighlighted, "#claims")
    def _result_highlighted(self) -> None:
        self.asking.show_selected_source()

    @on(OptionList.OptionSelected, "#claims")
    def _result_selected(self) -> None:
        self.actions.read_source()

    @on(Welcome.Picked)
    def _question_picked(self, event: Welcome.Picked) -> None:
        self.prompt.focus()
        self.asking.ask(event.question)

    async def _open_index(self) -> None:
        await self.monitor.open_index()
        self.background.start_worker(self._show_overview)
        await self.monitor.look_for_changes()

    async def _show_overview(self) -> None:
        with suppress(AskcloudError):  # without an index there is nothing to say
            self.transcript.show_overview(await self.background.on_index_thread(self._conversation.overview))

    def _index_built(self, finished: bool) -> None:
        if finished:
            self.background.start_worker(self._show_overview)
        self.asking.index_built(finished=finished)

    # --- actions of keys and clicks ----------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Play what the selected result cites."""
        self.actions.play(self.claims.selected)

    def action_play_result(self, turn: int, index: int, place: int | None = None) -> None:
        """Play a result of the transcript, or a claim beside its quote.

        Args:
            turn: The number of its turn.
            index: Its index there.
            place: The index of the claim among `claims_beside` it; None for the quote.
        """
        if answer := self.asking.turns[turn].answer:
            evidence = answer.evidence[index]
            self.actions.play(evidence if place is None else claims_beside(evidence)[place])

    def action_play_time(self, paragraph: int, number: int) -> None:
        """Play from a time in the source pane."""
        self.actions.play_time(paragraph, number)

    def action_copy(self) -> None:
        """Copy the selected quote with its citation."""
        self.actions.copy_quote(self.claims.selected)

    def action_copy_link(self) -> None:
        """Copy a Markdown link to what the selected result cites."""
        self.actions.copy_link(self.claims.selected)

    def action_links(self) -> None:
        """List the notes that the shown one links to."""
        self.actions.show_links()

    def action_edit(self) -> None:
        """Open the shown note in the user's editor."""
        self.actions.edit_note()

    def action_save(self) -> None:
        """Save the conversation as Markdown."""
        self.actions.save([turn.answer for turn in self.asking.turns if turn.answer])

    def action_expand(self, turn: int | None = None) -> None:
        """Show all results of a turn instead of the first alone, or the reverse."""
        if chosen := self._turn(turn):
            chosen.toggle()

    def action_as_typed(self, turn: int | None = None) -> None:
        """Ask a turn's question again without previous context and spelling corrections."""
        if chosen := self._turn(turn):
            self.asking.ask_as_typed(chosen)

    def action_clear(self) -> None:
        """Start a new conversation."""
        self.asking.clear()

    def action_rebuild(self) -> None:
        """Bring the index up to date."""
        self.monitor.rebuild(asked=True)

    def action_next_claim(self) -> None:
        """Select the next result, or item of a list."""
        self.claims.action_cursor_down()

    def action_previous_claim(self) -> None:
        """Select the previous result, or item of a list."""
        self.claims.action_cursor_up()

    def action_pick(self, number: int) -> None:
        """Select a result by its number, from 1."""
        self.claims.select(number)

    def action_scroll(self, pages: int) -> None:
        """Scroll the transcript by pages."""
        self.transcript.scroll_pages(pages)

    def action_drop_filter(self, name: str) -> None:
        """Search without a filter from now on."""
        self.commands.drop_filter(name)

    def action_copy_or_clear(self) -> None:
        """Copy the selected text, else clear the prompt, else copy the selected quote."""
        line = self.focused if isinstance(self.focused, Input) else None
        if selected := self.screen.get_selected_text() or (line and line.selected_text):
            self.actions.copy(selected)
        elif line and line.value:
            line.clear()
        elif self.claims.selected:
            self.actions.copy_quote(self.claims.selected, "Copied (ctrl+q quits):")
        else:
            self.notify_user("There is nothing to copy. ctrl+q quits.")

    def action_messages(self) -> None:
        """Show the messages so far."""
        self.push_screen(TextScreen("Messages", self.messages.all_content(min(self.size.width * 9 // 10, 100) - 5)))

    def action_toggle_help(self) -> None:
        """Show all keys and commands."""
        self.push_screen(TextScreen("Keys and commands", help_content(self._keys())))

    def action_escape(self) -> None:
        """Focus the prompt, else clear it, else cancel a build; it never asks."""
        if self.focused is not self.prompt:
            self.prompt.focus()
        elif self.prompt.value:
            self.prompt.clear()
        else:
            self.monitor.cancel_build()

    def _keys(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield where keys work, with the keys and what they do."""
        own = [binding for binding in self.BINDINGS if isinstance(binding, Binding)]
        own = [binding for binding in own if not (binding.id or "").startswith("pick_")]
        in_prompt = [binding for binding in Prompt.BINDINGS if isinstance(binding, Binding)]
        yield "In the prompt", self._rows(in_prompt, lambda _: True)
        palette = [("^p", "Palette: all commands, and colour themes"), ("^q", "Quit")]
        yield "Anywhere", [*self._rows(own, lambda key: not is_letter(key)), *palette]
        outside = [*self._rows(own, is_letter), ("1 … 9", "Result by its number")]
        yield "Outside the prompt: tab or a click leaves it, esc returns", outside

    def _rows(self, bindings: Iterable[Binding], wanted: Callable[[str], bool]) -> list[tuple[str, str]]:
        """Return the wanted keys of bindings, as they are set, with what they do."""
        rows = []
        for binding in bindings:
            keys = filter(wanted, self._keymap.get(binding.id or "", binding.key).split(","))
            if shown := ", ".join(self.get_key_display(replace(binding, key=key)) for key in keys):
                rows.append((shown, binding.tooltip or binding.description))
        return rows

    def _turn(self, number: int | None) -> Turn | None:
        """Return the turn with a number; without one the focused turn, else the last."""
        if number is not None:
            return self.asking.turns[number]
        if isinstance(self.focused, Turn):
            return self.focused
        return self.asking.turns[-1] if self.asking.turns else None


def run_chat(conversation: Conversation, *, remembering: bool) -> None:
    """Run the chat until a person quits it.

    Args:
        conversation: What to ask; it is closed in the end.
        remembering: Whether to read earlier questions and to store those asked.

    Raises:
        UsageError: The user's config file cannot be read, or contains an unknown name of a key.
        InternalError: The chat ended with an unexpected failure.
    """
    if not os.environ.get("NO_COLOR", "1"):
        del os.environ["NO_COLOR"]  # an empty value means colour by its specification, but not to Textual
    state = state_folder()
    history = History(os.path.join(state, "history") if remembering else None)
    app = ChatApp(conversation, history, state=state)
    app.set_keymap(read_keymap())
    defer_collection()
    app.run()
    if app.failure:
        raise app.failure
