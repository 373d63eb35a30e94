"""Read alerts as Wazuh's manager writes them.

Shape: https://documentation.wazuh.com/current/user-manual/manager/event-logging.html
Levels: https://documentation.wazuh.com/current/user-manual/ruleset/rules/rules-classification.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.attack import references
from triage_warden.connector_kit.fields import concise, first_text, number, record, text, texts
from triage_warden.connector_kit.json_payload import bad_field, decode
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.severity import by_bands
from triage_warden.connector_kit.times import first_moment
from triage_warden.connectors.wazuh.evidence import gather_evidence
from triage_warden.core.alerts.attributes import ACTION_TAKEN, CATEGORY, PRODUCT, SOURCE_SEVERITY
from triage_warden.core.alerts.model import Alert, Identity, Rule
from triage_warden.core.alerts.severity import Severity

_LEVELS: Final = (
    (3, Severity.INFORMATIONAL),
    (6, Severity.LOW),
    (11, Severity.MEDIUM),
    (14, Severity.HIGH),
    (16, Severity.CRITICAL),
)
"""Bands of Wazuh's own dashboard (low to 6, medium to 11, high to 14, critical from 15); up to level 3 its
classification calls them notifications and authorised events, hence informational."""
_TRAITS: Final = (
    "data.srcip",
    "data.dstip",
    "data.srcuser",
    "data.dstuser",
    "data.url",
    "data.src_ip",
    "data.dest_ip",
    "data.alert.signature_id",
    "data.win.eventdata.targetUserName",
    "data.win.eventdata.ipAddress",
    "data.win.eventdata.commandLine",
    "data.win.eventdata.targetObject",
    "data.vulnerability.cve",
    "syscheck.path",
    "location",
)
_MAX_DESCRIPTION: Final = 4_000
_LONGEST_TRAIT: Final = 1_000


@dataclass(frozen=True, slots=True)
class WazuhParser:
    """Reads one Wazuh alert into one alert."""

    source: str = "wazuh"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse."""
        body = _unwrapped(decode(payload))
        rule = Rule(id=concise(text(body, "rule.id")) or None, name=concise(text(body, "rule.description")) or None)
        if rule.id is None and rule.name is None:
            raise bad_field("/rule", "The alert has no rule.id and no rule.description; send alerts of alerts.json.")
        seen = Observed()
        gather_evidence(body, seen)
        seen.mentioned(text(body, "rule.description"), text(body, "full_log"))
        return [
            Alert(
                source=self.source,
                source_id=concise(text(body, "id")) or None,
                rule=rule,
                title=rule.name or concise(f"Wazuh rule {rule.id}"),
                description=text(body, "full_log")[:_MAX_DESCRIPTION],
                severity=_severity(body),
                occurred_at=first_moment(body.get("timestamp"), body.get("@timestamp")),
                attack=references(texts(body, "rule.mitre.id"), texts(body, "rule.mitre.tactic")),
                observables=seen.all(),
                attributes=_attributes(body),
                identity=_identity(body, rule),
                raw=payload,
            ),
        ]


def _unwrapped(body: dict[str, object]) -> Mapping[str, object]:
    """Return the alert itself: the indexer wraps it in `_source`, integrations in `all_fields`."""
    return record(body, "_source") or record(body, "all_fields") or body


def _severity(body: Mapping[str, object]) -> Severity:
    level = number(body, "rule.level")
    return Severity.MEDIUM if level is None else by_bands(level, _LEVELS)


def _identity(body: Mapping[str, object], rule: Rule) -> Identity:
    """Return the traits of the finding. Wazuh's `id` names a log line, not a finding: each repeat has a new one."""
    traits = (text(body, path)[:_LONGEST_TRAIT] for path in _TRAITS)
    return Identity(parts=(rule.id or rule.name or "", first_text(body, "agent.id", "agent.name"), *traits))


def _attributes(body: Mapping[str, object]) -> dict[str, str]:
    decoder = text(body, "decoder.name")
    stated = {
        ACTION_TAKEN: action_taken(first_text(body, "data.action", "data.alert.action", "data.status")),
        SOURCE_SEVERITY: text(body, "rule.level"),
        CATEGORY: ", ".join(texts(body, "rule.groups")[:10]),
        PRODUCT: f"Wazuh ({decoder})" if decoder else "Wazuh",
    }
    return {name: concise(value) for name, value in stated.items() if value}
