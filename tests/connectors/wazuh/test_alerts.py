import ast
from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from kit.real_data import real_data
from triage_warden.connectors.wazuh.alerts import WazuhParser
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert

parser = WazuhParser()


@pytest.mark.parametrize("file", payload_files("wazuh"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(**fields: object) -> Alert:
    """Return what an alert with these fields gives."""
    body = {"rule": {"id": "1", "level": 5, "description": "d"}, "agent": {"id": "7", "name": "web-1"}} | fields
    return parser.parse(msgspec.json.encode(body))[0]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (0, "informational"),
        (3, "informational"),
        (4, "low"),
        (6, "low"),
        (7, "medium"),
        (11, "medium"),
        (12, "high"),
        (14, "high"),
        (15, "critical"),
        (16, "critical"),
        (None, "medium"),
        ("12", "high"),
    ],
)
def test_levels_fall_into_the_dashboards_bands(level: object, expected: str) -> None:
    """Those that its users know."""
    assert read(rule={"id": "1", "level": level}).severity == expected


def test_a_repeat_has_a_new_id_and_is_the_same_finding() -> None:
    """Wazuh numbers log lines."""
    assert read(id="1.1", full_log="at 10:00").identity == read(id="1.2", full_log="at 10:01").identity


@pytest.mark.parametrize(
    "other",
    [
        {"agent": {"id": "8", "name": "web-1"}},
        {"rule": {"id": "2"}},
        {"data": {"srcip": "192.0.2.1"}},
        {"data": {"win": {"eventdata": {"commandLine": "x"}}}},
        {"syscheck": {"path": "/etc/shadow"}},
    ],
)
def test_another_rule_host_end_or_thing_is_another_finding(other: dict[str, object]) -> None:
    """What an analyst would look at separately."""
    assert read(**other).identity != read().identity


@pytest.mark.parametrize("wrapper", ["_source", "all_fields"])
def test_an_alert_is_read_out_of_its_envelope(wrapper: str) -> None:
    """The indexer and the integrations wrap it."""
    payload = msgspec.json.encode({wrapper: {"rule": {"id": "9", "description": "inside"}}})
    assert parser.parse(payload)[0].title == "inside"


@pytest.mark.real_data
def test_real_log_lines_are_read_inside_an_alert() -> None:
    """488 lines of Wazuh's own rule tests, each as the manager would send it."""
    lines = real_data("wazuh_log_tests.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        case = msgspec.json.decode(line)
        rule = {"id": case["rule"], "level": case["level"], "description": case["section"]}
        alert = read(rule=rule, full_log=case["log"], decoder={"name": case["decoder"]})
        assert alert.title
        assert alert.rule.id == case["rule"]


@pytest.mark.real_data
def test_another_products_idea_of_an_alert_is_refused_with_a_reason() -> None:
    """Its fields are not Wazuh's."""
    written = real_data("keep/wazuh_provider__alerts_mock.py.txt").read_text(encoding="utf-8")
    body = ast.literal_eval(written.partition("=")[2].strip())
    with pytest.raises(CannotParse, match="rule"):
        parser.parse(msgspec.json.encode(body))
