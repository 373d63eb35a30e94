"""Take a LEEF line apart, version 1 or 2.

`LEEF:1.0|vendor|product|version|event id|key=value<tab>key=value`; version 2 adds a field that names the delimiter: a
character, or its code in hexadecimal (`x09`, `0x5E`). Layout: https://www.ibm.com/docs/en/dsm?topic=leef-overview
"""

import re
from typing import Final

import msgspec

from triage_warden.connector_kit.formats.cef import LONGEST_PREFIX, MAX_KEYS, extension, header_parts

START: Final = re.compile(r"LEEF: ?([12])(?:\.\d)?\|")
HEADER_FIELDS: Final = ("vendor", "product", "version", "event_id")
_HEX: Final = re.compile(r"(?:0?x|\\x|\\u00|%)([0-9A-Fa-f]{1,4})", re.IGNORECASE)
_LONGEST_DELIMITER: Final = 6
_WRITTEN_TABS: Final = ("\t", "#011", "\\t", "<009>", "<tab>", "&#x9;")
"""How relays write a tab that they may not pass on."""


class LeefLine(msgspec.Struct, frozen=True, kw_only=True):
    """A LEEF line; `prefix` is what stands before `LEEF:`. A header cut short has fewer entries."""

    prefix: str
    header: dict[str, str]
    extension: dict[str, str]


def read_leef(text: str) -> LeefLine | None:
    """Return the line in `text`, None where there is no `LEEF:1.0|` or `LEEF:2.0|` near its beginning."""
    start = START.search(text, 0, LONGEST_PREFIX + 10)
    if start is None:
        return None
    parts, position = header_parts(text, start.end(), len(HEADER_FIELDS))
    stated, rest = _delimiter(text[position:]) if start[1] == "2" else ("", text[position:])
    return LeefLine(
        prefix=text[: start.start()],
        header=dict(zip(HEADER_FIELDS, parts, strict=False)),
        extension=_attributes(rest, stated),
    )


def _delimiter(rest: str) -> tuple[str, str]:
    """Return the stated delimiter (empty for none) and the attributes; some devices leave the field out."""
    word, pipe, attributes = rest[: _LONGEST_DELIMITER + 1].partition("|")
    if not pipe or "=" in word.rstrip("="):
        return "", rest
    code = _HEX.fullmatch(word.strip(" "))
    stated = chr(int(code[1], 16)) if code and len(word) > 1 else word
    return stated, attributes + rest[_LONGEST_DELIMITER + 1 :]


def _attributes(text: str, stated: str) -> dict[str, str]:
    delimiter = next((mark for mark in (stated, *_WRITTEN_TABS) if mark and mark in text), "")
    if not delimiter:
        return extension(text)
    found: dict[str, str] = {}
    for pair in text.split(delimiter, MAX_KEYS)[:MAX_KEYS]:
        key, equals, value = pair.partition("=")
        if equals and key.strip() and value.strip():
            found.setdefault(key.strip()[:100], value.strip())
    return found
