from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from triage_warden.connectors.suricata.alerts import SuricataParser
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert

parser = SuricataParser()


@pytest.mark.parametrize("file", payload_files("suricata"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(alert: dict[str, object], **event: object) -> Alert:
    """Return what an event with this alert section gives."""
    body = {"event_type": "alert", "src_ip": "10.0.0.1", "dest_ip": "10.0.0.2", "dest_port": 80, "proto": "TCP"} | event
    return parser.parse(msgspec.json.encode(body | {"alert": {"signature_id": 1, "signature": "S"} | alert}))[0]


@pytest.mark.parametrize(
    ("priority", "stated", "expected"),
    [
        (1, None, "high"),
        (2, None, "medium"),
        (3, None, "low"),
        (4, None, "informational"),
        (255, None, "medium"),
        (None, None, "medium"),
        (1, "Informational", "informational"),
        (3, "Critical", "critical"),
        (3, "Unknown", "low"),
    ],
)
def test_the_rulesets_severity_goes_before_the_class_priority(
    priority: int | None,
    stated: str | None,
    expected: str,
) -> None:
    """The class says what sort of thing it is, the signature how bad this one is."""
    metadata = {"signature_severity": [stated]} if stated else {}
    assert read({"severity": priority, "metadata": metadata}).severity == expected


def test_both_directions_of_a_flow_are_one_finding() -> None:
    """A rule may match the request or the response, and the client's port is new each time."""
    request = read({}, src_ip="10.0.0.1", src_port=1, dest_ip="192.0.2.2", dest_port=443, direction="to_server")
    response = read({}, src_ip="192.0.2.2", src_port=443, dest_ip="10.0.0.1", dest_port=2, direction="to_client")
    assert request.identity == response.identity
    assert not request.identity.exact


def test_another_rule_or_end_is_another_finding() -> None:
    """What tells findings apart is the rule, the ends, the port and the protocol."""
    same = read({}).identity
    assert read({"signature_id": 2}).identity != same
    assert read({}, dest_ip="10.0.0.9").identity != same
    assert read({}, dest_port=81).identity != same
    assert read({}, proto="UDP").identity != same


@pytest.mark.parametrize(
    ("alert", "event", "action"),
    [
        ({"action": "blocked"}, {}, "blocked"),
        ({"action": "allowed"}, {}, "allowed"),
        ({"action": "allowed"}, {"verdict": {"action": "drop"}}, "blocked"),
        ({}, {}, None),
    ],
)
def test_what_was_done_is_said(alert: dict[str, object], event: dict[str, object], action: str | None) -> None:
    """An inline sensor's verdict on the packet goes before the rule's."""
    assert read(alert, **event).attributes.get("action_taken") == action


@pytest.mark.parametrize("kind", ["flow", "dns", "", None, 7])
def test_other_events_are_refused_with_what_they_are(kind: object) -> None:
    """EVE mixes alerts with logs of all traffic."""
    with pytest.raises(CannotParse, match="event_type") as refused:
        parser.parse(msgspec.json.encode({"event_type": kind, "src_ip": "10.0.0.1"}))
    assert refused.value.errors[0].pointer == "/event_type"


def test_an_alert_without_its_section_is_refused() -> None:
    """There would be nothing to say about it."""
    with pytest.raises(CannotParse) as refused:
        parser.parse(b'{"event_type":"alert","src_ip":"10.0.0.1"}')
    assert refused.value.errors[0].pointer == "/alert"


def test_a_rule_of_another_group_is_another_rule() -> None:
    """Group 1 is the ruleset; decoders and preprocessors count their own."""
    assert read({"gid": 1}).rule.id == "1"
    assert read({"gid": 116}).rule.id == "116:1"
