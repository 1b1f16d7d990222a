"""The entry of the command line: read the arguments, run the command, turn every error into a message and a code."""

from __future__ import annotations

import os
import sys

from askcloud import __version__
from askcloud.cli.arguments import Arguments, read_arguments, usage
from askcloud.cli.exit_codes import DONE, ERROR, INTERRUPTED
from askcloud.cli.terminal import discard_output, is_terminal, print_stderr, set_stream_error_handlers
from askcloud.errors import AskcloudError
from askcloud.output.sanitize import clean
from askcloud.settings import read_settings, state_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from askcloud.settings import Settings


def run() -> NoReturn:
    """Run the console command and exit at once, because shutting down the interpreter takes 4 ms of a 30 ms answer."""
    code = main()
    if sys.stderr:
        sys.stderr.flush()
    if "joblib" in sys.modules:  # the interpreter ends the processes of a build at exit
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run askcloud and return its exit code; the only place that catches askcloud's own errors.

    Args:
        argv: The arguments without the program's name; those of the process if not given.
    """
    set_stream_error_handlers()
    try:
        try:
            return _run(read_arguments(sys.argv[1:] if argv is None else argv))
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except BrokenPipeError:  # the reader closed the pipe early, as `head` does: not an error
        discard_output()
        return DONE
    except KeyboardInterrupt:
        print_stderr("\rStopped." if is_terminal(sys.stderr) else "Stopped.")  # over the ^C that a terminal shows
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # a trace is of no use to most, and may show text of a note
        message, hint = _explained(error)
        print_stderr(f"askcloud: {clean(message)}\n{clean(hint)}")
        return ERROR


def _explained(error: Exception) -> tuple[str, str]:
    """Return the message and the hint of an error; an unexpected failure is logged."""
    if isinstance(error, AskcloudError):
        return error.message, error.hint
    if isinstance(error, MemoryError):
        return "There is not enough memory.", "Close other programs, then try again."
    if isinstance(error, OSError):
        discard_output()
        return f"The system reported an error: {error.strerror or error}.", "Check folders and disk space."
    from askcloud.system.history import log_failure  # only for a failure

    path = os.path.join(state_folder(), "failures.log")
    log_failure(path, error)
    return "Something went wrong.", f"Details are in {path}; please report them."


def _run(arguments: Arguments) -> int:
    if arguments.has("help") or arguments.has("version"):
        print(usage(arguments.command) if arguments.has("help") else f"askcloud {__version__}")
        return DONE
    # The folders are one text, one a line, which `settings` splits.
    corpus = "\n".join(arguments.values["corpus"]) if arguments.has("corpus") else None
    settings = read_settings(corpus, arguments.value("index"), cluster=arguments.value("cluster"))
    return _command(arguments.command)(arguments, settings)


def _command(name: str) -> Callable[[Arguments, Settings], int]:
    """Return the function that runs a command; each is imported only when it is run."""
    if name == "ask":
        from askcloud.cli.ask import ask

        return ask
    if name == "chat":
        from askcloud.cli.chat import chat

        return chat
    if name == "open":
        from askcloud.cli.last_answer import open_result

        return open_result
    from askcloud.cli.commands import COMMANDS  # 2 ms: not needed for a question

    return COMMANDS[name]
