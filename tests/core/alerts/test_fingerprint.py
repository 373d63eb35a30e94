"""When two alerts are the same finding."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, an_alert
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, Identity

PARTS = st.lists(st.text(), min_size=1, max_size=4).map(tuple)


def _with(parts: tuple[str, ...], *, exact: bool, at: datetime | None = NOON, version: int = 1) -> Alert:
    identity = Identity(parts=parts, exact=exact)
    return msgspec.structs.replace(an_alert(), identity=identity, occurred_at=at, fingerprint_version=version)


@given(PARTS, PARTS)
def test_different_parts_never_meet(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Where one part ends and the next begins counts: ("ab", "c") is not ("a", "bc")."""
    prints = [fingerprint(_with(parts, exact=True), NOON) for parts in (one, other)]
    assert (prints[0] == prints[1]) == (one == other)


def test_a_finding_that_its_source_names_is_the_same_for_ever() -> None:
    """The source's own id outlives the day."""
    later = NOON + timedelta(days=400)
    assert fingerprint(_with(("x",), exact=True), NOON) == fingerprint(_with(("x",), exact=True, at=later), later)


def test_a_finding_known_by_its_traits_is_news_the_next_utc_day() -> None:
    """A rule that fires again next month is another finding."""
    evening = datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    midnight = evening + timedelta(minutes=2)
    same = fingerprint(_with(("x",), exact=False, at=NOON), NOON)
    assert fingerprint(_with(("x",), exact=False, at=evening), NOON) == same
    assert fingerprint(_with(("x",), exact=False, at=midnight), NOON) != same


def test_without_a_time_of_its_own_the_time_of_receipt_gives_the_day() -> None:
    """An alert that does not say when is dated by its arrival."""
    undated = fingerprint(_with(("x",), exact=False, at=None), NOON)
    assert undated == fingerprint(_with(("x",), exact=False, at=NOON), NOON)


def test_the_version_is_part_of_it() -> None:
    """A parser that changes its mind does not fold into what it thought before."""
    assert fingerprint(_with(("x",), exact=True), NOON).startswith("generic/1:")
    assert fingerprint(_with(("x",), exact=True, version=2), NOON).startswith("generic/2:")
