"""The source `mail`."""

import re
from collections.abc import Iterator

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connectors.mail.alerts import SOURCE_NAME, MailParser
from triage_warden.connectors.mail.wrapping import looks_like_mail

_FIELD = re.compile(rb"^(?:From [^\n]*\r?\n)?[!-9;-~]{1,76}[ \t]*:", re.ASCII)


def recognises(payload: bytes) -> float:
    """Return how surely it is a mail: it begins with a header field, and the usual ones are there (RFC 5322)."""
    start = payload[:4096].lstrip(b"\r\n\xef\xbb\xbf")
    if not _FIELD.match(start):
        return 0.0
    return 0.95 if looks_like_mail(payload) else 0.2 if b"\n\n" in payload[:65_536].replace(b"\r\n", b"\n") else 0.0


def split(payload: bytes) -> Iterator[bytes]:
    """Yield the file as it is: one file is one mail."""
    yield payload


SOURCE = AlertSource(
    name=SOURCE_NAME,
    title="Mail (RFC 5322): suspicious mails and reports from an abuse mailbox",
    parser=MailParser(),
    recognises=recognises,
    split=split,
    documentation="https://www.rfc-editor.org/rfc/rfc5322",
)
