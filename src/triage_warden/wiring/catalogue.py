"""The sources of alerts. Adding one is a folder under connectors/ and its line here."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_item
from triage_warden.connectors.ait_csv.manifest import SOURCE as AIT_CSV
from triage_warden.connectors.alertmanager.manifest import SOURCE as ALERTMANAGER
from triage_warden.connectors.cef.manifest import SOURCE as CEF
from triage_warden.connectors.checkpoint.manifest import SOURCE as CHECKPOINT
from triage_warden.connectors.cisco_asa.manifest import SOURCE as CISCO_ASA
from triage_warden.connectors.cisco_secure_endpoint.manifest import SOURCE as CISCO_SECURE_ENDPOINT
from triage_warden.connectors.cisco_umbrella.manifest import SOURCE as CISCO_UMBRELLA
from triage_warden.connectors.cloudflare.manifest import SOURCE as CLOUDFLARE
from triage_warden.connectors.cortex_xdr.manifest import SOURCE as CORTEX_XDR
from triage_warden.connectors.crowdstrike.manifest import SOURCE as CROWDSTRIKE
from triage_warden.connectors.defender_xdr.manifest import SOURCE as DEFENDER_XDR
from triage_warden.connectors.elastic.manifest import SOURCE as ELASTIC
from triage_warden.connectors.entra_id.manifest import SOURCE as ENTRA_ID
from triage_warden.connectors.falco.manifest import SOURCE as FALCO
from triage_warden.connectors.fortigate.manifest import SOURCE as FORTIGATE
from triage_warden.connectors.gcp_scc.manifest import SOURCE as GCP_SCC
from triage_warden.connectors.generic.manifest import SOURCE as GENERIC
from triage_warden.connectors.github.manifest import SOURCE as GITHUB
from triage_warden.connectors.google_secops.manifest import SOURCE as GOOGLE_SECOPS
from triage_warden.connectors.google_workspace.manifest import SOURCE as GOOGLE_WORKSPACE
from triage_warden.connectors.guardduty.manifest import SOURCE as GUARDDUTY
from triage_warden.connectors.leef.manifest import SOURCE as LEEF
from triage_warden.connectors.mail.manifest import SOURCE as MAIL
from triage_warden.connectors.mimecast.manifest import SOURCE as MIMECAST
from triage_warden.connectors.ocsf.manifest import SOURCE as OCSF
from triage_warden.connectors.office365.manifest import SOURCE as OFFICE365
from triage_warden.connectors.okta.manifest import SOURCE as OKTA
from triage_warden.connectors.paloalto.manifest import SOURCE as PALOALTO
from triage_warden.connectors.proofpoint.manifest import SOURCE as PROOFPOINT
from triage_warden.connectors.qradar.manifest import SOURCE as QRADAR
from triage_warden.connectors.security_hub.manifest import SOURCE as SECURITY_HUB
from triage_warden.connectors.sentinel.manifest import SOURCE as SENTINEL
from triage_warden.connectors.sentinel_incident.manifest import SOURCE as SENTINEL_INCIDENT
from triage_warden.connectors.sentinelone.manifest import SOURCE as SENTINELONE
from triage_warden.connectors.snort.manifest import SOURCE as SNORT
from triage_warden.connectors.splunk.manifest import SOURCE as SPLUNK
from triage_warden.connectors.suricata.manifest import SOURCE as SURICATA
from triage_warden.connectors.unknown.manifest import SOURCE as UNKNOWN
from triage_warden.connectors.wazuh.manifest import SOURCE as WAZUH
from triage_warden.connectors.windows.manifest import SOURCE as WINDOWS
from triage_warden.connectors.zeek.manifest import SOURCE as ZEEK
from triage_warden.connectors.zscaler.manifest import SOURCE as ZSCALER

SOURCES: Final[tuple[AlertSource, ...]] = (
    AIT_CSV,
    ALERTMANAGER,
    CEF,
    CHECKPOINT,
    CISCO_ASA,
    CISCO_SECURE_ENDPOINT,
    CISCO_UMBRELLA,
    CLOUDFLARE,
    CORTEX_XDR,
    CROWDSTRIKE,
    DEFENDER_XDR,
    ELASTIC,
    ENTRA_ID,
    FALCO,
    FORTIGATE,
    GCP_SCC,
    GENERIC,
    GITHUB,
    GOOGLE_SECOPS,
    GOOGLE_WORKSPACE,
    GUARDDUTY,
    LEEF,
    MAIL,
    MIMECAST,
    OCSF,
    OFFICE365,
    OKTA,
    PALOALTO,
    PROOFPOINT,
    QRADAR,
    SECURITY_HUB,
    SENTINEL,
    SENTINELONE,
    SENTINEL_INCIDENT,
    SNORT,
    SPLUNK,
    SURICATA,
    UNKNOWN,
    WAZUH,
    WINDOWS,
    ZEEK,
    ZSCALER,
)


def sources() -> Mapping[str, AlertSource]:
    """Return the sources by name."""
    return {source.name: source for source in SOURCES}


def recognise(payload: bytes, known: Iterable[AlertSource] = SOURCES) -> AlertSource | None:
    """Return the source that is surest that a payload, or a file of payloads, is its own; None when none is."""
    sample = first_item(payload)
    sure, surest = max(((source.recognises(sample), source) for source in known), key=itemgetter(0))
    return surest if sure > 0 else None
