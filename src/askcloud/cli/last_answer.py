"""The last answer on the command line: continued by `--continue`, played by `open`."""

from __future__ import annotations

import sys

from askcloud.cli.exit_codes import DONE, NEEDS_ATTENTION
from askcloud.cli.terminal import is_terminal, print_stderr
from askcloud.corpus.corpus import Corpus
from askcloud.errors import NoteError, UsageError
from askcloud.output.sanitize import clean
from askcloud.settings import state_folder
from askcloud.system.last_answer import read_last_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.cli.arguments import Arguments
    from askcloud.settings import Settings
    from askcloud.system.last_answer import LastAnswer, StoredResult

_NONE_STORED = "There is no stored answer to {}."
_ASK_FIRST = 'Ask first, without --no-history and without history = false in your settings: askcloud "how …".'


def last_question(settings: Settings) -> str:
    """Return the last question, as it was understood.

    Raises:
        UsageError: None is stored, or it was asked of other notes.
    """
    return _last(settings, "continue").question


def _last(settings: Settings, wanted: str) -> LastAnswer:
    last = read_last_answer(state_folder())
    if not last:
        raise UsageError(_NONE_STORED.format(wanted), hint=_ASK_FIRST)
    if last.corpus != settings.corpus.real().lines:
        folders = Corpus.parse(last.corpus).listing
        hint = "Ask these notes first, or name the others with --corpus DIR."
        raise UsageError(f"The last question was asked of the notes in {folders}.", hint=hint)
    return last


def open_result(arguments: Arguments, settings: Settings) -> int:
    """Play a result of the last answer, or open its note; the exit code is 1 where that cannot be done.

    Raises:
        UsageError: No answer is stored, it is of other notes, or it has no such result.
    """
    last = _last(settings, "open")
    question, results = last.question, last.results
    number = int(arguments.words[0]) if arguments.words else 1
    if number > len(results):
        has = f"has {len(results)}" if results else "has none"
        hint = "Ask again, or open one of them: askcloud open 1." if results else "Ask another question."
        raise UsageError(f"There is no result {number}: the answer to “{question}” {has}.", hint=hint)
    result = results[number - 1]
    if arguments.has("note"):
        return _open_note(result, settings.corpus)
    place = _place_of(result, settings)
    if not place:
        print_stderr(
            f"Result {number} has no link and no media file. It is in {clean(result.note)}, line {result.line}."
        )
        return NEEDS_ATTENTION
    play_place(place, result.seconds)
    return DONE


def _open_note(result: StoredResult, corpus: Corpus) -> int:
    """Open a note at a line: in Obsidian where it is in a vault, else in the editor; print where it is if neither can.

    Raises:
        UsageError: The note is not in the corpus.
    """
    from askcloud.corpus.files import note_file, read_source
    from askcloud.media.note_address import address_in_vault
    from askcloud.system.launch import can_open_browser, editor_command, play, run_editor  # 12 ms: only to open

    try:
        path = note_file(corpus, result.note)
        heading = _heading_above(read_source(corpus, result.note, "replace"), result.line)
    except NoteError as error:
        raise UsageError(f"The note {result.note} {error.message}.", hint=error.hint) from error
    address = address_in_vault(*corpus.locate(result.note), result.line, heading)
    if address and can_open_browser() and play(address, None):
        return DONE
    command = editor_command(path, result.line) if is_terminal(sys.stdout) else None
    if command and run_editor(command):
        return DONE
    print(clean(f"{path}:{result.line}"))
    return DONE if not command else NEEDS_ATTENTION


def _heading_above(source: str, line: int) -> str:
    """Return the last heading of Markdown on a line or above it; empty if there is none."""
    above = source.split("\n")[:line]
    return next(
        (text.strip("# ") for text in reversed(above) if text.startswith("#") and text.lstrip("#")[:1] == " "), ""
    )


def _place_of(result: StoredResult, settings: Settings) -> str | None:
    """Return what plays a result: its link, or the path of its file; the link is one that a browser may get."""
    from askcloud.media.location import location_of
    from askcloud.media.medium import is_on_network

    link = result.link
    is_link = link.startswith(("https://", "http://", "obsidian://")) and link.isascii() and link.isprintable()
    if is_link and not is_on_network(link):
        return link
    return location_of(link, result.seconds, settings.corpus)


def play_place(place: str, seconds: int | None) -> None:
    """Play a link or a file from a second; print it where no browser or player can be opened."""
    from askcloud.system.launch import can_open_browser, play  # 12 ms: only to play

    if not can_open_browser() or not play(place, seconds):
        print_stderr(f"Open it yourself: {clean(place)}")
