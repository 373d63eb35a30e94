"""Cut a file of a mapped source into payloads, whatever it is written in."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from triage_warden.connector_kit.json_payload import fields_of
from triage_warden.connector_kit.split import json_items, lines

_BOM: Final = b"\xef\xbb\xbf"
_list_decoder: Final = msgspec.json.Decoder(list[msgspec.Raw])
_EVENT: Final = re.compile(rb"<Event[\s>].*?</Event>", re.DOTALL)


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
    """Return the first payload of a file, the file itself where there is none."""
    return next(cut(data), data)


def _events(body: bytes) -> Iterator[bytes]:
    events = [found[0] for found in _EVENT.finditer(body)] if body.count(b"</Event>") > 1 else []
    yield from events or [body]


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
