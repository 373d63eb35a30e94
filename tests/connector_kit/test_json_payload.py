import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.json_payload import bad_field, decode, decode_any, fields_of, too_deep
from triage_warden.core.alerts.errors import CannotParse


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b'{"a":NaN}', "not JSON"),
        (b'{"a":1e999}', "not JSON"),
        (b'{"a":"\\ud800"}', "not JSON"),
        (b'{"a":1} {"b":2}', "trailing"),
        (b'{"a":"\xff"}', "not UTF-8"),
        (b"[]", "JSON array"),
        (b"null", "JSON null"),
        (b"true", "JSON boolean"),
        (b"1.5", "JSON number"),
        (b'"words"', "JSON string"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "nested deeper"),
    ],
)
def test_what_is_no_json_object_has_a_stated_reason(payload: bytes, says: str) -> None:
    """The reason says what is wrong, so that the sender can mend it."""
    with pytest.raises(CannotParse) as refused:
        decode(payload)
    assert says in refused.value.detail


def test_a_byte_order_mark_is_no_fault() -> None:
    """Windows programs write one."""
    assert decode(b'\xef\xbb\xbf{"a":1}') == {"a": 1}


def test_nesting_is_counted_outside_strings_only() -> None:
    """Brackets in a log line are text."""
    payload = b'{"log":"' + b"[{" * 500 + b'\\"' + b"[" * 500 + b'"}'
    assert not too_deep(payload)
    assert decode(payload)


@given(depth=st.integers(1, 200), limit=st.integers(1, 100))
def test_the_limit_is_exact(depth: int, limit: int) -> None:
    """At the limit it is taken, one over it is not."""
    assert too_deep(b"[" * depth + b"]" * depth, limit) == (depth > limit)


def test_an_unclosed_string_of_escaped_quotes_takes_no_time() -> None:
    """A scan that starts over at each quote would need hours for this."""
    assert not too_deep(b'{"a":"' + b'\\"' * 1_000_000 + b"[" * 100)


def test_fields_are_kept_as_bytes() -> None:
    """Telling sources apart needs names, not values."""
    assert {name: bytes(raw) for name, raw in fields_of(b'{"a": [1, 2], "b":3}').items()} == {"a": b"[1, 2]", "b": b"3"}


@pytest.mark.parametrize("payload", [b"", b"[1]", b"{", b"\xff", b"[" * 9999])
def test_what_is_no_object_has_no_fields(payload: bytes) -> None:
    """Asking is never an error."""
    assert fields_of(payload) == {}


def test_any_value_can_be_decoded() -> None:
    """Embedded columns hold lists, too."""
    assert decode_any(b"[1]") == [1]


def test_a_bad_field_is_named_by_its_pointer() -> None:
    """The pointer is for machines, the detail for people."""
    refused = bad_field("/a/0", "Send a number.")
    assert refused.errors[0].pointer == "/a/0"
    assert refused.detail == "/a/0: Send a number."
