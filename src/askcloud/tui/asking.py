"""Asking: from what is typed to a turn with its claims and the note around the one that is looked at."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from askcloud.answering.conversation import BROKEN, NO_INDEX, READY, CorpusStatus
from askcloud.errors import AskcloudError, IndexNotFoundError, IndexUnavailableError, NoteError
from askcloud.record import record
from askcloud.tui.index_monitor import IndexMonitor
from askcloud.tui.widgets import Claims, Prompt, Source, Turn

if TYPE_CHECKING:
    from askcloud.answering.answer import Answer, Evidence
    from askcloud.answering.conversation import Conversation
    from askcloud.notes.page import Page
    from askcloud.system.history import History

DEBOUNCE = 0.08
"""Seconds without a key after which a question that is being typed quickly is previewed."""

MOST_TURNS = 200
"""Turns kept on the screen; with 500, a key press costs 35 ms."""

_WELCOME = (
    "Ask a question in plain words. Claims show up as you type; enter asks. F1 shows the keys, ctrl+p all commands; "
    "ctrl+q leaves."
)


@record
class Place:
    """What the source pane shows."""

    path: str
    title: str
    channel: str
    medium: str
    line: int = 1
    quote: str = ""
    """The claim to show; empty for the beginning of the note."""


class Asking(IndexMonitor):
    """An app that asks its conversation and shows what it says."""

    def __init__(self, conversation: Conversation, history: History, *, state: str = "") -> None:
        """Asks nothing yet.

        Args:
            conversation: What to ask.
            history: Questions asked before.
            state: Folder to log failures to; empty for none.
        """
        super().__init__(conversation, state=state)
        self.turns: list[Turn] = []
        self.current: Turn | None = None
        """The turn whose claims are shown."""
        self.place: Place | None = None
        """What the source pane shows."""
        self.page: Page | None = None
        """As much of that note as it shows; None until it was read."""
        self.transcript = VerticalScroll(Static(Content(_WELCOME), id="welcome"), id="transcript", can_focus=False)
        self.prompt = Prompt(history)
        self.claims = Claims()
        self.source = Source()
        self._history = history
        self._waiting: list[Turn] = []

    @property
    def evidence(self) -> Evidence | None:
        """The claim that is looked at; the first where none was chosen yet."""
        evidence = self.claims.answer.evidence if self.claims.answer else ()
        return evidence[self.claims.highlighted or 0] if evidence else None

    @on(Input.Submitted, "#prompt")
    def _submitted(self, event: Input.Submitted) -> None:
        question = " ".join(event.value.split())
        self.prompt.clear()
        if question:
            self._history.add(question)
            self.ask(question)
        elif self.standing and self.standing.state == NO_INDEX:
            self.rebuild()

    def ask(self, question: str, *, as_typed: bool = False) -> None:
        """Asks a question in a new turn."""
        turn = Turn(len(self.turns), question, as_typed=as_typed)
        self.turns.append(turn)
        self.begin(partial(self._answer, turn))

    def ask_again(self, turn: Turn) -> None:
        """Asks the question of a turn that got no answer yet, or one from a note that has changed."""
        self.begin(partial(self._answer, turn))

    async def _answer(self, turn: Turn) -> None:
        if not turn.is_attached:
            await self._mount_turn(turn)
        try:
            answer = await self.at_desk(lambda: self.conversation.ask(turn.question, as_typed=turn.as_typed))
        except IndexNotFoundError:
            await self._wait_for_index(turn)
        except IndexUnavailableError as error:
            self.stand(CorpusStatus(BROKEN, self.conversation.corpus, why=error.message))
            turn.tell(f"{error.message} ctrl+r builds it anew.")
        except AskcloudError as error:
            turn.tell(f"{error.message} {error.hint}")
        else:
            if answer.out_of_date and turn.answer is None:  # once: a note may go on changing
                self._waiting.append(turn)
                self.rebuild()
            turn.show(answer)
            if turn.is_attached:  # the conversation was not cleared meanwhile
                self.look_at(turn)
                self._bring_up(turn)

    async def _mount_turn(self, turn: Turn) -> None:
        await self.transcript.query("#welcome").remove()
        shown = self.transcript.query(Turn)
        if len(shown) >= MOST_TURNS:
            await shown.first().remove()
        await self.transcript.mount(turn)
        self._bring_up(turn)

    def _bring_up(self, turn: Turn) -> None:
        """Scrolls to a turn's question, once the turn is laid out."""
        self.call_after_refresh(self.transcript.scroll_to_widget, turn, top=True, animate=False)

    async def _wait_for_index(self, turn: Turn) -> None:
        """Answers a question that met no open index: there may be one by now, or one to build first."""
        self.stand(await self.at_desk(self.conversation.open))
        assert self.standing
        if self.standing.state == READY:
            self.ask_again(turn)
        elif self.standing.state == NO_INDEX:
            self._waiting.append(turn)
            turn.tell("Waiting for the index…")
            self.rebuild()
        else:
            turn.tell(self.standing.why)

    def look_at(self, turn: Turn) -> None:
        """Shows a turn's claims and the source of the first."""
        self.current = turn
        self._show_claims(turn.answer)

    @on(Turn.Chosen)
    def _turn_chosen(self, event: Turn.Chosen) -> None:
        if event.turn.answer and event.turn is not self.current:
            self.look_at(event.turn)

    def _show_claims(self, answer: Answer | None, *, preview: bool = False) -> None:
        self.claims.show(answer, preview=preview)
        if not preview and not (answer and answer.evidence):
            self.clear_source()

    @on(OptionList.OptionHighlighted, "#claims")
    def _claim_highlighted(self) -> None:
        # What is highlighted now: the list may have changed since the message was sent.
        if self.claims.highlighted is not None and self.evidence:
            self.look_up(self.evidence)

    @on(Input.Changed, "#prompt")
    def _typed(self, event: Input.Changed) -> None:
        if event.value.strip():
            self.begin(partial(self._preview, event.value), only="preview")
        else:
            self.workers.cancel_group(self, "preview")
            self._show_claims(self.current.answer if self.current else None)

    async def _preview(self, typed: str) -> None:
        """Shows the claims of a question that is being typed: at once after a pause, else when the keys rest."""
        pause, self.last_key = monotonic() - self.last_key, monotonic()
        if pause < DEBOUNCE:
            await asyncio.sleep(DEBOUNCE)
        with suppress(AskcloudError):  # enter will say it
            answer = await self.at_desk(lambda: self.conversation.preview(typed))
            if self.prompt.value == typed:
                self._show_claims(answer, preview=True)

    # --- the source pane ---------------------------------------------------------------------------------------------

    def look_up(self, evidence: Evidence) -> None:
        """Shows the note around a claim."""
        cited = evidence.citation
        self.show_place(
            Place(cited.note, cited.title, cited.channel, cited.medium, cited.line, evidence.quote), self.source
        )

    def clear_source(self) -> None:
        """Shows no note."""
        self.place = self.page = None
        self.workers.cancel_group(self, "source")
        self.source.tell("")

    def show_place(self, place: Place, pane: Source) -> None:
        """Shows a place in a note."""
        self.place, self.page = place, None
        self.begin(partial(self._fill, place, pane), only="source")

    async def _fill(self, place: Place, pane: Source) -> None:
        try:
            page = await self.aside(lambda: self.conversation.page(place.path, place.line, place.quote))
        except NoteError as error:
            pane.tell(f"{place.path} {error.message}. {error.hint}")
        except AskcloudError as error:
            pane.tell(f"{error.message} {error.hint}")
        else:
            self.page = page
            pane.show(place.title, place.channel, page, place.medium)
            stale = bool(place.quote) and not page.claim
            pane.border_subtitle = "the note no longer says this: ctrl+r" if stale else ""

    # --- waiting for an index ----------------------------------------------------------------------------------------

    def built(self, *, finished: bool) -> None:
        """Answers what was asked before there was an index."""
        waiting, self._waiting = self._waiting, []
        for turn in waiting:
            if finished:
                self.ask_again(turn)
            elif turn.answer is None:
                turn.tell(self.trouble or "There is no index: ctrl+r builds it.")
