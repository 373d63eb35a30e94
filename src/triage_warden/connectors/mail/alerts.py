"""A mail becomes an alert: about itself, or about the one that it carries as a report."""

from hashlib import sha256

from triage_warden.connectors.mail.message import read_message
from triage_warden.connectors.mail.observed import observables_of
from triage_warden.connectors.mail.wrapping import unwrapped
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, Identity, Rule
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.mail.finding import shown
from triage_warden.core.facts.mail.model import Address, Mail

SOURCE_NAME = "mail"
MEDIA = "message/rfc822"
MAX_TITLE = 200


class MailParser:
    """Reads one mail as it was received."""

    source = SOURCE_NAME

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert about the mail, or about the reported mail that it carries.

        Raises:
            CannotParse: with the reason; nothing else, whatever the bytes.
        """
        inner, reporter = unwrapped(payload)
        mail = read_message(inner)
        if not (mail.from_ or mail.subject or mail.message_id or mail.hops or mail.to):
            raise CannotParse(
                detail="This is no mail: it has none of the headers From, To, Subject, Message-ID and Received."
            )
        return [_alert(mail, inner, payload=payload, reporter=reporter)]


def _alert(mail: Mail, inner: bytes, *, payload: bytes, reporter: Address | None) -> Alert:
    author = mail.author.email if mail.author else "an unnamed sender"
    return Alert(
        source=SOURCE_NAME,
        source_id=mail.message_id[:500] or None,
        rule=Rule(id="reported-mail" if reporter else "mail", name="Reported mail" if reporter else "Mail"),
        title=shown(mail.subject, MAX_TITLE) or f"Mail without a subject from {shown(author)}",
        description=f"Mail from {shown(author)}" + (f", reported by {shown(reporter.email)}" if reporter else "") + ".",
        severity=Severity.MEDIUM if reporter else Severity.LOW,
        occurred_at=mail.date,
        observables=observables_of(mail, reporter.email if reporter else ""),
        attributes={MEDIA_TYPE: MEDIA},
        identity=identity(mail, inner),
        raw=payload,
    )


def identity(mail: Mail, raw: bytes) -> Identity:
    """Return what makes two reports one: the Message-ID, the recipients, and what the mail says.

    One campaign in many mailboxes is as many alerts (each is a mailbox to clean), held together by grouping. The
    same mail forwarded twice differs in trace headers and line ends, not in these. A Message-ID alone is not
    enough: it is the sender's to choose, and a campaign may use one for all.
    """
    said = sha256()
    parts = (mail.subject, mail.text, mail.html.text if mail.html else "", *(link.target for link in mail.links))
    for part in (*parts, *(each.sha256 for each in mail.attachments)):
        said.update(" ".join(part.split()).encode("utf-8", "replace") + b"\x00")
    to = ",".join(sorted(each.email for each in mail.recipients))
    name = mail.message_id or sha256(raw).hexdigest()
    return Identity(parts=(name, to, said.hexdigest()), exact=True)
