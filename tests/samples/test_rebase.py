"""Moving the times of a recorded payload."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.samples.rebase import rebase

RECORDED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = datetime(2027, 1, 1, 0, 30, 0, 999, tzinfo=UTC)
"""304 days, 15 hours and 30 minutes later."""


@pytest.mark.parametrize(
    ("recorded", "moved"),
    [
        (b"Date: Mon, 02 Mar 2026 08:12:00 +0000", b"Date: Thu, 31 Dec 2026 23:42:00 +0000"),
        (b'"2026-03-02T08:12:00.123456+0000"', b'"2026-12-31T23:42:00.123456+0000"'),
        (b'"2026-03-02T08:12:00.123Z"', b'"2026-12-31T23:42:00.123Z"'),
        (b"2026-03-02 08:12:00 status installed", b"2026-12-31 23:42:00 status installed"),
        (b"Mar 02 08:12:00 web-01 sshd[1]:", b"Dec 31 23:42:00 web-01 sshd[1]:"),
        (b"03/02/2026 08:12:00", b"12/31/2026 23:42:00"),
        (b"rt=1772439120123 src", b"rt=1798760520123 src"),
        (b'"id": "1772439120.310021"', b'"id": "1798760520.310021"'),
    ],
)
def test_every_form_of_time_moves_by_the_same_step(recorded: bytes, moved: bytes) -> None:
    """Fractions and offsets stay; weekdays and years follow."""
    assert rebase(recorded, recorded_at=RECORDED, now=NOW) == moved


@pytest.mark.parametrize(
    "text",
    [
        b'"created_at": "2019-05-01T10:00:00Z"',
        b'"not_before": "2026-02-28T10:00:00Z"',
        b'"flow_id": 2200000000012',
        b"2026-99-99T99:99:99Z",
        b"Mar 99 99:99:99 host",
        b"9999999999",
        b"9999999999999",
        b"sha256=0001772439120abc",
        b"10.0.0.1",
    ],
)
def test_what_is_no_time_near_the_recording_stays(text: bytes) -> None:
    """Old dates, numbers and digits inside words are none of the stream's moments."""
    assert rebase(text, recorded_at=RECORDED, now=NOW) == text


@given(st.binary(), st.integers(min_value=-300_000_000, max_value=300_000_000))
def test_any_bytes_come_through(payload: bytes, seconds: int) -> None:
    """Whatever the bytes, there is an answer of the same sort."""
    assert isinstance(rebase(payload, recorded_at=RECORDED, now=RECORDED + timedelta(seconds=seconds)), bytes)


@given(st.integers(min_value=-86_000, max_value=86_000), st.integers(min_value=0, max_value=300_000_000))
def test_moving_there_and_back_changes_nothing(offset: int, step: int) -> None:
    """The move is a shift: undone by the shift the other way."""
    moment = RECORDED + timedelta(seconds=offset)
    then = RECORDED + timedelta(seconds=step)
    payload = f'{{"timestamp": "{moment:%Y-%m-%dT%H:%M:%S}.001+0000", "ms": {int(moment.timestamp()) * 1000}}}'.encode()
    there = rebase(payload, recorded_at=RECORDED, now=then)
    assert rebase(there, recorded_at=then, now=RECORDED) == payload
