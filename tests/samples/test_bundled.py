"""The bundled stream: whole, recent and harmless."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from ipaddress import ip_address, ip_network
from itertools import pairwise

import pytest

from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert
from triage_warden.core.assessment.model import Assessment, Verdict
from triage_warden.core.incidents.group import group
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.strands import spread_of, strand_of
from triage_warden.core.triage.analyze import analyze_alerts, stored_offline
from triage_warden.kernel.ids import AlertId
from triage_warden.samples import SamplePayload, load
from triage_warden.wiring.catalogue import sources

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


@dataclass(frozen=True, slots=True)
class Seen:
    """What taking the stream in, grouping and assessing it came to, with no database."""

    outcomes: dict[int, str]
    """By place in the stream."""
    groups: list[tuple[set[str], Assessment]]
    """Keys of the incidents that ended up in one group, and its assessment."""


@cache
def _seen() -> Seen:
    outcomes: dict[int, str] = {}
    alerts: dict[AlertId, Alert] = {}
    keys: dict[AlertId, str] = {}
    for place, payload in enumerate(STREAM):
        try:
            (alert,) = sources()[payload.source].parser.parse(payload.body)
        except CannotParse:
            outcomes[place] = "quarantined"
            continue
        alert_id = stored_offline(alert, NOW).id
        outcomes[place] = "duplicate" if alert_id in alerts else "accepted"
        alerts.setdefault(alert_id, alert)
        keys.setdefault(alert_id, str(payload.incident))
    return Seen(outcomes, list(_assessed(alerts, keys)))


def _assessed(alerts: dict[AlertId, Alert], keys: dict[AlertId, str]) -> Iterator[tuple[set[str], Assessment]]:
    policy = GroupingPolicy()
    strands = {alert_id: strand_of(stored_offline(alert, NOW), policy) for alert_id, alert in alerts.items()}
    for found in group(strands.values(), spread_of(strands.values()), policy):
        names = {strand.name for strand in found.strands}
        members = [alert_id for alert_id, strand in strands.items() if strand.name in names]
        _, assessment = analyze_alerts([alerts[each] for each in members], read_mail=read_mail, at=NOW)
        yield {keys[each] for each in members}, assessment


def test_each_payload_has_the_outcome_that_the_manifest_states() -> None:
    """Accepted, folded into what is known, or kept in quarantine."""
    assert _seen().outcomes == {place: payload.outcome for place, payload in enumerate(STREAM)}


def test_what_belongs_together_makes_one_incident_and_nothing_else_does() -> None:
    """Each key is one group of its own: two hosts behind one egress address stay apart."""
    groups = [keys for keys, _ in _seen().groups]
    assert sorted(map(sorted, groups)) == sorted([key] for key in {p.incident for p in STREAM if p.incident})


@pytest.mark.parametrize("key", sorted({p.incident for p in STREAM if p.incident}))
def test_each_incident_gets_a_verdict_that_an_analyst_would_accept(key: str) -> None:
    """As the manifest states them."""
    wanted = next(payload.verdicts for payload in STREAM if payload.incident == key)
    assert {assessment.verdict.value for keys, assessment in _seen().groups if key in keys} <= set(wanted)
