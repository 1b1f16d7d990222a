"""The commands besides asking: index, status, show, doctor, verify, eval. Each prints and returns an exit code."""

from __future__ import annotations

import sys
from functools import partial
from time import monotonic, sleep

from askcloud.answering.session import open_or_build
from askcloud.cli.terminal import is_terminal, print_stderr, style
from askcloud.errors import AskcloudError, IndexWriteError
from askcloud.index.reader import open_index
from askcloud.indexer.changes import changed_notes
from askcloud.indexer.lock import LOCK_TIMEOUT
from askcloud.output.text import clean, pluralize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.cli.arguments import Arguments
    from askcloud.settings import Settings

DONE, NEEDS_CARE = 0, 1

_NO_BAR = f"\r{' ' * 64}\r"  # over the longest: thirty columns and a million notes


def index(arguments: Arguments, settings: Settings) -> int:
    """Brings the index up to date, once or as long as it is left running."""
    build(arguments, settings)
    if arguments.has("watch"):
        _keep_up(arguments, settings)
    return DONE


def build(arguments: Arguments, settings: Settings, *, lock_timeout: float = LOCK_TIMEOUT) -> None:
    """Brings the index up to date and says on standard error what changed and what was left out.

    Args:
        arguments: Say how.
        settings: Say where.
        lock_timeout: Seconds to wait for another builder.
    """
    from askcloud.indexer.update import update_index  # the parser: 60 ms
    from askcloud.output.reports import index_summary, summary_json

    quiet = arguments.has("quiet")
    as_json = arguments.has("json") and arguments.command == "index"
    bar = _progress if is_terminal(sys.stderr) and not quiet else None
    try:
        summary = update_index(
            settings.corpus,
            settings.index,
            full=arguments.has("full"),
            adopt=arguments.command == "index",
            excluded=arguments.values["exclude"].split("\n") if arguments.has("exclude") else None,
            progress=_progress_line if as_json else bar,
            lock_timeout=lock_timeout,
        )
    except BaseException:
        if bar:
            sys.stderr.write(_NO_BAR)  # what stopped it is told on a line of its own
        raise
    if as_json:
        print(summary_json(summary), flush=True)
    if as_json or quiet:
        return
    did = f"+{summary.added:,} ~{summary.changed:,} -{summary.removed:,}"
    print_stderr(f"{index_summary(summary.counts)} ({did}) in {summary.seconds:.1f} s")
    for skipped in summary.skipped:
        print_stderr(f"left out: {clean(skipped.path)}: {clean(skipped.reason)}")
    if not summary.locked:
        print_stderr(f"{clean(settings.index)} lies where no file can be locked: index from one place at a time.")


def build_aside(arguments: Arguments, settings: Settings) -> None:
    """Reads what changed before a question is answered, which waits for no other builder.

    Raises:
        IndexWriteError: The index cannot be written now; that is told.
    """
    quiet = arguments.has("quiet")
    if not quiet:
        print_stderr("Notes have changed: reading them.")
    try:
        build(arguments, settings, lock_timeout=0)
    except IndexWriteError as error:
        if not quiet:
            print_stderr(f"{clean(error.message)} {clean(error.hint)}")
        raise


def _keep_up(arguments: Arguments, settings: Settings) -> None:
    """Goes on reading what changes, once it has come to rest; ends when it is interrupted."""
    from askcloud.indexer.watch import ChangeDebouncer  # only to watch

    watch, trouble = ChangeDebouncer(), ""
    while True:
        started = monotonic()
        try:
            with open_index(settings.index) as index:
                due = watch.look(changed_notes(settings.corpus, index))
            if due:
                watch.built(finished=False)  # until it is
                build(arguments, settings)
                watch.built(finished=True)
            trouble = ""
        except AskcloudError as error:
            if trouble != error.message:
                trouble = error.message
                print_stderr(f"{clean(error.message)} {clean(error.hint)}")
        sleep(watch.pause(monotonic() - started))


