from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from triage_warden.connector_kit.attack import references
from triage_warden.connectors.cef.alerts import CefParser
from triage_warden.core.alerts.model import Alert

parser = CefParser()


@pytest.mark.parametrize("file", payload_files("cef"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(extension: str, severity: str = "5") -> Alert:
    """Return what a line with this extension gives."""
    return parser.parse(f"CEF:0|V|P|1|7|Name|{severity}|{extension}".encode())[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0", "informational"),
        ("-1", "informational"),
        ("3", "low"),
        ("6", "medium"),
        ("8", "high"),
        ("10", "critical"),
        ("100", "medium"),
        ("Low", "low"),
        ("Very-High", "critical"),
        ("Unknown", "medium"),
        ("", "medium"),
    ],
)
def test_numbers_and_words_are_the_standards_bands(written: str, expected: str) -> None:
    """What is on no scale says nothing."""
    assert read("", written).severity == expected


def test_the_devices_id_is_the_finding_on_that_device() -> None:
    """Two devices may both count from 1."""
    assert read("externalId=1 dvchost=a msg=x").identity == read("externalId=1 dvchost=a msg=y").identity
    assert read("externalId=1 dvchost=a").identity != read("externalId=1 dvchost=b").identity
    assert read("externalId=1").identity.exact


def test_without_an_id_the_traits_are_the_finding() -> None:
    """Time and wording are none."""
    assert read("src=10.0.0.1 rt=1772446530123").identity == read("src=10.0.0.1 rt=1772446599999 msg=x").identity
    assert read("src=10.0.0.1").identity != read("src=10.0.0.2").identity


def test_only_a_label_that_says_so_makes_a_technique() -> None:
    """T1234 may be a part number."""
    assert not read("msg=T1059 cs1Label=Part cs1=T1059").attack
    assert read("cs1Label=MITRE cs1=T1059.001, T1105").attack == references(["T1059.001", "T1105"])


@pytest.mark.parametrize(
    ("extension", "name"),
    [
        ("cs1Label=RuleName cs1=Mass deletion", "Mass deletion"),
        ("cs4=Block uploads cs4Label=MailPolicy", "Block uploads"),
        ("cs1Label=Policy cs1=N/A", "Name"),
        ("cs1Label=Policy UUID cs1=0001", "Name"),
        ("src=192.0.2.1", "Name"),
    ],
)
def test_a_rule_that_a_custom_field_names_goes_before_the_events_name(extension: str, name: str) -> None:
    """The event's name stays the title."""
    alert = read(extension)
    assert (alert.rule.name, alert.rule.id, alert.title) == (name, "7", "Name")
