"""A bundle that the specification's own library reads."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
import stix2  # type: ignore[import-untyped]  # publishes no types
from hypothesis import given, settings
from stix2.exceptions import STIXError  # type: ignore[import-untyped]  # likewise

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from kit.generic_payloads import generic_payloads, stored_from
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.alerts.stix.bundle import bundle
from triage_warden.core.observables.model import ObservableType

CVE = an_observable("CVE-2024-12345", ObservableType.CVE)


def judged(found: dict[str, Any]) -> Any:
    """Return the bundle as the stix2 library reads it; it refuses what the specification does not allow."""
    return stix2.parse(json.dumps(found), allow_custom=False, version="2.1")


def references(found: dict[str, Any]) -> list[str]:
    """Return every id that an object refers to."""
    fields = [field for each in found["objects"] for field in each.items()]
    single = [value for name, value in fields if name.endswith("_ref")]
    return single + [value for name, values in fields if name.endswith("_refs") for value in values]


def by_type(found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the bundle's objects by their type."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for each in found["objects"]:
        kinds.setdefault(each["type"], []).append(each)
    return kinds


@given(generic_payloads())
@settings(max_examples=150, deadline=None)
def test_the_library_takes_every_bundle_and_every_reference_is_in_it(payload: dict[str, Any]) -> None:
    """With and without an incident around it."""
    alert = stored_from(payload)
    bundles: list[dict[str, Any]] = [
        bundle([alert]),
        bundle([alert, a_stored_alert(2)], ("INC-2026-000001", "T")),
    ]
    for found in bundles:
        assert len(judged(found).objects) == len(found["objects"])
        ids = [each["id"] for each in found["objects"]]
        assert set(references(found)) <= set(ids)
        assert len(ids) == len(set(ids))


def test_the_judge_refuses_what_is_wrong() -> None:
    """Else its yes would mean nothing."""
    found = bundle([a_stored_alert(1, an_alert(observables=(an_observable(),)))])
    objects: Any = found["objects"]
    with pytest.raises(STIXError):
        judged({**found, "objects": [*objects, {**objects[-1], "first_observed": "noon"}]})


def test_two_exports_are_the_same() -> None:
    """So importing twice changes nothing."""
    alerts = [a_stored_alert(1, an_alert(observables=(an_observable(), CVE)))]
    assert bundle(alerts, ("INC-2026-000001", "T")) == bundle(alerts, ("INC-2026-000001", "T"))


def test_a_value_that_two_alerts_saw_is_one_object() -> None:
    """Referred to by both."""
    alerts = [
        a_stored_alert(number, an_alert(source_id=str(number), observables=(an_observable(),))) for number in (1, 2)
    ]
    kinds = by_type(bundle(alerts, ("INC-2026-000001", "Brute force")))
    assert len(kinds["ipv4-addr"]) == 1
    assert [each["object_refs"] for each in kinds["observed-data"]] == [[kinds["ipv4-addr"][0]["id"]]] * 2
    assert kinds["grouping"][0]["name"] == "INC-2026-000001: Brute force"


def test_techniques_and_vulnerabilities_are_related() -> None:
    """With the names that other platforms know them by."""
    alert = an_alert(
        observables=(an_observable(), CVE), attack=(AttackRef(technique="T1110"), AttackRef(tactic="impact"))
    )
    kinds = by_type(bundle([a_stored_alert(1, alert)]))
    assert kinds["attack-pattern"][0]["external_references"] == [
        {"source_name": "mitre-attack", "external_id": "T1110"}
    ]
    assert kinds["vulnerability"][0]["name"] == "CVE-2024-12345"
    assert {each["target_ref"].partition("--")[0] for each in kinds["relationship"]} == {
        "attack-pattern",
        "vulnerability",
    }
    assert "indicator" not in kinds


def test_an_alert_without_values_leaves_only_us() -> None:
    """Observed data without data is not allowed."""
    found = bundle([a_stored_alert(1)], ("INC-2026-000001", "T"))
    assert list(by_type(found)) == ["identity"]
    assert judged(found)


def test_times_never_run_backwards() -> None:
    """A source whose clock is ahead was seen last when it was seen first."""
    alert: StoredAlert = msgspec.structs.replace(
        a_stored_alert(1, an_alert(observables=(an_observable(),))),
        last_seen_at=NOON - timedelta(hours=1),
        count=0,
    )
    observed = by_type(bundle([alert]))["observed-data"][0]
    assert observed["first_observed"] == observed["last_observed"] == "2026-03-02T12:00:00.000Z"
    assert observed["number_observed"] == 1
