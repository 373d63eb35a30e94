"""What a Windows event says, whichever way it is written."""

from collections.abc import Iterator, Mapping
from typing import Final

from triage_warden.connector_kit.fields import at
from triage_warden.connector_kit.formats.record import Record
from triage_warden.connector_kit.formats.windows_event import WindowsEvent, windows_event
from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.explained import Explained, Fact

_DATA: Final[tuple[tuple[Fact, kinds.Kind, tuple[str, ...]], ...]] = (
    (Fact.TIME, kinds.time, ("UtcTime",)),
    (Fact.SOURCE_ADDRESS, kinds.address, ("IpAddress", "SourceIp", "SourceAddress", "ClientAddress")),
    (Fact.SOURCE_PORT, kinds.port, ("IpPort", "SourcePort")),
    (Fact.SOURCE_HOST, kinds.host, ("WorkstationName", "SourceHostname")),
    (Fact.DESTINATION_ADDRESS, kinds.address, ("DestinationIp", "DestAddress")),
    (Fact.DESTINATION_PORT, kinds.port, ("DestinationPort", "DestPort")),
    (Fact.DESTINATION_HOST, kinds.host, ("DestinationHostname",)),
    (Fact.PROCESS, kinds.program, ("Image", "NewProcessName", "ProcessName", "SourceImage", "Application")),
    (Fact.PARENT_PROCESS, kinds.program, ("ParentImage", "ParentProcessName")),
    (Fact.COMMAND_LINE, kinds.command, ("CommandLine", "ProcessCommandLine", "ImagePath", "ServiceFileName")),
    (Fact.FILE_PATH, kinds.path, ("TargetFilename", "ImageLoaded", "ObjectName", "RelativeTargetName", "Path")),
    (Fact.REGISTRY_KEY, kinds.registry_key, ("TargetObject", "ObjectName")),
    (Fact.DOMAIN, kinds.domain, ("QueryName",)),
    (Fact.RULE_NAME, kinds.title, ("RuleName", "Threat Name", "ThreatName")),
)
"""Names of event data in the Security, System and Sysmon channels, the party that an event is about first.

https://learn.microsoft.com/windows/security/threat-protection/auditing/advanced-security-audit-policy-settings,
https://learn.microsoft.com/sysinternals/downloads/sysmon
"""
_USERS: Final = (
    ("TargetUserName", "TargetDomainName"),
    ("User", ""),
    ("SubjectUserName", "SubjectDomainName"),
    ("SamAccountName", ""),
    ("AccountName", "Domain"),
)
_SURE: Final = 0.97
_STEP: Final = 0.01
_NOTHING: Final = frozenset({"", "-", "--", "N/A"})


def windows_facts(record: Record) -> Iterator[Explained]:
    """Yield what the event says; nothing where the record is no Windows event."""
    event = windows_event(record.fields)
    if event is None:
        return
    data = {name: value for name, value in event.data.items() if value not in _NOTHING}
    yield from _system(event)
    yield from _users(data)
    for fact, kind, names in _DATA:
        for place, name in enumerate(names):
            yield _read(fact, kind(data.get(name, "")), name, sure=_SURE - _STEP * place)


def is_event_alone(record: Record) -> bool:
    """Say whether the record is the event in the schema's own form: its keys are the schema's and say no more."""
    return isinstance(at(record.fields, "Event.System"), dict)


def _users(data: Mapping[str, str]) -> Iterator[Explained]:
    """Yield accounts with their domains; machines' own accounts are nobody."""
    for place, (name, domain) in enumerate(_USERS):
        user = kinds.user(data.get(name, ""))
        if user and not user.endswith("$"):
            place_of = data.get(domain, "")
            value = f"{place_of}\\{user}" if place_of and "\\" not in user and "@" not in user else user
            yield _read(Fact.USER, value, name, sure=_SURE - _STEP * place)


def _system(event: WindowsEvent) -> Iterator[Explained]:
    yield _read(Fact.TIME, kinds.time(event.time), "time created", sure=0.96)
    yield _read(Fact.HOST, kinds.host(event.computer), "computer", sure=_SURE)
    yield _read(Fact.PRODUCT, event.provider or event.channel, "provider", sure=0.93)
    yield _read(Fact.RULE_ID, str(event.event_id), "event id", sure=0.7)
    yield _read(
        Fact.TITLE, f"{event.provider or event.channel} event {event.event_id}", "provider and event id", sure=0.6
    )


def _read(fact: Fact, value: str, name: str, *, sure: float) -> Explained:
    return Explained(
        fact=fact,
        value=value,
        written=value,
        pointer=f"windows:{name}",
        confidence=sure if value else 0.0,
        reason=f"a Windows event's {name}",
    )
