"""A system that does not answer is left alone for a while."""

from triage_warden.connector_kit.http.breaker import FAILURES, PAUSE_SECONDS, Breaker


def test_after_some_failures_in_a_row_it_pauses_and_then_tries_again() -> None:
    """One success forgets them all."""
    breaker = Breaker()
    for _ in range(FAILURES - 1):
        breaker.failed(10.0)
    assert breaker.wait(10.0) == 0
    assert not breaker.is_open
    breaker.failed(10.0)
    assert breaker.is_open
    assert breaker.wait(10.0) == PAUSE_SECONDS
    assert breaker.wait(10.0 + PAUSE_SECONDS) == 0
    breaker.failed(50.0)
    assert breaker.wait(50.0) == PAUSE_SECONDS
    breaker.succeeded()
    assert not breaker.is_open


def test_a_pause_that_was_asked_for_is_kept() -> None:
    """The longer one wins."""
    breaker = Breaker()
    breaker.pause(0.0, 60.0)
    breaker.pause(0.0, 5.0)
    assert breaker.wait(1.0) == 59.0
