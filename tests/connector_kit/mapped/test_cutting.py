import time

import pytest

from triage_warden.connector_kit.mapped.cutting import cutter, first_payload


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"value":[{"a":1},{"a":2}]}', [b'{"a":1}', b'{"a":2}']),
        (b'{"reply":{"alerts":[{"a":1}]}}', [b'{"a":1}']),
        (b'{"value":[{"a":1}],"reply":{"alerts":[{"b":2}]}}', [b'{"a":1}', b'{"b":2}']),
        (b'{"value":[]}', []),
        (b'{"value":{"a":1}}', [b'{"value":{"a":1}}']),
        (b'[{"a":1},{"a":2}]', [b'{"a":1}', b'{"a":2}']),
        (b'\xef\xbb\xbf{"a":1}\n{"a":2}\n', [b'{"a":1}', b'{"a":2}']),
        (b"one\n\ntwo\n", [b"one", b"two"]),
        (b"<Event>\n1</Event>\n<Event>2</Event>", [b"<Event>\n1</Event>", b"<Event>2</Event>"]),
        (b"<Event>1</Event>", [b"<Event>1</Event>"]),
        (
            b'<?xml version="1.0"?><Events><Event xmlns="x">1</Event><Event>2</Event></Events>',
            [b'<Event xmlns="x">1</Event>', b"<Event>2</Event>"],
        ),
        (b"<14>fw x=1\n<14>fw x=2", [b"<14>fw x=1", b"<14>fw x=2"]),
        (b"", []),
    ],
)
def test_a_file_is_cut_into_payloads(data: bytes, expected: list[bytes]) -> None:
    """Byte for byte; an envelope with several lists gives the members of all."""
    assert list(cutter(["value", "reply.alerts"])(data)) == expected


def test_the_first_payload_tells_the_source() -> None:
    """The file itself where there is none."""
    assert first_payload(b"a\nb", cutter([])) == b"a"
    assert first_payload(b"", cutter([])) == b""


def test_hostile_elements_take_linear_time() -> None:
    """Each position is looked at once, however many begin and never end."""
    began = time.process_time()
    assert len(list(cutter([])(b"<Event></Event>" * 2 + b"<Event " * 200_000))) == 2
    assert time.process_time() - began < 1
