"""The sources of alerts. Adding one is a folder under connectors/ and its line here."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_item
from triage_warden.connectors.ait_csv.manifest import SOURCE as AIT_CSV
from triage_warden.connectors.cef.manifest import SOURCE as CEF
from triage_warden.connectors.generic.manifest import SOURCE as GENERIC
from triage_warden.connectors.mail.manifest import SOURCE as MAIL
from triage_warden.connectors.ocsf.manifest import SOURCE as OCSF
from triage_warden.connectors.sentinel.manifest import SOURCE as SENTINEL
from triage_warden.connectors.suricata.manifest import SOURCE as SURICATA
from triage_warden.connectors.wazuh.manifest import SOURCE as WAZUH

SOURCES: Final[tuple[AlertSource, ...]] = (
    AIT_CSV,
    CEF,
    GENERIC,
    MAIL,
    OCSF,
    SENTINEL,
    SURICATA,
    WAZUH,
)


def sources() -> Mapping[str, AlertSource]:
    """Return the sources by name."""
    return {source.name: source for source in SOURCES}


def recognise(payload: bytes) -> AlertSource | None:
    """Return the source that is surest that a payload, or a file of payloads, is its own; None when none is."""
    sample = first_item(payload)
    sure, surest = max(((source.recognises(sample), source) for source in SOURCES), key=itemgetter(0))
    return surest if sure > 0 else None
