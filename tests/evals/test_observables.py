import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.observables import Case, main, ours, read, score
from evals.other_finders import Finder, Values


def _finding(**values: set[str]) -> Finder:
    def finder(_: str) -> Callable[[], Values]:
        return lambda: values

    return finder


def test_what_is_missed_and_what_is_wrong_show() -> None:
    """Two of three found, one found that is not in the truth; the host of a true link is neither."""
    finder = _finding(domain={"a.example.com", "wrong.example.com", "host.example.com"}, url={"host.example.com/x"})
    case = Case(text="abc", truth={"domain": {"a.example.com", "b.example.com"}, "url": {"host.example.com/x"}})
    figures = score(finder, [case]).figures()
    assert figures["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert (figures["wrong"], figures["found_under_another_type"]) == (1, 0)


def test_what_another_type_holds_is_right_and_counted() -> None:
    """A bare host that the truth calls a link, and a link carried inside a true one."""
    case = Case(text="abc", truth={"url": {"host.example.com", "a.example.com/?u=http://b.example.com/x"}})
    found = _finding(domain={"host.example.com"}, url={"a.example.com/?u=http://b.example.com/x", "b.example.com/x"})
    figures = score(found, [case]).figures()
    assert (figures["recall"], figures["precision"], figures["found_under_another_type"]) == (1.0, 1.0, 1)


def test_both_spellings_of_a_link_count_once(tmp_path: Path) -> None:
    """Cleaned and complete; and what is listed under a type that we have no name for is not wrong."""
    cases = tmp_path / "cases.json"
    expected = {
        "urls": ["https://example.com/abc"],
        "urls_complete": ["https://example.com/abc,x"],
        "email_addresses": ["a@example.com"],
        "xmpp_addresses": ["b@jabber.example.com"],
    }
    cases.write_text(json.dumps([{"text": "abc", "expected": expected}]))
    emails = {"a@example.com", "b@jabber.example.com"}
    for link in ("example.com/abc", "example.com/abc,x"):
        figures = score(_finding(url={link}, email=emails), read(cases)).figures()
        assert (figures["recall"], figures["precision"]) == (1.0, 1.0)
    assert score(_finding(url={"example.com/ab"}, email=emails), read(cases)).figures()["recall"] == 0.5


def test_ours_brings_what_follows() -> None:
    """The host of a link and the domain of a mailbox."""
    found = ours("http://evil.example.com/A and bob@example.org")()
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


def test_a_folder_is_all_its_files_and_the_last_line_their_sum(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One found in the one, none in the other."""
    for name, text in (("a", "192.0.2.1"), ("b", "nothing")):
        (tmp_path / f"{name}.json").write_text(json.dumps([{"text": text, "truth": {"ipv4": ["192.0.2.1"]}}]))
    assert main([str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["recall"] == 0.5
