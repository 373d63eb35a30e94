"""The Microsoft Sentinel source."""

from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_fields, wrapped_json_items
from triage_warden.connectors.sentinel.alerts import SentinelParser

_split: Final = wrapped_json_items("records", "value")
"""Event Hubs wrap rows in `records`, the REST APIs in `value`; exports to storage and queries give plain rows."""


def _recognises(payload: bytes) -> float:
    fields = first_fields(next(_split(payload), b""))
    if "SystemAlertId" in fields:
        return 0.95
    return 0.8 if {"AlertName", "AlertSeverity"} <= fields.keys() else 0.0


SOURCE: Final = AlertSource(
    name="sentinel",
    title="Microsoft Sentinel SecurityAlert",
    parser=SentinelParser(),
    recognises=_recognises,
    split=_split,
    documentation="https://learn.microsoft.com/en-us/azure/sentinel/security-alert-schema",
)
