"""Mails for tests: say only what the test is about."""

import io
import os
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.facts.mail.facts import findings, mail_facts
from triage_warden.core.facts.mail.finding import Finding
from triage_warden.core.facts.mail.model import Mail
from triage_warden.core.facts.model import Fact

ALERT_REF = "alert:00000000-0000-7000-8000-000000000001"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BOUNDARY = (
    "from mail.sender.example (mail.sender.example [8.8.4.4]) by mx.example.org with ESMTPS id 1; Mon, 2 Mar 2026"
)
"""Documentation addresses are not global, so a public resolver's stands for the outside."""
PASSES = "mx.example.org; spf=pass smtp.mailfrom={0}; dkim=pass header.d={0}; dmarc=pass header.from={0}"
NOTHING = "mx.example.org; spf=none smtp.mailfrom={0}; dkim=none; dmarc=none header.from={0}"
FAILS = "mx.example.org; spf=fail smtp.mailfrom={0}; dkim=none; dmarc=fail header.from={0}"


def raw_mail(
    text: str | None = "The minutes of Monday are in the usual folder.",
    *,
    html: str | None = None,
    sender: str = "Sam Rivers <sam@example.com>",
    to: str = "kim@example.org",
    subject: str = "Minutes of Monday",
    headers: tuple[tuple[str, str], ...] = (),
    results: str | None = None,
    attachments: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """Return a mail's bytes; `results` are the boundary's own, `attachments` are (name, type, bytes)."""
    message = EmailMessage()
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    for name, kind, content in attachments:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    fields = [("From", sender), ("To", to), ("Subject", subject), ("Date", "Mon, 02 Mar 2026 12:00:00 +0000"), *headers]
    if not any(name.lower() == "message-id" for name, _ in headers):
        fields.append(("Message-ID", "<1@example.com>"))
    top = [("Authentication-Results", results), ("Received", BOUNDARY)] if results is not None else []
    head = "".join(f"{name}: {value}\r\n" for name, value in (*top, *fields))
    return head.encode("utf-8", "surrogateescape") + message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def a_mail(text: str | None = "The minutes of Monday are in the usual folder.", **said: object) -> Mail:
    """Return the mail read; takes what `raw_mail` takes."""
    return read_mail(raw_mail(text, **said))  # type: ignore[arg-type]  # passed on as they are


def read_or_reason(raw: bytes) -> Mail | str:
    """Return the mail, or the reason why it cannot be parsed; anything else is raised."""
    try:
        return read_mail(raw)
    except CannotParse as error:
        return error.detail


def found(mail: Mail) -> dict[str, Finding]:
    """Return what is found out about a mail, by kind."""
    return {finding.kind: finding for finding in findings(mail)}


def kinds(mail: Mail) -> set[str]:
    """Return the kinds of what is found out about a mail."""
    return set(found(mail))


def facts_of(mail: Mail) -> list[Fact]:
    """Return the facts about a mail under a fixed alert and time."""
    return mail_facts(mail, alert_ref=ALERT_REF, observed_at=NOON)


def a_zip(*members: tuple[str, bytes], encrypted: bool = False) -> bytes:
    """Return a zip of the members; `encrypted` only sets the flag, as a listing shows it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    data = bytearray(buffer.getvalue())
    if encrypted:
        at = -1
        while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
            data[at + 8] |= 1
    return bytes(data)


def real_mails(*parts: str) -> list[Path]:
    """Return the files of a folder of the shared data; skip the test, saying so, where it is missing."""
    root = Path(os.environ.get("TW_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))  # noqa: TID251  # the test data's place is a test's own setting
    folder = root.joinpath(*parts)
    if not folder.exists():
        pytest.skip(f"no test data at {folder}")
    return sorted(path for path in folder.iterdir() if path.suffix == ".eml")
