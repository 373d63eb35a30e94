"""The Wazuh source."""

from typing import Final

from triage_warden.connector_kit.json_payload import fields_of
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_fields, json_items
from triage_warden.connectors.wazuh.alerts import WazuhParser


def _recognises(payload: bytes) -> float:
    fields = first_fields(payload)
    names = (fields_of(bytes(fields["_source"])) if "_source" in fields else fields).keys()
    if {"rule", "agent", "manager"} <= names:
        return 0.95
    return 0.7 if {"rule", "agent"} <= names or {"all_fields", "rule_id"} <= names else 0.0


SOURCE: Final = AlertSource(
    name="wazuh",
    title="Wazuh",
    parser=WazuhParser(),
    recognises=_recognises,
    split=json_items,
    documentation="https://documentation.wazuh.com/current/user-manual/manager/event-logging.html",
)
