"""The index in a folder, whether it is one file or several: opened for questions, and brought up to date."""

from __future__ import annotations

from askcloud.index.reader import open_index as open_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader
    from askcloud.indexer.update import UpdateSummary


def open_index(folder: str, cluster: str | None = None) -> IndexReader:
    """Open the index in a folder for reading.

    Args:
        folder: The folder.
        cluster: The address of the cluster on which an index of several files is asked; empty for none, None for the
            one that is configured, if any.

    Raises:
        UsageError: The configuration of the cluster is not valid.
        IndexNotFoundError: There is none, or it cannot be read.
        IndexVersionError: Another version of askcloud wrote it.
        IndexCorruptError: A file of it is not an index, or is damaged.
    """
    index = open_file(folder)
    if not index.shards:
        return index
    from askcloud.settings import read_cluster  # most indexes are one file
    from askcloud.shards.reader import open_sharded

    settings = read_cluster(cluster)
    if not settings.address:
        return open_sharded(folder, index)
    from functools import partial

    from askcloud.shards.remote import RemoteIndex

    return open_sharded(folder, index, partial(RemoteIndex, settings=settings))


def update_index(
    corpus: Corpus, folder: str, *, shards: int | None = None, cluster: str | None = None, **options: Any
) -> UpdateSummary:
    """Bring the index in a folder up to date with a corpus, and return what changed.

    Args:
        corpus: The folders of the notes.
        folder: Folder of the index.
        shards: How many shards the index is to have, 1 for one file; as many as it has if not given.
        cluster: The address of the cluster on which shards are built, as for `open_index`.
        options: As for `indexer.update.update_index`, which says what else is raised.

    Raises:
        UsageError: These are too many shards, or a cluster is to build an index of one file.
    """
    from askcloud.errors import IndexUnavailableError, UsageError  # none of these before a question
    from askcloud.index.schema import MAX_SHARDS
    from askcloud.indexer.update import clean_up
    from askcloud.indexer.update import update_index as update_file

    if shards and shards > MAX_SHARDS:
        hint = "Give a smaller number: askcloud index --shards 8."
        raise UsageError(f"An index has at most {MAX_SHARDS} shards, not {shards:,}.", hint=hint)
    try:
        with open_file(folder) as index:
            present = len(index.shards)
    except IndexUnavailableError:
        present = 0
    if (shards or present or 1) == 1:
        if cluster:
            hint = "Give a number of shards: askcloud index --shards 8 --cluster ADDRESS."
            raise UsageError("Only an index of shards is built on a cluster.", hint=hint)
        summary = update_file(corpus, folder, **(options | {"full": True} if present else options))
        clean_up(folder)
        return summary
    from askcloud.settings import read_cluster
    from askcloud.shards.update import Given, update_shards

    return update_shards(Given(corpus, folder, shards or present, read_cluster(cluster), **options))
