"""Read a Windows event alike from XML and from the JSON forms that shippers make of it.

Known forms: the schema's own (`Event.System`, `Event.EventData`; attributes as fields, `#attributes` or `@…`),
Winlogbeat and Elastic Agent (`winlog.event_data`), NXLog (flat, `EventID` beside `Channel`), Wazuh (`win.system`,
`win.eventdata`), Azure Monitor (`EventData` as XML in a string). Schema: https://learn.microsoft.com/windows/win32/wes/eventschema-schema
"""

from collections.abc import Mapping
from typing import Final

import msgspec

from triage_warden.connector_kit.fields import as_text, at, first_text, number, record

_EVENT_ID: Final = ("EventID", "EventID.#text", "EventID.Value", "eventID", "event_id", "EventId", "EventCode")
_CHANNEL: Final = ("Channel", "channel", "log_name", "LogName")
_PROVIDER: Final = (
    "Provider.Name",
    "Provider.@Name",
    "Provider.#attributes.Name",
    "Provider_attributes.Name",
    "providerName",
    "provider_name",
    "SourceName",
    "ProviderName",
    "Source",
)
_COMPUTER: Final = ("Computer", "computer", "computer_name", "Hostname", "ComputerName", "hostname", "MachineName")
_TIME: Final = (
    "TimeCreated.SystemTime",
    "TimeCreated.@SystemTime",
    "TimeCreated.#attributes.SystemTime",
    "TimeCreated_attributes.SystemTime",
    "systemTime",
    "EventTime",
    "UtcTime",
    "TimeGenerated",
    "TimeCreated",
)
_USER_SID: Final = ("Security.UserID", "Security.@UserID", "Security.#attributes.UserID", "user.identifier", "UserID")
_RECORD: Final = ("EventRecordID", "eventRecordID", "record_id", "RecordNumber", "RecordId")
_HOLDERS: Final = ("", "win", "winlog", "data.win", "event", "_source", "_source.winlog", "_source.data.win")
_WRAPPED_XML: Final = ("message", "_raw", "raw", "event", "Event", "EventData", "original")
_MAX_DATA: Final = 500


class WindowsEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A Windows event; `data` are its named values (`EventData` or `UserData`). What is not stated is empty."""

    event_id: int
    provider: str = ""
    channel: str = ""
    computer: str = ""
    time: str = ""
    user_sid: str = ""
    record_id: str = ""
    data: dict[str, str] = {}


def windows_event(fields: Mapping[str, object]) -> WindowsEvent | None:
    """Return the event that a decoded payload holds, None where it is none."""
    for name in _WRAPPED_XML:
        opened = record(fields, f"{name}@windows_xml")
        if opened:
            return windows_event(opened)
    for holder in ("Event", *_HOLDERS):
        body = record(fields, holder) if holder else fields
        found = _read(body, fields) if body else None
        if found:
            return found
    return None


def _read(body: Mapping[str, object], whole: Mapping[str, object]) -> WindowsEvent | None:
    system = record(body, "System") or record(body, "system") or body
    event_id = next((found for path in _EVENT_ID if (found := number(system, path)) is not None), None)
    channel, provider = first_text(system, *_CHANNEL), first_text(system, *_PROVIDER)
    if event_id is None or not 0 <= event_id < 1 << 16 or not (channel or provider):
        return None
    return WindowsEvent(
        event_id=int(event_id),
        provider=provider,
        channel=channel,
        computer=first_text(system, *_COMPUTER) or first_text(whole, "host.name", "host.hostname"),
        time=first_text(system, *_TIME) or first_text(whole, "@timestamp", "timestamp"),
        user_sid=first_text(system, *_USER_SID),
        record_id=first_text(system, *_RECORD),
        data=_data(body, system),
    )


def _data(body: Mapping[str, object], system: Mapping[str, object]) -> dict[str, str]:
    for name in ("EventData", "UserData", "eventdata", "event_data", "user_data", "EventData@xml"):
        held = at(body, name)
        if isinstance(held, dict):
            return _values(_innermost(held))
    return _values(body) if system is body else {}


def _innermost(held: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values themselves: `UserData` and XML in a string wrap them in elements of their own."""
    for _ in range(3):
        inner = [value for value in held.values() if isinstance(value, dict)]
        if len(inner) != 1 or any(as_text(value) for name, value in held.items() if not name.startswith(("#", "@"))):
            return held
        held = inner[0]
    return held


def _values(held: Mapping[str, object]) -> dict[str, str]:
    """Return named scalars; unnamed data (`Data` as a list) is `param1`, `param2` and so on."""
    found: dict[str, str] = {}
    for name, value in list(held.items())[:_MAX_DATA]:
        if isinstance(value, list):
            found |= {f"param{index}": text for index, item in enumerate(value[:100], 1) if (text := as_text(item))}
        elif text := as_text(value):
            found[name] = text
    return found
