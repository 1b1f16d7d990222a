"""The command line: arguments, exit codes, and the only place that prints.

Exit codes: 0 answered (of a batch, at least one), or the command did its work; 1 the notes do not say; 2 an error.
A reader that closes the pipe early is no error.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from time import perf_counter

from askcloud import __version__
from askcloud.answer import TOP, Answer, abstention, ask
from askcloud.arguments import FORMATS, Arguments, read_arguments, usage
from askcloud.errors import AskcloudError, IndexNotFoundError, QuestionError
from askcloud.index.store import Index, open_index
from askcloud.render import Style, clean, measures_json, measures_text, note_text, status_text, to_json, to_text
from askcloud.session import Session
from askcloud.settings import Settings, read_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NoReturn, TextIO

    from askcloud.evaluate import Judgment
    from askcloud.index.filters import Filters

ANSWERED, NOT_IN_THE_NOTES, ERROR, INTERRUPTED = 0, 1, 2, 130


def run() -> NoReturn:
    """The console command: `main`, then out at once, for taking the interpreter down costs 4 ms of a 30 ms answer."""
    code = main()
    if sys.stderr:
        sys.stderr.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs askcloud and returns its exit code; the only catcher of askcloud's own errors."""
    _tolerate_encodings()
    try:
        try:
            return _run(read_arguments(sys.argv[1:] if argv is None else argv))
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except AskcloudError as error:
        _tell(f"askcloud: {clean(error.message)}\n{clean(error.hint)}")
        return ERROR
    except BrokenPipeError:
        _discard_output()
        return ANSWERED
    except OSError as error:
        _discard_output()
        _tell(f"askcloud: The system refused: {clean(error.strerror or str(error))}.\nCheck folders and disk space.")
        return ERROR
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: Arguments) -> int:
    if arguments.has("help") or arguments.has("version"):
        print(usage(arguments.command) if arguments.has("help") else f"askcloud {__version__}")
        return ANSWERED
    settings = read_settings(arguments.values.get("corpus"), arguments.values.get("index"))
    return _COMMANDS[arguments.command](arguments, settings)


# --- ask -------------------------------------------------------------------------------------------------------------


def _ask(arguments: Arguments, settings: Settings) -> int:
    """Answers the question on the command line, those on standard input, or a person's, one after the other."""
    words = arguments.words
    if words == ("-",) or (not words and not _is_terminal(sys.stdin)):
        return _ask_batch(arguments, settings, sys.stdin)
    if not words:
        return _ask_in_turn(arguments, settings)
    with _session(arguments, settings) as session:
        found = _respond(session, " ".join(words), arguments, settings, after=arguments.values.get("after", ""))
    if arguments.has("open"):
        from askcloud.play import play  # noqa: PLC0415  # only to play

        message = play(found, settings.corpus)
        if message:
            _tell(message)
    return ANSWERED if found.answered else NOT_IN_THE_NOTES


def _ask_batch(arguments: Arguments, settings: Settings, lines: Iterable[str] | None) -> int:
    """Answers one question a line, in order."""
    questions = [line.strip() for line in lines or ()]
    if not questions:
        raise QuestionError(
            "There is no question on standard input.", hint="Give one question a line, or one as words."
        )
    answered = 0
    with _session(arguments, settings) as session:
        for question in questions:
            if not arguments.has("json"):
                print(f"? {clean(question)}")
            answered += _respond_to_any(session, question, arguments, settings).answered
            if not arguments.has("json"):
                print()
    return ANSWERED if answered else NOT_IN_THE_NOTES


def _ask_in_turn(arguments: Arguments, settings: Settings) -> int:
    """Reads questions from a terminal until its end."""
    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401, PLC0415  # line editing for `input`; only for a person
    before = ""
    with _session(arguments, settings) as session:
        while True:
            try:
                question = input("? ").strip()
            except EOFError:
                print()
                return ANSWERED
            if question:
                _respond_to_any(session, question, arguments, settings, after=before)
                before = question
                print()


