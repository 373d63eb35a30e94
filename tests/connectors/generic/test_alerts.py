from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from triage_warden.connectors.generic.alerts import GenericParser
from triage_warden.core.alerts.errors import CannotParse

parser = GenericParser()


@pytest.mark.parametrize("file", payload_files("generic"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("title", 5, "/title"),
        ("title", "  ", "/title"),
        ("source_id", [], "/source_id"),
        ("description", {}, "/description"),
        ("rule", 7, "/rule"),
        ("rule", {"id": 7}, "/rule/id"),
        ("severity", 3, "/severity"),
        ("occurred_at", "yesterday", "/occurred_at"),
        ("attack", "T1566", "/attack"),
        ("attack", [{"technique": "phishing"}], "/attack/0/technique"),
        ("attack", [{"tactic": "phishing"}], "/attack/0/tactic"),
        ("attack", [{"technique": "T1566"}, {}], "/attack/1"),
        ("attack", [{"technique": "T1566"}] * 61, "/attack"),
        ("attributes", [], "/attributes"),
        ("attributes", {"colour": "red"}, "/attributes"),
        ("attributes", {"product": 1}, "/attributes/product"),
    ],
)
def test_a_bad_field_is_named_with_a_remedy(field: str, value: object, pointer: str) -> None:
    """Our own form is read strictly, because its sender can mend it."""
    body = {"title": "x"} | {field: value}
    with pytest.raises(CannotParse) as refused:
        parser.parse(msgspec.json.encode(body))
    assert refused.value.errors[0].pointer == pointer
    assert len(refused.value.errors[0].detail) > 20


def identity(**fields: object) -> tuple[tuple[str, ...], bool]:
    """Return what makes the alert the same."""
    (alert,) = parser.parse(msgspec.json.encode({"title": "x"} | fields))
    return alert.identity.parts, alert.identity.exact


def test_the_senders_id_is_the_finding_within_its_product() -> None:
    """Two systems may both count from 1."""
    assert identity(source_id="1") == identity(source_id="1", description="later text")
    assert identity(source_id="1") != identity(source_id="1", attributes={"product": "Other"})


def test_without_an_id_rule_and_parties_are_the_finding() -> None:
    """A mention in the text is no party."""
    host = {"type": "hostname", "value": "ws-1", "role": "target"}
    other = {"type": "hostname", "value": "ws-2", "role": "target"}
    assert identity(rule="R", observables=[host]) == identity(rule="R", title="y", observables=[host])
    assert identity(rule="R", observables=[host]) != identity(rule="R", observables=[other])
    assert identity(rule="R", description="saw 192.0.2.1") == identity(rule="R", description="saw 192.0.2.2")


def test_a_severity_word_may_have_any_case() -> None:
    """People write High."""
    (alert,) = parser.parse(b'{"title":"x","severity":" HIGH "}')
    assert alert.severity == "high"
