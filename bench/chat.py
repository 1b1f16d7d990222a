"""Measure the chat's latency on the real program: `python bench/chat.py [CORPUS] [INDEX]`.

First frames are wall time from start to the first text on a terminal, compared with an app of one line. The rest drives
the app in this process: from a key to the results it previews; how late the screen's thread is while keys are pressed
and an index is built; the same keys with 200 answers on the screen; memory.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import resource
import select
import struct
import subprocess
import sys
import tempfile
import termios
from contextlib import suppress
from functools import partial
from statistics import median, quantiles
from time import perf_counter
from typing import Self

from textual.worker import WorkerCancelled

from askcloud.answering.conversation import Conversation
from askcloud.corpus.corpus import Corpus
from askcloud.index.reader import open_index
from askcloud.settings import Settings
from askcloud.system.history import History
from askcloud.tui.app import ChatApp
from askcloud.tui.garbage import defer_collection

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self): yield Static("askcloud")
Minimal().run()
"""
QUESTION = "why does the price of a house depend on where people want to work"
ROUNDS = 15
TURNS = 200


def first_frame(command: list[str]) -> float:
    """Return the milliseconds from the start of a program to its first text on a terminal of its own."""
    own, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 130, 0, 0))
    started = perf_counter()
    # With compiled modules, as every installed package has them.
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, env=environment)
    os.close(other)
    seen = b""
    while b"askcloud" not in seen:
        select.select([own], [], [], 20)
        seen += os.read(own, 1 << 16)
    took = 1000 * (perf_counter() - started)
    process.kill()
    process.wait()
    os.close(own)
    return took


def first_frames(settings: Settings) -> tuple[float, float, float]:
    """Return (ms of the minimal app, ms of the chat, median ratio), run in turn: a drift of the machine hits both."""
    folders = ["--corpus", *settings.corpus.folders, "--index", settings.index]
    chat = [sys.executable, "-m", "askcloud", "chat", "--no-history", *folders]
    pairs = [(first_frame([sys.executable, "-c", MINIMAL]), first_frame(chat)) for _ in range(ROUNDS)]
    return (
        median(minimal for minimal, _ in pairs),
        median(ours for _, ours in pairs),
        median(ours / minimal for minimal, ours in pairs),
    )


class Heart:
    """Beats on the screen's thread, and records how late each beat came."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start to beat."""
        self._task = asyncio.create_task(self._beat())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        assert self._task
        self._task.cancel()

    async def _beat(self) -> None:
        while True:
            due = perf_counter() + 0.005
            await asyncio.sleep(0.005)
            self.late.append(1000 * (perf_counter() - due))


async def previews(app: ChatApp) -> list[float]:
    """Return the milliseconds from each key of a question to the results it previews, typed as a person types."""
    took: list[float] = []
    shown = asyncio.Event()
    show = app.claims.show

    def show_and_report(*arguments: object, **named: object) -> None:
        show(*arguments, **named)  # type: ignore[arg-type]  # passed on unchanged
        app.call_after_refresh(shown.set)

    app.claims.show = show_and_report  # type: ignore[method-assign]  # to see when it is called
    for length in range(1, len(QUESTION) + 1):
        shown.clear()
        started = perf_counter()
        app.prompt.value = QUESTION[:length]
        with suppress(TimeoutError):  # no claim contains a word of it yet
            await asyncio.wait_for(shown.wait(), 1)
            took.append(1000 * (perf_counter() - started))
        await asyncio.sleep(0.12)
    app.claims.show = show  # type: ignore[method-assign]
    app.prompt.clear()
    return took


async def stalls(app: ChatApp, until: asyncio.Event | None = None) -> list[float]:
    """Return the milliseconds by which the screen's thread was late while a question was typed, or until an event."""
    async with Heart() as heart:
        keys = 0
        while keys < len(QUESTION) or (until and not until.is_set()):
            app.prompt.value = QUESTION[: keys % len(QUESTION) + 1]
            keys += 1
            await asyncio.sleep(0.12)
    app.prompt.clear()
    return heart.late


async def settle(app: ChatApp) -> None:
    """Wait until all workers are done."""
    with suppress(WorkerCancelled):  # a search that a later one replaced
        await app.workers.wait_for_complete()


async def answers(app: ChatApp) -> None:
    """Fill the transcript."""
    while len(app.asking.turns) < TURNS:
        app.asking.ask(QUESTION)
        await settle(app)


async def drive(settings: Settings, scratch: str) -> None:
    """Measure the app in this process."""
    defer_collection()  # as the program does
    print(f"\n{'':44}{'median':>8}{'p95':>8}{'p99':>8}{'worst':>8}   ms")
    async with Heart() as idle:
        await asyncio.sleep(10)
    show("late with nothing to do: this machine", idle.late)
    app = ChatApp(Conversation(settings, partial(open_index, settings.index)), History(None))
    async with app.run_test(size=(130, 40)) as pilot:
        await settle(app)
        await pilot.pause()
        show("key to previewed results", await previews(app))
        show("late while typing", await stalls(app))
        print(f"memory {memory():.0f} MB")
        await answers(app)
        show(f"key to previewed results, {TURNS} answers", await previews(app))
        show(f"late while typing, {TURNS} answers", await stalls(app))
        print(f"memory {memory():.0f} MB")
    app = ChatApp(Conversation(Settings(settings.corpus, scratch), partial(open_index, scratch)), History(None))
    async with app.run_test(size=(130, 40)) as pilot:
        await settle(app)
        await pilot.pause()
        built = asyncio.Event()

        def report_built(*, finished: bool) -> None:
            assert finished
            built.set()

        app.asking.index_built = report_built  # type: ignore[method-assign]  # to see when it is called
        app.action_rebuild()
        show("late while typing, index being built", await stalls(app, built))
    print(f"memory {memory():.0f} MB")


def show(what: str, milliseconds: list[float]) -> None:
    """Print a row of the table."""
    hundredths = quantiles(milliseconds, n=100)
    print(f"{what:44}{median(milliseconds):8.1f}{hundredths[94]:8.1f}{hundredths[98]:8.1f}{max(milliseconds):8.1f}")


def memory() -> float:
    """Return the peak memory of this process in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


def main() -> None:
    """Build the index, if there is none, in a process of its own, and print the tables."""
    corpus = sys.argv[1] if len(sys.argv) > 1 else "corpus"
    with tempfile.TemporaryDirectory() as scratch:
        folder = sys.argv[2] if len(sys.argv) > 2 else f"{scratch}/index"
        settings = Settings(Corpus.parse(os.path.abspath(corpus)), os.path.abspath(folder))
        Conversation(settings, partial(open_index, settings.index)).build(lambda *_: None)
        minimal, ours, ratio = first_frames(settings)
        print(f"first frame: minimal app {minimal:.0f} ms, chat {ours:.0f} ms, ratio {ratio:.2f}")
        asyncio.run(drive(settings, f"{scratch}/building"))


if __name__ == "__main__":
    main()
