"""An update of the index in a child process, for a chat that must not wait for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from threading import Thread

from askcloud.errors import AskcloudError, IndexWriteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from askcloud.corpus.corpus import Corpus

_PREFIX = "askcloud: "  # of an error that askcloud reports


class BuildProcess:
    """A process that brings an index up to date.

    Importing scikit-learn holds the interpreter's lock: in a thread it would stop a chat for up to half a second, and
    leave it with 115 MB more.
    """

    def __init__(self, corpus: Corpus, folder: str, *, full: bool = False) -> None:
        """Start it.

        Args:
            corpus: The folders of the notes.
            folder: Folder of the index.
            full: Whether to read every note again, whatever index is there.
        """
        self.summary: dict[str, Any] = {}
        """What the update did, as `askcloud index --json` reports it; empty until it has finished."""
        self._cancelled = False
        named = [argument for notes in corpus.folders for argument in ("--corpus", notes)]
        # -P: nothing in the working directory is ever imported.
        command = [sys.executable, "-P", "-m", "askcloud", "index", "--json", *named, "--index", folder]
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            [*command, *(["--full"] if full else [])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )

    def run(self, progress: Callable[[int, int], None]) -> bool:
        """Wait for its end, and call `progress` with (notes read, notes to read) meanwhile; from any thread.

        Returns:
            Whether the index was updated: false if it was cancelled before it finished.

        Raises:
            AskcloudError: It failed, for the reason the error gives. Being cancelled is not a failure.
        """
        import json  # 2 ms: only to build

        with self._process as process:
            assert process.stdout
            assert process.stderr
            complaints: list[str] = []
            # In a thread, because a process whose standard error is full would stop.
            reader = Thread(target=lambda errors: complaints.append(errors.read()), args=(process.stderr,))
            reader.start()
            for line in process.stdout:
                report = json.loads(line)
                if "of" in report:
                    progress(report["read"], report["of"])
                else:
                    self.summary = report
            reader.join()
        if process.returncode and not self._cancelled:
            raise _error_of("".join(complaints))
        return not process.returncode

    def cancel(self) -> None:
        """End it; the index stays as it was. A second call ends it without letting it clean up."""
        if os.name == "nt" or self._cancelled:
            self._process.kill()
        else:
            self._process.send_signal(signal.SIGINT)
        self._cancelled = True


def _error_of(complaint: str) -> AskcloudError:
    """Return the error that a failed process wrote to standard error."""
    message, _, hint = complaint.strip().removeprefix(_PREFIX).partition("\n")
    if not complaint.startswith(_PREFIX):
        message, hint = "The index could not be built.", "Run askcloud index to see why."
    return IndexWriteError(message, hint=hint)
