import json
from pathlib import Path

import pytest

from evals.observables import Case, main, ours, read, score


def test_what_is_missed_and_what_is_wrong_show() -> None:
    """Two of three found, one found that is not in the truth; the host of a true link is neither."""

    def finder(_: str) -> dict[str, set[str]]:
        return {"domain": {"a.example.com", "wrong.example.com", "host.example.com"}, "url": {"host.example.com/x"}}

    case = Case(text="abc", truth={"domain": {"a.example.com", "b.example.com"}, "url": {"host.example.com/x"}})
    figures = score(finder, [case])
    assert figures["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["precision"] == pytest.approx(2 / 3, abs=1e-4)


def test_ours_brings_what_follows() -> None:
    """The host of a link and the domain of a mailbox."""
    found = ours("http://evil.example.com/A and bob@example.org")
    assert found["url"] == {"evil.example.com/a"}
    assert found["domain"] == {"evil.example.com", "example.org"}


def test_both_shapes_of_file_are_read_and_the_last_line_is_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports and ioc-finder's cases; nothing in is nothing out."""
    reports, cases = tmp_path / "reports.json", tmp_path / "cases.json"
    reports.write_text(json.dumps([{"text": "see 192[.]0[.]2[.]1", "truth": {"ipv4": ["192.0.2.1"], "url": []}}]))
    cases.write_text(json.dumps([{"text": "as64496", "expected": {"asns": ["ASN64496"], "tlp_labels": ["x"]}}]))
    assert [case.truth for case in (*read(reports), *read(cases))] == [{"ipv4": {"192.0.2.1"}}, {"asn": {"AS64496"}}]
    assert main([str(reports)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["recall"] == 1.0
    assert main([]) == 2
