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
from rich.segment import Segment
from scripted import ASKED, answer, corrected, ready, said
from textual.color import Color

import askcloud.tui
from askcloud.answering.ask import abstention
from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.index.reader import StoredNote
from askcloud.notes.page import Page, Paragraph, read_page
from askcloud.output.text import _UNSAFE
from askcloud.tui.content import (
    header_content,
    message_content,
    page_contents,
    result_content,
    status_content,
    turn_content,
)
from askcloud.tui.guard import Guard
from askcloud.tui.widgets.source import SourceLocation

MARKUP = "[@click=app.quit]click me[/] [/nope] [bold]b[/bold] [link=https://evil.example]l[/]"
ESCAPES = "\x1b]52;c;UFdORUQ=\x07\x1b]0;owned\x07\x1b[2J\x9b2J\x1b]8;;https://evil.example\x1b\\x\u202e\u2066\u200b"
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
SAFE = ("Content(", "header_content(", "markup=False", "id=", ")")  # what a Static is made of
VIDEO = "ifA0ZRiOmx0"


def hostile(text: str):
    """An answer with a text in every field that a note or a question fills."""
    evidence = said(
        f"The dam {text} was finished.",
        context=text,
        note=f"Water/{text}.md",
        title=f"Title {text}",
        channel=text,
        medium=text,
        also_in=(text,),
        headings=(text,),
    )
    return answer(
        evidence,
        said(text),
        question=f"why {text}",
        inherited=(text,),
        corrections=corrected(text, text),
        confidence=0.4,
    )


async def test_markup_in_notes_is_text(chat, script):
    """Text like markup, in every field, is shown as it stands; a click on it does nothing, on every line."""
    script.answers[ASKED] = hostile(MARKUP)
    script.notes = {f"Water/{MARKUP}.md": f"# {MARKUP}\n\n* {MARKUP}\n\nThe dam {MARKUP} was finished. [0:01:03]\n"}
    script.links = [StoredNote("a.md", "1:1", "d", MARKUP, MARKUP, VIDEO, "exact", "", 0)]

    async with chat((150, 60)) as opened:
        await opened.ask(ASKED)
        await opened.press("tab")
        rows = [at for at, line in enumerate(opened.lines()) if "click me" in line]
        for row in rows:
            line = opened.lines()[row]
            for found in re.finditer("click me", line):
                await opened.pilot.click(offset=(found.start() + 1, row))
        await opened.settle()
        await opened.press("l")
        linked = opened.words()

        assert len(rows) >= 5
        assert opened.app.is_running
        assert opened.app._exit is False
        assert "[@click=app.quit]click me[/] [/nope]" in linked


async def test_markup_in_messages_is_text(chat, script):
    """Text like markup in a copied quote, a reason or an error is shown as it stands."""
    script.answers[ASKED] = answer(said(f"The dam {MARKUP}."))
    script.answers["zqx"] = abstention("zqx", f"No note mentions {MARKUP}.")

    async with chat((150, 60)) as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+y")
        copied = opened.words()
        await opened.ask("zqx")

        assert copied.count("[@click=app.quit]click me[/] [/nope]") >= 2
        assert f"No note mentions {MARKUP}." in opened.said()


async def test_control_characters_are_shown_as_marks(chat, script):
    """No control or bidirectional character of a note reaches the screen, from any field, or the clipboard."""
    script.answers[ASKED] = hostile("".join(map(chr, _UNSAFE)).replace("\ud800", ""))
    script.notes = dict.fromkeys([script.answers[ASKED].evidence[0].citation.note], f"The dam {ESCAPES} was finished.")

    async with chat((150, 60)) as opened:
        await opened.ask(ASKED)
        await opened.press("ctrl+y")
        opened.app.prompt.value = ESCAPES
        await opened.settle()

        shown = opened.text().replace("\n", "")
        assert [each for each in shown if ord(each) in _UNSAFE] == []
        assert "\ufffd" in shown
        assert [each for each in opened.app.clipboard.replace("\n", "") if ord(each) in _UNSAFE] == []


