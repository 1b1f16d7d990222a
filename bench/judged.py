"""Corpora and judgments from the command line, for the benchmarks that ask labelled questions."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from askcloud.corpus.corpus import Corpus
from askcloud.evaluation.judgments import Judgment, read_judgments
from askcloud.index.reader import IndexReader, open_index
from askcloud.indexer.update import update_index

if TYPE_CHECKING:
    from collections.abc import Iterator


def judged_corpora() -> dict[str, list[Judgment]]:
    """Return the judgments of each corpus: `CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]`."""
    arguments = sys.argv[1:]
    if not arguments or len(arguments) % 2:
        sys.exit(f"usage: python {sys.argv[0]} CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]")
    return {corpus: read_judgments(path) for corpus, path in list(pairwise(arguments))[::2]}


@contextmanager
def index_over(corpus: str) -> Iterator[IndexReader]:
    """Open an index of a corpus that is built for this and deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        update_index(Corpus.parse(corpus), folder)
        with open_index(folder) as index:
            yield index
