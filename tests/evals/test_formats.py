import json
from pathlib import Path

import pytest

from evals.formats import Case, main, read, score
from kit.real_data import real_data

RAW = '{"time":"2026-03-02T10:00:00Z","src_ip":"192.0.2.1","severity":"high"}'
RIGHT = {"@timestamp": "2026-03-02T10:00:00Z", "source.ip": "192.0.2.1", "log.level": "high"}


def test_what_its_source_refuses_is_read_by_structure_and_said_so() -> None:
    """A sensor's log line is no alert of its source."""
    alert, source = read(
        b'{"event_type":"flow","timestamp":"2026-03-02T10:00:00Z","src_ip":"192.0.2.1"}', structural_only=False
    )
    assert alert is not None
    assert alert.source == "unknown"
    assert source.endswith(("unknown", "refused"))


def test_the_last_line_is_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For machines; the table is for people."""
    file = tmp_path / "messages.jsonl"
    file.write_text(json.dumps({"raw": RAW, "expected": RIGHT}) + "\n", encoding="utf-8")
    assert main([str(file), "--structural-only"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last == {"overall": 1.0, "fields": {"time": 1.0, "source_address": 1.0, "severity": 1.0}}
    assert main([]) == 2


@pytest.mark.real_data
def test_real_messages_of_ninety_products_are_understood_without_their_sources() -> None:
    """The product's promise for unmapped sources; half of these vendors were never looked at while it was made."""
    lines = real_data("vendor_formats_dev.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [Case(raw=each["raw"], expected=each["expected"]) for each in map(json.loads, lines)]
    tally = score(cases, structural_only=True)
    assert tally.lost == 0
    assert tally.overall >= 0.85
