import json
from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from kit.real_data import real_data
from triage_warden.connectors.sentinel.alerts import SentinelParser
from triage_warden.core.alerts.model import Alert

parser = SentinelParser()


@pytest.mark.parametrize("file", payload_files("sentinel"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(**columns: object) -> Alert:
    """Return what a row with these columns gives."""
    return parser.parse(msgspec.json.encode({"AlertName": "A", "SystemAlertId": "s-1"} | columns))[0]


def test_what_analysts_concluded_later_changes_nothing() -> None:
    """The same alert is assessed the same before and after somebody looked at it."""
    before = read(ExtendedProperties={"Category": "Execution"})
    later = {"Category": "Execution", "IncidentId": "9", "Classification": "FalsePositive", "Determination": "Clean"}
    after = read(ExtendedProperties=json.dumps(later))
    assert msgspec.structs.replace(after, raw=b"") == msgspec.structs.replace(before, raw=b"")


def test_the_tables_id_is_the_finding() -> None:
    """The table gets a new row each time the alert changes."""
    assert read(Status="New").identity == read(Status="Resolved", AlertSeverity="High").identity
    assert read().identity.exact


def test_without_any_id_the_traits_are_the_finding() -> None:
    """Rows of scheduled queries may be exported without one."""
    one = read(SystemAlertId=None, CompromisedEntity="ws-1")
    assert not one.identity.exact
    assert one.identity != read(SystemAlertId=None, CompromisedEntity="ws-2").identity


def test_the_start_of_the_activity_is_its_time() -> None:
    """TimeGenerated is when the table took it in, days later at worst."""
    row = read(StartTime="2026-03-02T10:00:00Z", TimeGenerated="2026-03-10T00:00:00Z")
    assert row.occurred_at is not None
    assert row.occurred_at.day == 2


def test_an_unset_time_is_passed_over() -> None:
    """Some providers write year 1."""
    row = read(StartTime="0001-01-01T00:00:00Z", TimeGenerated="2026-03-10T00:00:00Z")
    assert row.occurred_at is not None
    assert row.occurred_at.year == 2026


@pytest.mark.parametrize(
    ("columns", "tactics"),
    [
        ({"Tactics": "Discovery, Execution"}, ["discovery", "execution"]),
        ({"Tactics": "Unknown", "ExtendedProperties": {"Category": "Collection"}}, ["collection"]),
        ({"Tactics": "", "ExtendedProperties": {"MicrosoftDefenderAtp.Category": "Impact"}}, ["impact"]),
        ({"Tactics": "Unknown", "ExtendedProperties": {"Category": "SuspiciousActivity"}}, []),
    ],
)
def test_an_unknown_tactic_gives_way_to_the_category(columns: dict[str, object], tactics: list[str]) -> None:
    """Defender's categories are ATT&CK tactics, mostly."""
    assert [each.tactic for each in read(**columns).attack] == tactics


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (["Blocked"], "blocked"),
        (["Delivered"], "allowed"),
        (["Blocked", "Delivered"], None),
        (["Unknown"], None),
        ([], None),
    ],
)
def test_what_mail_protection_did_is_said_when_it_is_one_thing(actions: list[str], expected: str | None) -> None:
    """A campaign that was half delivered was not blocked."""
    entities = [{"Type": "mailMessage", "DeliveryAction": each} for each in actions]
    assert read(Entities=entities).attributes.get("action_taken") == expected


@pytest.mark.parametrize(("score", "expected"), [(0.87, "87"), (None, None), ("0.87", None), (True, None), (0, None)])
def test_the_score_is_shown_in_percent(score: object, expected: str | None) -> None:
    """0 stands for none in this column."""
    assert read(ConfidenceScore=score).attributes.get("source_confidence") == expected


@pytest.mark.real_data
def test_every_real_row_becomes_an_alert() -> None:
    """Of three incidents of a published data set."""
    lines = real_data("secrl_incidents_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line)["alert"] for line in lines]
    alerts = [parser.parse(msgspec.json.encode(row))[0] for row in rows]
    assert all(alert.occurred_at and alert.source_id and alert.identity.exact for alert in alerts)
    assert sum(bool(alert.observables) for alert in alerts) >= len(alerts) - 1
