"""The parts of the screen: prompt, turns of the conversation, claims list, source pane."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from askcloud.output.sanitize import clean
from askcloud.output.wording import followup_note, join_parts
from askcloud.question.parse import MAX_QUESTION
from askcloud.tui.content import claim_content, message_content, page_contents, turn_content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import ComposeResult

    from askcloud.answering.answer import Answer
    from askcloud.index.reader import StoredNote
    from askcloud.notes.page import Page
    from askcloud.system.history import History


class _Line(Input, inherit_bindings=False):
    """A line to type in, whose twenty keys work as everywhere and stand in nobody's way among the keys shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(each, system=True) for each in Input.BINDINGS if isinstance(each, Binding)
    ]


class Prompt(_Line):
    """The line for questions, with those asked before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", id="ask"),
        Binding("up", "recall(-1)", "Earlier", id="earlier", tooltip="The question asked before"),
        Binding("down", "recall(1)", "Later question", id="later", show=False),
        Binding("tab", "app.focus_next", "Panes", id="panes", tooltip="Go to the next pane"),
    ]

    def __init__(self, history: History) -> None:
        """Empty, and ready for a question."""
        super().__init__(placeholder="Ask the notes…", max_length=MAX_QUESTION, id="prompt", select_on_focus=False)
        self._history = history

    def action_recall(self, step: int) -> None:
        """Shows an earlier or later question."""
        self.value = self._history.before(self.value) if step < 0 else self._history.after(self.value)
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """Takes several pasted lines as one question, where `Input` would keep only the first."""
        self.replace(clean(" ".join(event.text.split()))[:MAX_QUESTION], *self.selection)
        event.prevent_default()
        event.stop()


class Turn(Static, can_focus=True):
    """One question in the transcript, and its answer once there is one."""

    class Chosen(Message):
        """A person went to a turn."""

        def __init__(self, turn: Turn) -> None:
            """Says which."""
            super().__init__()
            self.turn = turn

    def __init__(self, number: int, question: str, *, as_typed: bool = False) -> None:
        """Waits for its answer."""
        super().__init__(message_content(question, "…"))
        self.number = number
        self.question = question
        self.as_typed = as_typed
        """Whether it takes nothing over from the question before and no spelling is corrected."""
        self.answer: Answer | None = None
        self.expanded = False
        """Whether more or less than usual was asked for: usual are all claims where the question wants several."""

    def tell(self, message: str) -> None:
        """Shows a message where the answer would stand."""
        self.update(message_content(self.question, message))

    def show(self, answer: Answer) -> None:
        """Shows the answer."""
        self.answer = answer
        self.update(turn_content(self.number, answer, expanded=self.expanded != answer.several))

    def toggle(self) -> None:
        """Shows all claims, or the first alone."""
        if self.answer:
            self.expanded = not self.expanded
            self.show(self.answer)

    def on_focus(self) -> None:
        """Brings its claims to the claims list."""
        self.post_message(self.Chosen(self))


class Claims(OptionList):
    """The claims of the turn that is looked at, or of the question being typed."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__(id="claims", markup=False)
        self.answer: Answer | None = None
        self.display = False

    def show(self, answer: Answer | None, *, preview: bool = False) -> None:
        """Shows the claims of an answer; those of a preview wait for being chosen."""
        self.answer = answer
        evidence = answer.evidence if answer else ()
        self.clear_options()
        self.add_options(Option(claim_content(place, each), id=str(place)) for place, each in enumerate(evidence))
        title = (
            join_parts("Claims, as you type", also=(followup_note(answer) if answer else "",)) if preview else "Claims"
        )
        self.border_title = Content(title)
        self.display = bool(evidence) or preview
        if evidence and not preview:
            self.highlighted = 0

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Marks the claim that is looked at, and no other."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and self.answer:
            for place, each in enumerate(self.answer.evidence):
                row = claim_content(place, each, chosen=place == highlighted)
                self.replace_option_prompt_at_index(place, row)


class Source(VerticalScroll):
    """The note around the claim that is looked at."""

    def __init__(self, identity: str = "source") -> None:
        """Empty."""
        super().__init__(id=identity)
        self.border_title = Content("Source")
        self._parts = [Static(markup=False) for _ in range(3)]

    def compose(self) -> ComposeResult:
        """What stands before the claim's block, the block, and what stands after it."""
        yield from self._parts

    def show(self, title: str, channel: str, page: Page, medium: str) -> None:
        """Shows a page of a note, scrolled to its claim."""
        for part, content in zip(self._parts, page_contents(title, channel, page, medium), strict=True):
            part.update(content)
            part.display = bool(content)
        self._bring_up(self._parts[1] if page.claim else self._parts[0])

    def tell(self, message: str) -> None:
        """Shows a message in place of a note; an empty one clears the pane."""
        self._parts[0].update(Content(clean(message)))
        self._parts[0].display = True
        for part in self._parts[1:]:
            part.display = False

    def _bring_up(self, part: Static) -> None:
        self.call_after_refresh(self.scroll_to_widget, part, animate=False, top=part is self._parts[0], center=True)


class Reading(Screen[None]):
    """The source pane on a screen of its own, where the terminal is too narrow for two columns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Back", id="back"),
    ]

    def __init__(self, fill: SourceFiller) -> None:
        """Shows what `fill` puts into its pane."""
        super().__init__()
        self._fill = fill
        self._source = Source("reading")

    def compose(self) -> ComposeResult:
        """The pane and its keys."""
        yield self._source
        yield Footer()

    def on_mount(self) -> None:
        """Fills the pane."""
        self._fill(self._source)
        self._source.focus()


class Links(ModalScreen["StoredNote | None"]):
    """The notes that a note links to, to choose one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Back", id="back")]

    def __init__(self, notes: Iterable[StoredNote]) -> None:
        """Offers some notes."""
        super().__init__()
        self._notes = list(notes)

    def compose(self) -> ComposeResult:
        """Their titles."""
        titles = OptionList(*(Option(Content(clean(note.title))) for note in self._notes), id="links", markup=False)
        titles.border_title = Content("Linked notes · enter opens, esc goes back")
        yield titles

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Gives the chosen note back."""
        self.dismiss(self._notes[event.option_index])


if TYPE_CHECKING:
    from collections.abc import Callable

    SourceFiller = Callable[[Source], object]
