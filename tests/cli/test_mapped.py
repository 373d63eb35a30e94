from datetime import UTC, datetime
from pathlib import Path

import pytest

from triage_warden.cli.mapped import alerts_of, described, explained, known_sources, ranked, record, tried
from triage_warden.connector_kit.mapped.errors import BadMapping
from triage_warden.wiring.catalogue import sources

OKTA = b'{"eventType":"user.session.start","published":"2026-03-02T10:00:00Z","displayMessage":"Login","uuid":"1"}'


def test_the_sources_are_those_of_the_catalogue() -> None:
    """And of a folder, where the settings name one."""
    assert known_sources().keys() == sources().keys()


def test_alerts_and_failures_are_told_apart() -> None:
    """One bad payload costs nothing else."""
    alerts, failures = alerts_of(sources()["okta"], OKTA + b'\n{"a":1}\n')
    assert [each.title for each in alerts] == ["Login"]
    assert len(failures) == 1
    assert "eventtype" in failures[0]


def test_an_alert_is_described_in_lines() -> None:
    """What was read, and that the time was not stated."""
    alert = alerts_of(sources()["okta"], OKTA)[0][0]
    assert alert.occurred_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    lines = list(described(alert))
    assert lines[0] == "Login"
    assert any(line.split()[:2] == ["rule", "user.session.start"] for line in lines)
    assert any("within a day" in line for line in lines)
    assert "raw" not in record(alert)


def test_sources_are_ranked_by_how_sure_they_are() -> None:
    """The surest first."""
    assert ranked(OKTA)[0]["source"] == "okta"


def test_a_payload_is_explained_by_its_structure() -> None:
    """Where each fact stands and how sure it is."""
    facts = {str(each["fact"]): each for each in explained(b'{"src_ip":"192.0.2.1","severity":"high"}')}
    assert facts["source_address"]["value"] == "192.0.2.1"
    assert facts["source_address"]["pointer"] == "/src_ip"


def test_a_mapping_that_is_none_is_told(tmp_path: Path) -> None:
    """With the file."""
    with pytest.raises(BadMapping, match=r"gone\.toml"):
        tried(tmp_path / "gone.toml")
