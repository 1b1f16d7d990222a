"""The cost of follow-ups in a conversation, against that of their completed questions.

`python bench/followup.py [CORPUS] [QUESTIONS]`: the questions of a judgment file that have a `context` are asked. A
follow-up is given the previous question and its answer; the completed question is what it was understood as.
"""

from __future__ import annotations

import os
import sys
import tempfile
from time import process_time
from typing import TYPE_CHECKING

from askcloud.answering.ask import answer, context_of
from askcloud.corpus.corpus import Corpus
from askcloud.evaluation.judgments import read_judgments
from askcloud.index.reader import open_index
from askcloud.indexer.update import update_index
from askcloud.question.parse import parse_question

if TYPE_CHECKING:
    from askcloud.answering.ask import Context
    from askcloud.index.reader import IndexReader

PAIRS = (
    ("why does data gravity matter for Amazon", "and what about Google?"),
    ("who founded Snowflake", "when did they go public?"),
    ("how does Amazon price its cloud", "why?"),
    ("what is SageMaker", "who uses it?"),
)
ROUNDS = 30


def cost(index: IndexReader, question: str, context: Context | None = None) -> float:
    """Return the CPU milliseconds of parsing and answering a question."""
    started = process_time()
    answer(index, parse_question(question), context=context)
    return 1000 * (process_time() - started)


def main() -> None:
    """Ask each pair in turn, A B A B, so that a machine whose speed drifts does so for both."""
    corpus = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "corpus")
    pairs: tuple[tuple[str, str], ...] = PAIRS
    if len(sys.argv) > 2:
        judgments = read_judgments(sys.argv[2])
        pairs = tuple((judgment.context, judgment.question) for judgment in judgments if judgment.context)
    follow_ups = completed = 0.0
    with tempfile.TemporaryDirectory() as folder:
        update_index(Corpus.of([corpus]), folder)
        with open_index(folder) as index:
            for before, question in pairs:
                context = context_of(index, before)
                full = answer(index, parse_question(question), context=context).understood or question
                for _ in range(ROUNDS):
                    follow_ups += cost(index, question, context)
                    completed += cost(index, full)
    count = ROUNDS * len(pairs)
    print(f"{len(pairs)} follow-ups, {follow_ups / count:.2f} ms of CPU each; completed {completed / count:.2f} ms")
    print(f"follow-up ÷ completed question: {follow_ups / completed:.2f}")


if __name__ == "__main__":
    main()
