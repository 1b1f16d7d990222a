"""Corpora and judgments from the command line, for the benchmarks that ask labelled questions."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from askcloud.corpus.corpus import Corpus
from askcloud.evaluation.judgments import Judgment, read_judgments
from askcloud.index.schema import FILE_NAME
from askcloud.storage import open_index, update_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.index.reader import IndexReader


def judged_sets() -> list[tuple[str, str, list[Judgment]]]:
    """Return (corpus, file, its judgments) of each pair of `CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]`.

    One corpus may occur with several files.
    """
    arguments = sys.argv[1:]
    if not arguments or len(arguments) % 2:
        sys.exit(f"usage: python {sys.argv[0]} CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]")
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    return [(corpus, path, read_judgments(path)) for corpus, path in pairs]


def judged_corpora() -> dict[str, list[Judgment]]:
    """Return the judgments of each corpus; of several files for one, the last."""
    return {corpus: judgments for corpus, _, judgments in judged_sets()}


@contextmanager
def index_over(corpus: str) -> Iterator[IndexReader]:
    """Open an index of a corpus that is built for this and deleted afterwards; of an index, open that."""
    if os.path.exists(os.path.join(corpus, FILE_NAME)):
        with open_index(corpus) as index:
            yield index
        return
    with tempfile.TemporaryDirectory() as folder:
        update_index(Corpus.parse(corpus), folder)
        with open_index(folder) as index:
            yield index
