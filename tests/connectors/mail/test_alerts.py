"""Mails as alerts."""

from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from kit.mails import NOON, raw_mail
from kit.payloads import parsed, payload_files
from triage_warden.connectors.mail.alerts import MailParser
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert
from triage_warden.core.observables.model import Role


def _parse(raw: bytes) -> Alert:
    [alert] = MailParser().parse(raw)
    return alert


def _report(inner: bytes, by: str) -> bytes:
    message = EmailMessage()
    message["From"] = by
    message["To"] = "abuse@example.org"
    message["Subject"] = f"report by {by}"
    message.set_content("?")
    message.add_attachment(inner, maintype="application", subtype="octet-stream", filename="a.eml")
    return message.as_bytes()


def test_a_mail_is_an_alert_about_itself() -> None:
    """Title from the subject, time from the Date, the payload kept byte for byte."""
    raw = raw_mail("x", subject="=?utf-8?b?w5xiZXJ3ZWlzdW5n?=")
    alert = _parse(raw)
    assert alert.source == "mail"
    assert alert.title == "Überweisung"
    assert alert.occurred_at == NOON
    assert alert.attributes[MEDIA_TYPE] == "message/rfc822"
    assert alert.raw == raw


def test_a_report_is_an_alert_about_the_reported_mail() -> None:
    """The reporter is a reporter, not a sender."""
    raw = _report(raw_mail("x", sender="trap@evil-domain.com", subject="Prize"), "kim@corp-domain.com")
    alert = _parse(raw)
    assert alert.title == "Prize"
    assert alert.raw == raw
    roles = {each.value: each.role for each in alert.observables}
    assert roles["kim@corp-domain.com"] is Role.REPORTER
    assert roles["trap@evil-domain.com"] is Role.ACTOR


def test_the_same_mail_reported_twice_is_one_finding() -> None:
    """By two people, with other trace headers and line ends."""
    inner = raw_mail("Claim your prize", subject="Prize")
    again = (b"Received: from a by b; c\r\n" + inner).replace(b"\r\n", b"\n")
    prints = {
        fingerprint(_parse(raw), NOON)
        for raw in (inner, again, _report(inner, "a@example.org"), _report(inner, "b@example.org"))
    }
    assert len(prints) == 1


@pytest.mark.parametrize(
    "other",
    [
        raw_mail("Claim your prize", subject="Prize", to="pat@example.org"),
        raw_mail("Claim your other prize", subject="Prize"),
        raw_mail("Claim your prize", subject="Prize", headers=(("Message-ID", "<2@example.com>"),)),
    ],
    ids=["another mailbox", "another text", "another Message-ID"],
)
def test_another_mail_is_another_finding(other: bytes) -> None:
    """One campaign in two mailboxes is two mailboxes to clean."""
    first = _parse(raw_mail("Claim your prize", subject="Prize"))
    assert fingerprint(first, NOON) != fingerprint(_parse(other), NOON)


def test_a_subject_cannot_reach_into_the_page() -> None:
    """Controls, direction marks and markup stay out of the title."""
    title = _parse(raw_mail("x", subject="a\u202e<script>\x07 b")).title
    assert "<" not in title
    assert title.isprintable()


def test_what_has_no_header_of_a_mail_is_refused() -> None:
    """A text file is no mail."""
    with pytest.raises(CannotParse):
        MailParser().parse(b"dear diary,\nnothing happened\n")


@given(st.binary(max_size=200))
def test_any_bytes_give_alerts_or_a_reason(payload: bytes) -> None:
    """Law 1."""
    with suppress(CannotParse):
        assert len(MailParser().parse(b"From: a@example.com\n" + payload)) == 1


@pytest.mark.parametrize("file", payload_files("mail"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alert in its snapshot."""
    assert parsed(MailParser(), file.read_bytes()) == snapshot
