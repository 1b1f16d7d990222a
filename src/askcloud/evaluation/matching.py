"""Match the regular expressions of a file of judgments in a separate process, which is ended if they take too long.

Python's expressions can take exponential time, during which no other thread of the process runs.
"""

from __future__ import annotations

import atexit
import subprocess
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TIMEOUT_SECONDS = 2.0
"""How long the expressions of one list may take for one text; those of 3,000 real questions take a millisecond."""

_PROGRAM = """
import faulthandler, json, os, re, sys
nowhere = open(os.devnull, "w")
for line in sys.stdin:
    seconds, expressions, text = json.loads(line)
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    found = [bool(re.search(expression, text, re.IGNORECASE)) for expression in expressions]
    faulthandler.cancel_dump_traceback_later()
    print(json.dumps(found), flush=True)
"""
"""Answers each line of its input; its watchdog needs no turn of the interpreter, and works on every system."""


class Matcher:
    """A process that matches regular expressions; it starts with the first and ends with this one."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[str] | None = None

    def found(self, expressions: Sequence[str], text: str) -> list[bool]:
        """Return for each of some valid expressions whether it matches in a text, in any case.

        Raises:
            TimeoutError: They take longer than `TIMEOUT_SECONDS`.
        """
        if not expressions:
            return []
        import json  # 2 ms: only to evaluate

        if not self._process:
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-I", "-S", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            atexit.register(self.close)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([TIMEOUT_SECONDS, expressions, text]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self.close()
            raise TimeoutError
        return list(json.loads(answer))

    def close(self) -> None:
        """End the process; the next expression starts another one."""
        if self._process:
            atexit.unregister(self.close)
            self._process.kill()
            self._process.communicate()
            self._process = None
