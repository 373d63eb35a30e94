"""Payloads are joined so that the server cuts out the same ones."""

import json

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.cli import batches
from triage_warden.cli.batches import Body, bodies, halves, joined
from triage_warden.connector_kit.split import csv_rows, json_items, lines

OBJECT = st.dictionaries(st.text(), st.integers() | st.text(), max_size=3)
COMPACT = OBJECT.map(lambda value: json.dumps(value).encode())
PRETTY = OBJECT.map(lambda value: json.dumps(value, indent=2).encode())
BROKEN = st.sampled_from([b'{"a": ', b"nonsense", b'{"a":\n1', b"[[["])


@given(st.lists(COMPACT | PRETTY | BROKEN, min_size=1), st.integers(min_value=1, max_value=7))
def test_every_payload_is_in_one_body_and_the_server_finds_it_there(payloads: list[bytes], most: int) -> None:
    """The law that makes receipts and counts mean something, whatever the mixture."""
    made = list(bodies(payloads, json_items, most=most))
    assert [payload for body in made for payload in body.payloads] == payloads
    assert [body.offset for body in made] == [sum(len(b.payloads) for b in made[:n]) for n in range(len(made))]
    assert all(len(body.payloads) <= most for body in made)
    for body in made:
        if len(body.payloads) > 1:
            assert list(json_items(body.data)) == list(body.payloads)


def test_lines_stay_lines_and_records_of_many_lines_become_an_array() -> None:
    """One request for either; nothing is re-encoded."""
    assert [b.data for b in bodies([b'{"a":1}', b'{"b":2}'], json_items, most=9)] == [b'{"a":1}\n{"b":2}']
    assert [b.data for b in bodies([b'{\n"a":1}', b"{}"], json_items, most=9)] == [b'[{\n"a":1},{}]']
    assert [b.data for b in bodies([b"CEF:0|a", b"CEF:0|b"], lines, most=9)] == [b"CEF:0|a\nCEF:0|b"]


def test_rows_of_a_csv_share_their_header() -> None:
    """As in the file they came from."""
    table = b"h1,h2\n1,2\n3,4\n5,6"
    made = list(bodies(csv_rows(table), csv_rows, most=2))
    assert [body.data for body in made] == [b"h1,h2\n1,2\n3,4", b"h1,h2\n5,6"]


def test_a_body_stays_below_the_limit_of_bytes() -> None:
    """However many payloads would be allowed."""
    payload = b'"' + b"x" * (batches.MOST_BYTES // 3) + b'"'
    assert [len(body.payloads) for body in bodies([payload] * 5, lines, most=500)] == [2, 2, 1]


def test_halves_cover_the_whole() -> None:
    """Offsets go on where the first ended."""
    found = list(halves([b"1", b"2", b"3"], lines, 10))
    assert [(body.offset, body.payloads) for body in found] == [(10, (b"1",)), (11, (b"2", b"3"))]


def test_the_key_is_that_of_the_content_and_the_place() -> None:
    """The same part of the same file, whenever it is sent; another part, file or source has another."""
    (body,) = joined([b"1", b"2"], lines, 0)
    again = Body(data=b"1\n2", offset=0, payloads=(b"1", b"2"))
    assert body.key("d", "cef") == again.key("d", "cef")
    others = {
        body.key("e", "cef"),
        body.key("d", "wazuh"),
        Body(data=b"", offset=1, payloads=(b"1", b"2")).key("d", "cef"),
    }
    assert len(others | {body.key("d", "cef")}) == 4
