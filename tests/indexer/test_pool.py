"""Laws of the processes that call a function."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from threading import Event, Thread

import pytest

from askcloud.indexer import pool as pools
from askcloud.indexer.pool import AHEAD, JoblibPool, may_fork, processors

FORKING = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems do not fork processes that have loaded much"
)
# The processes of the tests have threads, so that what forks is tested in a fresh one.
SCRIPT = """
import os, signal, sys
from multiprocessing import active_children
from askcloud.indexer.pool import AHEAD, ForkedPool, ProcessEndedError, may_fork

def work(item):
    if item == "fails":
        raise ValueError(item)
    if item == "waits":
        os.read(receiving, 1)
    if item == "releases":
        os.write(sending, b".")
    if item == "ends":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "masks":
        return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return item * 2, os.getpid()

assert may_fork()
receiving, sending = os.pipe()
pool = ForkedPool(work, 2)
"""


@FORKING
def test_results_are_in_order_and_of_several_processes(process):
    """Each result comes in the place of its item, larger ones than a pipe holds, too; processes stay until closed."""
    script = f"""{SCRIPT}
found = [*pool.map(range(40)), *pool.map(["a" * 500_000] * 5)]
print([item for item, _ in found] == [*range(0, 80, 2), *["a" * 1_000_000] * 5])
print(len({{process for _, process in found}} - {{os.getpid()}}), len(active_children()))
pool.close()
print(len(active_children()), list(pool.map([])))
"""

    assert process(script=script).stdout.decode().split() == ["True", "2", "2", "0", "[]"]


@FORKING
def test_items_are_begun_a_few_ahead(process):
    """While a result is worked on, the others that are worked on are few, as their results have to wait for it."""
    script = f"""{SCRIPT}
class Items(list):
    begun = 0
    def __getitem__(self, place):
        self.begun += 1
        return super().__getitem__(place)

items = Items(["waits", *range(AHEAD - 2), "releases", *range(40)])
results = pool.map(items)
print(next(results)[0], items.begun == AHEAD, len(list(results)))
pool.close()
"""

    assert process(script=script).stdout.decode().split() == ["waitswaits", "True", str(AHEAD + 39)]


@FORKING
def test_process_that_was_ended_is_reported_and_replaced(process):
    """What comes before a lost result is yielded; the others go on in new processes, and none is left."""
    script = f"""{SCRIPT}
results = pool.map([1, "ends", 3])
print(next(results)[0])
try:
    next(results)
except ProcessEndedError:
    print(len(active_children()), *(item for item, _ in pool.map([3, 4])))
pool.close()
"""

    assert process(script=script).stdout.decode().split() == ["2", "0", "6", "8"]


@FORKING
def test_exceptions_come_back_and_interrupts_do_not_arrive(process):
    """An exception is raised where its result was expected; processes never get an interrupt, this one still does."""
    script = f"""{SCRIPT}
print(*pool.map(["masks", "masks"]), signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))
try:
    list(pool.map([1, "fails"]))
except ValueError as error:
    print(error)
pool.close()
"""

    assert process(script=script).stdout.decode().split() == ["True", "True", "False", "fails"]


def test_process_with_threads_is_not_forked(monkeypatch):
    """Beside another thread, which may hold a lock, and where nobody tells whether there is one, joblib starts them."""
    ended = Event()
    thread = Thread(target=ended.wait)
    thread.start()
    try:
        assert not may_fork()
        assert isinstance(pools.pool_of(str, pytest.fail), JoblibPool)
    finally:
        ended.set()
        thread.join()
    monkeypatch.setattr(os, "listdir", _raise_not_found)
    assert not may_fork()


def _raise_not_found(path: str) -> list[str]:
    raise FileNotFoundError(path)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows sends no interrupt to other processes")
def test_processes_of_joblib_give_the_same_and_never_get_an_interrupt():
    """An interrupt waits in processes that joblib starts, as in others, and nowhere else."""
    blocked = partial(signal.pthread_sigmask, signal.SIG_BLOCK)  # gives what was blocked; no function of this file,
    pool = JoblibPool(blocked)  # which other processes could not import
    pool.close()
    try:
        masks = list(pool.map([[], [signal.SIGTERM]]))
    finally:
        pool.close()

    assert [signal.SIGINT in mask for mask in masks] == [True, True]
    assert signal.SIGINT not in blocked([])


@FORKING
@pytest.mark.parametrize(
    ("limit", "most"), [("max 100000", 1_000), ("150000 100000", 2), ("5000 100000", 1), ("", 1_000)]
)
def test_processors_are_those_that_a_container_may_use(monkeypatch, tmp_path, limit, most):
    """There are as many as this process may run on, and as its container has the time of."""
    (tmp_path / "cpu.max").write_text(f"{limit}\n")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(1_000))
    monkeypatch.setattr(pools, "open", lambda _, **how: (tmp_path / "cpu.max").open(**how), raising=False)

    assert processors() == most
