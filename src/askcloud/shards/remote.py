"""An index of several files whose catalog is here and whose shards are searched by the computers of a cluster.

Each computer gets one task for all shards that it is to search. Shards that do not answer in time are left out and
reported.
"""

from __future__ import annotations

import os
from collections import Counter
from time import monotonic

from askcloud.errors import IndexNotFoundError, UsageError
from askcloud.index.schema import NOTE_BITS, index_file
from askcloud.shards.hosts import sent_folder
from askcloud.shards.reader import ShardedIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeVar

    from askcloud.index.database import Database
    from askcloud.index.reader import Parts
    from askcloud.settings import ClusterSettings
    from askcloud.shards.cluster import Cluster

    T = TypeVar("T")
    J = TypeVar("J")

_TO_LOOK = 0.6  # share of the deadline in which workers say which shards they have
_MAX_KEPT = 2_000  # notes whose passages are kept
_NAMED = 2  # shards that are named of those that failed for one reason


class RemoteIndex(ShardedIndex):
    """An index whose shards are searched by other computers."""

    is_remote = True

    def __init__(self, database: Database, path: str, identity: tuple[int, ...], *, settings: ClusterSettings) -> None:
        """Use `open_sharded`."""
        super().__init__(database, path, identity)
        self._settings = settings
        self._kept: dict[int, bytes] = {}
        self._missing: dict[int, str] = {}

    def open_shards(self, folder: str) -> None:
        """Remember the folder; the cluster is not contacted before the first request."""
        self.check_names(folder)
        self.hosts = _Hosts(self._settings, folder, self.shards)
        paths = (index_file(os.path.join(folder, name)) for name in self.shards)
        self.is_updatable = all(map(os.path.isfile, paths))

    def ask_parts(self, work: Callable[[Parts], T]) -> list[T]:
        """Return the results of a function on each computer; failures are stored for `take_missing`.

        Raises:
            IndexNotFoundError: None answered.
        """
        found, failed = self.hosts.ask(work)
        self._missing |= failed
        if failed and self.was_replaced():
            raise IndexNotFoundError("The index was updated while the question was asked.", hint="Ask again.")
        if len(failed) == len(self.shards):
            hint = "Check the computers of the cluster, and its deadline in [cluster] of your configuration."
            raise IndexNotFoundError(_sentence(failed, self.shards), hint=hint)
        return found

    def keep(self, contents: Mapping[int, bytes]) -> None:
        """Cache passages that were sent with the reply of a computer, in place of those cached before."""
        self._kept = dict(contents)

    def contents(self, notes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the stored passages of some notes; see `IndexReader.contents`.

        Raises:
            IndexNotFoundError: A computer that has some of them did not answer.
        """
        wanted = set(notes)
        lacking = wanted - self._kept.keys()
        if lacking:
            if len(self._kept) > _MAX_KEPT:
                self._kept = {note: self._kept[note] for note in wanted - lacking}
            self._kept.update(super().contents(lacking))
            if {note >> NOTE_BITS for note in lacking - self._kept.keys()} & self._missing.keys():
                raise IndexNotFoundError(_sentence(self._missing, self.shards, of="Only "), hint="Ask again.")
        return ((note, self._kept[note]) for note in wanted if note in self._kept)

    def take_missing(self) -> str:
        """Return which shards did not answer since this was last called; see `IndexReader.take_missing`."""
        missing, self._missing = self._missing, {}
        return _sentence(missing, self.shards) if missing else ""


def build_remotely(
    settings: ClusterSettings, build: Callable[[str, J], T], folder: str, jobs: Sequence[J]
) -> Iterator[T]:
    """Build shards on a cluster and yield what was built, in no order; see `Cluster.build`.

    Raises:
        AskcloudError: The cluster does not answer, or a shard cannot be built.
    """
    return _connected(settings).build(build, sent_folder(folder, settings.root), jobs)


def _connected(settings: ClusterSettings) -> Cluster:
    """Return the connection to a cluster.

    Raises:
        UsageError: Dask is not installed, or the settings are not valid.
        IndexNotFoundError: The cluster does not answer.
    """
    try:
        from askcloud.shards.cluster import connected  # 1 s: Dask
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("dask", "distributed"):
            raise
        hint = 'Install it in a checkout: pip install ".[cluster]"; docs/scaling.md says more.'
        raise UsageError("A cluster needs the packages dask and distributed.", hint=hint) from error
    return connected(settings)


def _sentence(failed: Mapping[int, str], names: Sequence[str], *, of: str = "") -> str:
    """Return, as a sentence, how many shards answered and why others did not."""
    answered = len(names) - len(failed)
    counted = f"{of}{answered} of {len(names)} shards answered" if answered else f"None of {len(names)} shards answered"
    by_reason: dict[str, list[str]] = {}
    for number, why in sorted(failed.items()):
        by_reason.setdefault(why, []).append(names[number])
    told = (f"{_listed(shards)} {why}" for why, shards in by_reason.items())
    return f"{counted}: {'; '.join(told)}."


def _listed(shards: Sequence[str]) -> str:
    more = len(shards) - _NAMED
    return f"{', '.join(shards[:_NAMED])} and {more} more" if more > 0 else " and ".join(shards)


class _Hosts:
    """The computers of a cluster, and which shards each of them searches."""

    def __init__(self, settings: ClusterSettings, folder: str, names: Sequence[str]) -> None:
        self._settings = settings
        self._folder = sent_folder(folder, settings.root)
        self._names = tuple(enumerate(names))
        self._workers: list[str] = []
        self.placed: dict[str, list[tuple[int, str]]] = {}
        """Number and name of the shards that each worker searches."""
        self._absent: dict[int, str] = {}

    def ask(self, work: Callable[[Parts], T]) -> tuple[list[T], dict[int, str]]:
        """Return the results of a function on each computer, and by number why shards did not answer."""
        cluster = _connected(self._settings)
        end = monotonic() + self._settings.deadline
        workers = cluster.workers()
        if workers != self._workers:
            self._place(cluster, workers, _TO_LOOK * (end - monotonic()))
        replies = cluster.work(self._folder, self.placed, work, end - monotonic())
        results: list[Any] = []
        failed = dict(self._absent)
        for worker, reply in replies.items():
            if isinstance(reply, str):
                failed |= {number: reply for number, _ in self.placed[worker]}
            else:
                results += reply.results
                failed |= reply.failed
        if failed:
            self._workers = []  # another may have what failed
        return results, failed

    def _place(self, cluster: Cluster, workers: list[str], seconds: float) -> None:
        """Choose a computer for each shard among those that have it, so that each searches as many."""
        present = cluster.present(self._folder, workers, self._names, seconds)
        having = {worker: found for worker, found in present.items() if not isinstance(found, str)}
        silent = [why for why in present.values() if isinstance(why, str)]
        counts: Counter[str] = Counter()
        self.placed, self._absent, self._workers = {}, {}, workers
        for number, name in self._names:
            able = [worker for worker in workers if number in having.get(worker, ())]
            if able:
                chosen = min(able, key=lambda worker: (counts[worker], worker))
                counts[chosen] += 1
                self.placed.setdefault(chosen, []).append((number, name))
            else:
                self._absent[number] = silent[0] if silent else "is missing"
