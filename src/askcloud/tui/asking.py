"""Typed text -> turns of the conversation, and previews of their results."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from askcloud.answering.ask import may_ask_for_videos
from askcloud.answering.chat_commands import is_question
from askcloud.answering.conversation import NO_INDEX, READY, question_alone
from askcloud.errors import AskcloudError, IndexNotFoundError, IndexUnavailableError
from askcloud.tui.source_location import location_of_quote
from askcloud.tui.widgets.transcript import Turn

if TYPE_CHECKING:
    from askcloud.answering.answer import Answer
    from askcloud.answering.conversation import Conversation
    from askcloud.output.look_around import Shown
    from askcloud.tui.background import Background
    from askcloud.tui.index_monitor import IndexMonitor
    from askcloud.tui.source_loader import SourceLoader
    from askcloud.tui.widgets.claims import Claims
    from askcloud.tui.widgets.prompt import Prompt
    from askcloud.tui.widgets.transcript import Transcript

DEBOUNCE = 0.08
"""Seconds without a key after which a question that is typed quickly is previewed."""


class Asking:
    """Asks the conversation what is typed, and shows the answers in transcript, claims list and source pane."""

    def __init__(  # noqa: PLR0913  # the panes that it fills, by name
        self,
        conversation: Conversation,
        background: Background,
        monitor: IndexMonitor,
        *,
        prompt: Prompt,
        transcript: Transcript,
        claims: Claims,
        source_loader: SourceLoader,
    ) -> None:
        """Ask nothing yet.

        Args:
            conversation: What to ask.
            background: Runs what takes time.
            monitor: Opens and builds the index where a question needs it.
            prompt: Where questions are typed.
            transcript: Where turns are shown.
            claims: Where the results of a turn or a preview are listed.
            source_loader: Shows the note around the selected result.
        """
        self.turns: list[Turn] = []
        """All turns since the conversation was last cleared, also those that the transcript no longer shows."""
        self.last_key = 0.0
        """When something was last typed, on the clock of `time.monotonic`."""
        self._selected_turn: Turn | None = None  # whose results are listed
        self._waiting: list[Turn] = []  # to ask again once the index is built
        self._conversation = conversation
        self._background = background
        self._monitor = monitor
        self._prompt = prompt
        self._transcript = transcript
        self._claims = claims
        self._source_loader = source_loader

    # --- turns -------------------------------------------------------------------------------------------------------

    def submit(self, typed: str) -> None:
        """Ask what was typed; if that is nothing and there is no index, build one."""
        if typed:
            question, alone = question_alone(typed, self.turns[-1].question if self.turns else "")
            if question:
                self.ask(question, alone=alone)
        elif self._monitor.status and self._monitor.status.state == NO_INDEX:
            self._monitor.rebuild()

    def ask(self, question: str, *, alone: bool = False, as_typed: bool = False) -> None:
        """Ask a question in a new turn.

        Args:
            question: As it was typed.
            alone: Whether to answer it without the previous question.
            as_typed: Whether to correct no spelling either.
        """
        turn = Turn(len(self.turns), question, alone=alone, as_typed=as_typed)
        self.turns.append(turn)
        self._start_answering(turn)

    def ask_as_typed(self, turn: Turn) -> None:
        """Ask a turn's question again in a new turn as it was typed, if it was completed or corrected."""
        if turn.answer and (turn.answer.understood or turn.answer.corrections):
            self.ask(turn.question, as_typed=True)

    def select_turn(self, turn: Turn) -> None:
        """List a turn's results, and show the source of the first."""
        if turn.answer and turn is not self._selected_turn:
            self._select(turn)

    def clear(self) -> None:
        """Remove all turns, and let the conversation forget the previous question."""
        self.turns = []
        self._background.start_worker(self._transcript.start_over)
        self._conversation.forget()
        self._selected_turn = None
        self._claims.show(None)
        self._source_loader.clear()

    def index_built(self, *, finished: bool) -> None:
        """Ask the question that waited for the index again, or say in its turn that there is no index.

        Args:
            finished: Whether the build finished; it did not if it was cancelled or failed.
        """
        waiting, self._waiting = self._waiting, []
        for turn in waiting:
            if finished:
                self._start_answering(turn)
            elif turn.answer is None:
                turn.show_message(self._monitor.build_error or "There is no index. Press ctrl+r to build it.")

    def _start_answering(self, turn: Turn) -> None:
        self._background.start_worker(partial(self._answer, turn))

    async def _answer(self, turn: Turn) -> None:
        if not turn.is_attached:
            await self._transcript.add_turn(turn)
        try:
            shown = await self._background.on_index_thread(partial(self._look_around, turn))
            if shown:
                turn.show_message(shown.text)
                self._claims.show(shown.answer)
                return
            answer = await self._background.on_index_thread(
                lambda: self._conversation.ask(turn.question, alone=turn.alone, as_typed=turn.as_typed)
            )
        except IndexNotFoundError:
            await self._wait_for_index(turn)
        except IndexUnavailableError as error:
            self._monitor.report_broken(error.message)
            turn.show_message(f"{error.message} Press ctrl+r to rebuild it.")
        except AskcloudError as error:
            turn.show_message(f"{error.message} {error.hint}")
        else:
            self._show_answer(turn, answer)

    def _look_around(self, turn: Turn) -> Shown | None:
        """Return the list, outline or videos that a line asks for; None for a question."""
        may_ask = turn.question.startswith("/") or may_ask_for_videos(turn.question)
        if turn.alone or turn.as_typed or not may_ask:
            return None
        from askcloud.output.look_around import look_around  # few lines ask for what it shows

        return look_around(self._conversation.session(), turn.question, self._conversation.filters)

    def _show_answer(self, turn: Turn, answer: Answer) -> None:
        if answer.out_of_date and turn.answer is None:  # only once: the note may change again and again
            self._waiting.append(turn)
            self._monitor.rebuild()
        turn.show(answer)
        if turn.is_attached:  # the conversation was not cleared meanwhile
            self._select(turn)
            self._transcript.scroll_to_part(turn, top=True)

    async def _wait_for_index(self, turn: Turn) -> None:
        """Handle a question that was asked without an open index: it may be there by now, or must be built first."""
        status = await self._monitor.open_index()
        if status.state == READY:
            self._start_answering(turn)
        elif status.state == NO_INDEX:
            self._waiting.append(turn)
            turn.show_message("Waiting for the index…")
            self._monitor.rebuild()
        else:
            turn.show_message(status.why)

    # --- results -----------------------------------------------------------------------------------------------------

    def preview(self, typed: str) -> None:
        """List the results of a question that is being typed; else those of the selected turn again."""
        if typed.strip() and is_question(typed):
            self._background.start_worker(partial(self._preview, typed), group="preview")
        else:
            self._background.cancel_workers("preview")
            self._show_results(self._selected_turn.answer if self._selected_turn else None)

    def show_selected_source(self) -> None:
        """Show the source of the result that is selected now: the list may have changed since the event was sent."""
        if self._claims.highlighted is not None and self._claims.selected:
            self._source_loader.show(location_of_quote(self._claims.selected))

    async def _preview(self, typed: str) -> None:
        """Preview at once the first key after a pause; in quick typing, wait for the next pause."""
        since_last_key, self.last_key = monotonic() - self.last_key, monotonic()
        if since_last_key < DEBOUNCE:
            await asyncio.sleep(DEBOUNCE)
        with suppress(AskcloudError):  # shown when the question is asked
            answer = await self._background.on_index_thread(lambda: self._conversation.preview(typed))
            if self._prompt.value == typed:
                self._claims.show(answer, preview=True)

    def _select(self, turn: Turn) -> None:
        self._selected_turn = turn
        self._show_results(turn.answer)

    def _show_results(self, answer: Answer | None) -> None:
        self._claims.show(answer)
        if not (answer and answer.evidence):
            self._source_loader.clear()
