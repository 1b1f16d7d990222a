"""A Dask cluster on this computer for tests: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import signal

STARTED = 60  # seconds after which a process that is not ready is given up
READY = {"scheduler": "Scheduler at:", "worker": "Registered to:"}


class LocalCluster:
    """A scheduler and some workers; `close` ends them."""

    def __init__(self, folder, workers: int, *options: str, config: str = "") -> None:
        """Starts them.

        Args:
            folder: An empty folder for them.
            workers: How many.
            options: Options of all, such as certificates.
            config: The configuration of askcloud of the user who runs the workers.
        """
        self.folder = folder
        self.options = options
        (folder / "askcloud").mkdir()
        (folder / "askcloud" / "config.toml").write_text(config, encoding="utf-8")
        self.scheduler, self.address = self._start("scheduler", "--port", "0")
        self.workers: list[subprocess.Popen[str]] = []
        try:
            for _ in range(workers):
                self.add_worker()
        except BaseException:
            self.close()
            raise

    def add_worker(self, *options: str) -> None:
        """Starts one more worker."""
        number = str(len(self.workers))
        where = ("--local-directory", str(self.folder / f"worker{number}"), "--name", number)
        worker, _ = self._start("worker", self.address, "--no-nanny", "--nthreads", "1", *where, *options)
        self.workers.append(worker)

    def signal(self, number: int, sign: signal.Signals) -> None:
        """Sends a signal to a worker."""
        self.workers[number].send_signal(sign)

    def close(self) -> None:
        """Ends all processes."""
        for process in (self.scheduler, *self.workers):
            process.kill()
            process.wait()
            process.stderr.close()

    def _start(self, kind: str, *arguments: str) -> tuple[subprocess.Popen[str], str]:
        """Starts a process; returns it and the address that it says when it is ready."""
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments, "--host", "127.0.0.1"]
        process = subprocess.Popen(
            [*command, "--no-dashboard", *self.options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=self.folder,
            env={**os.environ, "XDG_CONFIG_HOME": str(self.folder), "APPDATA": str(self.folder)},
        )
        given_up = Timer(STARTED, process.kill)
        given_up.start()
        said = ""
        try:
            for line in process.stderr:
                said += line
                if READY[kind] in line:
                    return process, line.split()[-1]
        finally:
            given_up.cancel()
        process.stderr.close()
        raise AssertionError(f"no {kind}: {said}")
