"""Take a CEF line apart.

`CEF:0|vendor|product|version|signature id|name|severity|key=value key=value`, often behind a syslog header.
Pipes and backslashes are escaped in the header, equals signs and backslashes in the extension, per the CEF
Implementation Standard (OpenText ArcSight, chapter 2).
"""

import re
from typing import Final

import msgspec

from triage_warden.core.alerts.errors import CannotParse

_START: Final = re.compile(r"CEF: ?\d{1,3}\|")
_LONGEST_PREFIX: Final = 1_024
"""Characters before `CEF:`. Syslog headers with structured data stay far under it."""
_HEADER_FIELDS: Final = 6
_PART: Final = re.compile(r"([^|\\]*+(?:\\.[^|\\]*+)*+)(?:\||$)", re.DOTALL)
_KEY: Final = re.compile(r"(?:^|(?<=\s))([A-Za-z0-9_.\[\]-]{1,100})=")
_ESCAPED: Final = re.compile(r"\\([\\|=nr])")
_PLAIN: Final = {"n": "\n", "r": "\r"}
_NO_HOST: Final = re.compile(r"(?:<\d+>)?\d*")


class CefMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A CEF line, unescaped. `host` is the sender in the syslog header, empty where there is none."""

    vendor: str
    product: str
    signature: str
    name: str
    severity: str
    host: str
    fields: dict[str, str]


def read_message(payload: bytes) -> CefMessage:
    """Return the message, or raise CannotParse."""
    line = payload.decode("utf-8", "replace").replace("\x00", "").strip().strip('"').strip()
    start = _START.search(line[: _LONGEST_PREFIX + 10])
    if start is None:
        raise CannotParse(detail="There is no 'CEF:0|' in the line; send CEF, with or without a syslog header.")
    parts, rest = _header(line, start.end())
    if len(parts) < _HEADER_FIELDS:
        missing = ("vendor", "product", "version", "signature id", "name", "severity")[len(parts)]
        raise CannotParse(detail=f"The CEF header ends before its {missing}; it has six fields between pipes.")
    vendor, product, _, signature, name, severity = parts
    if not name and not signature:
        raise CannotParse(detail="The CEF header has no signature id and no name; at least one says what happened.")
    return CefMessage(
        vendor=vendor,
        product=product,
        signature=signature,
        name=name,
        severity=severity,
        host=_syslog_host(line[: start.start()]),
        fields=_extension(rest),
    )


def _header(line: str, position: int) -> tuple[list[str], str]:
    parts: list[str] = []
    while len(parts) < _HEADER_FIELDS and position < len(line):
        part = _PART.match(line, position)
        if part is None:
            break
        parts.append(_plain(part[1]).strip())
        position = part.end()
    return parts, line[position:]


def _extension(text: str) -> dict[str, str]:
    """Return the fields by key.

    A value reaches to the next key, so it may hold blanks; of a key that comes twice the first value is kept.
    """
    found: dict[str, str] = {}
    keys = list(_KEY.finditer(text))
    for index, key in enumerate(keys):
        end = keys[index + 1].start() if index + 1 < len(keys) else len(text)
        value = _plain(text[key.end() : end]).strip()
        if value:
            found.setdefault(key[1], value)
    return found


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda escaped: _PLAIN.get(escaped[1], escaped[1]), text) if "\\" in text else text


def _syslog_host(prefix: str) -> str:
    """Return the host of a syslog header: RFC 5424 has it third, RFC 3164 last before the tag."""
    words = prefix.split()
    if len(words) > 2 and _NO_HOST.fullmatch(words[0]) and words[1][:4].isdigit():  # noqa: PLR2004  # RFC 5424's parts
        return words[2] if words[2] != "-" else ""
    named = [word for word in words[3:] if not word.endswith(":") and not word[:1].isdigit()]
    return named[0] if named else ""
