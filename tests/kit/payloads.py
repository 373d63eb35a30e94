"""Payload files of a source's tests, and how a parsed one is shown in a snapshot."""

from pathlib import Path

import msgspec

from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert
from triage_warden.core.alerts.ports import AlertParser

CONNECTOR_TESTS = Path(__file__).parents[1] / "connectors"


def payload_files(source: str) -> list[Path]:
    """Return the payload files of a source, in order of name."""
    return sorted((CONNECTOR_TESTS / source / "payloads").glob("*.*"))


def parsed(parser: AlertParser, payload: bytes) -> object:
    """Return what the parser makes of it, as plain data without `raw`: alerts, or the reason why not."""
    try:
        alerts = parser.parse(payload)
    except CannotParse as error:
        return {"cannot_parse": error.detail, "pointers": [each.pointer for each in error.errors]}
    assert all(alert.raw == payload for alert in alerts)
    return [shown(alert) for alert in alerts]


def shown(alert: Alert) -> dict[str, object]:
    """Return an alert as plain data without `raw`, its observables as `role type value`."""
    rest: dict[str, object] = msgspec.to_builtins(msgspec.structs.replace(alert, raw=b"", observables=()))
    del rest["raw"]
    return rest | {"observables": [f"{each.role} {each.type} {each.value}" for each in alert.observables]}
