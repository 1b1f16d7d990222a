"""Notes are hostile: nothing in them is markup, an action, a link or a control sequence on the way to the terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pytest
from scripted import ASKED, ESCAPES, MARKUP, VIDEO, answer, hostile, result

from askcloud import tui
from askcloud.answering.answer import abstention
from askcloud.index.reader import StoredNote
from askcloud.output.sanitize import unsafe_characters

GIVE_UP = 300  # seconds: a safeguard against waiting for ever, which says nothing about speed
SAFE = ("Content(", "header_content(", "markup=False", "id=", ")")  # what a Static is made of
PAYLOADS = (
    "\x1b]52;c;UFdORUQ",
    "\x1b]0;owned",
    "\x1b[2J\x9b",
    "evil.example\x1b",
    "\x9b",
    "\u202e",
    "\u2066",
    "\u200b",
)


async def test_markup_in_notes_is_text(chat, script):
    """Text like markup, in every field, is shown unchanged; a click on it does nothing, on every line."""
    script.answers[ASKED] = hostile(MARKUP)
    script.notes = {f"Water/{MARKUP}.md": f"# {MARKUP}\n\n* {MARKUP}\n\nThe dam {MARKUP} was finished. [0:01:03]\n"}
    script.links = [StoredNote("a.md", "1:1", "d", MARKUP, MARKUP, VIDEO, "exact", "", 0)]

    async with chat((150, 60)) as opened:
        await opened.ask(ASKED)
        await opened.press("tab")
        rows = [at for at, line in enumerate(opened.lines()) if "click me" in line]
        for row in rows:
            await opened.pilot.click(offset=(opened.lines()[row].index("click me") + 1, row))
        await opened.settle()
        await opened.press("l")
        linked = opened.words()

        assert len(rows) >= 5
        assert opened.app.is_running
        assert opened.app._exit is False
        assert "[@click=app.quit]click me[/] [/nope]" in linked


async def test_markup_in_messages_is_text(chat, script):
    """Text like markup in a copied quote, a reason or an error is shown unchanged."""
    script.answers[ASKED] = answer(result(f"The dam {MARKUP}."))
    script.answers["zqx"] = abstention("zqx", f"No note mentions {MARKUP}.")

    async with chat((150, 60)) as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+y")
        copied = opened.words()
        await opened.ask("zqx")

        assert copied.count("[@click=app.quit]click me[/] [/nope]") >= 2
        assert f"No note mentions {MARKUP}." in opened.transcript_text()


async def test_control_characters_are_shown_as_marks(chat, script):
    """No control or bidirectional character of a note reaches the screen, from any field, or the clipboard."""
    script.answers[ASKED] = hostile("".join(map(chr, unsafe_characters())).replace("\ud800", ""))
    script.notes = dict.fromkeys([script.answers[ASKED].evidence[0].citation.note], f"The dam {ESCAPES} was finished.")

    async with chat((150, 60)) as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+y")
        opened.app.prompt.value = ESCAPES
        await opened.settle()

        shown = opened.text().replace("\n", "")
        assert [each for each in shown if ord(each) in unsafe_characters()] == []
        assert "\ufffd" in shown
        assert [each for each in opened.app.clipboard.replace("\n", "") if ord(each) in unsafe_characters()] == []


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, argv: list[str], env: dict[str, str], size: tuple[int, int] = (40, 240)) -> None:
        self._own, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.process = subprocess.Popen(argv, stdin=other, stdout=other, stderr=other, env=env, start_new_session=True)
        os.close(other)
        self.bytes = b""

    def wait_for(self, text: str) -> None:
        """Read until a text was written."""
        give_up = time.monotonic() + GIVE_UP
        while text.encode() not in self.bytes:
            assert self.process.poll() is None, f"ended before it wrote {text!r}: {self.bytes[-2000:]!r}"
            assert time.monotonic() < give_up, f"{text!r} was never written: {self.bytes[-2000:]!r}"
            self._read()

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._own, text.encode())

    def end(self) -> int:
        """Quit with ctrl+q and return the exit code."""
        self.type("\x11")
        give_up = time.monotonic() + GIVE_UP
        while self.process.poll() is None and time.monotonic() < give_up:
            self._read()
        self.process.kill()
        os.close(self._own)
        return self.process.wait()

    def _read(self) -> None:
        if select.select([self._own], [], [], 0.1)[0]:
            with suppress(OSError):  # the program has ended
                self.bytes += os.read(self._own, 1 << 16)


@pytest.fixture
def terminal(nowhere, make_vault):  # noqa: ARG001  # sets the environment
    """The chat, as a process on a terminal, over a vault of hostile notes and a forged index."""
    channel = f"Wa{ESCAPES.replace('/', '')}ter"
    notes = {
        f"{channel}/dam.md": f"---\ntitle: The dam {ESCAPES}\nvideoId: {VIDEO}\n---\n\n# High {ESCAPES}\n\n"
        f"The dam {ESCAPES} {MARKUP} was finished in four years [0:01:03].\n\n> [!info] Wall {ESCAPES}\n> By hand.\n"
    }
    vault = make_vault(notes)
    vault.update()
    forged = "|| char(27) || ']52;c;UFdORUQ=' || char(7) || char(27) || ']0;owned' || char(7) || char(155) || '2J'"
    vault.execute(f"UPDATE notes SET title = title {forged}")  # a forged quote would not be shown at all
    # Only without these does the chat take the terminal's size. readline, which pytest's workers import, sets them to a
    # size without room for the source.
    inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    folders = {"ASKCLOUD_CORPUS": str(vault.corpus), "ASKCLOUD_INDEX": str(vault.folder), "TERM": "xterm-256color"}
    opened = []

    def start(**variables: str) -> Terminal:
        opened.append(Terminal([sys.executable, "-m", "askcloud"], {**inherited, **folders, **variables}))
        return opened[-1]

    yield start
    for started in opened:
        started.process.kill()
        started.process.wait()


def test_no_byte_of_a_note_controls_the_terminal(terminal):
    """On a real terminal, question, answer and source write none of the sequences that the note contains."""
    chat = terminal()
    chat.wait_for("1 sentence ")
    chat.type("when was the dam finished\r")
    chat.wait_for("four years")
    chat.wait_for("Wall")
    code = chat.end()

    written = chat.bytes.decode(errors="replace")
    assert code == 0
    assert [payload for payload in PAYLOADS if payload in written] == []
    assert f"https://www.youtube.com/watch?v={VIDEO}&t=63s" in written


def test_no_color_writes_no_colour(terminal):
    """With NO_COLOR no byte sets a colour."""
    chat = terminal(NO_COLOR="1")
    chat.wait_for("1 sentence ")
    code = chat.end()

    styles = re.findall(rb"\x1b\[([\d;]*)m", chat.bytes)
    numbers = {int(number) for style in styles for number in style.split(b";") if number}
    assert code == 0
    assert numbers & {*range(30, 50), *range(90, 108)} - {39, 49} == set()


def test_content_is_never_made_from_markup():
    """Nothing in the chat reads text as markup: no str goes where Textual would parse it."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(tui.__file__).parent.rglob("*.py")}

    notified = [call for source in sources.values() for call in re.findall(r"\.notify\(.*", source)]
    shown = [call for source in sources.values() for call in re.findall(r"Static\((.*)", source)]

    assert [name for name, source in sources.items() if "from_markup" in source or "markup=True" in source] == []
    assert [call for call in notified if "markup=False" not in call] == []
    assert [call for call in shown if not call.startswith(SAFE)] == []
