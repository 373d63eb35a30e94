"""Cut a file of a mapped source into payloads, whatever it is written in."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from triage_warden.connector_kit.json_payload import fields_of
from triage_warden.connector_kit.split import json_items, lines

_BOM: Final = b"\xef\xbb\xbf"
_list_decoder: Final = msgspec.json.Decoder(list[msgspec.Raw])
_EVENT_START, _EVENT_END = b"<Event", b"</Event>"
_AFTER_NAME: Final = (b" ", b">", b"\t", b"\r", b"\n")
"""What may follow the element's name; `<Events>` holds events."""


def cutter(paths: Sequence[str]) -> Callable[[bytes], Iterator[bytes]]:
    """Return what cuts JSON (arrays, lines, the lists at the paths), XML events and lines of text into payloads."""
    names = [path.split(".") for path in paths]

    def cut(data: bytes) -> Iterator[bytes]:
        body = data.removeprefix(_BOM).lstrip()
        if body[:1] in (b"{", b"["):
            for item in json_items(body):
                yield from _members(item, names)
        elif body[:1] == b"<" and body[:6] in (b"<Event", b"<?xml "):
            yield from _events(body)
        else:
            yield from lines(body)

    return cut


def first_payload(data: bytes, cut: Callable[[bytes], Iterator[bytes]]) -> bytes:
    """Return the first payload of a file, the file itself where there is none; of lines only one is looked at."""
    body = data.removeprefix(_BOM).lstrip()
    if body[:1] in (b"{", b"[", b"<", b""):
        return next(cut(data), data)
    return body.partition(b"\n")[0].rstrip(b"\r")


def _events(body: bytes) -> Iterator[bytes]:
    """Yield each event element, the body itself where there is only one. Every position is looked at once."""
    if body.count(_EVENT_END) <= 1:
        yield body
        return
    start = body.find(_EVENT_START)
    while start >= 0:
        inside = start + len(_EVENT_START)
        end = body.find(_EVENT_END, inside)
        if end < 0:
            return
        if body[inside : inside + 1] in _AFTER_NAME:
            yield body[start : end + len(_EVENT_END)]
            inside = end
        start = body.find(_EVENT_START, inside)


def _members(item: bytes, paths: Sequence[Sequence[str]]) -> Iterator[bytes]:
    """Yield the members of all the lists at the paths, the item itself where there is no such list."""
    lists = [members for path in paths if (members := _list_at(item, path)) is not None]
    yield from (member for members in lists for member in members) if lists else (item,)


def _list_at(item: bytes, path: Sequence[str]) -> list[bytes] | None:
    body = item
    for name in path:
        fields = fields_of(body)
        if name not in fields:
            return None
        body = bytes(fields[name])
    try:
        return [bytes(member) for member in _list_decoder.decode(body)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
