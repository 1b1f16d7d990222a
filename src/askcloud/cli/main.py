"""The command line: exit codes, and asking; the other commands are in `commands`. Only these print.

Exit codes: 0 answered (of a batch, at least one), or the command did its work; 1 the notes do not say, or something
needs care; 2 an error. A reader that closes the pipe early is no error.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter

from askcloud import __version__
from askcloud.answering.ask import TOP, Answer, abstention
from askcloud.answering.session import Session, open_or_build
from askcloud.cli.arguments import Arguments, near_command, read_arguments, usage
from askcloud.cli.terminal import discard_output, is_terminal, print_stderr, set_stream_error_handlers, style
from askcloud.errors import AskcloudError, QuestionError, UsageError
from askcloud.output.text import clean, to_json, to_text
from askcloud.settings import Settings, read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import NoReturn

    from askcloud.index.filters import Filters

ANSWERED, NOT_IN_THE_NOTES, ERROR, INTERRUPTED = 0, 1, 2, 130


def run() -> NoReturn:
    """The console command: `main`, then out at once, for taking the interpreter down costs 4 ms of a 30 ms answer."""
    code = main()
    if sys.stderr:
        sys.stderr.flush()
    if "joblib" in sys.modules:  # what it began for a build, it ends on its way out
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs askcloud and returns its exit code; the only catcher of askcloud's own errors."""
    set_stream_error_handlers()
    try:
        try:
            return _run(read_arguments(sys.argv[1:] if argv is None else argv))
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except AskcloudError as error:
        print_stderr(f"askcloud: {clean(error.message)}\n{clean(error.hint)}")
        return ERROR
    except BrokenPipeError:
        discard_output()
        return ANSWERED
    except OSError as error:
        discard_output()
        print_stderr(
            f"askcloud: The system refused: {clean(error.strerror or str(error))}.\nCheck folders and disk space."
        )
        return ERROR
    except KeyboardInterrupt:
        print_stderr("\rStopped." if is_terminal(sys.stderr) else "Stopped.")  # over the ^C that a terminal shows
        return INTERRUPTED


def _run(arguments: Arguments) -> int:
    if arguments.has("help") or arguments.has("version"):
        print(usage(arguments.command) if arguments.has("help") else f"askcloud {__version__}")
        return ANSWERED
    settings = read_settings(arguments.values.get("corpus"), arguments.values.get("index"))
    if arguments.command in _COMMANDS:
        return _COMMANDS[arguments.command](arguments, settings)
    from askcloud.cli.commands import COMMANDS  # 2 ms: not to ask

    return COMMANDS[arguments.command](arguments, settings)


# --- ask -------------------------------------------------------------------------------------------------------------


def _ask(arguments: Arguments, settings: Settings) -> int:
    """Answers the question on the command line or those on standard input; opens the chat where there is none."""
    words = arguments.words
    if words == ("-",) or (not words and not is_terminal(sys.stdin)):
        return _ask_batch(arguments, settings, sys.stdin)
    if not words:
        return _chat(arguments.without_question(), settings)
    with _session(arguments, settings) as session:
        found = _respond(session, " ".join(words), arguments)
        corpus = session.corpus
    meant = near_command(words[0]) if len(words) == 1 and not found.answered and not arguments.has("quiet") else None
    if meant:
        print_stderr(f"If you meant the command: askcloud {meant}.")
    if arguments.has("open"):
        _play(found, corpus)
    return ANSWERED if found.answered else NOT_IN_THE_NOTES


def _ask_batch(arguments: Arguments, settings: Settings, lines: Iterable[str] | None) -> int:
    """Answers one question a line, in order; one that holds nothing to search for is answered by saying so."""
    if arguments.has("open"):
        raise UsageError("--open takes one question, not a list of them.", hint="Ask it as words: askcloud --open …")
    questions = [line.strip() for line in lines or ()]
    if not questions:
        raise QuestionError(
            "There is no question on standard input.", hint="Give one question a line, or one as words."
        )
    answered = 0
    with _session(arguments, settings) as session:
        for question in questions:
            if arguments.form == "text":
                print(f"? {clean(question)}")
            try:
                answered += _respond(session, question, arguments).answered
            except QuestionError as error:
                _print_answer(abstention(question, error.message), 0.0, arguments, session.corpus)
            if arguments.form in ("text", "markdown"):
                print()
    return ANSWERED if answered else NOT_IN_THE_NOTES


def _respond(session: Session, question: str, arguments: Arguments) -> Answer:
    """Asks and prints the answer."""
    started = perf_counter()
    found = session.ask(
        question,
        after=arguments.values.get("after", ""),
        top=arguments.number("top", TOP),
        filters=_filters(arguments),
        exact=arguments.has("exact"),
    )
    _print_answer(found, 1000 * (perf_counter() - started), arguments, session.corpus)
    return found


