"""The OCSF source."""

from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_fields, json_items
from triage_warden.connectors.ocsf.alerts import OcsfParser

SOURCE: Final = AlertSource(
    name="ocsf",
    title="OCSF Detection Finding",
    parser=OcsfParser(),
    recognises=lambda payload: 0.95 if "class_uid" in first_fields(payload) else 0.0,
    split=json_items,
    documentation="https://schema.ocsf.io/1.7.0/classes/detection_finding",
)