def _respond(session: Session, question: str, arguments: Arguments, settings: Settings, *, after: str = "") -> Answer:
    """Asks and prints the answer."""
    started = perf_counter()
    found = session.ask(
        question,
        after=after,
        top=arguments.number("top", TOP),
        filters=_filters(arguments),
        exact=arguments.has("exact"),
    )
    _print_answer(found, 1000 * (perf_counter() - started), arguments, settings)
    return found


def _filters(arguments: Arguments) -> Filters | None:
    if not arguments.values.keys() & {"channel", "tag", "since", "before", "video"}:
        return None
    from askcloud.index.filters import Filters  # noqa: PLC0415  # .3 ms: most questions ask all notes

    asked = arguments.values.get
    tags = tuple(filter(None, asked("tag", "").split("\n")))
    return Filters(asked("channel"), tags, asked("since", ""), asked("before", ""), asked("video", ""))


def _respond_to_any(
    session: Session, question: str, arguments: Arguments, settings: Settings, *, after: str = ""
) -> Answer:
    """Asks and prints the answer; a question that holds nothing to search for is answered by saying so."""
    try:
        return _respond(session, question, arguments, settings, after=after)
    except QuestionError as error:
        found = abstention(question, error.message)
        _print_answer(found, 0.0, arguments, settings)
        return found


def _print_answer(found: Answer, elapsed_ms: float, arguments: Arguments, settings: Settings) -> None:
    if arguments.has("playlist"):
        from askcloud.export import to_playlist  # noqa: PLC0415  # only for a playlist

        print(to_playlist(found, arguments.values["playlist"], settings.corpus))
    elif arguments.has("json"):
        print(to_json(found, elapsed_ms))
    elif arguments.one_of("format", FORMATS) == "markdown":
        from askcloud.export import to_markdown  # noqa: PLC0415  # only for Markdown

        print(to_markdown(found))
    else:
        print(to_text(found, _style(), why=arguments.has("why")))


def _session(arguments: Arguments, settings: Settings) -> Session:
    """The index, open for questions; built first if there is none, and read again where a cited note has changed."""
    refresh = None if arguments.has("no-refresh") else lambda: _build(arguments, settings)
    return Session(_ready_index(arguments, settings), settings.corpus, settings.index, refresh=refresh)


def _ready_index(arguments: Arguments, settings: Settings) -> Index:
    """The index; built first if there is none."""
    try:
        return open_index(settings.index)
    except IndexNotFoundError:
        if arguments.has("no-refresh"):
            raise
    if not arguments.has("quiet"):
        _tell(f"No index yet: reading {clean(settings.corpus)}")
    _build(arguments, settings)
    return open_index(settings.index)


# --- index, status, show ---------------------------------------------------------------------------------------------


def _index(arguments: Arguments, settings: Settings) -> int:
    _build(arguments, settings)
    return ANSWERED


def _build(arguments: Arguments, settings: Settings) -> None:
    """Brings the index up to date and says on standard error what changed and what was left out."""
    from askcloud.index.update import update_index  # noqa: PLC0415  # the parser: 60 ms, only to build

    progress = _progress if _is_terminal(sys.stderr) and not arguments.has("quiet") else None
    excluded = arguments.values["exclude"].split("\n") if arguments.has("exclude") else None
    summary = update_index(
        settings.corpus, settings.index, full=arguments.has("full"), excluded=excluded, progress=progress
    )
    if arguments.has("quiet"):
        return
    counts = summary.counts
    _tell(
        f"{counts.notes:,} notes, {counts.claims:,} claims, {counts.terms:,} terms"
        f" (+{summary.added:,} ~{summary.changed:,} -{summary.removed:,}) in {summary.seconds:.1f} s"
    )
    for skipped in summary.skipped:
        _tell(f"left out: {clean(skipped.path)}: {clean(skipped.reason)}")


