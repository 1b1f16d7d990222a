"""The tasks of a computer of a cluster: to search the shards that it can read, or to build one.

Whoever asks sends the folder of the index and the names of shards. They are opened below the folder that the user who
runs the worker has named, and nowhere else.
"""

from __future__ import annotations

import os
from ipaddress import ip_address
from threading import local

from askcloud.errors import IndexUnavailableError, UsageError
from askcloud.index.reader import open_index
from askcloud.index.schema import index_file, is_shard_name
from askcloud.record import Record
from askcloud.settings import read_cluster

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from askcloud.index.reader import IndexReader, Parts

    Named = Sequence[tuple[int, str]]

_kept = local()  # by thread, as SQLite's connections are


class Reply(Record):
    """The reply of a computer."""

    results: list[Any]
    """What the work gave, one for all shards, or one for each where some of them are damaged."""
    failed: dict[int, str]
    """By number: why a shard could not be read, as the end of a sentence that begins with its name."""


def is_loopback(address: str) -> bool:
    """Return whether an address, as `tcp://127.0.0.1:8786`, is on this computer."""
    host = address.rpartition("://")[2].rpartition(":")[0].strip("[]")
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # the name of a computer
        return False


def sent_folder(folder: str, root: str) -> str:
    """Return how the folder of an index is named to other computers: relative to the root, if it is below that."""
    return os.path.relpath(folder, root) if root and _is_below(folder, root) else folder


def allowed_folder(folder: str, scheduler: str) -> str:
    """Return the absolute path of a folder that somebody names to this computer.

    Args:
        folder: The folder, as `sent_folder` names it.
        scheduler: The address of the scheduler that the work came from.

    Raises:
        UsageError: It is not below the root, or there is no root and others can reach the scheduler.
    """
    root = read_cluster().root
    if not root and not is_loopback(scheduler):
        hint = "Set root in [cluster] of the configuration of the user who runs the worker."
        raise UsageError("A worker has no root, below which it may open indexes.", hint=hint)
    path = os.path.realpath(os.path.join(root, folder))
    if root and not _is_below(path, os.path.realpath(root)):
        hint = "Move the index there, or change root in [cluster] of the configuration of the user who runs the worker."
        raise UsageError("The index is not below the root of a worker.", hint=hint)
    return path


def present_shards(folder: str, named: Named) -> frozenset[int]:
    """Return the numbers of the shards that this computer has."""
    paths = ((number, index_file(os.path.join(folder, name))) for number, name in named if is_shard_name(name))
    return frozenset(number for number, path in paths if os.path.isfile(path))


def work_on(folder: str, named: Named, work: Callable[[Parts], Any]) -> Reply:
    """Call a function with shards, and return its result and which of them cannot be read.

    Args:
        folder: The absolute path of the index.
        named: Number and name of the shards.
        work: As for `IndexReader.ask_parts`.
    """
    parts, failed = _opened(folder, named)
    if not parts:
        return Reply([], failed)
    try:
        return Reply([work(parts)], failed)
    except IndexUnavailableError:  # one of them: those that are whole are asked one by one
        results = []
        for number, part in parts:
            try:
                results.append(work([(number, part)]))
            except IndexUnavailableError:
                failed[number] = "is damaged"
        return Reply(results, failed)


def _opened(folder: str, named: Named) -> tuple[list[tuple[int, IndexReader]], dict[int, str]]:
    """Return the open shards, and why others cannot be opened; they stay open until others of the index are named."""
    kept: dict[tuple[str, str], IndexReader] = vars(_kept).setdefault("readers", {})
    wanted = {(folder, name) for _, name in named}
    for key in [key for key in kept if (key[0] == folder and key not in wanted) or kept[key].was_replaced()]:
        kept.pop(key).close()
    parts: list[tuple[int, IndexReader]] = []
    failed: dict[int, str] = {}
    for number, name in named:
        try:
            if (folder, name) not in kept:
                kept[folder, name] = _open(folder, name)
            parts.append((number, kept[folder, name]))
        except IndexUnavailableError:
            there = os.path.exists(index_file(os.path.join(folder, name)))
            failed[number] = "is damaged" if there else "is missing"
    return parts, failed


def _open(folder: str, name: str) -> IndexReader:
    """Open a shard, which is in the folder and not somewhere else that a link leads to."""
    path = os.path.join(folder, name)
    if not is_shard_name(name) or not _is_below(os.path.realpath(index_file(path)), folder):
        raise IndexUnavailableError(f"{path} is not a shard.", hint="Build the index again: askcloud index --full.")
    return open_index(path)


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))
