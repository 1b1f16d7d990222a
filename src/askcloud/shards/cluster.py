"""A Dask cluster: tasks are sent to its computers, and the results that arrive in time are returned.

This is the only module that imports Dask, which takes a second. Whoever reaches the scheduler of a cluster can run
programs on its computers, so askcloud connects to other computers only with certificates.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from functools import partial
from math import inf
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from distributed import Client, KilledWorker, Security, get_worker

from askcloud.errors import AskcloudError, IndexNotFoundError, IndexWriteError, UsageError
from askcloud.shards.hosts import allowed_folder, is_loopback, present_shards, work_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    from distributed import Future

    from askcloud.index.reader import Parts
    from askcloud.settings import ClusterSettings
    from askcloud.shards.hosts import Named, Reply

    T = TypeVar("T")

_LOOK_AGAIN = 1.0  # seconds after which it is asked again which workers there are

clusters: dict[ClusterSettings, Cluster] = {}
"""The connections of this process."""

_connecting = Lock()


def connected(settings: ClusterSettings) -> Cluster:
    """Return the cluster, connected; a process has one connection to it.

    Raises:
        UsageError: Its address is not safe, or the certificates are not complete.
        IndexNotFoundError: It does not answer.
    """
    with _connecting:
        found = clusters.get(settings)
        if not found or not found.is_connected:
            found = clusters[settings] = Cluster(settings)
        return found


class Cluster:
    """A connection to a cluster."""

    def __init__(self, settings: ClusterSettings) -> None:
        """Use `connected`."""
        self.deadline = settings.deadline
        self._late: dict[str, Future] = {}
        self._workers: list[str] = []
        self._looked = -inf
        security = _security(settings)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it would write over an answer or a chat
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of other versions, which the answers tell
                self._client = Client(
                    settings.address,
                    timeout=self.deadline,
                    security=security,
                    set_as_default=False,
                    direct_to_workers=True,
                    name="askcloud",
                )
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            raise _unreachable(settings.address) from error
        self._address = settings.address

    @property
    def is_connected(self) -> bool:
        """Whether it can be spoken to."""
        return str(self._client.status) == "running"

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def workers(self) -> list[str]:
        """Return the addresses of the workers that are there and have not missed a deadline; all if all have.

        Raises:
            IndexNotFoundError: The scheduler does not answer, or there is no worker.
        """
        self._late = {worker: future for worker, future in self._late.items() if not future.done()}
        if monotonic() - self._looked > _LOOK_AGAIN:
            try:
                self._workers = sorted(self._client.sync(_workers, self._client, self.deadline))
            except (TimeoutError, OSError) as error:
                raise _unreachable(self._address) from error
            self._looked = monotonic()
        if not self._workers:
            self._looked = -inf
            hint = f"Start one on each computer: dask worker {self._address}."
            raise IndexNotFoundError(f"The cluster at {self._address} has no worker.", hint=hint)
        return [worker for worker in self._workers if worker not in self._late] or self._workers

    def present(
        self, folder: str, workers: Iterable[str], named: Named, seconds: float
    ) -> dict[str, frozenset[int] | str]:
        """Return, by worker, the numbers of the shards that it has, or why it did not answer.

        The reason is the end of a sentence that begins with the name of a shard.
        """
        return self._run(_present, dict.fromkeys(workers, (folder, named)), seconds)

    def work(
        self, folder: str, named: Mapping[str, Named], work: Callable[[Parts], Any], seconds: float
    ) -> dict[str, Reply | str]:
        """Return, by worker, the result of a function for the shards that it has, or why it did not answer."""
        return self._run(_work, {worker: (folder, each, work) for worker, each in named.items()}, seconds)

    def build(self, build: Callable[[str, T], Any], folder: str, jobs: Iterable[T]) -> Iterator[Any]:
        """Build shards, one job on each computer at a time, and yield what was built, in no order.

        A job whose computer is lost is done again by another.

        Args:
            build: Takes a folder and a job.
            folder: The folder of the index, as it is named to other computers.
            jobs: What to build.

        Raises:
            AskcloudError: A job failed, or there is no worker.
        """
        from joblib import Parallel, delayed, parallel_config

        with parallel_config(backend="dask", client=self._client, pure=False), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of long lists of notes
            parallel = Parallel(n_jobs=-1, batch_size=1, pre_dispatch="all", return_as="generator_unordered")
            try:
                for built in parallel(delayed(partial(_build, build))(folder, job) for job in jobs):
                    if isinstance(built, AskcloudError):
                        raise built
                    yield built
            except (KilledWorker, TimeoutError) as error:
                raise _unbuilt(type(error).__name__) from error

    def _run(
        self, function: Callable[..., T], arguments: Mapping[str, tuple[Any, ...]], seconds: float
    ) -> dict[str, T | str]:
        """Call a function on workers, each with its arguments, and wait some seconds for the results."""
        if not arguments:
            return {}
        futures = {
            worker: self._client.submit(function, *given, workers=[worker], allow_other_workers=True, pure=False)
            for worker, given in arguments.items()
        }
        found: dict[str, T | str]
        found, late = self._client.sync(_collected, futures, seconds)
        self._late |= {worker: futures[worker] for worker in late}
        return found | dict.fromkeys(late, "did not answer in time")


async def _workers(client: Client, seconds: float) -> list[str]:
    found = await asyncio.wait_for(client.scheduler.ncores(), seconds)
    return list(found)


async def _collected(futures: Mapping[str, Future], seconds: float) -> tuple[dict[str, Any], set[str]]:
    """Return, by worker, the result or the reason of a failure, and the workers that are late."""
    tasks = {asyncio.ensure_future(_outcome(future)): worker for worker, future in futures.items()}
    done, late = await asyncio.wait(tasks, timeout=max(seconds, 0))
    for task in late:
        task.cancel()
    return {tasks[task]: task.result() for task in done}, {tasks[task] for task in late}


async def _outcome(future: Future) -> Any:
    try:
        return await future
    except AskcloudError as error:
        return f"was not read: {error.message.rstrip('.')}"
    except Exception as error:  # noqa: BLE001  # of another version, or of a computer that is lost
        return f"was not read: {type(error).__name__} on a worker"


def _present(folder: str, named: Named) -> frozenset[int]:
    return present_shards(_allowed(folder), named)


def _work(folder: str, named: Named, work: Callable[[Parts], Any]) -> Reply:
    return work_on(_allowed(folder), named, work)


def _build(build: Callable[[str, T], Any], folder: str, job: T) -> Any:
    """Return the built shard, or the reason of a failure: joblib never returns if an exception cannot be pickled."""
    try:
        return build(_allowed(folder), job)
    except AskcloudError as error:
        return error
    except Exception as error:  # noqa: BLE001  # the client tells it
        return _unbuilt(f"{type(error).__name__}: {error}")


def _unbuilt(why: str) -> IndexWriteError:
    hint = "Check its workers: their logs say more. Then run askcloud index again."
    return IndexWriteError(f"The cluster cannot build the index: {why}.", hint=hint)


def _allowed(folder: str) -> str:
    """Return the path of a folder that was sent to this worker, if it may use it."""
    return allowed_folder(folder, get_worker().scheduler.address)


def _security(settings: ClusterSettings) -> Security | None:
    """Return the certificates to speak to a cluster with; None on this computer.

    Raises:
        UsageError: The address is not safe, or the certificates are not complete.
    """
    scheme, _, place = settings.address.partition("://")
    if scheme not in ("tls", "tcp") or not place.rpartition(":")[2].isdecimal():
        hint = "Write it as tls://HOST:8786, or tcp://127.0.0.1:8786 for one on this computer."
        raise UsageError(f"{settings.address} is not the address of the scheduler of a cluster.", hint=hint)
    if scheme == "tls":
        if not (settings.certificate and settings.key and settings.authority):
            hint = "Set certificate, key and authority in [cluster] of your configuration; docs/scaling.md shows how."
            raise UsageError("A cluster under tls:// needs three files: certificate, key and authority.", hint=hint)
        security = Security(
            tls_ca_file=settings.authority,
            tls_client_cert=settings.certificate,
            tls_client_key=settings.key,
            require_encryption=True,
        )
        try:
            security.get_connection_args("client")  # reads them
        except OSError as error:  # of which the errors of TLS are some
            hint = "Check certificate, key and authority in [cluster] of your configuration: files in PEM format."
            raise UsageError(f"The certificates of the cluster cannot be used: {_reason(error)}.", hint=hint) from error
        return security
    if not is_loopback(settings.address):
        hint = "Use tls:// with certificates; docs/scaling.md shows how. tcp:// is for a cluster on this computer."
        raise UsageError(f"The address {settings.address} is not safe: others could answer, or listen.", hint=hint)
    return None


def _reason(error: OSError) -> str:
    of_tls = hasattr(error, "library")  # an error of TLS has one, in the place of a reason that can be read
    return "they do not fit" if of_tls else error.strerror or str(error)


def _unreachable(address: str) -> IndexNotFoundError:
    hint = "Start its scheduler, or ask without it if the shards are here: --cluster ''."
    return IndexNotFoundError(f"The cluster at {address} does not answer.", hint=hint)
