"""Read the header that syslog puts before a message: RFC 5424, RFC 3164 and how devices really write them."""

import re
from typing import Final

from triage_warden.connector_kit.formats.record import SyslogHeader

_LONGEST: Final = 2_048
"""Characters in which a header must end, structured data aside."""
_MAX_ELEMENTS: Final = 64
_MAX_PARAMETERS: Final = 256
_PRI: Final = re.compile(r"<(\d{1,3})>")
_HIGHEST_PRI: Final = 191
_ISO: Final = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?"
_WORD: Final = r"[!-~]"
_RFC5424: Final = re.compile(
    rf"(?:[1-9]\d{{0,2}} )?(?P<time>-|{_ISO}) (?!\d+ )(?P<host>{_WORD}{{1,255}}) (?![\d.]+ )(?P<app>{_WORD}{{1,128}})"
    rf" (?P<pid>{_WORD}{{1,128}}) (?P<id>{_WORD}{{1,128}}) (?=-(?:\s|$)|\[)",
)
_EPOCH_HEADER: Final = re.compile(
    r"1 (?P<time>1\d{9}\.\d{1,9}) (?P<host>[A-Za-z][\w.-]{0,254}) (?P<app>[a-z][a-z_-]{1,63}) "
)
_OLD_TIME: Final = (
    r"(?:[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,6})?(?: \d{4}(?= ))?(?: [A-Z]{3,4}(?=:? ))?)"
)
_RFC3164: Final = re.compile(
    rf"(?:\d{{1,10}}: )?(?:(?P<before>{_WORD}{{1,255}}): )?[*.]?(?P<time>{_OLD_TIME}|{_ISO}):? ",
)
_HOST: Final = re.compile(r"(?P<host>(?!\d{1,10} )[A-Za-z0-9][A-Za-z0-9._:-]{0,254}|\[?[0-9A-Fa-f:.]{3,45}\]?) +")
"""A name or an address; a number alone is a field of the message."""
_NUMBERED: Final = re.compile(r"[a-z][a-z-]{1,30}\d{1,4}(?:[.-][a-z0-9.-]{1,100})?", re.IGNORECASE)
"""How machines of one kind are told apart, and words of a sentence are not: `router1`, `web-02.example.com`."""
_NOT_HOSTS: Final = re.compile(r"(?:CEF|LEEF): ?\d|[^ ]{0,128}:$|[^ ]{0,128}=|%")
_TAG: Final = re.compile(r"(?P<app>[A-Za-z0-9_./@+-]{1,64}(?: \(?[a-z]{2,12}\)?)?)(?:\[(?P<pid>[^\]\s]{1,32})\])?: ?")
_FORMATS_HEAD: Final = re.compile(r"(?:CEF|LEEF): ?\d", re.IGNORECASE)
_ELEMENT: Final = re.compile(r"\[([!#-<>-\\^-~]{1,64})")
_PARAMETER: Final = re.compile(r' +([!#-<>-\\^-~]{1,64})="([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_ESCAPED: Final = re.compile(r'\\(["\\\]])')


def read_header(text: str) -> tuple[SyslogHeader | None, str]:
    """Return the header and the message after it; None and the whole text where there is no header."""
    priority = _PRI.match(text)
    if priority and int(priority[1]) > _HIGHEST_PRI:
        priority = None
    start = priority.end() if priority else 0
    facility, severity = divmod(int(priority[1]), 8) if priority else (None, None)
    found = _modern(text, start) or (_counted(text, start) if priority else None) or _traditional(text, start)
    if found is None:
        if priority is None:
            return None, text
        found = {}, start
    facts, end = found
    structured, end = _structured(text, end) if "message_id" in facts else ({}, end)
    said = {name: value for name, value in facts.items() if value not in {"-", ""}}
    header = SyslogHeader(severity=severity, facility=facility, structured=structured, **said)
    return header, text[end:].removeprefix("\ufeff").strip()


def _modern(text: str, start: int) -> tuple[dict[str, str], int] | None:
    head = _RFC5424.match(text, start, start + _LONGEST)
    if head is None:
        return None
    facts = {
        "timestamp": head["time"],
        "host": head["host"],
        "app": head["app"],
        "pid": head["pid"],
        "message_id": head["id"],
    }
    return facts, head.end()


def _counted(text: str, start: int) -> tuple[dict[str, str], int] | None:
    """Return a header whose time is in seconds, as cloud-managed devices write it: `1 1772445600.1 ap1 events `."""
    head = _EPOCH_HEADER.match(text, start, start + _LONGEST)
    return ({"timestamp": head["time"], "host": head["host"], "app": head["app"]}, head.end()) if head else None


def _traditional(text: str, start: int) -> tuple[dict[str, str], int] | None:
    head = _RFC3164.match(text, start, start + _LONGEST)
    if head is None:
        return None
    facts, end = {"timestamp": head["time"], "host": head["before"] or ""}, head.end()
    host = _HOST.match(text, end, end + _LONGEST)
    if host and not facts["host"] and not _NOT_HOSTS.match(text, end) and _follows(text, host, certain=start > 0):
        facts["host"], end = host["host"], host.end()
    tag = _TAG.match(text, end, end + _LONGEST)
    if tag and not _FORMATS_HEAD.match(text, end):
        facts |= {"app": tag["app"], "pid": tag["pid"] or ""}
        end = tag.end()
    return facts, end


def _follows(text: str, host: re.Match[str], *, certain: bool) -> bool:
    """Say whether what comes after a host's name is what comes after one: a tag, another format, or a header did."""
    address = "." in host["host"] and host["host"].replace(".", "").isdigit()
    after = text[host.end() : host.end() + 1]
    return (
        certain
        or address
        or after in "{<[%"
        or bool(_NUMBERED.fullmatch(host["host"]))
        or bool(_TAG.match(text, host.end()) or _FORMATS_HEAD.match(text, host.end()))
    )


def _structured(text: str, position: int) -> tuple[dict[str, dict[str, str]], int]:
    """Return the elements of structured data, and where the message begins; `-` stands for none."""
    if text.startswith("-", position):
        return {}, position + 1
    elements: dict[str, dict[str, str]] = {}
    while (head := _ELEMENT.match(text, position)) and len(elements) < _MAX_ELEMENTS:
        parameters, end = _parameters(text, head.end())
        if not text.startswith("]", end):
            break
        elements.setdefault(head[1], parameters)
        position = end + 1
    return elements, position


def _parameters(text: str, position: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while (pair := _PARAMETER.match(text, position)) and len(found) < _MAX_PARAMETERS:
        found.setdefault(pair[1], _ESCAPED.sub(r"\1", pair[2]))
        position = pair.end()
    return found, position
