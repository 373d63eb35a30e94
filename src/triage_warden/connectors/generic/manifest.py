"""The generic source."""

from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_fields, json_items
from triage_warden.connectors.generic.alerts import GenericParser

SOURCE: Final = AlertSource(
    name="generic",
    title="Generic JSON",
    parser=GenericParser(),
    recognises=lambda payload: 0.3 if "title" in first_fields(payload) else 0.0,
    split=json_items,
    documentation="docs/connectors/generic.md",
)
