"""Flatten a decoded record to its values, each with the words of its key and of what it stands in."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.formats.record import Record
from triage_warden.connector_kit.structural.words import words_of

MAX_LEAVES: Final = 4_000
LONGEST_VALUE: Final = 8_192
_NAMES: Final = ("name", "key", "field", "label", "Name", "Key", "displayName")
_VALUES: Final = ("value", "values", "Value", "val", "intValue", "stringValue", "boolValue", "multiValue", "newValue")
"""How lists of `{"name": …, "value": …}` spell it: headers, parameters, custom fields."""
_KINDS: Final = ("type", "kind", "entityType", "entity_type", "@type", "objectType", "role")
_SIDES: Final = ("role", "side", "direction")
"""Keys by which one of several parties says which end it is: offender, victim, client, server."""
_LONGEST_KIND: Final = 40
_THINGS: Final = frozenset(
    {
        "user",
        "host",
        "device",
        "address",
        "file",
        "process",
        "domain",
        "url",
        "hash",
        "mail",
        "group",
        "role",
        "mailbox",
        "application",
    },
)
"""What the type of an object in an object may say that it is; of the whole event it says something else."""
_LABELS: Final = re.compile(r"(?:cs|cn|cfp|c6a|flexString|flexNumber|flexDate|deviceCustomDate)\d{1,2}")
"""CEF's custom fields, whose meaning is in `<key>Label`."""
_NOTHING: Final = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "none",
        "null",
        "(null)",
        "<null>",
        "undefined",
        "unknown",
        "nil",
        "(none)",
        "not available",
    },
)


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """A value, without NUL, which no column of a database takes.

    `own` are the words of its key; `around` those of what it stands in, nearest first.
    """

    pointer: str
    key: str
    own: tuple[str, ...]
    around: tuple[tuple[str, ...], ...]
    value: str | int | float | bool
    order: int
    index: int = 0
    """Position in the list it stands in; the first speaks for the event."""
    listed: bool = False
    """Whether it stands in an object of a list: one thing of several that the event tells of."""

    @property
    def text(self) -> str:
        """Return the value as text."""
        return str(self.value).lower() if isinstance(self.value, bool) else as_text(self.value)


class _Place(msgspec.Struct, frozen=True):
    value: object
    pointer: str
    key: str
    around: tuple[tuple[str, ...], ...]
    index: int
    listed: bool = False


def leaves(record: Record) -> list[Leaf]:
    """Return the values of a record in document order: fields first, then structured data of its syslog header."""
    found: list[Leaf] = []
    structured: Mapping[str, object] = dict(record.header.structured) if record.header else {}
    for start, fields in (("", record.fields), ("syslog:", structured)):
        for leaf in _walk(fields, start):
            if len(found) >= MAX_LEAVES:
                return found
            found.append(msgspec.structs.replace(leaf, order=len(found)))
    return found


def _walk(fields: Mapping[str, object], start: str) -> Iterator[Leaf]:
    waiting = [_Place(fields, start, "", (), 0)]
    while waiting:
        place = waiting.pop()
        if isinstance(place.value, dict):
            waiting += reversed(list(_members(place, place.value)))
        elif isinstance(place.value, list):
            waiting += reversed(list(_items(place, place.value)))
        elif (leaf := _leaf(place)) is not None:
            yield leaf


def _members(place: _Place, holder: Mapping[str, object]) -> Iterator[_Place]:
    around = place.around
    kind = next(
        (words_of(word) for name in _KINDS if isinstance(word := holder.get(name), str) and len(word) < _LONGEST_KIND),
        (),
    )
    if place.key and len(kind) == 1 and kind[0] in _THINGS:
        around = (kind, *around)
    side = next((words_of(word) for name in _SIDES if isinstance(word := holder.get(name), str)), ())
    if place.key and len(side) == 1 and side[0] in ("source", "destination"):
        around = (side, *around)
    pair = _pair(holder)
    if pair:
        name, value_key = pair
        around = (words_of(place.key), *around) if place.key and not place.key.startswith(tuple(_VALUES)) else around
        yield _Place(holder[value_key], f"{place.pointer}/{value_key}", name, around, place.index, place.listed)
        return
    inner = (words_of(place.key), *around) if place.key else around
    for key, value in list(holder.items())[:MAX_LEAVES]:
        named = str(holder.get(f"{key}Label") or key) if _LABELS.fullmatch(key) else key
        yield _Place(value, f"{place.pointer}/{_escaped(key)}", named, inner, place.index, place.listed)


def _pair(holder: Mapping[str, object]) -> tuple[str, str] | None:
    """Return the name that an object gives to one of its values, and the key of that value."""
    named = next((name for name in _NAMES if isinstance(holder.get(name), str)), None)
    value = next((name for name in _VALUES if holder.get(name) not in (None, "")), None)
    return (str(holder[named])[:100], value) if named and value and named != value else None


def _items(place: _Place, items: list[object]) -> Iterator[_Place]:
    for index, item in enumerate(items[:MAX_LEAVES]):
        listed = place.listed or (len(items) > 1 and isinstance(item, dict))
        yield _Place(item, f"{place.pointer}/{index}", place.key, place.around, index, listed)


def _leaf(place: _Place) -> Leaf | None:
    value = place.value.replace("\x00", "") if isinstance(place.value, str) else place.value
    if not isinstance(value, str | int | float) or (isinstance(value, str) and value.strip().lower() in _NOTHING):
        return None
    return Leaf(
        pointer=place.pointer,
        key=place.key,
        own=words_of(place.key),
        around=place.around,
        value=value[:LONGEST_VALUE] if isinstance(value, str) else value,
        order=0,
        listed=place.listed,
        index=place.index,
    )


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key
