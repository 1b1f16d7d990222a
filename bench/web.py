"""What the page costs: its start, and an answer of the server against the same question asked of an open index.

`python bench/web.py [CORPUS] [INDEX] [QUESTIONS]`: processor time is that of the server alone, which also looks at
all notes now and then. Each question is asked of both in turn, so that a machine whose speed drifts does so for both.
"""

from __future__ import annotations

import http.client
import os
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from askcloud.answering.session import Session
from askcloud.corpus.corpus import Corpus
from askcloud.evaluation.judgments import read_judgments
from askcloud.storage import open_index, update_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUESTIONS = ("why does data gravity matter", "who founded Snowflake", "how does Amazon price its cloud", "what is AWS")
ROUNDS = 7
STARTS = 9
IMPORTS = "import asyncio, starlette.applications, starlette.responses, uvicorn"


def cpu_of(command: Sequence[str]) -> float:
    """Return the processor seconds of a program; one that prints a line is interrupted then."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        if process.stdout.readline():
            process.send_signal(signal.SIGINT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ticks_of(pid: int) -> float:
    """Return the processor seconds that a process has used."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(command: Sequence[str]) -> Iterator[tuple[int, http.client.HTTPConnection, dict[str, str]]]:
    """Run a server: its process, a connection to it, and what a request brings along."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        address = urlsplit(process.stdout.readline().strip())
        token = address.query.partition("=")[2]
        try:
            connection = http.client.HTTPConnection("127.0.0.1", address.port or 0)
            yield process.pid, connection, {"Cookie": f"askcloud-{address.port}={token}"}
        finally:
            process.send_signal(signal.SIGINT)


def compare(command: Sequence[str], session: Session, questions: Sequence[str]) -> None:
    """Print how an answer of the server compares with one of an open session."""
    ratios, served, asked, cpu = [], [], [], 0.0
    with serving(command) as (pid, connection, headers):
        for turn in range(ROUNDS + 1):
            for question in questions:
                started, used = perf_counter(), process_time()
                session.refresh_if_changed()
                session.ask(question)
                own, own_cpu = perf_counter() - started, process_time() - used
                started = perf_counter()
                connection.request("GET", f"/api/ask?q={quote(question)}", headers=headers)
                connection.getresponse().read()
                other = perf_counter() - started
                if not turn:  # the first time nothing is warm
                    continue
                ratios.append(other / own)
                served.append(1000 * other)
                asked.append(1000 * own)
                cpu += own_cpu
            if not turn:
                before = ticks_of(pid)
        server_cpu = ticks_of(pid) - before
    print(f"an answer: {median(served):.1f} ms from request to answer, {median(asked):.1f} ms of an open session")
    print(f"request ÷ question, median: {median(ratios):.2f}; processor time: {server_cpu / cpu:.2f}")


def main() -> None:
    """Measure starts, then answers."""
    corpus = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "corpus")
    questions: Sequence[str] = QUESTIONS
    if len(sys.argv) > 3:
        questions = [judgment.question for judgment in read_judgments(sys.argv[3])][:40]
    with tempfile.TemporaryDirectory() as folder:
        index = sys.argv[2] if len(sys.argv) > 2 else folder
        update_index(Corpus.of([corpus]), index)
        serve = [sys.executable, "-P", "-m", "askcloud", "serve", "--port", "0", "--no-browser"]
        command = [*serve, "--corpus", corpus, "--index", index]
        imports = [sys.executable, "-P", "-c", IMPORTS]
        starts = [(cpu_of(command), cpu_of(imports)) for _ in range(STARTS)]
        own, other = (median(column) for column in zip(*starts, strict=True))
        print(f"a start: {own:.2f} s of processor time, {own / other:.2f} times the imports of the packages")
        # With a function that updates, so that this one looks at the times of folders, too.
        update = partial(update_index, Corpus.of([corpus]), index)
        with Session(partial(open_index, index), Corpus.of([corpus]), update=update) as session:
            compare(command, session, questions)


if __name__ == "__main__":
    main()