def _filters(arguments: Arguments) -> Filters | None:
    if not arguments.values.keys() & {"channel", "tag", "since", "before", "video"}:
        return None
    from askcloud.index.filters import Filters  # .3 ms: most questions ask all notes

    asked = arguments.values.get
    tags = tuple(filter(None, asked("tag", "").split("\n")))
    return Filters(asked("channel"), tags, asked("since", ""), asked("before", ""), asked("video", ""))


def _print_answer(found: Answer, elapsed_ms: float, arguments: Arguments, corpus: str) -> None:
    form = arguments.form
    if form == "text":
        print(to_text(found, style(), why=arguments.has("why")))
    elif form == "json":
        print(to_json(found, elapsed_ms))
    else:
        from askcloud.output.markdown import to_markdown, to_playlist  # 1 ms: only to take along

        print(to_markdown(found) if form == "markdown" else to_playlist(found, form, corpus))


def _session(arguments: Arguments, settings: Settings) -> Session:
    """The index, open for questions; built first if there is none, and brought up to date where notes have changed."""
    refresh = _refresher(arguments, settings)
    index = open_or_build(settings.index, _builder(arguments, settings))
    session = Session(index, settings.corpus, settings.index, refresh=refresh)
    try:
        if refresh and not session.refresh_if_changed() and not arguments.has("quiet"):
            print_stderr("Many notes have changed since they were read. Read them: askcloud index.")
    except BaseException:
        session.index.close()
        raise
    return session


def _builder(arguments: Arguments, settings: Settings) -> Callable[[str], None] | None:
    """What builds an index where there is none to ask, if that is wanted."""

    def build(why: str) -> None:
        from askcloud.cli.commands import build_first  # 2 ms: only without an index

        build_first(arguments, settings, why)

    return None if arguments.has("no-refresh") else build


def _refresher(arguments: Arguments, settings: Settings) -> Callable[[], None] | None:
    """What reads the notes that changed, if that is wanted."""

    def refresh() -> None:
        from askcloud.cli.commands import build_aside  # 2 ms: only where notes have changed

        build_aside(arguments, settings)

    return None if arguments.has("no-refresh") else refresh


def _play(found: Answer, corpus: str) -> None:
    """Plays what the first claim cites; where nobody could see it, its link has to do."""
    from askcloud.media.medium import location_of  # loaded by then
    from askcloud.system.launch import can_open_browser, play  # 12 ms: only to play

    cited = found.evidence[0].citation if found.answered else None
    place = location_of(cited.medium, cited.time.seconds, corpus) if cited else None
    if not cited or not place:
        print_stderr("There is nothing to play.")
    elif not can_open_browser() or not play(place, cited.time.seconds):
        print_stderr(f"Open it yourself: {clean(place)}")


# --- chat ------------------------------------------------------------------------------------------------------------


def _chat(arguments: Arguments, settings: Settings) -> int:
    """Opens the chat, on the whole terminal where there is one that can show it, else in lines."""
    drawable = is_terminal(sys.stdin) and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
    if arguments.has("plain") or not drawable:
        return _chat_in_lines(arguments, settings)
    from askcloud.answering.conversation import Conversation  # 10 ms: only to chat
    from askcloud.tui.app import run_chat  # 300 ms: Textual

    run_chat(Conversation(settings), remembering=not arguments.has("no-history"))
    return ANSWERED


def _chat_in_lines(arguments: Arguments, settings: Settings) -> int:
    """A conversation line by line: every line says what it is, and nothing is drawn."""
    from askcloud.answering.conversation import Conversation  # 10 ms: only to chat

    with _session(arguments, settings):
        pass  # the notes are read as they are now
    conversation = Conversation(settings, _refresher(arguments, settings))
    conversation.open()
    try:
        for question in _questions_in_turn():
            print(f"Answer: {to_text(conversation.ask(question))}\n")
    finally:
        conversation.close()
    return ANSWERED


def _questions_in_turn() -> Iterator[str]:
    """What a person types after `Question:`, or what a pipe gives, shown after it; without empty lines."""
    if not is_terminal(sys.stdin):
        for question in filter(None, map(str.strip, sys.stdin or ())):
            print(f"Question: {clean(question)}")
            yield question
        return
    from contextlib import suppress  # .5 ms: not to ask once

    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401  # line editing for `input`; only for a person
    while True:
        try:
            question = input("Question: ").strip()
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            raise
        if question:
            yield question


_COMMANDS = {"ask": _ask, "chat": _chat}
