from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from triage_warden.connectors.unknown.alerts import UnknownParser
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert
from triage_warden.core.alerts.severity import Severity

parser = UnknownParser()


@pytest.mark.parametrize("file", payload_files("unknown"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(text: str) -> Alert:
    """Return the alert of a text."""
    return parser.parse(text.encode())[0]


def test_what_says_nothing_is_still_an_alert_that_says_so() -> None:
    """Nothing is lost, and nothing is made up: no time, the middle severity, no party."""
    alert = read('{"colour":"red"}')
    assert alert.title == "Event of unknown shape (json)"
    assert alert.occurred_at is None
    assert alert.severity is Severity.MEDIUM
    assert alert.observables == ()
    assert alert.attributes == {}


def test_repeats_at_another_time_with_another_id_are_one_finding() -> None:
    """Ids and times number events; what was seen and who was in it make the finding."""
    event = '{"id":"%s","time":"2026-03-02T10:00:0%s","rule":"Port scan","srcIp":"192.0.2.1","dstIp":"10.0.0.%s"}'
    assert read(event % ("a", 1, 5)).identity == read(event % ("b", 2, 5)).identity
    assert read(event % ("a", 1, 5)).identity != read(event % ("a", 1, 6)).identity


@pytest.mark.parametrize(
    "name", ["message", "title", "rule", "user", "category", "filePath", "url", "commandLine", "vendor", "id"]
)
def test_no_value_keeps_nul(name: str) -> None:
    """A file's bytes in a string are words with NUL among them, which no column of a database takes."""
    alert = read(f'{{"{name}":"PK\\u0003\\u0000\\u0000 /a\\u0000b/c\\u0000 from 192.0.2.1"}}')
    values = [alert.title, alert.description, alert.source_id or "", *alert.identity.parts, *alert.attributes.values()]
    assert "\x00" not in "".join([*values, *(seen.value for seen in alert.observables)])


@pytest.mark.parametrize("payload", [b"", b"  \n", b"\x00" * 20, b"\x01\x02\x03\x04" * 50])
def test_what_is_empty_or_binary_is_refused(payload: bytes) -> None:
    """There is nothing to show an analyst."""
    with pytest.raises(CannotParse):
        parser.parse(payload)
