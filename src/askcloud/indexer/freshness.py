"""A quick check before a question whether a corpus and its index still agree; it loads few modules."""

from __future__ import annotations

from askcloud.corpus.files import folder_time
from askcloud.errors import IndexCorpusMismatchError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from askcloud.corpus.corpus import Corpus
    from askcloud.corpus.walk import Skipped
    from askcloud.index.reader import IndexReader

MANY = 50
"""Changed notes up to which a question waits until they are indexed."""

_MOST_FOLDERS = 1_000  # checked before a question: 4 ms


def expect_corpus(index: IndexReader, corpus: Corpus) -> None:
    """Make sure that an index was built from a corpus.

    Raises:
        CorpusNotFoundError: The corpus is not there.
        IndexCorpusMismatchError: The index was built from another one.
    """
    if index.corpus != corpus.real():
        corpus.check()
        raise IndexCorpusMismatchError(
            f"The index was built from {index.corpus.listing}, not from {corpus.listing}.",
            hint="Name another index with --index DIR, or rebuild this one from these notes: askcloud index.",
        )


def count_changes_by_folder_time(corpus: Corpus, index: IndexReader) -> int:
    """Return how many notes differ from the index according to the times of folders; above `MANY` it stops counting.

    A note that was overwritten in place does not change the time of its folder; only a check of every file finds it.

    Raises:
        CorpusNotFoundError: A folder of the corpus is not there or cannot be read.
    """
    corpus.check()
    stale = [path for path, time in index.folders(_MOST_FOLDERS) if folder_time(corpus, path) != time]
    known = {path for path, _ in index.folders()} if stale else set()
    changed = 0
    for path in stale:
        changed += _count_changes_in(corpus, index, path, known)
        if changed > MANY:
            break
    return changed


def failures(index: IndexReader) -> dict[str, Skipped]:
    """Return, by path, the notes and folders that could not be read when an index was built."""
    from askcloud.corpus.walk import Skipped  # 1 ms: only with something that changed

    return {path: Skipped(path, reason, mark) for path, reason, mark in index.skipped() if mark}


def path_and_parents(path: str) -> Iterator[str]:
    """Return a path and the folders that contain it, innermost first."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _count_changes_in(corpus: Corpus, index: IndexReader, path: str, known: Collection[str]) -> int:
    """Count the notes that were added, removed or changed in a folder itself, and those in new folders below it."""
    from askcloud.corpus.walk import CorpusFolder, walk_folder  # 1 ms: only with a folder that changed

    before = index.fingerprints_in(path)
    entries = walk_folder(corpus, path, index.excluded, known)
    now = {entry.path: entry.fingerprint for entry in entries if not isinstance(entry, CorpusFolder)}
    removed = before.keys() - now.keys() if failures(index).keys().isdisjoint(path_and_parents(path)) else ()
    return sum(before.get(note) != fingerprint for note, fingerprint in now.items()) + len(removed)
