import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.split import csv_rows, first_fields, first_item, json_items, lines, wrapped_json_items


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"  \n ", []),
        (b'{"a": 1}', [b'{"a": 1}']),
        (b'{\n "a": 1\n}\n', [b'{\n "a": 1\n}']),
        (b'[{"a": 1 }, {"b":2}]', [b'{"a": 1 }', b'{"b":2}']),
        (b'\xef\xbb\xbf[{"a":1}]', [b'{"a":1}']),
        (b"[]", []),
        (b'{"a":1}\n\n{"b":  2}\r\n', [b'{"a":1}', b'{"b":  2}']),
        (b'{"a":1}\n{"b":\n{"c":3}', [b'{"a":1}', b'{"b":', b'{"c":3}']),
        (b'{\n"a":\n', [b'{\n"a":']),
        (b"not json", [b"not json"]),
        (b"[" * 5000, [b"[" * 5000]),
    ],
)
def test_each_item_keeps_its_own_bytes(data: bytes, expected: list[bytes]) -> None:
    """Whole, array or lines; a broken line costs itself only."""
    assert list(json_items(data)) == expected


def test_a_wrapped_list_is_opened() -> None:
    """Event Hubs and REST pages put rows into an envelope."""
    split = wrapped_json_items("records", "value")
    assert list(split(b'{"records":[{"a":1},{"b":2}]}\n{"value":[{"c":3}],"nextLink":""}')) == [
        b'{"a":1}',
        b'{"b":2}',
        b'{"c":3}',
    ]
    assert list(split(b'{"value":3}')) == [b'{"value":3}']


def test_lines_are_cut_at_every_kind_of_line_end() -> None:
    """Blank ones are left out."""
    assert list(lines(b"one\r\n\ntwo\nthree")) == [b"one", b"two", b"three"]


def test_a_row_of_csv_takes_its_header_along() -> None:
    """So it can be read, kept and replayed alone."""
    assert list(csv_rows(b"h1,h2\n1,2\n3,4\n")) == [b"h1,h2\n1,2", b"h1,h2\n3,4"]
    assert list(csv_rows(b"")) == []


@pytest.mark.parametrize("data", [b'{"a":1}', b'[{"a":1},{"b":2}]', b'{"a":1}\n{"b":2}'])
def test_the_first_object_tells_the_source(data: bytes) -> None:
    """Whatever form the file has."""
    assert set(first_fields(data)) == {"a"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'\xef\xbb\xbf {"a":1}\n{"b":', b'{"a":1}'),
        (b'{\n"a":1}', b'{\n"a":1}'),
        (b'[{"a":1},{"b":2}]', b'{"a":1}'),
        (b"[]", b"[]"),
        (b"From: a@example.com\n\nbody", b"From: a@example.com\n\nbody"),
        (b"", b""),
    ],
)
def test_the_first_item_is_enough_to_tell_a_source(data: bytes, expected: bytes) -> None:
    """What holds no JSON stays whole."""
    assert first_item(data) == expected


def test_one_item_that_is_too_deep_costs_only_itself() -> None:
    """Its neighbours are read."""
    deep = b'{"a":' + b"[" * 200 + b"]" * 200 + b"}"
    assert list(json_items(b'[{"b":1},' + deep + b"]")) == [b'{"b":1}', deep]


@given(st.binary(max_size=300))
def test_any_bytes_can_be_cut(data: bytes) -> None:
    """Cutting is never an error, and loses nothing but blanks."""
    for split in (json_items, lines, csv_rows, wrapped_json_items("records")):
        list(split(data))
