from triage_warden.connector_kit.structural.columns import read_columns
from triage_warden.connector_kit.structural.explained import Fact


def test_columns_are_read_by_what_they_hold_and_in_their_order() -> None:
    """The client comes before the server."""
    row = [
        "17",
        "2026-03-02 10:00:00",
        "192.0.2.1",
        "10.0.0.1",
        "CORP\\j.doe",
        "Warning",
        "http://example.com/a",
        "0" * 18,
    ]
    found = {each.fact: each.value for each in read_columns([(f"/c{index}", value) for index, value in enumerate(row)])}
    assert found[Fact.TIME] == "2026-03-02T10:00:00+00:00"
    assert found[Fact.SOURCE_ADDRESS] == "192.0.2.1"
    assert found[Fact.DESTINATION_ADDRESS] == "10.0.0.1"
    assert found[Fact.USER] == "CORP\\j.doe"
    assert found[Fact.SEVERITY] == "medium"
    assert found[Fact.URL] == "http://example.com/a"


def test_nothing_is_read_from_what_has_no_shape() -> None:
    """Words and numbers alone say nothing."""
    assert list(read_columns([("/a", "word"), ("/b", "17")])) == []


def test_of_two_columns_with_one_time_of_day_the_one_with_its_zone_counts() -> None:
    """The clock on the device is local; a later column gives the same moment with its offset."""
    columns = [
        ("/1", "2026/03/02 12:00:05"),
        ("/2", "2026-03-02T12:00:00.5+02:00"),
        ("/3", "2026-03-01T09:00:00+01:00"),
    ]
    (found,) = [each for each in read_columns(columns) if each.fact is Fact.TIME]
    assert (found.pointer, found.value) == ("/2", "2026-03-02T10:00:00.500000+00:00")
    (other,) = [each for each in read_columns([columns[0], columns[2]]) if each.fact is Fact.TIME]
    assert other.pointer == "/1"
