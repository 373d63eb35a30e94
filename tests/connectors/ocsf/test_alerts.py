import tarfile
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from kit.real_data import real_data
from triage_warden.connectors.ocsf.alerts import OcsfParser
from triage_warden.connectors.ocsf.manifest import SOURCE
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert

parser = OcsfParser()


@pytest.mark.parametrize("file", payload_files("ocsf"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(**fields: object) -> Alert:
    """Return what a finding with these fields gives."""
    body = {"class_uid": 2004, "finding_info": {"title": "T", "uid": "u"}} | fields
    return parser.parse(msgspec.json.encode(body))[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"severity_id": 1}, "informational"),
        ({"severity_id": 5}, "critical"),
        ({"severity_id": 6}, "critical"),
        ({"severity_id": 0, "severity": "High"}, "high"),
        ({"severity_id": 99, "severity": "sev1"}, "medium"),
        ({"severity_id": 4, "status_code": "PASS"}, "informational"),
        ({}, "medium"),
    ],
)
def test_the_number_decides_then_the_word(fields: dict[str, object], expected: str) -> None:
    """A check that held is no finding, whatever failing it would have meant."""
    assert read(**fields).severity == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"disposition_id": 2}, "blocked"),
        ({"disposition_id": 99, "disposition": "Dropped by us"}, "blocked"),
        ({}, None),
    ],
)
def test_what_was_done_is_said(fields: dict[str, object], expected: str | None) -> None:
    """By number, else by word."""
    assert read(**fields).attributes.get("action_taken") == expected


def test_an_update_is_the_same_finding() -> None:
    """Its id stays; another product may use the same."""
    assert read(activity_id=1).identity == read(activity_id=2, severity_id=5).identity
    assert read().identity != read(metadata={"product": {"name": "Other"}}).identity


def test_without_an_id_rule_and_parties_are_the_finding() -> None:
    """What the text mentions is no party."""
    one = {"finding_info": {"title": "T", "desc": "saw 192.0.2.1"}, "device": {"hostname": "ws-1"}}
    again = {"finding_info": {"title": "T", "desc": "saw 192.0.2.2"}, "device": {"hostname": "ws-1"}}
    assert read(**one).identity == read(**again).identity
    assert read(**one).identity != read(**again | {"device": {"hostname": "ws-2"}}).identity
    assert not read(**one).identity.exact


@pytest.mark.parametrize("kind", [4001, 2002, "x", None, 1e300])
def test_other_classes_are_refused(kind: object) -> None:
    """They report activity or weaknesses, not alerts."""
    with pytest.raises(CannotParse) as refused:
        read(class_uid=kind)
    assert refused.value.errors[0].pointer == "/class_uid"


@pytest.mark.real_data
def test_real_findings_are_read_and_other_events_refused() -> None:
    """Of the schema's own examples: findings of seven products, and activity of many."""
    outcomes: Counter[tuple[bool, bool]] = Counter()
    with tarfile.open(real_data("ocsf/ocsf_samples.tgz")) as archive:
        members = [member for member in archive.getmembers() if member.name.endswith((".ocsf", ".json"))]
        contents = [file.read() for file in map(archive.extractfile, members) if file is not None]
    for payload in (item for content in contents for item in SOURCE.split(content)):
        finding = payload_class(payload) in {2001, 2004}
        outcomes[finding, isinstance(parsed(parser, payload), list)] += 1
    assert outcomes[True, True] >= 9
    assert outcomes[False, False] >= 40
    assert set(outcomes) == {(True, True), (False, False)}


def payload_class(payload: bytes) -> object:
    """Return the class a real payload states, None where it is no event."""
    try:
        body = msgspec.json.decode(payload)
    except msgspec.DecodeError:
        return None
    return body.get("class_uid") if isinstance(body, dict) else None
