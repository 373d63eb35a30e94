import json
from pathlib import Path

import pytest

from evals.coverage import FOUND, coverage, messages
from kit.real_data import real_data


def test_files_of_every_kind_give_their_payloads(tmp_path: Path) -> None:
    """Lines with messages in them, literals, and files of payloads."""
    lines, literal, plain = tmp_path / "a.jsonl", tmp_path / "b.py.txt", tmp_path / "c.log"
    lines.write_text('{"log":{"a":1}}\n{"raw":"x=1 y=2"}\n{"b":2}\n', encoding="utf-8")
    literal.write_text('ALERTS = {\n "a": None}\n', encoding="utf-8")
    plain.write_text("a=1 b=2\na=3 b=4\n", encoding="utf-8")
    assert list(messages(lines)) == [b'{"a": 1}', b"x=1 y=2", b'{"b": 2}']
    assert list(messages(literal)) == [b'{"a": null}']
    assert list(messages(plain)) == [b"a=1 b=2", b"a=3 b=4"]


def test_what_was_found_is_counted_and_what_was_lost_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line for each file, one for all, one for machines."""
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"log":{"time":"2026-03-02T10:00:00Z","src_ip":"192.0.2.1"}}\n{"log":{"colour":"red"}}\n', encoding="utf-8"
    )
    assert coverage([str(tmp_path)], structural_only=True) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["sent"], last["lost"], last["fields"]["time"], last["fields"]["source"]) == (2, 0, 1, 1)
    assert last["fields"].keys() == FOUND.keys()
    file.write_text('{"raw":""}\n', encoding="utf-8")
    assert coverage([str(file)], structural_only=True) == 1


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name", ["panther_alerts_dev.jsonl", "sigma_regression_dev.jsonl", "wazuh_log_tests.jsonl", "ocsf", "keep"]
)
def test_all_real_payloads_become_alerts_without_their_sources(name: str) -> None:
    """Nothing is lost because nobody mapped it."""
    assert coverage([str(real_data(name))], structural_only=True) == 0
