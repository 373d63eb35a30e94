"""The bundled stream: whole, recent and harmless."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from importlib.resources import files
from ipaddress import ip_address, ip_network
from itertools import pairwise

import pytest

from triage_warden.core.assessment.model import Verdict
from triage_warden.samples import SamplePayload, load

NOW = datetime(2027, 6, 1, 15, 0, tzinfo=UTC)
STREAM = load(NOW)

_ISO = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d")
_ADDRESS = re.compile(rb"(?<![\w./-])\d{1,3}(?:\.\d{1,3}){3}(?![\w.-])")
_HOST = re.compile(rb"(?:@|https?://)([a-z0-9.-]+\.[a-z]+)", re.IGNORECASE)
_OURS_TO_USE = [
    ip_network(block) for block in ("10.0.0.0/8", "127.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
]
_LINK_TEXT = {b"login.microsoftonline.com"}
"""What the phishing mail shows, and does not link to."""


def test_the_stream_is_long_enough_to_show_and_short_enough_to_wait_for() -> None:
    """40 to 80 payloads in under a minute, in order."""
    assert 40 <= len(STREAM) <= 80
    assert all(before.after_seconds <= after.after_seconds for before, after in pairwise(STREAM))
    assert STREAM[0].after_seconds == 0
    assert STREAM[-1].after_seconds < 60


def test_every_file_of_the_folder_is_sent() -> None:
    """A file that the manifest forgot would never be seen."""
    folder = files("triage_warden.samples") / "stream"
    assert {entry.name for entry in folder.iterdir()} == {payload.file for payload in STREAM}


def test_every_source_of_the_first_milestone_speaks() -> None:
    """The stream shows each kind of source once at least."""
    assert {payload.source for payload in STREAM} == {
        "mail", "suricata", "wazuh", "sentinel", "cef", "ocsf", "generic",
    }  # fmt: skip


def test_expectations_use_the_words_of_the_product() -> None:
    """Verdicts and outcomes are those of the specification, and only the broken payload belongs nowhere."""
    assert {verdict for payload in STREAM for verdict in payload.verdicts} <= set(Verdict)
    assert {payload.outcome for payload in STREAM} == {"accepted", "duplicate", "quarantined"}
    assert [p.file for p in STREAM if p.incident is None] == [p.file for p in STREAM if p.outcome == "quarantined"]


def test_everything_happened_in_the_three_hours_before() -> None:
    """No time in a payload lies ahead of the present or long ago."""
    for payload in STREAM:
        for written in _ISO.findall(payload.body):
            moment = datetime.fromisoformat(written.decode()).replace(tzinfo=UTC)
            assert NOW - timedelta(hours=3) <= moment <= NOW, payload.file


@pytest.mark.parametrize("payload", [p for p in STREAM if p.source == "mail"], ids=lambda p: p.file)
def test_mails_are_recent_and_well_formed(payload: SamplePayload) -> None:
    """Each mail parses without a defect and its Date header moved with the rest."""
    mail = message_from_bytes(payload.body, policy=policy.default)
    assert mail.defects == []
    assert timedelta(0) <= NOW - parsedate_to_datetime(mail["Date"]) <= timedelta(hours=3)


def test_nothing_points_at_anybody() -> None:
    """Addresses are private or for documentation, names end in a reserved domain."""
    for payload in STREAM:
        for written in _ADDRESS.findall(payload.body):
            assert any(ip_address(written.decode()) in block for block in _OURS_TO_USE), (payload.file, written)
        for name in _HOST.findall(payload.body):
            assert name.endswith((b".example", b"example.com", b"example.org", b"example.net")) or name in _LINK_TEXT, (
                payload.file,
                name,
            )


def test_a_repeat_of_a_mail_is_the_same_mail() -> None:
    """What is sent twice is the same to the byte."""
    twice = [payload for payload in STREAM if payload.file == STREAM[0].file]
    assert len(twice) == 2
    assert twice[0].body == twice[1].body
    assert twice[1].outcome == "duplicate"
