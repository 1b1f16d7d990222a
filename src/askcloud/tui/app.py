"""The chat: one screen over a conversation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Footer

from askcloud.settings import read_keymap, state_folder
from askcloud.system.history import History, read_text, write_text
from askcloud.tui.actions import Actions
from askcloud.tui.guard import Guard
from askcloud.tui.index_monitor import defer_collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.filter import LineFilter
    from textual.screen import Screen

    from askcloud.answering.conversation import Conversation


class ChatApp(Actions):
    """Asks a conversation and shows what it says."""

    TITLE = "askcloud"
    CSS_PATH = "askcloud.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (100, "-wide")]  # noqa: RUF012  # no ClassVar in Textual
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-low"), (20, "-tall")]  # noqa: RUF012  # no ClassVar in Textual
    HELP = """\
# askcloud

Type a question and press **enter**. Tab moves between the panes; **esc** comes back.
A question may lean on the one before: *and what about Google?*
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o,ctrl+o", "play", "Play", id="play", tooltip="Play the video at the second of the claim"),
        Binding("y,ctrl+y", "copy", "Copy", id="copy", tooltip="Copy the quote with its citation"),
        Binding(
            "Y", "copy_link", "Copy link", id="copy_link", show=False, tooltip="Copy a Markdown link to the second"
        ),
        Binding("e", "edit", "Edit", id="edit", tooltip="Open the note at the claim in $EDITOR"),
        Binding("x", "expand", "More", id="expand", tooltip="Show all claims of the answer, or the first alone"),
        Binding("l", "links", "Links", id="links", tooltip="Go to a note that this one links to"),
        Binding("d", "as_typed", "As typed", id="as_typed", show=False, tooltip="Ask again, with nothing added"),
        Binding("j,n", "next_claim", "Next claim", id="next_claim", show=False),
        Binding("k,p", "previous_claim", "Previous claim", id="previous_claim", show=False),
        *(Binding(str(n), f"pick({n})", f"Claim {n}", id=f"pick_{n}", show=False) for n in range(1, 10)),
        Binding("s,ctrl+s", "save", "Save", id="save", show=False, tooltip="Save the conversation as Markdown"),
        Binding("ctrl+r", "rebuild", "Read changes", id="rebuild", show=False, tooltip="Bring the index up to date"),
        Binding("ctrl+l", "clear", "Clear", id="clear", show=False, tooltip="Start over"),
        Binding("escape", "step_back", "Back", id="step_back", show=False),
        Binding("pageup", "scroll(-1)", "Scroll up", id="scroll_up", show=False),
        Binding("pagedown", "scroll(1)", "Scroll down", id="scroll_down", show=False),
        Binding("f1,question_mark", "toggle_help", "Keys", id="help"),
    ]

    def __init__(self, conversation: Conversation, history: History, *, state: str = "") -> None:
        """Opens nothing yet.

        Args:
            conversation: What to ask.
            history: Questions asked before.
            state: Folder to remember the theme in and to log failures to; empty for none.
        """
        super().__init__(conversation, history, state=state)
        self._guard = Guard()
        self._theme_file = os.path.join(state, "theme") if state else ""
        remembered = read_text(self._theme_file)
        if self.no_color:
            self.theme = "ansi-dark"
        elif remembered in self.available_themes:
            self.theme = remembered

    def compose(self) -> ComposeResult:
        """The screen: transcript and prompt, beside or above the claims and their source."""
        yield self.header
        with Container(id="body"):
            with Container(id="left"):
                yield self.transcript
                yield self.notice
                yield self.prompt
            with Container(id="right"):
                yield self.source
                yield self.claims
        yield Footer()

    def on_mount(self) -> None:
        """Waits for a question."""
        self.prompt.focus()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the one that lets no control character out."""
        return [*super().get_line_filters(), self._guard]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything the chat can do, for the command palette."""
        yield from super().get_system_commands(screen)
        for binding in self.BINDINGS:
            if isinstance(binding, Binding) and binding.tooltip:
                yield SystemCommand(binding.description, binding.tooltip, self._runner(binding.action))

    def _runner(self, action: str) -> Callable[[], object]:
        return lambda: self.call_later(self.run_action, action)

    def _watch_theme(self, theme: str) -> None:
        super()._watch_theme(theme)
        if self._theme_file and self.is_running and not self.no_color:
            write_text(self._theme_file, theme)


def run_chat(conversation: Conversation, *, remembering: bool) -> None:
    """Runs the chat until it is left.

    Args:
        conversation: What to ask; it is not opened yet.
        remembering: Whether to read and keep the questions asked.

    Raises:
        UsageError: The user's config file cannot be read, or names a key that there is not.
        UnforeseenError: It ended in a failure.
    """
    if not os.environ.get("NO_COLOR", "1"):
        del os.environ["NO_COLOR"]  # empty means colour, which Textual sees differently
    state = state_folder()
    history = History(os.path.join(state, "history") if remembering else None)
    app = ChatApp(conversation, history, state=state)
    app.set_keymap(read_keymap())
    defer_collection()
    app.run()
    if app.failure:
        raise app.failure
