"""Cut what a source sends at once into payloads of one alert each, byte for byte."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from triage_warden.connector_kit.json_payload import fields_of

_BOM: Final = b"\xef\xbb\xbf"
_list_decoder: Final = msgspec.json.Decoder(list[msgspec.Raw])
_raw_decoder: Final = msgspec.json.Decoder(msgspec.Raw)


def json_items(data: bytes) -> Iterator[bytes]:
    """Yield each JSON value of an array, of lines (NDJSON), or the only one.

    What is not JSON as a whole is taken line by line if any line is, so that one broken line costs one alert;
    else it is one payload, for the parser to say what is wrong with it. Nesting is the parser's to refuse, item by
    item; what is too deep for the decoder itself is no JSON here.
    """
    body = data.removeprefix(_BOM).strip()
    if not body:
        return
    members = _array(body) if body[:1] == b"[" else None
    if members is not None:
        yield from members
    elif _is_json(body) or not any(map(_is_json, _lines(body))):
        yield body
    else:
        yield from _lines(body)


def wrapped_json_items(*wrappers: str) -> Callable[[bytes], Iterator[bytes]]:
    """Return a splitter that also opens `{"records": […]}` and the like, given the names that may wrap a list."""

    def split(data: bytes) -> Iterator[bytes]:
        for item in json_items(data):
            yield from _unwrapped(item, wrappers)

    return split


def lines(data: bytes) -> Iterator[bytes]:
    """Yield each line that is not blank, without its line end."""
    yield from _lines(data.removeprefix(_BOM))


def csv_rows(data: bytes) -> Iterator[bytes]:
    """Yield each row under a copy of the header line, so that a row can be read alone."""
    found = lines(data)
    header = next(found, b"")
    for row in found:
        yield header + b"\n" + row


def first_fields(data: bytes) -> dict[str, msgspec.Raw]:
    """Return the top-level fields of the first JSON object in `data`: whole, in an array, or on a line."""
    return fields_of(first_item(data))


def first_item(data: bytes) -> bytes:
    """Return the first JSON item of a file; the file itself where it holds no JSON.

    Telling sources apart needs no more, and most files are lines: then the rest is not looked at.
    """
    body = data.removeprefix(_BOM).lstrip()
    line = body.partition(b"\n")[0]
    if line[:1] == b"{" and _is_json(line):
        return line
    return next(json_items(body), data) if body[:1] in (b"{", b"[") else data


def _unwrapped(item: bytes, wrappers: tuple[str, ...]) -> Iterator[bytes]:
    fields = fields_of(item) if len(item) > 1 else {}
    for name in wrappers:
        members = _array(bytes(fields[name])) if name in fields else None
        if members is not None:
            yield from members
            return
    yield item


def _array(body: bytes) -> list[bytes] | None:
    try:
        return [bytes(member) for member in _list_decoder.decode(body)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _is_json(body: bytes) -> bool:
    if body[:1] not in (b"{", b"["):
        return False
    try:
        _raw_decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _lines(body: bytes) -> Iterator[bytes]:
    for line in body.splitlines():
        if line.strip():
            yield line
