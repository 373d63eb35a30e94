from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.structural.when import first_time, when

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02T12:00:00Z",
        "2026-03-02 13:00:00 +0100",
        "2026/03/02 12:00:00.000",
        "2026-03-02 12:00:00,000",
        "02 Mar 2026 12:00:00",
        "2 march 2026 12:00:00.123456",
        "Mar 2, 2026 12:00:00 PM",
        "Mar  2 2026 12:00:00 UTC",
        "Mon Mar  2 12:00:00 2026",
        "Mon Mar 2 12:00:00 UTC 2026",
        "12:00:00 UTC Mon Mar 2 2026",
        "12:00:00.000 Mar 2 2026",
        "03/02/2026 12:00:00",
        "03/02/2026,12:00:00",
        "2026-03-02 13:00:00 CET",
        "02/Mar/2026:12:00:00 +0000",
        "[02/Mar/2026:12:00:00 +0000]",
        "20260302120000",
        "20260302T120000",
        "/Date(1772452800000)/",
        "1772452800.000",
        1772452800,
        1772452800000,
        "1772452800000000000",
    ],
)
def test_times_are_read_in_the_forms_logs_have(written: object) -> None:
    """All of these are noon."""
    found = when(written)
    assert found is not None
    assert found.replace(microsecond=0) == NOON


def test_a_day_that_cannot_be_a_month_is_a_day() -> None:
    """Two numbers are month and day, unless they cannot be."""
    assert when("25/03/2026 12:00:00") == datetime(2026, 3, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["", "words", "12:00:00", "Mar  2 12:00:00", 17, "443", True, None, "2026-13-45 99:99", "1.2.3.4"]
)
def test_what_is_no_time_with_its_year_is_none(written: object) -> None:
    """A time without a year is known only at receipt."""
    assert when(written) is None


def test_the_first_time_in_a_text_is_found_as_it_is_written() -> None:
    """Among other numbers."""
    assert first_time("id 12345 at [2026-03-02T12:00:00Z] and 2027-01-01 00:00:00") == (NOON, "2026-03-02T12:00:00Z")
    assert first_time("1772452800.000 42 GET") == (NOON, "1772452800.000")
    assert first_time("nothing 12345") is None


@given(st.text(max_size=80))
def test_any_text_is_a_time_or_none(text: str) -> None:
    """In UTC, and in this century."""
    found = when(text)
    assert found is None or (found.tzinfo is UTC and found.year >= 2000)
