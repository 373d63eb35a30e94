"""The observables of alerts as a STIX 2.1 bundle.

For each alert one `observed-data`: when, how often, and references to what was seen. Techniques and vulnerabilities are
objects of their own, related to it. With the incident's name, a `grouping` holds everything together. No `indicator` is
written: that a value was seen does not make it hostile, and who imports indicators blocks them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.stix.identifiers import own_id
from triage_warden.core.alerts.stix.objects import Json, objects
from triage_warden.core.observables.model import Observable, ObservableType

_US: Final = own_id("identity", "triage-warden")
_SINCE: Final = "2026-01-01T00:00:00.000Z"
"""When our identity and the techniques and vulnerabilities that we name were created: fixed, so two exports agree."""
_MOST: Final = 999_999_999
"""The specification's bound of `number_observed`."""


def bundle(alerts: Iterable[StoredAlert], grouped_as: tuple[str, str] | None = None) -> Json:
    """Return the bundle; `grouped_as` is the number and title of the incident that the alerts are of."""
    kept: dict[object, Json] = {}
    alerts = list(alerts)
    for alert in alerts:
        for each in _of_alert(alert):
            kept.setdefault(each["id"], each)
    if grouped_as and kept:
        group = _grouping(grouped_as, alerts, list(kept))
        kept[group["id"]] = group
    everything = [_identity(), *kept.values()]
    return {"type": "bundle", "id": own_id("bundle", *(str(each["id"]) for each in everything)), "objects": everything}


def _of_alert(alert: StoredAlert) -> list[Json]:
    seen = [each for observable in alert.observables for each in objects(observable)]
    if not seen:
        return []
    observed = _observed(alert, list(dict.fromkeys(each["id"] for each in seen)))
    named = [*_techniques(alert), *_vulnerabilities(alert.observables)]
    return [*seen, observed, *named, *(_related(alert, observed, each) for each in named)]


def _observed(alert: StoredAlert, references: Sequence[object]) -> Json:
    return {
        **_domain_object("observed-data", own_id("observed-data", str(alert.id)), alert),
        "first_observed": _time(alert.occurred_at),
        "last_observed": _time(max(alert.occurred_at, alert.last_seen_at)),
        "number_observed": max(1, min(alert.count, _MOST)),
        "object_refs": list(references),
        "external_references": [
            {"source_name": alert.source, "description": alert.title, "external_id": alert.source_id or str(alert.id)}
        ],
    }


def _techniques(alert: StoredAlert) -> list[Json]:
    ids = dict.fromkeys(each.technique for each in alert.attack if each.technique)
    return [_named("attack-pattern", technique, "mitre-attack") for technique in ids]


def _vulnerabilities(observables: Iterable[Observable]) -> list[Json]:
    found = (each.value for each in observables if each.type is ObservableType.CVE)
    return [_named("vulnerability", value, "cve") for value in dict.fromkeys(found)]


def _named(kind: str, name: str, source: str) -> Json:
    return {
        **_constant(kind, own_id(kind, name)),
        "created_by_ref": _US,
        "name": name,
        "external_references": [{"source_name": source, "external_id": name}],
    }


def _related(alert: StoredAlert, observed: Json, named: Json) -> Json:
    return {
        **_domain_object("relationship", own_id("relationship", str(observed["id"]), str(named["id"])), alert),
        "relationship_type": "related-to",
        "source_ref": observed["id"],
        "target_ref": named["id"],
    }


def _grouping(grouped_as: tuple[str, str], alerts: Sequence[StoredAlert], references: list[object]) -> Json:
    number, title = grouped_as
    return {
        "type": "grouping",
        "spec_version": "2.1",
        "id": own_id("grouping", str(alerts[0].tenant_id), number),
        "created": _time(min(each.received_at for each in alerts)),
        "modified": _time(max(max(each.received_at, each.last_seen_at) for each in alerts)),
        "created_by_ref": _US,
        "name": f"{number}: {title}",
        "context": "suspicious-activity",
        "object_refs": references,
    }


def _domain_object(kind: str, identifier: str, alert: StoredAlert) -> Json:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": identifier,
        "created": _time(alert.received_at),
        "modified": _time(max(alert.received_at, alert.last_seen_at)),
        "created_by_ref": _US,
    }


def _identity() -> Json:
    return {**_constant("identity", _US), "name": "Triage Warden", "identity_class": "system"}


def _constant(kind: str, identifier: str) -> Json:
    return {"type": kind, "spec_version": "2.1", "id": identifier, "created": _SINCE, "modified": _SINCE}


def _time(moment: datetime) -> str:
    """Return the time in STIX's only zone, at its own precision of milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
