"""Spread work over the processor's cores, in order and with bounded memory."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from triage_warden.kernel.errors import Unavailable

T = TypeVar("T")
R = TypeVar("R")

IN_FLIGHT = 4
"""Items handed out for each worker before the first result is taken back."""


class WorkerDied(Unavailable):
    """A worker process died, most likely for lack of memory; try fewer or smaller files."""


def cores() -> int:
    """Return how many cores this process may use, eight at most."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)


def map_in_order(function: Callable[[T], R], items: Iterable[T], *, workers: int) -> Iterator[R]:
    """Yield `function(item)` in the order of items; with one worker in this process, else in others.

    Raises:
        WorkerDied: a worker was killed.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    # Spawned, not forked: progress is drawn by a thread, and a fork beside threads can hang.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= workers * IN_FLIGHT:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise WorkerDied from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
