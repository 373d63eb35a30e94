"""Read OCSF findings.

Shape: https://schema.ocsf.io/1.5.0/classes/detection_finding (class 2004) and what it replaced in 1.1, Security
Finding (2001).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.attack import references
from triage_warden.connector_kit.fields import concise, first_text, number, records, text, texts
from triage_warden.connector_kit.json_payload import bad_field, decode
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.times import first_moment
from triage_warden.connectors.ocsf.evidence import gather_evidence
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
from triage_warden.core.alerts.model import Alert, Identity, Rule
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Role

_CLASSES: Final = {2004: "finding_info", 2001: "finding"}
"""Classes that are alerts, and where each keeps what the finding is. Others report weaknesses, or plain activity."""
_SEVERITIES: Final = {
    1: Severity.INFORMATIONAL,
    2: Severity.LOW,
    3: Severity.MEDIUM,
    4: Severity.HIGH,
    5: Severity.CRITICAL,
    6: Severity.CRITICAL,
}
"""`severity_id`; 6 is fatal. 0 is unknown and 99 other: then the word decides, else it is medium."""
_PASSED: Final = frozenset({"PASS", "PASSED"})
"""Posture scanners report checks that held with the severity that failing them would have had."""
_DISPOSITIONS: Final = {
    1: "allowed",
    2: "blocked",
    3: "quarantined",
    4: "quarantined",
    5: "blocked",
    6: "blocked",
    11: "blocked",
    13: "allowed",
    15: "detected",
    16: "allowed",
    17: "detected",
    19: "detected",
    21: "blocked",
    24: "blocked",
    25: "blocked",
}
"""`disposition_id` of the security control profile, where it says what became of it."""
_TIMES: Final = ("first_seen_time_dt", "first_seen_time", "created_time_dt", "created_time")
_PARTIES: Final = frozenset({Role.ACTOR, Role.TARGET})
_MAX_DESCRIPTION: Final = 10_000


@dataclass(frozen=True, slots=True)
class OcsfParser:
    """Reads one OCSF finding into one alert."""

    source: str = "ocsf"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse."""
        body = decode(payload)
        finding = _finding(body)
        title = concise(text(finding, "title") or first_text(body, "message", "type_name"))
        if not title:
            raise bad_field("/finding_info/title", "The finding has no title and no message; send at least a title.")
        rule = _rule(body, finding, title)
        seen = Observed()
        gather_evidence(body, seen)
        seen.mentioned(title, text(finding, "desc"), text(body, "message"))
        product = first_text(body, "metadata.product.name", "metadata.product.vendor_name")
        identifier = text(finding, "uid")
        observables = seen.all()
        parties = {f"{each.type}:{each.value}" for each in observables if each.role in _PARTIES}
        traits = (rule.id or title, *sorted(parties))
        return [
            Alert(
                source=self.source,
                source_id=concise(identifier) or None,
                rule=rule,
                title=title,
                description=(text(finding, "desc") or text(body, "message"))[:_MAX_DESCRIPTION],
                severity=_severity(body),
                occurred_at=first_moment(
                    *(finding.get(name) for name in _TIMES),
                    body.get("time_dt"),
                    body.get("time"),
                ),
                attack=references(_techniques(body, finding), _tactics(body, finding)),
                observables=observables,
                attributes=_attributes(body, finding),
                identity=Identity(parts=(product, *((identifier,) if identifier else traits)), exact=bool(identifier)),
                raw=payload,
            ),
        ]


def _finding(body: dict[str, object]) -> Mapping[str, object]:
    kind = number(body, "class_uid")
    place = _CLASSES.get(int(kind or 0))
    if place is None:
        named = first_text(body, "class_name", "class_uid") or "without class_uid"
        detail = f"This event is '{concise(named, 60)}'; send Detection Findings (class_uid 2004), which are alerts."
        raise bad_field("/class_uid", detail)
    found = next(records(body, place), None)
    return found if found is not None else {}


def _rule(body: Mapping[str, object], finding: Mapping[str, object], title: str) -> Rule:
    """Return the analytic that fired. Where none is named, the type of finding is the nearest thing to a rule."""
    identifier = text(finding, "analytic.uid") or first_text(body, "analytic.uid", "metadata.event_code")
    kinds = texts(finding, "types")
    name = text(finding, "analytic.name") or text(body, "analytic.name") or (kinds[0] if kinds else title)
    return Rule(id=concise(identifier) or None, name=concise(name))


def _severity(body: Mapping[str, object]) -> Severity:
    if text(body, "status_code").upper() in _PASSED:
        return Severity.INFORMATIONAL
    stated = number(body, "severity_id")
    return _SEVERITIES.get(int(stated or 0)) or by_word(text(body, "severity")) or Severity.MEDIUM


def _attacks(body: Mapping[str, object], finding: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    yield from records(finding, "attacks")
    yield from records(body, "attacks")


def _techniques(body: Mapping[str, object], finding: Mapping[str, object]) -> list[str]:
    fields = ("technique.uid", "sub_technique.uid")
    return [text(attack, field) for attack in _attacks(body, finding) for field in fields]


def _tactics(body: Mapping[str, object], finding: Mapping[str, object]) -> list[str]:
    """Return tactics; before 1.1 they were a list, `tactics`."""
    named = (
        each for attack in _attacks(body, finding) for field in ("tactic", "tactics") for each in records(attack, field)
    )
    return [first_text(each, "uid", "name") for each in named]


def _attributes(body: Mapping[str, object], finding: Mapping[str, object]) -> dict[str, str]:
    done = _DISPOSITIONS.get(int(number(body, "disposition_id") or 0), "")
    score = number(body, "confidence_score")
    score = number(body, "confidence") if score is None else score
    stated = {
        ACTION_TAKEN: done or action_taken(first_text(body, "disposition", "action")),
        SOURCE_SEVERITY: first_text(body, "severity", "severity_id"),
        SOURCE_CONFIDENCE: str(round(score)) if score is not None and 0 < score <= 100 else "",  # noqa: PLR2004  # percent
        CATEGORY: ", ".join(texts(finding, "types")[:5]),
        PRODUCT: first_text(body, "metadata.product.name", "metadata.product.vendor_name"),
        REMEDIATION: first_text(body, "remediation.desc", "finding.remediation.desc"),
        LINK: text(finding, "src_url"),
        STATUS: first_text(body, "status", "state"),
    }
    return {name: concise(value, 2000) for name, value in stated.items() if value}
