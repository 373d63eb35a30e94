from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.times import first_moment, moment

EXPECTED = datetime(2026, 3, 2, 10, 15, 30, tzinfo=UTC)
SECONDS = int(EXPECTED.timestamp())


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02T10:15:30Z",
        "2026-03-02T10:15:30.0000000Z",
        "2026-03-02T11:15:30+01:00",
        "2026-03-02T11:15:30.000+0100",
        "2026-03-02 10:15:30.000000+00:00",
        "2026-03-02 10:15:30",
        "Mar 02 2026 10:15:30",
        "Mar 02 2026 10:15:30.000",
        "Mar 02 2026 10:15:30 UTC",
        "Mar 02 2026 11:15:30 GMT+01:00",
        "Mar 02 2026 11:15:30.000 +0100",
        "Mon Mar 2 10:15:30 2026",
        "3/2/2026 10:15:30 AM",
        "02/Mar/2026:11:15:30 +0100",
        "Mon, 02 Mar 2026 10:15:30 +0000",
        str(SECONDS),
        str(SECONDS * 1000),
        SECONDS,
        float(SECONDS),
        SECONDS * 10**3,
        SECONDS * 10**6,
        SECONDS * 10**9,
    ],
)
def test_the_forms_that_vendors_write_are_one_time(written: object) -> None:
    """Whatever the form, it is the same moment in UTC."""
    assert moment(written) == EXPECTED


@pytest.mark.parametrize(
    "written",
    [
        None,
        True,
        "",
        "soon",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "2026-13-01T00:00:00Z",
        0,
        -1,
        1e300,
        5,
        "2026-03-02T10:15:30" + "0" * 100,
        "\u0662\u0660\u0662\u0666-03-02T10:15:30",
        [],
        {},
        "Mar 02 10:15:30",
        "1" * 19 + "9",
    ],
)
def test_what_is_no_time_is_none(written: object) -> None:
    """Take-in then uses the time of receipt; a date without a year would be a guess."""
    assert moment(written) is None


def test_the_first_time_is_taken() -> None:
    """Some sources leave the better field empty."""
    assert first_moment(None, "", "2026-03-02T10:15:30Z", 1) == EXPECTED


@given(st.one_of(st.text(max_size=80), st.floats(), st.integers(), st.dates().map(str), st.datetimes().map(str)))
def test_any_value_is_a_sensible_time_or_none(value: object) -> None:
    """Never an error, never a year that a database or a person would stumble over."""
    found = moment(value)
    assert found is None or (found.tzinfo is UTC and 1990 <= found.year < 2100)