def build_first(arguments: Arguments, settings: Settings, why: str) -> None:
    """Builds an index before anything can be asked, for a reason that is told.

    Raises:
        AskcloudError: It cannot be built.
    """
    settings.corpus.check()  # nothing is said of reading what is not there
    if not arguments.has("quiet"):
        print_stderr(f"{clean(why)} Reading {clean(settings.corpus.listing)}.")
    build(arguments, settings)


def _progress(done: int, total: int) -> None:
    """A bar over the line it stands on; a part in a hundred at a time."""
    if _is_step(done, total):
        filled = 30 * done // total
        bar = f"\r{'█' * filled}{'·' * (30 - filled)} {done:,} / {pluralize(total, 'note')}"
        sys.stderr.write(bar if done < total else _NO_BAR)
        sys.stderr.flush()


def _progress_line(done: int, total: int) -> None:
    """A line of JSON; a part in a hundred at a time."""
    from askcloud.output.reports import progress_json  # loaded by then

    if _is_step(done, total):
        print(progress_json(done, total), flush=True)


def _is_step(done: int, total: int) -> bool:
    return total > 0 and (done % max(1, total // 100) == 0 or done == total)


def status(_arguments: Arguments, settings: Settings) -> int:
    """Says what the index holds and how fresh it is."""
    from askcloud.output.reports import status_text

    with open_index(settings.index) as index:
        changed = len(changed_notes(settings.corpus, index))
        print(status_text(settings.corpus, settings.index, index, changed))
    return DONE


def show(arguments: Arguments, settings: Settings) -> int:
    """Prints a note with its claims."""
    from askcloud.index.note_lookup import find_note, linked_notes
    from askcloud.output.reports import note_text

    with open_index(settings.index) as index:
        note, stored = find_note(index, arguments.words[0])
        print(note_text(stored, index.claims_of(note), style(), linked_notes(index, note)))
    return DONE


def doctor(arguments: Arguments, settings: Settings) -> int:
    """Reports what was made of the notes; 1 if something needs care."""
    from askcloud.indexer.diagnose import diagnose  # the parser: 60 ms
    from askcloud.output.reports import diagnosis_json, diagnosis_text

    build(arguments, settings)
    with open_index(settings.index) as index:
        found = diagnose(settings.corpus, index)
    print(diagnosis_json(found) if arguments.has("json") else diagnosis_text(found, style()))
    return NEEDS_CARE if found.findings else DONE


def verify(arguments: Arguments, settings: Settings) -> int:
    """Checks the quotes of saved answers; 1 if one does not say the same at the same second any more."""
    from askcloud.answering.saved import KEPT, read_saved, verify_saved  # the parser: 60 ms
    from askcloud.output.reports import saved_json, saved_text

    quotes = list(verify_saved(settings.corpus, read_saved(arguments.words[0])))
    print(saved_json(quotes) if arguments.has("json") else saved_text(quotes))
    return DONE if all(each.state in KEPT for each in quotes) else NEEDS_CARE


def measure(arguments: Arguments, settings: Settings) -> int:
    """Measures the answers to judged questions, or draws some to start with."""
    import json  # 2 ms

    from askcloud.evaluation.metrics import evaluate, read_judgments, sample_judgments  # 8 ms
    from askcloud.output.reports import metrics_json, metrics_text

    with open_or_build(settings.index, partial(build_first, arguments, settings)) as index:
        if arguments.has("make"):
            for judgment in sample_judgments(index, arguments.number("make", 1)):
                print(json.dumps(judgment))
            return DONE
        measures = evaluate(index, read_judgments(arguments.words[0]))
    print(metrics_json(measures) if arguments.has("json") else metrics_text(measures))
    return DONE


COMMANDS = {"index": index, "status": status, "show": show, "doctor": doctor, "verify": verify, "eval": measure}
