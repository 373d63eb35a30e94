"""Write an alert as an OCSF Detection Finding (class 2004)."""

from datetime import UTC, datetime, timedelta
from typing import Final

from triage_warden.core.alerts import attributes as names
from triage_warden.core.alerts.model import AttackRef, Rule, StoredAlert
from triage_warden.core.alerts.ocsf import numbers
from triage_warden.core.alerts.ocsf.evidence import Json, evidence
from triage_warden.core.alerts.ocsf.extension import NAME, extension_of
from triage_warden.core.alerts.tactics import TACTIC_IDS

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def finding(alert: StoredAlert) -> Json:
    """Return the finding, to be encoded as JSON.

    Times are whole milliseconds, and exact as RFC 3339 in the `…_dt` fields of the datetime profile. The source's
    payload is left out (it is at `/raw`). Reading the finding back gives the alert (see `extension`).
    """
    pieces, listed = evidence(alert.observables)
    return {
        "activity_id": numbers.CREATED,
        "activity_name": "Create",
        "category_uid": numbers.CATEGORY_UID,
        "category_name": "Findings",
        "class_uid": numbers.CLASS_UID,
        "class_name": "Detection Finding",
        "type_uid": numbers.CLASS_UID * 100 + numbers.CREATED,
        "type_name": "Detection Finding: Create",
        "severity_id": numbers.SEVERITY_IDS[alert.severity],
        "severity": alert.severity.value.capitalize(),
        **_moment("time", alert.occurred_at),
        "count": alert.count,
        "is_alert": True,
        "metadata": _metadata(alert),
        "finding_info": _finding_info(alert),
        **({"evidences": pieces, "observables": listed} if listed else {}),
        **_stated(alert.attributes),
        "unmapped": {NAME: extension_of(alert)},
    }


def _metadata(alert: StoredAlert) -> Json:
    product = alert.attributes.get(names.PRODUCT) or alert.source
    grouped = {"correlation_uid": str(alert.incident_id)} if alert.incident_id else {}
    return {
        "version": numbers.VERSION,
        "profiles": ["datetime", "security_control"],
        "product": {"name": product},
        "uid": str(alert.id),
        **_moment("logged_time", alert.received_at),
        **grouped,
    }


def _finding_info(alert: StoredAlert) -> Json:
    stated: Json = {
        "uid": alert.source_id or str(alert.id),
        "title": alert.title,
        "desc": alert.description,
        "analytic": _analytic(alert.rule),
        "attacks": [_attack(each) for each in alert.attack],
        "types": [alert.attributes[names.CATEGORY]] if alert.attributes.get(names.CATEGORY) else [],
        "src_url": alert.attributes.get(names.LINK),
    }
    seen = _moment("first_seen_time", alert.occurred_at) | _moment("last_seen_time", alert.last_seen_at)
    return {name: value for name, value in stated.items() if value} | seen


def _analytic(rule: Rule) -> Json:
    stated = {"uid": rule.id, "name": rule.name}
    named = {name: value for name, value in stated.items() if value}
    return {**named, "type_id": numbers.RULE, "type": "Rule"} if named else {}


def _attack(reference: AttackRef) -> Json:
    found: Json = {}
    if reference.technique:
        found["technique"] = {"uid": reference.technique.partition(".")[0]}
        if "." in reference.technique:
            found["sub_technique"] = {"uid": reference.technique}
    if reference.tactic:
        number = TACTIC_IDS.get(reference.tactic)
        found["tactic"] = {"name": reference.tactic} | ({"uid": number} if number else {})
    return found


def _stated(attributes: dict[str, str]) -> Json:
    """Return what the source said of it where OCSF has a field for that."""
    found: Json = {}
    if action := attributes.get(names.ACTION_TAKEN):
        number, caption = numbers.DISPOSITIONS.get(action, (numbers.OTHER, action))
        found |= {"disposition_id": number, "disposition": caption}
        found["action_id"] = numbers.ACTION_IDS.get(action, numbers.UNKNOWN)
    if status := attributes.get(names.STATUS):
        found |= {"status_id": numbers.STATUS_IDS.get(status.lower(), numbers.OTHER), "status": status}
    if remedy := attributes.get(names.REMEDIATION):
        found["remediation"] = {"desc": remedy}
    confidence = attributes.get(names.SOURCE_CONFIDENCE, "")
    if confidence.isascii() and confidence.isdigit() and len(confidence) <= 3 and int(confidence) <= 100:  # noqa: PLR2004  # percent
        found["confidence_score"] = int(confidence)
    return found


def _moment(name: str, time: datetime) -> Json:
    return {name: (time - _EPOCH) // _MILLISECOND, f"{name}_dt": time.isoformat()}
