import pytest

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.clock_fields import clock_fields
from triage_warden.connector_kit.structural.leaves import leaves


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date=2026-03-02 time=12:00:00", ["2026-03-02T12:00:00+00:00"]),
        ('date=2026-03-02 time=12:00:00 tz="+0200"', ["2026-03-02T10:00:00+00:00"]),
        ("time=12:00:00 user=x", []),
        ("date=2026-03-02 user=x", []),
    ],
)
def test_date_time_and_zone_in_three_fields_are_one_time(text: str, expected: list[str]) -> None:
    """Firewalls write them apart."""
    assert [each.value for each in clock_fields(leaves(decode(text.encode())))] == expected


def test_fields_of_different_objects_do_not_mix() -> None:
    """The date of one thing and the time of another are no time."""
    assert list(clock_fields(leaves(decode(b'{"a":{"date":"2026-03-02"},"b":{"time":"12:00:00"}}')))) == []