def test_content_holds_nothing_unsafe():
    """Content is made safe where it is made: every control character of every field is a mark in it."""
    found = hostile("".join(map(chr, _UNSAFE)))
    source = f"# {ESCAPES}\n\n* The dam {ESCAPES} was finished.\n\nIt held. [0:01:03]\n"
    pages = [
        read_page(source),
        read_page(source, 5, "It held."),
        Page((Paragraph("item", 1, ESCAPES, (), 1),), None, 1, 1),
    ]

    contents = [
        turn_content(0, found, expanded=True),
        message_content(ESCAPES, ESCAPES),
        *(result_content(place, each) for place, each in enumerate(found.evidence)),
        *(part for page in pages for part in page_contents(SourceLocation(ESCAPES, ESCAPES, ESCAPES, ESCAPES), page)),
        header_content(ESCAPES, ready(built=ESCAPES)),
        *(status_content(CorpusStatus(state, ESCAPES, why=ESCAPES)) for state in (NO_INDEX, NO_CORPUS, BROKEN)),
    ]

    texts = [content.plain.replace("\n", "") for content in contents]
    assert [each for text in texts for each in text if ord(each) in _UNSAFE] == []
    assert sum("\ufffd" in text for text in texts) >= 12


def test_guard_lets_nothing_unsafe_out():
    """The last filter drops every unsafe character, and leaves everything else and its style alone."""
    plain, control = Segment("नमस्ते 👩‍👩‍👧 plain"), Segment("\x1b[2J", control=[(1,)])

    safe = [Guard().apply([Segment(f"a{chr(code)}b"), plain, control], Color(0, 0, 0)) for code in _UNSAFE]

    assert {tuple(each.text for each in line) for line in safe} == {("ab", plain.text, control.text)}


# --- the bytes on a terminal ---------------------------------------------------------------------------------------


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, argv: list[str], env: dict[str, str], size: tuple[int, int] = (40, 240)) -> None:
        self._own, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.process = subprocess.Popen(argv, stdin=other, stdout=other, stderr=other, env=env, start_new_session=True)
        os.close(other)
        self.bytes = b""

    def wait_for(self, text: str, seconds: float = 30) -> None:
        """Reads until a text was written."""
        until = time.monotonic() + seconds
        while text.encode() not in self.bytes:
            assert time.monotonic() < until, f"{text!r} was never written: {self.bytes[-2000:]!r}"
            self.read(0.1)

    def read(self, seconds: float) -> None:
        """Reads what comes within a time."""
        if select.select([self._own], [], [], seconds)[0]:
            with suppress(OSError):  # the program has ended
                self.bytes += os.read(self._own, 1 << 16)

    def type(self, text: str) -> None:
        """Types."""
        os.write(self._own, text.encode())

    def end(self) -> int:
        """Leaves with ctrl+q; its exit code."""
        self.type("\x11")
        until = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < until:
            self.read(0.1)
        self.process.kill()
        os.close(self._own)
        return self.process.wait()


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
    folders = {"ASKCLOUD_CORPUS": str(vault.corpus), "ASKCLOUD_INDEX": str(vault.folder), "TERM": "xterm-256color"}
    opened = []

    def start(**variables: str) -> Terminal:
        opened.append(Terminal([sys.executable, "-m", "askcloud"], {**os.environ, **folders, **variables}))
        return opened[-1]

    yield start
    for each in opened:
        each.process.kill()
        each.process.wait()


def test_no_byte_of_a_note_controls_the_terminal(terminal):
    """On a real terminal, question and answer write none of the sequences that stand in the note."""
    chat = terminal()
    chat.wait_for("1 claim ")
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
    chat.wait_for("1 claim ")
    code = chat.end()

    styles = re.findall(rb"\x1b\[([\d;]*)m", chat.bytes)
    numbers = {int(number) for style in styles for number in style.split(b";") if number}
    assert code == 0
    assert numbers & {*range(30, 50), *range(90, 108)} - {39, 49} == set()


def test_content_is_never_made_from_markup():
    """Nothing in the chat reads text as markup: no str goes where Textual would parse it."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(askcloud.tui.__file__).parent.rglob("*.py")}

    told = [call for source in sources.values() for call in re.findall(r"\.notify\(.*", source)]
    shown = [call for source in sources.values() for call in re.findall(r"Static\((.*)", source)]

    assert [name for name, source in sources.items() if "from_markup" in source or "markup=True" in source] == []
    assert [call for call in told if "markup=False" not in call] == []
    assert [call for call in shown if not call.startswith(SAFE)] == []
