"""Whether an index of shards answers exactly as one file does, and what a question to either costs.

`python bench/shards.py [--workers N] ONE SHARDED QUESTIONS...`: ONE is the folder of an index that is one file, SHARDED
that of one of shards, both built from the same notes (`askcloud index`, `askcloud index --shards 4`); QUESTIONS are
files of labelled questions. Whole answers are compared: every quote, score and part of a score, list, topic and
comparison; and which videos each question asks for. Times are wall time.

With `--workers N` the questions are also asked over a cluster of N workers, processes on this computer, and then a
table says what happens when workers are killed or stopped. An answer that misses the deadline of the configuration, as
on a computer that does something else meanwhile, differs; its line says so.
"""

from __future__ import annotations

import os
import signal
import statistics
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from askcloud.answering.answer import Answer
from askcloud.answering.ask import ask
from askcloud.answering.browse import video_to_outline, videos_asked_for
from askcloud.errors import AskcloudError
from askcloud.evaluation.judgments import read_judgments
from askcloud.storage import open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from askcloud.evaluation.judgments import Judgment
    from askcloud.index.reader import IndexReader


def answered(index: IndexReader, judgment: Judgment) -> tuple[tuple[object, ...], float]:
    """Return all that an index says to a question, and the milliseconds that it took."""
    started = perf_counter()
    try:
        found: object = ask(index, judgment.question, after=judgment.context)
    except AskcloudError as error:
        found = error.message
    took = 1000 * (perf_counter() - started)
    videos = videos_asked_for(index, judgment.question, None)
    return (found, videos, video_to_outline(index, judgment.question)), took


def compare(indexes: Mapping[str, IndexReader], paths: Iterable[str]) -> None:
    """Print, for each file of questions, how many answers are the same, and the time of a question in each index."""
    head = "".join(f"{f'{name}: p50':>17}{'p95 ms':>9}" for name in indexes)
    print(f"{'questions':28}{'the same':>14}{head}")
    for path in paths:
        same = 0
        times: dict[str, list[float]] = {name: [] for name in indexes}
        judgments = read_judgments(path)
        for judgment in judgments:
            said = []
            for name, index in indexes.items():
                found, took = answered(index, judgment)
                said.append(found)
                times[name].append(took)
            same += all(found == said[0] for found in said)
            if any(found != said[0] for found in said):
                late = next((each[0].missing for each in said if isinstance(each[0], Answer) and each[0].missing), "")
                print(f"differs: {judgment.question} {late}", file=sys.stderr)
        count = f"{same} of {len(judgments)}"
        figures = "".join(f"{statistics.median(each):17.1f}{_late(each):9.1f}" for each in times.values())
        print(f"{path.rpartition('/')[2]:28}{count:>14}{figures}")


def faults(one: IndexReader, remote: IndexReader, question: str, workers: Callable[[], Sequence[int]]) -> None:
    """Print what a question gets, and after how long, when workers are killed or stopped.

    Args:
        one: The index that is one file.
        remote: The same notes, over a cluster.
        question: What to ask.
        workers: Returns the processes of the workers; one that was killed is started again.
    """
    whole = ask(one, question)
    print(f"\n{'what happens':40}{'seconds':>9}  answer")
    for what, sign in (
        ("nothing", None),
        ("kill -9 of a worker", signal.SIGKILL),
        ("another worker is there", None),
        ("a worker is stopped: first question", signal.SIGSTOP),
        ("the second question", None),
        ("it continues", signal.SIGCONT),
    ):
        if sign != signal.SIGCONT:
            process = workers()[0]
        if sign:
            os.kill(process, sign)
        started = perf_counter()
        try:
            found: Answer | str = ask(remote, question)
        except AskcloudError as error:
            found = error.message
        took = perf_counter() - started
        told = "the same" if found == whole else found if isinstance(found, str) else found.missing
        print(f"{what:40}{took:9.2f}  {told}")


def over_cluster(one: str, sharded: str, paths: Sequence[str], workers: int) -> None:
    """Compare one file with shards in this process and over a cluster of workers, then print what faults do."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        indexes = {
            "one": open_index(one),
            "shards": open_index(sharded, ""),
            f"{workers} workers": open_index(sharded, cluster.scheduler_address),
        }
        for _ in range(workers + 1):  # the first question of a worker loads askcloud there
            answered(indexes[f"{workers} workers"], read_judgments(paths[0])[0])
        compare(indexes, paths)

        def processes() -> list[int]:
            cluster.wait_for_workers(workers)
            return [nanny.pid for nanny in cluster.workers.values()]

        faults(indexes["one"], indexes[f"{workers} workers"], read_judgments(paths[0])[0].question, processes)
        for index in indexes.values():
            index.close()


def main() -> None:
    """Print how many answers are the same, and the time of a question."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--workers"]:
        over_cluster(arguments[2], arguments[3], arguments[4:], int(arguments[1]))
        return
    with open_index(arguments[0]) as one, open_index(arguments[1], "") as sharded:
        compare({"one": one, "shards": sharded}, arguments[2:])


def _late(times: list[float]) -> float:
    """Return the time that 95 of 100 questions keep."""
    return sorted(times)[len(times) * 95 // 100]


if __name__ == "__main__":
    main()
