"""Read OCSF findings.

Shape: https://schema.ocsf.io/1.7.0/classes/detection_finding (class 2004) and what it replaced in 1.1, Security
Finding (2001).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.attack import tactic, technique
from triage_warden.connector_kit.fields import concise, first_text, number, record, records, text, texts
from triage_warden.connector_kit.json_payload import bad_field, decode
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.times import first_moment
from triage_warden.connectors.ocsf.evidence import gather_evidence
from triage_warden.connectors.ocsf.own import with_extension
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
from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule
from triage_warden.core.alerts.ocsf.extension import read_extension
from triage_warden.core.alerts.ocsf.numbers import ACTIONS, CLASS_UID, SEVERITIES
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Role

_CLASSES: Final = {CLASS_UID: "finding_info", 2001: "finding"}
"""Classes that are alerts, and where each keeps what the finding is. Others report weaknesses, or plain activity."""
_PASSED: Final = frozenset({"PASS", "PASSED"})
"""Posture scanners report checks that held with the severity that failing them would have had."""
_ACTIONS: Final = {1: "allowed", 2: "blocked", 3: "detected"}
"""`action_id`, for controls that say no more; 3 is observed, 4 modified says neither."""
_TIMES: Final = ("first_seen_time_dt", "first_seen_time", "created_time_dt", "created_time")
_PARTIES: Final = frozenset({Role.ACTOR, Role.TARGET})
_MAX_DESCRIPTION: Final = 10_000
_MAX_ATTACK: Final = 60


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
        alert = Alert(
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
            attack=_attacks(body, finding),
            observables=observables,
            attributes=_attributes(body, finding),
            identity=Identity(parts=(product, *((identifier,) if identifier else traits)), exact=bool(identifier)),
            raw=payload,
        )
        return [with_extension(alert, read_extension(body.get("unmapped")))]


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
    return SEVERITIES.get(int(stated or 0)) or by_word(text(body, "severity")) or Severity.MEDIUM


def _attacks(body: Mapping[str, object], finding: Mapping[str, object]) -> tuple[AttackRef, ...]:
    """Return the references, each once: products that are security controls state them twice."""
    places = (*records(finding, "attacks"), *records(body, "attacks"))
    found = dict.fromkeys(reference for attack in places for reference in _references(attack))
    return tuple(found)[:_MAX_ATTACK]


def _references(attack: Mapping[str, object]) -> Iterator[AttackRef]:
    """Yield a technique with the tactic it is tied to; before 1.1 tactics were a list, tied to nothing."""
    known = technique(text(attack, "sub_technique.uid")) or technique(text(attack, "technique.uid"))
    served = _tactic(record(attack, "tactic"))
    if known or served:
        yield AttackRef(technique=known, tactic=served)
    for each in (*records(attack, "tactics"), *(records(attack, "tactic") if served is None else ())):
        if named := _tactic(each):
            yield AttackRef(tactic=named)


def _tactic(named: Mapping[str, object]) -> str | None:
    return tactic(text(named, "uid")) or tactic(text(named, "name"))


def _attributes(body: Mapping[str, object], finding: Mapping[str, object]) -> dict[str, str]:
    done = ACTIONS.get(int(number(body, "disposition_id") or 0), "")
    words = action_taken(first_text(body, "disposition", "action"))
    score = number(body, "confidence_score")
    score = number(body, "confidence") if score is None else score
    stated = {
        ACTION_TAKEN: done or words or _ACTIONS.get(int(number(body, "action_id") or 0), ""),
        SOURCE_SEVERITY: first_text(body, "severity", "severity_id"),
        SOURCE_CONFIDENCE: str(round(score)) if score is not None and 0 < score <= 100 else "",  # noqa: PLR2004  # percent
        CATEGORY: ", ".join(texts(finding, "types")[:5]),
        PRODUCT: first_text(body, "metadata.product.name", "metadata.product.vendor_name"),
        REMEDIATION: first_text(body, "remediation.desc", "finding.remediation.desc"),
        LINK: text(finding, "src_url"),
        STATUS: first_text(body, "status", "state"),
    }
    return {name: concise(value, 2000) for name, value in stated.items() if value}
