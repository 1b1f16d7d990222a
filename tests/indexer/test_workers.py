"""Laws of the processes that read notes."""

from __future__ import annotations

import signal

import pytest
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor

from askcloud.indexer import workers as reading


def _waiting_signals() -> set[int]:
    return signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows sends no interrupt to other processes")
def test_processes_that_read_never_get_an_interrupt():
    """An interrupt waits in the processes begun to read notes, which leave no traces then, and nowhere else."""
    get_reusable_executor().shutdown(wait=True, kill_workers=True)
    try:
        with reading._uninterrupted():
            masks = Parallel(n_jobs=2, return_as="generator")(
                delayed(signal.pthread_sigmask)(signal.SIG_BLOCK, []) for _ in range(2)
            )
        theirs = list(masks)
    finally:
        get_reusable_executor().shutdown(wait=True, kill_workers=True)

    assert [signal.SIGINT in mask for mask in theirs] == [True, True]
    assert signal.SIGINT not in _waiting_signals()
