"""The tree that a mapping's paths start from: the payload's fields, and beside them what carried them.

`$text` the body, `$lead` the words before the first pair, `$format`, `$header.host` and the like of a syslog header,
and `$outer` the whole where the alert stands inside.
"""

import csv
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from triage_warden.connector_kit.formats.record import Format, Record
from triage_warden.connector_kit.formats.windows_event import windows_event
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.expressions import expression
from triage_warden.connector_kit.mapped.patterns import LONGEST_SEARCHED, pattern, search

Root = dict[str, object]
Make = Callable[[Record], Root]
Change = Callable[[Root], Root]

_LEVELS: Final = 3
"""Envelopes within envelopes that are opened: a finding in a notification in a queue's message is two."""
_LONGEST_KEY: Final = 200
_LONGEST_ROW: Final = 100_000
_NO_TREE: Final = frozenset({Format.DELIMITED, Format.TEXT, Format.KEY_VALUE, Format.CSV})


def roots(*, lower_keys: bool = False, windows_events: bool = False) -> Make:
    """Return what gives the tree of a decoded payload: a new one, as the record's own is shared."""

    def root_of(record: Record) -> Root:
        fields = _lowered(record.fields) if lower_keys else record.fields
        carried: Root = {"$text": record.text, "$lead": record.lead, "$format": str(record.format)}
        if record.header:
            carried["$header"] = msgspec.to_builtins(record.header)
        if windows_events:
            carried["$windows"] = _windows(record)
        return unfolded(fields) | carried

    return root_of


def _windows(record: Record) -> Root | None:
    event = windows_event(record.fields)
    if event is None:
        return None
    stated: Root = msgspec.to_builtins(event)
    return stated | {"data": {name.lower(): value for name, value in event.data.items()}}


def _lowered(fields: Root) -> Root:
    """Return the fields with all keys in lower case. Decoding bounds the depth."""
    return {name.lower(): _lowered_value(value) for name, value in fields.items()}


def _lowered_value(value: object) -> object:
    if isinstance(value, dict):
        return _lowered(value)
    return [_lowered_value(each) for each in value] if isinstance(value, list) else value


def unfolded(fields: Root) -> Root:
    """Return the fields with keys such as `host.name` also as objects in objects; what is shared stays as it is."""
    dotted = [key for key in fields if "." in key and len(key) <= _LONGEST_KEY]
    if not dotted:
        return fields
    tree, own = dict(fields), set[int]()
    for key in dotted:
        *names, last = key.split(".")
        holder: Root | None = tree
        for name in names:
            holder = _below(holder, name, own) if holder is not None else None
        if holder is not None:
            holder.setdefault(last, fields[key])
    return tree


def _below(holder: Root, name: str, own: set[int]) -> Root | None:
    """Return the object under a name that may be written to, None where something else stands there."""
    inner = holder.get(name)
    if inner is not None and not isinstance(inner, dict):
        return None
    if inner is None or id(inner) not in own:
        inner = dict(inner or {})
        own.add(id(inner))
        holder[name] = inner
    return inner


def inside(paths: Sequence[str]) -> Change:
    """Return what goes to the first object that an expression gives, and from there again, if there is one."""
    reads = [expression(each, {}) for each in paths]

    def change(root: Root) -> Root:
        carried = {name: value for name, value in root.items() if name[:1] == "$"} | {"$outer": root}
        for _ in range(_LEVELS):
            inner = next((value for read in reads for value in read(root) if isinstance(value, dict)), None)
            if inner is None:
                break
            root = unfolded(inner) | carried
        return root

    return change


def columns(names: Sequence[str]) -> Change:
    """Return what names the columns of a row without header."""

    def change(root: Root) -> Root:
        text = root.get("$text")
        if root.get("$format") not in _NO_TREE or not isinstance(text, str) or len(text) > _LONGEST_ROW:
            return root
        try:
            row = next(csv.reader([text.partition("\n")[0]]), [])
        except csv.Error:
            return root
        return root | {name: value.strip() for name, value in zip(names, row, strict=False) if name and value.strip()}

    return change


def named_groups(written: Sequence[str]) -> Change:
    """Return what adds what the patterns' named groups find in the text; of equal names the first find counts."""
    compiled = [pattern(each) for each in written]
    for each, text in zip(compiled, written, strict=True):
        if not each.groups:
            raise BadExpression(f"/{text}/ has no group; name what it finds: (?P<client>…)")

    def change(root: Root) -> Root:
        text = root.get("$text")
        found: Root = {}
        for each in compiled if isinstance(text, str) else ():
            match = search(each, text[:LONGEST_SEARCHED]) if isinstance(text, str) else None
            for name, value in match.groupdict().items() if match else ():
                if value:
                    found.setdefault(name, value)
        return root | found

    return change
