import json
from pathlib import Path

import pytest

from kit.command import refusal, run

MAPPING = """
name = "our_tool"
source_title = "Our tool"
documentation = "https://wiki.example.com/tool"
time = "at"
title = "{what} on {where}"
need = ["what"]
[[when]]
has = ["our_tool"]
[observables.target]
host = "where"
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    """Return a mapping in a file."""
    file = tmp_path / "tool.toml"
    file.write_text(MAPPING, encoding="utf-8")
    return file


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a sample of two payloads."""
    file = tmp_path / "sample.ndjson"
    file.write_text(
        '{"our_tool":1,"at":"2026-03-02T10:00:00Z","what":"Guess","where":"web1"}\n{"our_tool":1,"what":"x","where":"y"}\n'
    )
    return file


def test_a_sample_is_shown_as_alerts(mapping: Path, sample: Path) -> None:
    """As lines."""
    result = run(["source", "test", str(mapping), str(sample)])
    assert result.exit_code == 0
    assert "Guess on web1" in result.stdout
    assert "2026-03-02T10:00:00+00:00" in result.stdout
    assert "hostname web1" in result.stdout


def test_a_sample_is_shown_as_json(mapping: Path, sample: Path) -> None:
    """A line for each alert."""
    result = run(["source", "test", str(mapping), str(sample), "--output", "json"])
    alerts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [alert["title"] for alert in alerts] == ["Guess on web1", "x on y"]


def test_a_mistake_in_the_mapping_is_one_line_and_exit_1(mapping: Path, sample: Path) -> None:
    """With file, line and key."""
    mapping.write_text(MAPPING.replace('time = "at"', 'time = "a["'), encoding="utf-8")
    assert "tool.toml, line 5: time: 'a[' is no path" in refusal(run(["source", "test", str(mapping), str(sample)]))


def test_a_payload_that_cannot_be_read_is_told(mapping: Path, tmp_path: Path) -> None:
    """And that the mapping does not recognise it."""
    odd = tmp_path / "odd.json"
    odd.write_text('{"other":1}', encoding="utf-8")
    result = run(["source", "test", str(mapping), str(odd)])
    assert result.exit_code == 1
    assert "it has no what" in result.stderr
    assert "name the source when you send it" in result.stderr


def test_the_sources_are_listed() -> None:
    """With their names and titles."""
    assert "guardduty" in run(["source", "list"]).stdout
    rows = [json.loads(line) for line in run(["source", "list", "-o", "json"]).stdout.splitlines()]
    assert {"name", "title", "documentation"} == rows[0].keys()


def test_a_sample_is_explained(sample: Path) -> None:
    """Which sources know it, and what its structure says."""
    shown = run(["source", "explain", str(sample)])
    assert shown.exit_code == 0
    assert "(/at, " in shown.stdout
    whole = json.loads(run(["source", "explain", str(sample), "-o", "json"]).stdout)
    assert whole["facts"]


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        ('{"colour": "red"}', "Read by unknown when no source is named."),
        ('{"title": "Disk full", "severity": "Sev 1"}', "Read by unknown when no source is named. /severity: This"),
        ("Words that say nothing", "Read by unknown when no source is named."),
        ('{"title": "cut o', "It goes to quarantine. The payload is not JSON"),
    ],
)
def test_it_is_told_what_becomes_of_a_sample_without_a_named_source(tmp_path: Path, payload: str, says: str) -> None:
    """The same as over HTTP: by the surest source, else by its structure, else in quarantine with a reason."""
    sample = tmp_path / "sample"
    sample.write_text(payload)
    assert says in run(["source", "explain", str(sample)]).stdout


def test_wrong_usage_is_exit_2() -> None:
    """As everywhere."""
    assert run(["source", "test"]).exit_code == 2
