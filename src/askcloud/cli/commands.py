"""The other commands: status, show, doctor, verify and eval. Each prints and returns an exit code."""

from __future__ import annotations

from askcloud.cli.arguments import DEFAULT_PORT
from askcloud.cli.browse import list_contents, outline
from askcloud.cli.build import build, index
from askcloud.cli.completion import completion
from askcloud.cli.exit_codes import DONE, NEEDS_ATTENTION
from askcloud.cli.session import open_or_build
from askcloud.cli.terminal import is_terminal, print_stderr, style
from askcloud.errors import UsageError
from askcloud.storage import open_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.cli.arguments import Arguments
    from askcloud.settings import Settings


def status(arguments: Arguments, settings: Settings) -> int:
    """Print what the index contains and how many notes have changed."""
    from datetime import UTC, datetime

    from askcloud.indexer.changes import changed_notes
    from askcloud.output.reports import status_json, status_text

    with open_index(settings.index, settings.cluster) as reader:
        changed = len(changed_notes(settings.corpus, reader))
        if arguments.has("json"):
            print(status_json(settings.corpus, settings.index, reader, changed))
            return DONE
        print(status_text(settings.corpus, settings.index, reader, changed, datetime.now(UTC)))
    return DONE


def show(arguments: Arguments, settings: Settings) -> int:
    """Print the sentences of a note with their timestamps."""
    from askcloud.index.note_lookup import find_note, linked_notes
    from askcloud.output.reports import note_text

    with open_index(settings.index, settings.cluster) as reader:
        note, stored = find_note(reader, arguments.words[0])
        print(note_text(stored, reader.claims_of(note), style(), linked_notes(reader, note)))
    return DONE


def doctor(arguments: Arguments, settings: Settings) -> int:
    """Print how the notes were parsed; the exit code is 1 if there are problems."""
    from askcloud.indexer.diagnose import diagnose  # the parser: 60 ms
    from askcloud.output.reports import diagnosis_json, diagnosis_text

    build(arguments, settings)
    with open_index(settings.index, settings.cluster) as reader:
        diagnosis = diagnose(settings.corpus, reader, settings.index)
    whole = arguments.has("all")
    as_json = arguments.has("json")
    print(diagnosis_json(diagnosis, whole=whole) if as_json else diagnosis_text(diagnosis, style(), whole=whole))
    return NEEDS_ATTENTION if diagnosis.findings else DONE


def verify(arguments: Arguments, settings: Settings) -> int:
    """Check the quotes of saved answers; the exit code is 1 if one has another text or timestamp now."""
    from askcloud.answering.saved import UNCHANGED, read_saved, verify_saved  # the parser: 60 ms
    from askcloud.output.reports import saved_json, saved_text

    quotes = list(verify_saved(settings.corpus, read_saved(arguments.words[0])))
    print(saved_json(quotes) if arguments.has("json") else saved_text(quotes))
    return DONE if all(quote.state in UNCHANGED for quote in quotes) else NEEDS_ATTENTION


def evaluate(arguments: Arguments, settings: Settings) -> int:
    """Evaluate the answers to labelled questions, or draw sample questions from the notes."""
    import json  # 2 ms

    from askcloud.evaluation.judgments import read_judgments  # 8 ms
    from askcloud.evaluation.metrics import evaluate
    from askcloud.evaluation.sampling import sample_judgments
    from askcloud.output.reports import metrics_json, metrics_text

    with open_or_build(arguments, settings) as reader:
        if arguments.has("make"):
            for judgment in sample_judgments(reader, arguments.number("make", 1)):
                print(json.dumps(judgment))
            return DONE
        metrics = evaluate(reader, read_judgments(arguments.words[0]))
    print(metrics_json(metrics) if arguments.has("json") else metrics_text(metrics))
    return DONE


def mcp(arguments: Arguments, settings: Settings) -> int:
    """Serve the Model Context Protocol until standard input ends.

    Raises:
        UsageError: The SDK of the protocol is not installed.
    """
    import gc
    import sys

    gc.disable()  # a fifth of the start: the SDK makes a thousand classes, and none of them is garbage
    try:
        from askcloud.mcp.server import serve  # 1 s: the SDK
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        hint = 'Install it in a checkout: pip install ".[mcp]". docs/mcp.md has the commands for uv and pipx.'
        raise UsageError("askcloud mcp needs the package mcp, version 2 or newer.", hint=hint) from error
    finally:
        gc.enable()
    gc.freeze()
    if is_terminal(sys.stdin) and not arguments.has("quiet"):
        print_stderr("askcloud mcp is started by an assistant and talks to it; see docs/mcp.md. Stop it with ctrl+c.")
    serve(settings)
    return DONE


def serve(arguments: Arguments, settings: Settings) -> int:
    """Serve the page until the process is interrupted.

    Raises:
        UsageError: Starlette or Uvicorn is not installed, or the place cannot be served.
    """
    import gc

    gc.disable()  # see `mcp`
    try:
        from askcloud.web.server import LOOPBACK, Place, is_loopback
        from askcloud.web.server import serve as serve_page
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        hint = 'Install them in a checkout: pip install ".[web]". docs/web.md has the commands for uv and pipx.'
        raise UsageError("askcloud serve needs the packages starlette and uvicorn.", hint=hint) from error
    finally:
        gc.enable()
    gc.freeze()
    host, certificate, key = arguments.value("host") or LOOPBACK, arguments.value("certificate"), arguments.value("key")
    hint = f"For example: askcloud serve --host {host} --certificate cert.pem --key key.pem."
    if bool(certificate) != bool(key):
        raise UsageError("A certificate and its private key are given together.", hint=hint)
    if not certificate and not is_loopback(host):
        raise UsageError("A host other than this computer needs a certificate and its key.", hint=hint)

    def announce(address: str, address_once: str) -> None:
        if not is_loopback(host) and not arguments.has("quiet"):
            print_stderr(
                f"Every computer that reaches {host} can open this page, and whoever has its address below can read all"
                " of your notes. Give it to nobody else."
            )
        print(address, flush=True)
        if not arguments.has("quiet"):
            print_stderr("Open this address in your browser. Stop with ctrl+c.")
        if not arguments.has("no-browser"):
            _open_in_browser(address_once)

    serve_page(settings, Place(int(arguments.value("port") or DEFAULT_PORT), host, certificate, key), announce)
    return DONE


def _open_in_browser(address: str) -> None:
    """Open an address in the browser, if one can be seen; nobody waits for it."""
    from threading import Thread

    from askcloud.system.launch import can_open_browser, play

    if can_open_browser():
        Thread(target=play, args=(address, None), daemon=True).start()


COMMANDS = {
    "list": list_contents,
    "outline": outline,
    "index": index,
    "status": status,
    "show": show,
    "doctor": doctor,
    "verify": verify,
    "eval": evaluate,
    "mcp": mcp,
    "serve": serve,
    "completion": completion,
}
"""The functions of the commands besides `ask` and `chat`, by name."""
