import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage_warden.connector_kit.formats.decode import MAX_PAYLOAD, decode, decode_text
from triage_warden.connector_kit.formats.record import Format
from triage_warden.core.alerts.errors import CannotParse

HEADER = b"<134>Mar  2 10:00:00 box app: "
ADVERSARIAL = [
    'a="\\',
    "k='x\\' ",
    '=""a',
    "[{(",
    '{"a":',
    "CEF:0|a|b|c|d|e|f|\\",
    "LEEF:2.0|a\\",
    '"a,',
    "<a>",
    "<13>",
]


@pytest.mark.parametrize(
    ("payload", "form"),
    [
        (b'{"a":1}', Format.JSON),
        (b'\xef\xbb\xbf {"a":1}\n', Format.JSON),
        (b'[{"a":1}]', Format.JSON),
        (b'words before {"a":1}', Format.JSON),
        (b"CEF:0|a|b|c|d|e|5|src=192.0.2.1", Format.CEF),
        (b"0|a|b|1|d|e|5|src=192.0.2.1", Format.CEF),
        (b"LEEF:1.0|a|b|1|d|src=192.0.2.1", Format.LEEF),
        (b"1.0|a|b|1|d|src=192.0.2.1", Format.LEEF),
        (b"a=1 b=2", Format.KEY_VALUE),
        (b"Name: x\nUser: y\nHost: z", Format.KEY_VALUE),
        (b"time,ip,user\n1,192.0.2.1,x", Format.CSV),
        (b"1,2026/03/02,x,y,z,192.0.2.1,10.0.0.1,,b,c,d", Format.DELIMITED),
        (b"<Event><System><EventID>1</EventID></System></Event>", Format.WINDOWS_XML),
        (b"<alert><src>192.0.2.1</src></alert>", Format.XML),
        (b"Failed password for root", Format.TEXT),
        ('{"a":1}'.encode("utf-16"), Format.JSON),
    ],
)
def test_the_format_is_told_from_the_bytes(payload: bytes, form: Format) -> None:
    """And the same inside a syslog header, where there can be one."""
    assert decode(payload).format is form
    if payload[:1] not in (b"\xff", b"\xef", b"0", b"1") and form is not Format.CSV:
        wrapped = decode(HEADER + payload)
        assert wrapped.format is form
        assert wrapped.header is not None
        assert (wrapped.header.host, wrapped.header.severity) == ("box", 6)


def test_several_objects_are_items() -> None:
    """A list that was not cut is still read."""
    assert decode(b'[{"a":1},{"a":2}]').fields == {"items": [{"a": 1}, {"a": 2}]}
    assert decode(b"a,b,c\n1,2,3\n4,5,6").fields["items"] == [
        {"a": "1", "b": "2", "c": "3"},
        {"a": "4", "b": "5", "c": "6"},
    ]


def test_what_is_nested_too_deep_is_text_not_a_crash() -> None:
    """Built to exhaust a stack, it has no fields."""
    assert decode(b'{"a":' * 100_000 + b"1" + b"}" * 100_000).format is Format.TEXT


@pytest.mark.parametrize("payload", [b"", b" \n", b"\x00", bytes(range(1, 9)) * 50, b"a" * (MAX_PAYLOAD + 1)])
def test_empty_binary_and_huge_payloads_are_refused_with_a_reason(payload: bytes) -> None:
    """There is nothing in them to read."""
    with pytest.raises(CannotParse) as refused:
        decode(payload)
    assert refused.value.detail


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_record_or_a_reason(payload: bytes) -> None:
    """Law 1."""
    with suppress(CannotParse):
        decode(payload)


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_texts_built_to_be_slow_are_not(unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen times."""
    small, large = (_seconds(unit * (size // len(unit))) for size in (100_000, 400_000))
    assert large < max(small, 0.02) * 10


def _seconds(text: str) -> float:
    """Return the processor time of this thread, whatever else the machine does meanwhile."""
    began = time.thread_time()
    decode_text(text)
    return time.thread_time() - began
