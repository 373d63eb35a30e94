"""Triage without a server."""

from datetime import timedelta

import msgspec

from kit.alerts import NOON, an_alert, an_observable
from triage_warden.connectors.mail.alerts import MailParser
from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts.model import Identity
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.facts.mail.model import Mail
from triage_warden.core.observables.model import ObservableType, Role
from triage_warden.core.triage.analyze import analyze_alerts, stored_offline

LURE = b"""From: "Example Bank" <support@login-example-bank.example.net>
To: a@example.com
Subject: Your account is suspended
Date: Mon, 02 Mar 2026 12:00:00 +0000
Message-ID: <1@example.net>
Content-Type: text/html

<p>Verify your password within 24 hours or your account is closed:</p>
<a href="http://203.0.113.9/login">https://www.example-bank.example/</a>
"""


def _no_mail(raw: bytes) -> Mail:
    raise AssertionError(raw)  # pragma: no cover  # nothing here is a mail


def test_alerts_become_facts_and_an_assessment() -> None:
    """Without a database, without a past, without a clock of its own."""
    host = an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)
    alert = an_alert(title="Ransomware detected", rule="R", severity=Severity.CRITICAL, observables=(host,))
    facts, made = analyze_alerts([alert], read_mail=_no_mail, at=NOON)
    assert made.verdict is Verdict.MALICIOUS
    assert {cited.id for cited in made.facts} <= {fact.id for fact in facts}
    assert made.assessed_at == NOON


def test_the_same_alert_has_the_same_facts_each_time() -> None:
    """Ids come from what is said, not from when."""
    alert = an_alert()
    assert analyze_alerts([alert], read_mail=_no_mail, at=NOON) == analyze_alerts([alert], read_mail=_no_mail, at=NOON)


def test_repeats_raise_the_count() -> None:
    """A hundred refused requests in one file are one finding a hundred times, and a scan."""
    refused = [
        msgspec.structs.replace(
            an_alert(title="Web server 400 error code.", rule="W", observables=(an_observable(),)),
            occurred_at=NOON + timedelta(seconds=n),
            identity=Identity(parts=("W",)),
        )
        for n in range(100)
    ]
    facts, _ = analyze_alerts(refused, read_mail=_no_mail, at=NOON)
    assert "host.web_scan" in {fact.kind for fact in facts}


def test_a_mail_is_read() -> None:
    """Its facts rest on its alert and on its parts, and the verdict cites them."""
    (alert,) = MailParser().parse(LURE)
    facts, made = analyze_alerts([alert], read_mail=read_mail, at=NOON)
    assert any(fact.kind.startswith("mail.") for fact in facts)
    assert made.verdict in {Verdict.MALICIOUS, Verdict.SUSPICIOUS}
    assert made.facts


def test_nothing_is_an_answer() -> None:
    """A file without alerts is inconclusive."""
    facts, made = analyze_alerts([], read_mail=_no_mail, at=NOON)
    assert facts == []
    assert made.verdict is Verdict.INCONCLUSIVE


def test_an_offline_alert_keeps_what_its_parser_said() -> None:
    """Where the payload tells no time, it happened when it was looked at."""
    stored = stored_offline(an_alert(occurred_at=None), NOON)
    assert (stored.occurred_at, stored.count, stored.title) == (NOON, 1, "Something suspicious was seen")
