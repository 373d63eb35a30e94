"""The parts of a CEF line that alerts are read from, and the sender in a syslog header before it."""

import re
from typing import Final

import msgspec

from triage_warden.connector_kit.formats.cef import HEADER_FIELDS, read_cef
from triage_warden.core.alerts.errors import CannotParse

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
    text = payload.decode("utf-8", "replace").replace("\x00", "").strip().strip('"').strip()
    line = read_cef(text)
    if line is None:
        raise CannotParse(detail="There is no 'CEF:0|' in the line; send CEF, with or without a syslog header.")
    missing = next((name for name in HEADER_FIELDS if name not in line.header), None)
    if missing:
        named = missing.replace("signature", "signature id")
        raise CannotParse(detail=f"The CEF header ends before its {named}; it has six fields between pipes.")
    header = line.header
    if not header["name"] and not header["signature"]:
        raise CannotParse(detail="The CEF header has no signature id and no name; at least one says what happened.")
    return CefMessage(
        vendor=header["vendor"],
        product=header["product"],
        signature=header["signature"],
        name=header["name"],
        severity=header["severity"],
        host=_syslog_host(line.prefix),
        fields=line.extension,
    )


def _syslog_host(prefix: str) -> str:
    """Return the host of a syslog header: RFC 5424 has it third, RFC 3164 last before the tag."""
    words = prefix.split()
    if len(words) > 2 and _NO_HOST.fullmatch(words[0]) and words[1][:4].isdigit():  # noqa: PLR2004  # RFC 5424's parts
        return words[2] if words[2] != "-" else ""
    named = [word for word in words[3:] if not word.endswith(":") and not word[:1].isdigit()]
    return named[0] if named else ""