def _progress(done: int, total: int) -> None:
    """A bar over the line it stands on; a part in a hundred at a time."""
    if total and (done % max(1, total // 100) == 0 or done == total):
        filled = 30 * done // total
        bar = f"\r{'█' * filled}{'·' * (30 - filled)} {done:,} / {total:,} notes"
        sys.stderr.write(bar if done < total else f"\r{' ' * len(bar)}\r")
        sys.stderr.flush()


def _status(_arguments: Arguments, settings: Settings) -> int:
    from askcloud.index.update import pending_changes  # noqa: PLC0415  # the parser: 60 ms, not to ask

    with open_index(settings.index) as index:
        print(status_text(settings.corpus, settings.index, index, pending_changes(settings.corpus, index)))
    return ANSWERED


def _show(arguments: Arguments, settings: Settings) -> int:
    from askcloud.index.names import find_note, linked_notes  # noqa: PLC0415  # not to ask

    with open_index(settings.index) as index:
        note, stored = find_note(index, arguments.words[0])
        print(note_text(stored, index.claims_of(note), _style(), linked_notes(index, note)))
    return ANSWERED


def _doctor(arguments: Arguments, settings: Settings) -> int:
    """Reports what was made of the notes; 1 if something needs care."""
    from askcloud.doctor import examine  # noqa: PLC0415  # the parser: 60 ms, not to ask
    from askcloud.render import checkup_json, checkup_text  # noqa: PLC0415

    _build(arguments, settings)
    with open_index(settings.index) as index:
        found = examine(settings.corpus, index)
    print(checkup_json(found) if arguments.has("json") else checkup_text(found, _style()))
    return NOT_IN_THE_NOTES if found.findings else ANSWERED


def _verify(arguments: Arguments, settings: Settings) -> int:
    """Checks the quotes of saved answers; 1 if one does not say the same at the same second any more."""
    from askcloud.render import saved_json, saved_text  # noqa: PLC0415
    from askcloud.saved import KEPT, check_saved, read_saved  # noqa: PLC0415  # the parser: 60 ms, not to ask

    quotes = list(check_saved(settings.corpus, read_saved(arguments.words[0])))
    print(saved_json(quotes) if arguments.has("json") else saved_text(quotes))
    return ANSWERED if all(each.state in KEPT for each in quotes) else NOT_IN_THE_NOTES


def _eval(arguments: Arguments, settings: Settings) -> int:
    """Measures the answers to judged questions, or draws some to start with."""
    import json  # noqa: PLC0415  # with `evaluate`, 10 ms: not to ask

    from askcloud.evaluate import evaluate, made_judgments, read_judgments  # noqa: PLC0415

    with _ready_index(arguments, settings) as index:
        if arguments.has("make"):
            for judgment in made_judgments(index, arguments.number("make", 1)):
                print(json.dumps(judgment))
            return ANSWERED
        measures = evaluate(read_judgments(arguments.words[0]), lambda each: _ask_for_eval(index, each))
    print(measures_json(measures) if arguments.has("json") else measures_text(measures))
    return ANSWERED


def _ask_for_eval(index: Index, judgment: Judgment) -> Answer:
    try:
        return ask(index, judgment.question, after=judgment.context)
    except QuestionError as error:
        return abstention(judgment.question, error.message)


_COMMANDS = {
    "ask": _ask,
    "index": _index,
    "status": _status,
    "show": _show,
    "doctor": _doctor,
    "verify": _verify,
    "eval": _eval,
}


# --- output ----------------------------------------------------------------------------------------------------------


def _tell(line: str) -> None:
    """Writes to standard error, where everything goes that is no answer."""
    print(line, file=sys.stderr)


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream, which may be closed, is a person's."""
    return stream is not None and stream.isatty()


def _tolerate_encodings() -> None:
    """Lets what a stream's encoding cannot say pass as an escape, and read what it cannot mean as a mark."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def _discard_output() -> None:
    """Lets what is still buffered go nowhere: Python would try to write it once more on exit."""
    with suppress(OSError):  # there may be no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _style() -> Style:
    """What standard output can show: escape sequences only on a terminal, and no colour against the reader's wish."""
    terminal = _is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"
    return Style(color=terminal and not os.environ.get("NO_COLOR"), links=terminal)
