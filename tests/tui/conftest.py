"""What tests of the chat share: the chat with a scripted conversation, its keys, and its screen as text."""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripted import ASKED, Scripted, answer
from textual._compositor import Compositor
from textual.worker import WorkerCancelled

from askcloud.system import clipboard, launch
from askcloud.system.history import History
from askcloud.tui.app import ChatApp
from askcloud.tui.widgets import messages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot
    from textual.widget import Widget


SETTLED = 3
"""Times in a row that the screen shows the same before all work is taken to be done."""

GIVE_UP = 500
"""Times that the screen is looked at until then."""

STARTERS = ((launch, "play"), (clipboard, "copy"), (launch, "run_editor"))
"""What starts other programs."""


class Chat:
    """The chat with a person at it."""

    def __init__(self, app: ChatApp, pilot: Pilot[None], script: Scripted) -> None:
        self.app = app
        self.pilot = pilot
        self.script = script

    async def settle(self) -> None:
        """Wait until all work is done and the screen shows it."""
        # What a worker shows may be laid out, scrolled to and posted as an event, each after the next refresh; and an
        # event may start a worker. No clock: on a busy machine a process that has work to do may look idle.
        shown: list[str] = []
        while len(shown) < SETTLED or len(set(shown[-SETTLED:])) > 1:
            assert len(shown) < GIVE_UP, "the screen keeps changing"
            with suppress(WorkerCancelled):  # a search that a later one replaced
                await asyncio.wait_for(self.app.workers.wait_for_complete(), 60)
            await self.pilot._wait_for_screen()
            await self._wait_for_refresh()
            self.app.screen._on_timer_update()
            shown.append(self.text())

    async def wait_for(self, text: str) -> None:
        """Wait until the screen shows a text, while other work may still be held."""
        for _ in range(2_000):
            if text in self.words():
                return
            await self.pilot.pause()
        raise AssertionError(f"{text!r} was never shown:\n{self.text()}")

    async def _wait_for_refresh(self) -> None:
        """Wait until the screen is drawn, or the app has failed and does not draw any more."""
        # Each has a queue of its own: what the transcript was told to do after a refresh may still lie in its queue.
        for widget in (self.app.transcript, self.app.screen):
            drawn = asyncio.Event()
            if not widget.call_after_refresh(drawn.set):
                continue
            waiting = {asyncio.create_task(event.wait()) for event in (drawn, self.app._exception_event)}
            _, pending = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()

    async def press(self, *keys: str) -> None:
        """Press keys and wait for what they do."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Put a text into the prompt at once, as fast typing would."""
        self.app.prompt.value = text
        await self.settle()

    async def ask(self, question: str) -> None:
        """Type a question and press enter."""
        self.app.prompt.focus()
        self.app.prompt.value = question
        await self.press("enter")

    async def click(self, text: str) -> None:
        """Click on the first occurrence of a text on the screen."""
        row = next(number for number, line in enumerate(self.lines()) if text in line)
        column = self.lines()[row].index(text)
        await self.pilot.click(offset=(column, row))
        await self.settle()

    def lines(self) -> list[str]:
        """Return the rows of the screen."""
        return ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """Return the screen without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.lines())

    def words(self, part: Widget | None = None) -> str:
        """Return the text of the screen, or of a part of it, without frames and line breaks."""
        lines = self.lines()
        if part:
            columns = slice(part.region.x, part.region.right)
            lines = [line[columns] for line in lines[part.region.y : part.region.bottom]]
        return " ".join(
            "".join(" " if character in "│╭╮╰╯─▏▌▐" else character for character in " ".join(lines)).split()
        )

    def transcript_text(self) -> str:
        """Return the text of the transcript."""
        return self.words(self.app.transcript)

    def notifications(self) -> list[str]:
        """Return the messages so far, oldest first."""
        return [message for _, message in self.app.messages.shown]


@pytest.fixture
def script(monkeypatch):
    """A conversation that knows one answer; no program is started."""
    for name in ("NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for module, name in STARTERS:
        monkeypatch.setattr(module, name, lambda *_: True)
    monkeypatch.setattr(launch, "can_open_browser", lambda: True)
    script = Scripted()
    script.answers[ASKED] = answer()
    yield script
    script.release()


@pytest.fixture
def started(monkeypatch):
    """Record which programs would have been started, and with what."""
    started = []
    for module, name in STARTERS:
        monkeypatch.setattr(module, name, lambda given, *_, name=name: started.append((name, given)) or True)
    return started


@pytest.fixture
def chat(script, tmp_path, monkeypatch):
    """Open the chat: `async with chat(size=, state=, history=) as opened:`."""
    monkeypatch.chdir(tmp_path)
    # A message goes after some seconds, which on a busy machine may be before a test looks.
    monkeypatch.setattr(messages, "MESSAGE_SECONDS", 3_600)
    # What a terminal would be sent is thrown away where there is none: a quarter of the time. `Chat.lines` renders.
    monkeypatch.setattr(Compositor, "render_update", lambda *_, **__: None)

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 30), *, history: History | None = None, state: str = "", wait: bool = True
    ) -> AsyncIterator[Chat]:
        app = ChatApp(script, history or History(None), state=state)
        app.animation_level = "none"  # an animation would have to be waited for
        async with app.run_test(size=size) as pilot:
            chat = Chat(app, pilot, script)
            if wait:
                await chat.settle()
            yield chat

    return opened


@pytest.fixture
def snapshot():
    """Compare a text with a stored one; with SNAPSHOTS=write in the environment, write it."""

    def compare(text: str, name: str) -> None:
        path = Path(__file__).parent / "snapshots" / f"{name}.txt"
        if os.environ.get("SNAPSHOTS") == "write":
            path.write_text(f"{text}\n", encoding="utf-8")
        assert f"{text}\n" == path.read_text(encoding="utf-8")

    return compare
