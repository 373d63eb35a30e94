"""Identifiers sort by the time they were made."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.clock import FrozenClock
from triage_warden.kernel.ids import Uuid7

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(9000, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001  # made aware in the same breath


@given(MOMENTS)
def test_an_id_is_a_version_7_uuid_that_holds_its_time(moment: datetime) -> None:
    """RFC 9562 §5.7: version 7, variant 10, milliseconds in front."""
    made = Uuid7(FrozenClock(moment))()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(moment.timestamp() * 1000)


def test_later_ids_sort_after_earlier_ones() -> None:
    """Newest first is a walk down the primary key."""
    clock = FrozenClock()
    ids = Uuid7(clock)
    earlier = ids()
    clock.advance(timedelta(milliseconds=1))
    assert earlier < ids()


def test_ids_of_one_instant_differ() -> None:
    """74 random bits tell them apart."""
    ids = Uuid7(FrozenClock())
    assert len({ids() for _ in range(1000)}) == 1000
