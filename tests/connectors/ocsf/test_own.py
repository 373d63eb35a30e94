"""In and out is the identity."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from kit.alerts import a_stored_alert, an_alert, an_observable
from kit.generic_payloads import VALUES, generic_payloads, stored_from
from kit.payloads import payload_files
from triage_warden.connectors.ocsf.alerts import OcsfParser
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, StoredAlert
from triage_warden.core.alerts.ocsf.finding import finding
from triage_warden.core.observables.model import ObservableType, Role

parser = OcsfParser()
SAME = ("title", "description", "severity", "occurred_at", "attack")
OURS = ("source_id", "rule", "attributes", "observables")


def read_back(alert: StoredAlert, *, relayed: bool = False) -> Alert:
    """Return what our reader makes of what our writer wrote; a relay may have dropped what it does not know."""
    written: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(finding(alert)))
    if relayed:
        del written["unmapped"]
    return parser.parse(msgspec.json.encode(written))[0]


@given(generic_payloads())
@settings(max_examples=300, deadline=None)
def test_what_our_own_form_says_comes_back_exactly(payload: dict[str, Any]) -> None:
    """Every field of the alert but the source's name and its payload, which are the finding's now."""
    alert = stored_from(payload)
    again = read_back(alert)
    assert {name: getattr(again, name) for name in (*SAME, *OURS)} == {
        name: getattr(alert, name) for name in (*SAME, *OURS)
    }


@given(generic_payloads())
@settings(max_examples=200, deadline=None)
def test_ocsf_alone_says_all_but_the_parts_that_values_play(payload: dict[str, Any]) -> None:
    """Without our extension nothing is lost that OCSF has a field for, and no value is."""
    alert = stored_from(payload)
    again = read_back(alert, relayed=True)
    assert {name: getattr(again, name) for name in SAME} == {name: getattr(alert, name) for name in SAME}
    assert again.source_id == (alert.source_id or str(alert.id))
    assert alert.rule.id in (None, again.rule.id)
    assert alert.rule.name in (None, again.rule.name)
    assert {(each.type, each.value) for each in alert.observables} <= {
        (each.type, each.value) for each in again.observables
    }
    for name in ("product", "remediation", "link", "category"):
        assert " ".join(alert.attributes.get(name, "").split()) in ("", again.attributes.get(name))


@pytest.mark.parametrize("file", payload_files("ocsf"), ids=lambda file: file.name)
def test_a_vendors_finding_comes_back_exactly(file: Any) -> None:
    """What our reader understood of it, that is."""
    try:
        alert = parser.parse(file.read_bytes())[0]
    except CannotParse:
        return
    again = read_back(a_stored_alert(1, alert))
    assert {name: getattr(again, name) for name in (*SAME[:3], "attack", *OURS)} == {
        name: getattr(alert, name) for name in (*SAME[:3], "attack", *OURS)
    }


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(ObservableType))
def test_every_type_in_every_part_survives_ocsf_alone(kind: ObservableType, role: Role) -> None:
    """Each has a place, a number or our own word."""
    value = VALUES[kind][0]
    alert = a_stored_alert(1, an_alert(observables=(an_observable(value, kind, role),)))
    assert (kind, value) in {(each.type, each.value) for each in read_back(alert, relayed=True).observables}


def test_an_export_that_is_read_twice_is_one_finding() -> None:
    """By the alert's id, where the source gave none."""
    alert = a_stored_alert(1, an_alert(source_id=None))
    again = read_back(alert)
    assert again.identity.exact
    assert again.identity == read_back(alert).identity
    assert again.identity != read_back(a_stored_alert(2, an_alert(source_id=None))).identity


@pytest.mark.parametrize(
    "claim",
    [
        {"source": 1},
        "text",
        {"source": "x", "source_id": None, "rule": {}, "attributes": {}, "observables": [{"type": "x"}]},
    ],
)
def test_an_extension_that_is_not_ours_is_as_if_it_were_not_there(claim: object) -> None:
    """Whatever a sender puts in its place."""
    body = {"class_uid": 2004, "finding_info": {"title": "T", "uid": "u"}, "unmapped": {"triage_warden": claim}}
    assert parser.parse(msgspec.json.encode(body))[0].source_id == "u"


def test_a_claimed_value_that_does_not_fit_its_type_is_left_out() -> None:
    """The extension is input like any other."""
    seen = [
        {"type": "ipv4", "value": "words", "role": "actor"},
        {"type": "ipv4", "value": "192.0.2.1", "role": "actor"},
    ]
    claim = {"source": "x", "source_id": "i\x00d", "rule": {}, "attributes": {"nope": "1"}, "observables": seen * 300}
    body = {"class_uid": 2004, "finding_info": {"title": "T", "uid": "u"}, "unmapped": {"triage_warden": claim}}
    alert = parser.parse(msgspec.json.encode(body))[0]
    assert [each.value for each in alert.observables] == ["192.0.2.1"]
    assert (alert.source_id, alert.attributes) == ("id", {})
