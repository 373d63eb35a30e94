"""Work is spread over processes, in order."""

import os
from itertools import count

import pytest

from triage_warden.cli.pool import IN_FLIGHT, WorkerDied, cores, map_in_order


def double(number: int) -> tuple[int, int]:
    """Return twice the number, and who did it."""
    return 2 * number, os.getpid()


def die(_: int) -> None:
    """Die as if the kernel had wanted the memory back."""
    os.kill(os.getpid(), 9)


def test_results_come_in_the_order_of_the_items_from_other_processes() -> None:
    """However long each took."""
    results = list(map_in_order(double, range(20), workers=2))
    assert [number for number, _ in results] == list(range(0, 40, 2))
    assert os.getpid() not in {pid for _, pid in results}


def test_one_worker_is_this_process() -> None:
    """Few files do not pay for the start of others."""
    assert list(map_in_order(double, [1], workers=1)) == [(2, os.getpid())]


def test_only_a_few_items_are_under_way_at_once() -> None:
    """Endless items are no more memory than a few."""
    taken = count()
    results = map_in_order(double, taken, workers=2)
    assert next(results)[0] == 0
    results.close()  # type: ignore[attr-defined]  # it is a generator; the signature promises an iterator
    assert next(taken) <= 2 * IN_FLIGHT + 1


def test_a_killed_worker_is_one_clear_sentence() -> None:
    """Not a hang, and not a traceback."""
    with pytest.raises(WorkerDied, match="lack of memory"):
        list(map_in_order(die, range(20), workers=2))


def test_cores_are_at_least_one_and_at_most_eight() -> None:
    """More would fight over memory."""
    assert 1 <= cores() <= 8
