"""The last answer on the command line: continued by `--continue`, played by `open`."""

from __future__ import annotations

from askcloud.cli.exit_codes import DONE, NEEDS_ATTENTION
from askcloud.cli.terminal import print_stderr
from askcloud.errors import UsageError
from askcloud.output.sanitize import clean
from askcloud.settings import state_folder
from askcloud.system.last_answer import read_last_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.cli.arguments import Arguments
    from askcloud.settings import Settings
    from askcloud.system.last_answer import StoredResult

_NONE_STORED = "No answer is stored that could be {}."
_ASK_FIRST = 'Ask first, without --no-history and without history = false in your settings: askcloud "how …".'


def last_question() -> str:
    """Return the last question, as it was understood.

    Raises:
        UsageError: None is stored.
    """
    last = read_last_answer(state_folder())
    if not last:
        raise UsageError(_NONE_STORED.format("continued"), hint=_ASK_FIRST)
    return last[0]


def open_result(arguments: Arguments, settings: Settings) -> int:
    """Play a result of the last answer; the exit code is 1 where there is nothing to play.

    Raises:
        UsageError: No answer is stored, or it has no such result.
    """
    last = read_last_answer(state_folder())
    if not last:
        raise UsageError(_NONE_STORED.format("opened"), hint=_ASK_FIRST)
    question, results = last
    number = int(arguments.words[0]) if arguments.words else 1
    if number > len(results):
        has = f"has {len(results)}" if results else "has none"
        hint = "Ask again, or open one of them: askcloud open 1." if results else "Ask another question."
        raise UsageError(f"There is no result {number}: the answer to “{question}” {has}.", hint=hint)
    result = results[number - 1]
    place = _place_of(result, settings)
    if not place:
        print_stderr(
            f"Result {number} has no link and no media file. It is in {clean(result.note)}, line {result.line}."
        )
        return NEEDS_ATTENTION
    play_place(place, result.seconds)
    return DONE


def _place_of(result: StoredResult, settings: Settings) -> str | None:
    """Return what plays a result: its link, or the path of its file; the link is one that a browser may get."""
    from askcloud.media.medium import is_on_network, location_of

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
