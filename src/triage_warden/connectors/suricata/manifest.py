"""The Suricata source."""

from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_fields, json_items
from triage_warden.connectors.suricata.alerts import SuricataParser


def _recognises(payload: bytes) -> float:
    fields = first_fields(payload)
    if "event_type" not in fields or not fields.keys() & {"flow_id", "src_ip", "in_iface"}:
        return 0.0
    return 0.95


SOURCE: Final = AlertSource(
    name="suricata",
    title="Suricata EVE",
    parser=SuricataParser(),
    recognises=_recognises,
    split=json_items,
    documentation="https://docs.suricata.io/en/latest/output/eve/eve-json-format.html",
)
