"""Whether an index of shards answers exactly as one file does, and what a question to either costs.

`python bench/shards.py ONE SHARDED QUESTIONS...`: ONE is the folder of an index that is one file, SHARDED that of one
of shards, both built from the same notes (`askcloud index`, `askcloud index --shards 4`); QUESTIONS are files of
labelled questions. Whole answers are compared: every quote, score and part of a score, list, topic and comparison; and
which videos each question asks for.
"""

from __future__ import annotations

import statistics
import sys
from time import process_time
from typing import TYPE_CHECKING

from askcloud.answering.ask import ask
from askcloud.answering.browse import video_to_outline, videos_asked_for
from askcloud.errors import AskcloudError
from askcloud.evaluation.judgments import read_judgments
from askcloud.storage import open_index

if TYPE_CHECKING:
    from askcloud.evaluation.judgments import Judgment
    from askcloud.index.reader import IndexReader


def answered(index: IndexReader, judgment: Judgment) -> tuple[object, float]:
    """Return all that an index says to a question, and the milliseconds of processor time that it took."""
    started = process_time()
    try:
        found: object = ask(index, judgment.question, after=judgment.context)
    except AskcloudError as error:
        found = error.message
    took = 1000 * (process_time() - started)
    videos = videos_asked_for(index, judgment.question, None)
    return (found, videos, video_to_outline(index, judgment.question)), took


def main() -> None:
    """Print, for each file, how many answers are the same, and the time of a question in both."""
    one, sharded = map(open_index, sys.argv[1:3])
    print(f"{'questions':32}{'the same':>12}{'one: p50':>12}{'p95 ms':>12}{'shards: p50':>12}{'p95 ms':>12}")
    with one, sharded:
        for path in sys.argv[3:]:
            same = 0
            times: tuple[list[float], list[float]] = ([], [])
            judgments = read_judgments(path)
            for judgment in judgments:
                (first, took), (second, longer) = answered(one, judgment), answered(sharded, judgment)
                same += first == second
                times[0].append(took)
                times[1].append(longer)
                if first != second:
                    print(f"differs: {judgment.question}", file=sys.stderr)
            count = f"{same} of {len(judgments)}"
            figures = [figure for each in times for figure in (statistics.median(each), _late(each))]
            print(f"{path.rpartition('/')[2]:32}{count:>12}" + "".join(f"{each:12.1f}" for each in figures))


def _late(times: list[float]) -> float:
    """Return the time that 95 of 100 questions keep."""
    return sorted(times)[len(times) * 95 // 100]


if __name__ == "__main__":
    main()
