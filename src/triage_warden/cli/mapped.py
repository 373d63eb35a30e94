"""What `triage-warden source` finds out; it draws nothing."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from triage_warden.cli.environment import settings
from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.mapped.cutting import cutter, first_payload
from triage_warden.connector_kit.mapped.source import from_file
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.structural.reading import read
from triage_warden.connector_kit.unrecognised import UNMAPPED, last_resort
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert
from triage_warden.wiring.catalogue import recognise, sources
from triage_warden.wiring.own_sources import with_own

Row = dict[str, object]


@cache
def known_sources() -> Mapping[str, AlertSource]:
    """Return the sources by name, with those of the folder that the settings name; raise BadMapping."""
    return with_own(sources(), settings().sources_dir)


def tried(mapping: Path) -> AlertSource:
    """Return the source a mapping describes, or raise BadMapping."""
    return from_file(mapping)


def alerts_of(source: AlertSource, data: bytes) -> tuple[list[Alert], list[str]]:
    """Return the alerts in the data, and for each payload that cannot be read, why."""
    alerts: list[Alert] = []
    failures: list[str] = []
    for payload in source.split(data):
        try:
            alerts += source.parser.parse(payload)
        except CannotParse as error:
            failures.append(error.detail)
    return alerts, failures


def record(alert: Alert) -> Row:
    """Return the alert as plain data, without its payload."""
    row: Row = msgspec.to_builtins(msgspec.structs.replace(alert, raw=b""))
    del row["raw"]
    return row


def described(alert: Alert) -> Iterator[str]:
    """Yield lines that say what was read."""
    yield alert.title
    stated = {
        "time": alert.occurred_at.isoformat() if alert.occurred_at else "not stated: the time of receipt",
        "severity": str(alert.severity),
        "rule": " ".join(filter(None, (alert.rule.id, alert.rule.name))),
        "id": alert.source_id or "",
        "repeats": " | ".join(alert.identity.parts) + (" (for ever)" if alert.identity.exact else " (within a day)"),
        "ATT&CK": ", ".join(each.technique or each.tactic or "" for each in alert.attack),
    }
    for name, value in (stated | alert.attributes).items():
        if value:
            yield f"  {name:18} {value}"
    for seen in alert.observables:
        yield f"  {seen.role:18} {seen.type} {seen.value}"
    yield ""


def ranked(data: bytes) -> list[Row]:
    """Return which sources recognise the data, surest first."""
    found = [(each.recognises(data), each.name) for each in known_sources().values()]
    return [{"source": name, "sure": sure} for sure, name in sorted(found, reverse=True) if sure > 0]


def taken(data: bytes) -> Row:
    """Return by which source the first payload is read when none is named, or why it waits in quarantine."""
    known = known_sources()
    source = recognise(data, known.values()) or known[last_resort(data)]
    payload, refusals = next(iter(source.split(data)), data), list[str]()
    for each in dict.fromkeys((source.name, UNMAPPED) if ranked(data) else (source.name,)):
        try:
            known[each].parser.parse(payload)
        except CannotParse as refused:
            refusals.append(refused.detail)
        else:
            return {"source": each, "refused": " ".join(refusals)}
    return {"source": None, "refused": refusals[0]}


def explained(data: bytes) -> list[Row]:
    """Return what the structure of the first payload says; raise CannotParse where it is empty or binary."""
    facts = read(decode(first_payload(data, cutter(()))))
    return [msgspec.to_builtins(each) for each in facts]
