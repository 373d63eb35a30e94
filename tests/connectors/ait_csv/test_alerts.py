import gzip
from pathlib import Path

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from kit.payloads import parsed, payload_files
from kit.real_data import real_data
from triage_warden.connectors.ait_csv.alerts import AitCsvParser
from triage_warden.connectors.ait_csv.manifest import SOURCE
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert

parser = AitCsvParser()


@pytest.mark.parametrize("file", payload_files("ait_csv"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert, or the reason, in its snapshot."""
    assert parsed(parser, file.read_bytes()) == snapshot


def read(name: str) -> Alert:
    """Return what a row with this name gives."""
    return parser.parse(f'time,name,ip,host,short\n1772446530,"{name}",10.0.0.1,web,X'.encode())[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Suricata: Alert - ET MALWARE Beacon", "high"),
        ("Suricata: Alert - ET SCAN Probe", "medium"),
        ("Suricata: Alert - ET INFO Seen", "informational"),
        ("Suricata: Alert - SURICATA STREAM odd", "informational"),
        ("Wazuh: sshd: brute force", "medium"),
        ("Wazuh: PAM: Login session opened.", "informational"),
        ("AMiner: Unusual thing", "low"),
    ],
)
def test_the_words_of_a_rule_give_its_severity(name: str, expected: str) -> None:
    """The rows carry none."""
    assert read(name).severity == expected


def test_the_truth_is_never_read() -> None:
    """Columns beyond the five change nothing but the raw payload."""
    head, row = b"time,name,ip,host,short", b"1772446530,Wazuh: x,10.0.0.1,web,X"
    plain = parser.parse(head + b"\n" + row)[0]
    told = parser.parse(head + b",time_label,event_label\n" + row + b",attack,exploit")[0]
    assert msgspec.structs.replace(told, raw=b"") == msgspec.structs.replace(plain, raw=b"")


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (b"", "0 lines"),
        (b"time,name,ip,host,short\n1,2", "2 values under 5"),
        (b'time,name,ip,host,short\n1,"open', "not CSV"),
        (b"time,name,ip,host,short\n1,,2,3,4", "no name"),
    ],
)
def test_a_row_that_cannot_be_read_has_a_stated_reason(payload: bytes, says: str) -> None:
    """The reason says what to mend."""
    with pytest.raises(CannotParse) as refused:
        parser.parse(payload)
    assert says in refused.value.detail


@pytest.mark.real_data
def test_every_real_row_becomes_an_alert_with_a_host_and_a_time() -> None:
    """45,544 rows of one recorded scenario."""
    rows = list(SOURCE.split(gzip.decompress(real_data("ait_russellmitchell_alerts.csv.gz").read_bytes())))
    assert len(rows) == 45_544
    for row in rows[::37]:
        (alert,) = parser.parse(row)
        assert alert.occurred_at
        assert alert.observables
        assert alert.attributes["product"] in {"Wazuh", "Suricata", "AMiner"}
