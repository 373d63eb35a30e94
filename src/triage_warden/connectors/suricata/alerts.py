"""Read alerts of Suricata's EVE log.

Shape: https://docs.suricata.io/en/latest/output/eve/eve-json-format.html#event-type-alert
"""

from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.attack import references
from triage_warden.connector_kit.fields import concise, number, text, texts
from triage_warden.connector_kit.json_payload import bad_field, decode
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.times import moment
from triage_warden.connectors.suricata.ends import Ends, ends_of
from triage_warden.connectors.suricata.evidence import gather
from triage_warden.core.alerts.attributes import ACTION_TAKEN, CATEGORY, PRODUCT, SOURCE_CONFIDENCE, SOURCE_SEVERITY
from triage_warden.core.alerts.model import Alert, Identity, Rule, SourceVerdict
from triage_warden.core.alerts.severity import Severity

_PRIORITIES: Final = {1: Severity.HIGH, 2: Severity.MEDIUM, 3: Severity.LOW, 4: Severity.INFORMATIONAL}
"""The priority of the rule's class, 1 the most urgent (Suricata's classification.config)."""
_CONFIDENCES: Final = {"high": "90", "medium": "60", "low": "30"}
"""The ruleset's words for how seldom a rule is wrong; the numbers are ours, only their order is theirs."""


@dataclass(frozen=True, slots=True)
class SuricataParser:
    """Reads one EVE event of type `alert` into one alert."""

    source: str = "suricata"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse; events of other types are not alerts."""
        event = decode(payload)
        rule = _rule(event)
        ends = ends_of(event)
        seen = Observed()
        gather(event, ends, seen)
        return [
            Alert(
                source=self.source,
                rule=rule,
                title=concise(rule.name or f"Suricata rule {rule.id}"),
                description=_description(event, ends),
                severity=_severity(event),
                occurred_at=moment(event.get("timestamp")),
                attack=references(
                    texts(event, "alert.metadata.mitre_technique_id"),
                    texts(event, "alert.metadata.mitre_tactic_id") or texts(event, "alert.metadata.mitre_tactic_name"),
                ),
                observables=seen.all(),
                attributes=_attributes(event),
                identity=Identity(
                    parts=(rule.id or "", ends.client, ends.server, ends.service_port, text(event, "proto")),
                ),
                raw=payload,
            ),
        ]


def _rule(event: dict[str, object]) -> Rule:
    kind = text(event, "event_type")
    if kind != "alert":
        named = f"of type '{concise(kind, 40)}'" if kind else "without event_type"
        raise bad_field("/event_type", f"This EVE event is {named}, no alert; send events of type 'alert' only.")
    signature, group = text(event, "alert.signature_id"), text(event, "alert.gid")
    name = text(event, "alert.signature")
    if not signature and not name:
        raise bad_field("/alert", "The alert names no signature_id and no signature; send the event as it was logged.")
    identifier = f"{group}:{signature}" if group not in {"", "1"} else signature
    return Rule(id=concise(identifier) or None, name=concise(name) or None)


def _severity(event: dict[str, object]) -> Severity:
    """Return the ruleset's own severity of the signature where it has one, else the priority of its class."""
    priority = number(event, "alert.severity")
    return by_word(_stated_severity(event)) or _PRIORITIES.get(int(priority or 0), Severity.MEDIUM)


def _stated_severity(event: dict[str, object]) -> str:
    return next((word for word in texts(event, "alert.metadata.signature_severity") if by_word(word)), "")


def _description(event: dict[str, object], ends: Ends) -> str:
    category = text(event, "alert.category")
    service = text(event, "app_proto") or text(event, "proto")
    port = f" port {ends.service_port}" if ends.service_port else ""
    flow = f"{ends.client} to {ends.server}{port}" if ends.client and ends.server else ""
    over = f"over {service}" if service and flow else ""
    return concise(". ".join(filter(None, (category, " ".join(filter(None, (flow, over)))))), 1000)


def _attributes(event: dict[str, object]) -> dict[str, str]:
    dropped = text(event, "verdict.action") == "drop"
    verdicts = {"blocked": SourceVerdict.BLOCKED, "allowed": SourceVerdict.ALLOWED}
    action = SourceVerdict.BLOCKED if dropped else verdicts.get(text(event, "alert.action"))
    confidence = next(iter(texts(event, "alert.metadata.confidence")), "")
    stated = {
        ACTION_TAKEN: action or "",
        SOURCE_SEVERITY: _stated_severity(event) or text(event, "alert.severity"),
        SOURCE_CONFIDENCE: _CONFIDENCES.get(confidence.lower(), ""),
        CATEGORY: text(event, "alert.category"),
        PRODUCT: "Suricata",
    }
    return {name: str(value) for name, value in stated.items() if value}
