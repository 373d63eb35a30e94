"""A payload taken apart: its format, its fields as one tree, and what carried it."""

from enum import StrEnum

import msgspec


class Format(StrEnum):
    """What the body is written in; a syslog header around it is told by `Record.header`."""

    JSON = "json"
    CEF = "cef"
    LEEF = "leef"
    WINDOWS_XML = "windows_xml"
    """A Windows event as XML; its JSON forms are `json`, and `windows_event.windows_event` reads them all alike."""
    XML = "xml"
    CSV = "csv"
    """A row under a header line; columns are fields by name."""
    DELIMITED = "delimited"
    """A row without a header line; columns are `column_1`, `column_2`, …"""
    KEY_VALUE = "key_value"
    TEXT = "text"


class SyslogHeader(msgspec.Struct, frozen=True, kw_only=True):
    """What a syslog header says; what it leaves out (or writes as `-`) is empty or None.

    `timestamp` is as written: RFC 3164 leaves out year and zone, which only the time of receipt can add.
    """

    timestamp: str = ""
    host: str = ""
    app: str = ""
    pid: str = ""
    message_id: str = ""
    severity: int | None = None
    """0 (emergency) to 7 (debug), RFC 5424 section 6.2.1."""
    facility: int | None = None
    structured: dict[str, dict[str, str]] = {}
    """Structured data of RFC 5424: parameters by element id."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A payload, decoded. Several callers share one: read it, never change it.

    `fields` is a tree as JSON would have it. CEF and LEEF give `{"header": {…}, "extension": {…}}`. A payload that is a
    list of several gives `{"items": […]}`. A string in which something structured is written stays, and what it holds
    stands beside it: `message` and `message@json` (or `@cef`, `@leef`, `@key_value`, `@windows_xml`, `@xml`).
    `text` is the whole body after a syslog header; `lead` the words before the first pair of a key=value text, or
    before an embedded JSON object.
    """

    format: Format
    fields: dict[str, object]
    header: SyslogHeader | None = None
    text: str = ""
    lead: str = ""
