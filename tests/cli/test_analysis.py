"""One file becomes a line: what is in it, and what to make of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage_warden.cli.analysis import Analysed, NotRecognised, Task, Unreadable, analyse, source_of
from triage_warden.core.alerts.errors import UnknownSource

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STREAM = Path(__file__).parents[2] / "src" / "triage_warden" / "samples" / "stream"
BEACON = (STREAM / "010-c2-dns.json").read_bytes()


def analysed(path: Path, source: str | None = None) -> list[Analysed | Unreadable]:
    """Return what there is to say about a file."""
    return analyse(Task(file=str(path), source=source, at=NOW))


def test_a_line_has_just_the_fields_of_the_contract(tmp_path: Path) -> None:
    """Programs rely on the names."""
    (tmp_path / "x.json").write_bytes(BEACON)
    (line,) = analysed(tmp_path / "x.json")
    shown = json.loads(msgspec.json.encode(line))
    assert list(shown) == ["file", "source", "alerts", "observables", "assessment"]
    assert list(shown["assessment"]) == [
        "verdict", "confidence", "category", "severity", "attack", "facts", "recommended_actions",
    ]  # fmt: skip
    assert set(shown["assessment"]["facts"][0]) == {"id", "statement", "weight"}
    assert shown["source"] == "suricata"
    assert shown["assessment"]["verdict"] == "malicious"


def test_observables_of_many_alerts_are_listed_once(tmp_path: Path) -> None:
    """A file of repeats is not a longer list."""
    compact = json.dumps(json.loads(BEACON)).encode()
    (tmp_path / "x.ndjson").write_bytes(b"\n".join([compact] * 3))
    (line,) = analysed(tmp_path / "x.ndjson")
    assert isinstance(line, Analysed)
    assert len(line.alerts) == 3
    assert len(line.observables) == len(set(line.observables))


def test_what_cannot_be_read_in_a_file_is_told_beside_the_rest(tmp_path: Path) -> None:
    """One broken line costs one alert."""
    compact = json.dumps(json.loads(BEACON)).encode()
    (tmp_path / "x.ndjson").write_bytes(compact + b"\n{broken\n" + compact)
    whole, broken = analysed(tmp_path / "x.ndjson", "suricata")
    assert isinstance(whole, Analysed)
    assert len(whole.alerts) == 2
    assert isinstance(broken, Unreadable)
    assert broken.error.reason.startswith("1 of 3 payloads cannot be read; the first: ")


@pytest.mark.parametrize(
    ("content", "source", "code"),
    [
        (b"nonsense", None, "not_recognised"),
        (b"", "suricata", "nothing_inside"),
        (b"{}", "suricata", "cannot_parse"),
        (b"{}", "nobody", "unknown_source"),
        (b"\x1f\x8b", None, "broken_gzip"),
        (None, None, "unreadable_file"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_line_with_code_and_reason(
    tmp_path: Path, content: bytes | None, source: str | None, code: str
) -> None:
    """Never an exception."""
    if content is not None:
        (tmp_path / "x").write_bytes(content)
    (line,) = analysed(tmp_path / "x", source)
    assert isinstance(line, Unreadable)
    assert line.error.code == code
    assert line.error.reason


def test_a_named_source_is_taken_at_its_word() -> None:
    """The bytes are not asked."""
    assert source_of(b"nonsense", "wazuh").name == "wazuh"
    with pytest.raises(UnknownSource, match="the sources are: "):
        source_of(b"{}", "nobody")
    with pytest.raises(NotRecognised):
        source_of(b"nonsense", None)


@settings(max_examples=200)
@given(st.binary() | st.text().map(str.encode) | st.sampled_from([b"{", b"[", b"CEF:0|"]).map(lambda head: head * 50))
def test_any_bytes_give_a_line(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever the file, with or without a source; and the line can be written as JSON."""
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    for source in (None, "mail", "generic", "cef"):
        lines = analysed(path, source)
        assert lines
        assert all(line.error.code != "internal" for line in lines if isinstance(line, Unreadable))
        msgspec.json.encode(lines)
