"""Cut a file of any format into payloads of one event each, byte for byte where it can be."""

from collections.abc import Iterator
from typing import Final

from triage_warden.connector_kit.formats.decode import to_text
from triage_warden.connector_kit.formats.pairs import read_pairs
from triage_warden.connector_kit.formats.syslog import read_header
from triage_warden.connector_kit.formats.tables import read_row, read_table
from triage_warden.connector_kit.json_payload import fields_of
from triage_warden.connector_kit.split import csv_rows, json_items, lines, wrapped_json_items

_WRAPPERS: Final = ("Records", "records", "items", "events", "alerts", "value", "data", "results", "hits", "entries")
_LOOKED_AT: Final = 20
"""Lines by which it is told whether each line of a text is an event of its own."""
_LONGEST: Final = 8_192
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_EVENT_END: Final = b"</Event>"


def cut(data: bytes) -> Iterator[bytes]:
    """Yield the payloads: members of arrays and envelopes, lines, rows under their header, Windows events."""
    body = to_text(data).encode() if data[:2] in _UTF16 else data.removeprefix(b"\xef\xbb\xbf").strip()
    if body[:1] in (b"{", b"["):
        yield from _json(body)
    elif body[:1] == b"<" and _EVENT_END in body:
        yield from _events(body)
    elif b"\n" not in body:
        yield from [body] if body else []
    elif read_table(to_text(_head(body))):
        yield from csv_rows(body)
    else:
        yield from lines(body) if _is_lines(body) else [body]


def _json(body: bytes) -> Iterator[bytes]:
    for item in json_items(body):
        wraps = next((name for name in _WRAPPERS if name in fields_of(item)), None)
        members = [*wrapped_json_items(wraps)(item)] if wraps else []
        yield from members if members and all(member[:1] == b"{" for member in members) else [item]


def _events(body: bytes) -> Iterator[bytes]:
    """Yield each `<Event …>…</Event>`; what is no list of events is one payload."""
    start = body.find(b"<Event>") if b"<Event>" in body else body.find(b"<Event ")
    if start < 0:
        yield body
        return
    for part in body[start:].split(_EVENT_END):
        begin = part.find(b"<Event")
        if begin >= 0:
            yield part[begin:] + _EVENT_END


def _head(body: bytes) -> bytes:
    first, _, rest = body.partition(b"\n")
    return first[:_LONGEST] + b"\n" + rest.lstrip(b"\r\n")[:_LONGEST].partition(b"\n")[0]


def _is_lines(body: bytes) -> bool:
    """Say whether each line is an event: all that are looked at have a header, are a standard's, a row or pairs."""
    sample = [line for line, _ in zip(lines(body[: _LOOKED_AT * _LONGEST]), range(_LOOKED_AT), strict=False)]
    return all(_is_event(to_text(line[:_LONGEST])) for line in sample)


def _is_event(line: str) -> bool:
    header, rest = read_header(line)
    standard = any(mark in line[:1024] for mark in ("CEF:", "LEEF:"))
    return bool(header) or standard or rest[:1] == "{" or len(read_pairs(line).fields) > 1 or bool(read_row(line))
