"""Build and update the index from the command line: once, before an answer, or until interrupted."""

from __future__ import annotations

import sys
from math import inf
from time import monotonic, sleep

from askcloud.cli.exit_codes import DONE
from askcloud.cli.terminal import is_terminal, print_stderr
from askcloud.errors import AskcloudError, IndexWriteError
from askcloud.indexer.changes import changed_notes
from askcloud.indexer.lock import LOCK_TIMEOUT
from askcloud.output.reports import progress_json, summary_json, update_text, waiting_json
from askcloud.output.sanitize import clean
from askcloud.storage import open_index, update_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from askcloud.cli.arguments import Arguments
    from askcloud.indexer.update import UpdateSummary
    from askcloud.settings import Settings

_BAR_WIDTH = 20  # columns
_LINE_WIDTH = 78  # columns of the bar and the text next to it, which fit into a terminal
_ERASED = f"\r{' ' * _LINE_WIDTH}\r"


def index(arguments: Arguments, settings: Settings) -> int:
    """Update the index, once or until interrupted."""
    if arguments.has("watch"):
        _watch(arguments, settings)
    else:
        build(arguments, settings)
    return DONE


def build(arguments: Arguments, settings: Settings, *, lock_timeout: float = LOCK_TIMEOUT) -> UpdateSummary:
    """Update the index and report on standard error what changed and what was skipped; return the summary.

    Args:
        arguments: Which notes to exclude, whether to rebuild, and what to report.
        settings: The folders.
        lock_timeout: Seconds to wait for another process that builds and makes no progress.

    Raises:
        AskcloudError: The index cannot be built.
    """
    quiet = arguments.has("quiet")
    as_json = arguments.has("json") and arguments.command == "index"
    bar = _progress_bar() if is_terminal(sys.stderr) and not quiet else None
    try:
        summary = update_index(
            settings.corpus,
            settings.index,
            full=arguments.has("full"),
            adopt=arguments.command == "index",
            shards=arguments.number("shards", 0) or None,
            cluster=settings.cluster,
            excluded=list(arguments.values["exclude"]) if arguments.has("exclude") else None,
            progress=_print_progress if as_json else bar,
            lock_timeout=lock_timeout,
            on_wait=_print_waiting if as_json else None if quiet else _say_waiting,
        )
    except BaseException:
        if bar:
            sys.stderr.write(_ERASED)  # the error has a line of its own
        raise
    if as_json:
        print(summary_json(summary), flush=True)
    if not as_json and not quiet:
        _report(summary, settings)
    return summary


def _report(summary: UpdateSummary, settings: Settings) -> None:
    """Report what changed, what was skipped, and where builds must not run at the same time."""
    print_stderr(update_text(summary))
    for skipped in summary.skipped:
        print_stderr(f"Skipped {clean(skipped.path)}: {clean(skipped.reason)}")
    if not summary.locked:
        print_stderr(
            f"{clean(settings.index)} is on a file system without locking; do not run two builds at the same time."
        )


def build_first(arguments: Arguments, settings: Settings, reason: str) -> None:
    """Build the index before the first question can be asked.

    Args:
        arguments: What to report.
        settings: The folders.
        reason: A sentence that says why.

    Raises:
        AskcloudError: It cannot be built.
    """
    settings.corpus.check()  # else a notice would promise to index notes that do not exist
    if not arguments.has("quiet"):
        print_stderr(f"{clean(reason)} Indexing the notes in {clean(settings.corpus.listing)}.")
    build(arguments, settings)


def update_before_answer(arguments: Arguments, settings: Settings) -> UpdateSummary:
    """Update the index before a question is answered, without waiting for another process that builds.

    Raises:
        IndexWriteError: The index cannot be written now; that was reported.
    """
    quiet = arguments.has("quiet")
    if not quiet:
        print_stderr("Notes have changed: updating the index.")
    try:
        return build(arguments, settings, lock_timeout=0)
    except IndexWriteError as error:
        if not quiet:
            _print_error(error)
        raise


def _watch(arguments: Arguments, settings: Settings) -> None:
    """Update the index, now and whenever changed notes have settled, until interrupted; report each error once.

    Another builder is waited for however long it takes: it may be stopped, and continued the next day.
    """
    from askcloud.indexer.watch import ChangeDebouncer  # only to watch

    debouncer, reported = ChangeDebouncer(), ""
    build(arguments, settings, lock_timeout=inf)
    while True:
        started = monotonic()
        try:
            with open_index(settings.index, settings.cluster) as index:
                due = debouncer.look(changed_notes(settings.corpus, index))
            if due:
                debouncer.built(finished=False)  # until it is
                build(arguments, settings, lock_timeout=inf)
                debouncer.built(finished=True)
            reported = ""
        except AskcloudError as error:
            if reported != error.message:
                reported = error.message
                _print_error(error)
        sleep(debouncer.pause(monotonic() - started))


def _print_error(error: AskcloudError) -> None:
    print_stderr(f"{clean(error.message)} {clean(error.hint)}")


def _progress_bar() -> Callable[[int, int], None]:
    """Return a function that draws a progress bar over its own line, with the rate and the time that is left."""
    from askcloud.output.pace import Pace  # not needed for a question

    pace = Pace()

    def draw(done: int, total: int) -> None:
        if _is_step(done, total):
            filled = _BAR_WIDTH * done // total
            line = f"{'█' * filled}{'·' * (_BAR_WIDTH - filled)} {pace.step(done, total)}"
            sys.stderr.write(f"\r{line:{_LINE_WIDTH}.{_LINE_WIDTH}}" if done < total else _ERASED)
            sys.stderr.flush()

    return draw


def _say_waiting(holder: str) -> None:
    print_stderr(f"Waiting for {holder}, which is building this index.")


def _print_waiting(holder: str) -> None:
    """Print a line of JSON."""
    print(waiting_json(holder), flush=True)


def _print_progress(done: int, total: int) -> None:
    """Print a line of JSON."""
    if _is_step(done, total):
        print(progress_json(done, total), flush=True)


def _is_step(done: int, total: int) -> bool:
    """Return whether progress is shown now: at every hundredth part, and at the end."""
    return total > 0 and (done % max(1, total // 100) == 0 or done == total)
