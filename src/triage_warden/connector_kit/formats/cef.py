"""Take a CEF line apart.

`CEF:0|vendor|product|version|signature id|name|severity|key=value key=value`. Pipes and backslashes are escaped in
the header, equals signs and backslashes in the extension, per the CEF Implementation Standard (OpenText ArcSight,
chapter 2).
"""

import re
from typing import Final

import msgspec

START: Final = re.compile(r"CEF: ?\d{1,3}\|")
LONGEST_PREFIX: Final = 1_024
"""Characters before `CEF:`. Syslog headers with structured data stay far under it."""
HEADER_FIELDS: Final = ("vendor", "product", "version", "signature", "name", "severity")
MAX_KEYS: Final = 2_000
"""Fields kept of one line; devices send some dozens."""
_PART: Final = re.compile(r"([^|\\]*+(?:\\.[^|\\]*+)*+)(?:\||$)", re.DOTALL)
_KEY: Final = re.compile(r"(?:^|(?<=\s))([A-Za-z0-9_.\[\]-]{1,100})=")
_ESCAPED: Final = re.compile(r"\\([\\|=nr])")
_PLAIN: Final = {"n": "\n", "r": "\r"}


class CefLine(msgspec.Struct, frozen=True, kw_only=True):
    """A CEF line, unescaped; `prefix` is what stands before `CEF:`. A header cut short has fewer entries."""

    prefix: str
    header: dict[str, str]
    extension: dict[str, str]


def read_cef(text: str) -> CefLine | None:
    """Return the line in `text`, None where there is no `CEF:0|` near its beginning."""
    start = START.search(text, 0, LONGEST_PREFIX + 10)
    if start is None:
        return None
    parts, position = header_parts(text, start.end(), len(HEADER_FIELDS))
    return CefLine(
        prefix=text[: start.start()],
        header=dict(zip(HEADER_FIELDS, parts, strict=False)),
        extension=extension(text[position:]),
    )


def header_parts(text: str, position: int, count: int) -> tuple[list[str], int]:
    """Return up to `count` fields between pipes from `position` on, unescaped, and where they end."""
    parts: list[str] = []
    while len(parts) < count and position < len(text):
        part = _PART.match(text, position)
        if part is None:
            break
        parts.append(plain(part[1]).strip())
        position = part.end()
    return parts, position


def extension(text: str) -> dict[str, str]:
    """Return the fields by key.

    A value reaches to the next key, so it may hold blanks; of a key that comes twice the first value is kept.
    """
    found: dict[str, str] = {}
    keys = list(_KEY.finditer(text))[: MAX_KEYS + 1]
    for key, following in zip(keys[:MAX_KEYS], [*keys[1:], None], strict=False):
        value = plain(text[key.end() : following.start() if following else len(text)]).strip()
        if value:
            found.setdefault(key[1], value)
    return found


def plain(text: str) -> str:
    """Return the text with its escapes undone."""
    return _ESCAPED.sub(lambda escaped: _PLAIN.get(escaped[1], escaped[1]), text) if "\\" in text else text
