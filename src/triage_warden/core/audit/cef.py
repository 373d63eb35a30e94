"""The record as CEF (ArcSight Common Event Format, implementation standard 25 and 26), for a SIEM."""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address

import msgspec

from triage_warden.core.audit.chain import Body, read_body
from triage_warden.core.audit.model import SealedEntry

_LABELS = ("requestId", "objectType", "objectId", "before", "after", "hash")
"""Of the six strings that CEF leaves to the device: cs1 to cs6."""
_REFUSED = frozenset({"request.deny", "session.refuse"})


def cef_line(entry: SealedEntry, version: str) -> bytes:
    """Return one event, ended by a line feed; nothing that somebody wrote can add a field or an event."""
    body = read_body(entry.body)
    severity = 6 if body.action in _REFUSED else 3
    name = body.action.replace(".", " ").replace("_", " ")
    parts = ("CEF:0", "Triage Warden", "Triage Warden", version, body.action, name, str(severity))
    header = "|".join([parts[0], *map(_header, parts[1:])])
    extension = " ".join(f"{key}={_value(value)}" for key, value in _fields(entry, body) if value)
    return f"{header}|{extension}\n".encode()


def _fields(entry: SealedEntry, body: Body) -> Iterator[tuple[str, str]]:
    yield "rt", str(_milliseconds(body.at))
    yield "externalId", str(entry.seq)
    yield "cat", "audit"
    yield "act", body.action
    yield "suid", body.actor.id
    yield "suser", body.actor.name
    yield "spriv", body.actor.kind.value
    yield from _source(body.address)
    yield "msg", body.reason or ""
    values = (
        body.request_id or "",
        body.target.type,
        body.target.id,
        _json(body.before),
        _json(body.after),
        entry.hash.hex(),
    )
    for number, (label, value) in enumerate(zip(_LABELS, values, strict=True), 1):
        yield f"cs{number}", value
        yield f"cs{number}Label", label if value else ""


def _source(address: str | None) -> Iterator[tuple[str, str]]:
    """`src` holds IPv4 alone; IPv6 goes to c6a2, which the standard calls its source."""
    try:
        version = ip_address(address or "").version
    except ValueError:
        yield "shost", address or ""
        return
    if version == 4:  # noqa: PLR2004  # IPv4
        yield "src", address or ""
    else:
        yield "c6a2", address or ""
        yield "c6a2Label", "Source IPv6 Address"


def _json(value: dict[str, object] | None) -> str:
    return "" if value is None else msgspec.json.encode(value, order="sorted").decode()


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _header(text: str) -> str:
    """In the header a backslash and a pipe are escaped, and there is no line break."""
    return _one_line(text, " ", " ").replace("\\", "\\\\").replace("|", "\\|")


def _value(text: str) -> str:
    """In a value a backslash and an equals sign are escaped, and line breaks are written out."""
    escaped = text.replace("\\", "\\\\").replace("=", "\\=")
    return _one_line(escaped, "\\n", "\\r")


def _one_line(text: str, feed: str, return_: str) -> str:
    others = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", feed))
    return text.replace("\n", feed).replace("\r", return_).translate(others)
