"""A finding as OCSF has it."""

import warnings
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from kit.generic_payloads import generic_payloads, stored_from
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.alerts.ocsf.finding import finding
from triage_warden.core.observables.model import ObservableType, Role

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own, on import
    from ocsf.v1_7_0.events import DetectionFinding  # pyright: ignore[reportMissingModuleSource]  # made from schemas


def written(alert: StoredAlert) -> dict[str, Any]:
    """Return the finding as JSON has it."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(finding(alert)))
    return found


@given(generic_payloads())
@settings(max_examples=60, deadline=None)
def test_the_published_schema_takes_every_finding(payload: dict[str, Any]) -> None:
    """Required fields, types, and numbers that agree with their words."""
    DetectionFinding.model_validate(written(stored_from(payload)))


def test_the_judge_refuses_what_is_wrong() -> None:
    """Else its yes would mean nothing."""
    whole = written(a_stored_alert(1))
    for broken in ({**whole, "severity_id": 17}, {**whole, "time": "noon"}, {**whole, "finding_info": {}}):
        with pytest.raises(ValueError, match="validation error|Invalid"):
            DetectionFinding.model_validate(broken)


def test_times_are_milliseconds_and_exact_beside_them() -> None:
    """OCSF's timestamp drops microseconds."""
    alert = a_stored_alert(1, an_alert(occurred_at=NOON.replace(microsecond=123_456)))
    found = written(alert)
    assert (found["time"], found["time_dt"]) == (1_772_452_800_123, "2026-03-02T12:00:00.123456+00:00")
    assert found["finding_info"]["first_seen_time_dt"] == found["time_dt"]


def test_techniques_stand_with_their_parents_and_tactics() -> None:
    """As OCSF splits them."""
    attack = (AttackRef(technique="T1566.001", tactic="initial-access"), AttackRef(tactic="impact"))
    info = written(a_stored_alert(1, an_alert(attack=attack)))["finding_info"]
    assert info["attacks"] == [
        {
            "technique": {"uid": "T1566"},
            "sub_technique": {"uid": "T1566.001"},
            "tactic": {"name": "initial-access", "uid": "TA0001"},
        },
        {"tactic": {"name": "impact", "uid": "TA0040"}},
    ]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"action_taken": "blocked"}, {"disposition_id": 2, "disposition": "Blocked", "action_id": 2}),
        ({"action_taken": "sighed"}, {"disposition_id": 99, "disposition": "sighed", "action_id": 0}),
        ({"status": "In Progress"}, {"status_id": 2, "status": "In Progress"}),
        ({"status": "parked"}, {"status_id": 99, "status": "parked"}),
        ({"source_confidence": "85"}, {"confidence_score": 85}),
        ({"source_confidence": "high"}, {}),
        ({"source_confidence": "850"}, {}),
        ({"remediation": "Reset it."}, {"remediation": {"desc": "Reset it."}}),
    ],
)
def test_what_the_source_said_is_where_ocsf_has_it(attributes: dict[str, str], expected: dict[str, Any]) -> None:
    """With a number that says other where its words are not OCSF's."""
    names = ("disposition_id", "disposition", "action_id", "status_id", "status", "confidence_score", "remediation")
    found = written(a_stored_alert(1, an_alert(attributes=attributes)))
    assert {name: found[name] for name in names if name in found} == expected


def test_an_alert_with_nothing_but_a_title_is_a_finding() -> None:
    """What is not known is left out, not blank."""
    found = written(a_stored_alert(1, an_alert(source_id=None, rule="")))
    assert found["finding_info"]["uid"] == found["metadata"]["uid"]
    assert not {"attacks", "analytic", "desc", "types", "src_url"} & set(found["finding_info"])
    assert not {"evidences", "observables"} & set(found)
    assert found["metadata"]["product"] == {"name": "generic"}


def test_values_are_listed_with_pointers_to_their_places() -> None:
    """Searching for a value needs no walk."""
    alert = a_stored_alert(1, an_alert(observables=(an_observable("ws-1", ObservableType.HOSTNAME, Role.TARGET),)))
    found = written(alert)
    assert found["observables"] == [
        {"name": "evidences[0].device.hostname", "type_id": 1, "type": "Hostname", "value": "ws-1"}
    ]
    assert found["evidences"] == [{"device": {"hostname": "ws-1", "type_id": 0}}]
