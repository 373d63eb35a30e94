"""Read rows of Microsoft Sentinel's SecurityAlert table.

Shape: https://learn.microsoft.com/en-us/azure/sentinel/security-alert-schema. Several columns hold JSON as text.
What Sentinel's analysts concluded later (incident, classification, determination) is not read: the same
alert must be assessed the same before and after somebody looked at it.
"""

from dataclasses import dataclass
from typing import Final

import msgspec

from triage_warden.connector_kit.attack import references, tactic
from triage_warden.connector_kit.fields import as_text, at, concise, first_text, text
from triage_warden.connector_kit.json_payload import bad_field, decode
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.times import first_moment
from triage_warden.connectors.sentinel.embedded import embedded, embedded_list
from triage_warden.connectors.sentinel.entities import Scene, gather, gather_extended
from triage_warden.connectors.sentinel.graph import Graph
from triage_warden.core.alerts.attributes import (
    ACTION_TAKEN,
    CATEGORY,
    LINK,
    PRODUCT,
    REMEDIATION,
    SOURCE_CONFIDENCE,
    SOURCE_SEVERITY,
    STATUS,
)
from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule, SourceVerdict
from triage_warden.core.alerts.severity import Severity

_DELIVERED: Final = {
    "blocked": SourceVerdict.BLOCKED,
    "replaced": SourceVerdict.BLOCKED,
    "delivered": SourceVerdict.ALLOWED,
    "deliveredasspam": SourceVerdict.ALLOWED,
}
_ONE_TYPE_FOR_ALL: Final = frozenset({"WindowsDefenderAtp"})
_MAX_DESCRIPTION: Final = 10_000
_MAX_REMEDIATION: Final = 4_000


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its embedded JSON opened."""

    body: dict[str, object]
    extended: dict[str, object]
    attack: tuple[AttackRef, ...]
    graph: Graph


@dataclass(frozen=True, slots=True)
class SentinelParser:
    """Reads one SecurityAlert row into one alert."""

    source: str = "sentinel"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse."""
        row = _opened(decode(payload))
        body = row.body
        title = first_text(body, "DisplayName", "AlertName")
        if not title:
            raise bad_field(
                "/DisplayName", "The row has no DisplayName and no AlertName; send whole SecurityAlert rows."
            )
        seen = Observed()
        gather(row.graph, _scene(row), seen)
        gather_extended(row.extended, seen)
        seen.mentioned(title, text(body, "Description"))
        identifier = first_text(body, "SystemAlertId", "VendorOriginalId")
        traits = (text(body, "AlertType"), title, first_text(body, "CompromisedEntity", "StartTime"))
        return [
            Alert(
                source=self.source,
                source_id=concise(identifier) or None,
                rule=Rule(
                    id=concise(_rule_id(row)) or None, name=concise(first_text(body, "AlertName", "DisplayName"))
                ),
                title=concise(title),
                description=text(body, "Description")[:_MAX_DESCRIPTION],
                severity=by_word(text(body, "AlertSeverity")) or Severity.MEDIUM,
                occurred_at=first_moment(*(body.get(name) for name in ("StartTime", "EndTime", "TimeGenerated"))),
                attack=row.attack,
                observables=seen.all(),
                attributes=_attributes(row),
                identity=Identity(parts=(identifier,) if identifier else traits, exact=bool(identifier)),
                raw=payload,
            ),
        ]


def _opened(body: dict[str, object]) -> _Row:
    extended = embedded(body.get("ExtendedProperties"))
    columns = ("Techniques", "SubTechniques")
    listed = [as_text(each) for column in columns for each in embedded_list(body.get(column))]
    techniques = (*listed, *text(extended, "MitreTechniques").replace(",", ";").split(";"))
    tactics = text(body, "Tactics").split(",")
    if not any(map(tactic, tactics)):
        tactics = [_category(extended)]
    return _Row(
        body=body,
        extended=extended,
        attack=references(techniques, tactics),
        graph=Graph.of(embedded_list(body.get("Entities"))),
    )


def _scene(row: _Row) -> Scene:
    return Scene(
        provider=text(row.body, "ProviderName").lower(),
        tactics=frozenset(filter(None, (each.tactic for each in row.attack))),
        techniques=frozenset(filter(None, (each.technique for each in row.attack))),
        compromised=text(row.body, "CompromisedEntity"),
    )


def _rule_id(row: _Row) -> str:
    """Return the detector's id; Defender for Endpoint gives all its alerts one AlertType, which tells none apart."""
    kind = text(row.body, "AlertType")
    return text(row.extended, "DetectorId") or (kind if kind not in _ONE_TYPE_FOR_ALL else "")


def _category(extended: dict[str, object]) -> str:
    """Return Defender's category. Its names have dots in them, so this is one look-up and no path."""
    return as_text(extended.get("MicrosoftDefenderAtp.Category")) or text(extended, "Category")


def _attributes(row: _Row) -> dict[str, str]:
    body = row.body
    steps = " ".join(as_text(step) for step in embedded_list(body.get("RemediationSteps")))
    stated = {
        ACTION_TAKEN: _action(row.graph),
        SOURCE_SEVERITY: text(body, "AlertSeverity"),
        SOURCE_CONFIDENCE: _confidence(body),
        CATEGORY: _category(row.extended),
        PRODUCT: first_text(body, "ProductName", "ProviderName"),
        REMEDIATION: concise(steps, _MAX_REMEDIATION),
        LINK: text(body, "AlertLink"),
        STATUS: text(body, "Status"),
    }
    return {name: value for name, value in stated.items() if value}


def _action(graph: Graph) -> str:
    """Return what mail protection did, where it did the same to every message of the alert."""
    done = {_DELIVERED.get(text(node, "DeliveryAction").lower()) for node in graph.of_kind("mailmessage")}
    only = next(iter(done)) if len(done) == 1 else None
    return str(only or "")


def _confidence(body: dict[str, object]) -> str:
    """Return ConfidenceScore, documented as 0 to 1, on our scale of 0 to 100."""
    score = at(body, "ConfidenceScore")
    usable = isinstance(score, int | float) and not isinstance(score, bool) and 0 < score <= 1
    return str(round(float(score) * 100)) if usable and isinstance(score, int | float) else ""
