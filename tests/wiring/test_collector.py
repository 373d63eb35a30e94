import gc
from collections.abc import Generator

import pytest

from triage_warden.wiring.collector import pause, settle


@pytest.fixture(autouse=True)
def as_it_was() -> Generator[None]:
    """Give the collector back as it was found."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_the_program_is_put_together() -> None:
    """Each pass would look at all that was imported so far, and find nothing to throw away."""
    pause()
    assert not gc.isenabled()


def test_what_was_there_at_the_start_is_looked_at_no_more() -> None:
    """A collection from then on costs what came after."""
    pause()
    kept: list[list[int]] = [[] for _ in range(1_000)]
    settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(kept)
    assert not any(each is kept for each in gc.get_objects())
