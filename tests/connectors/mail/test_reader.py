"""A payload to its mail."""

from email.message import EmailMessage

from kit.mails import raw_mail
from triage_warden.connectors.mail.reader import read_mail


def test_the_reported_mail_is_read_not_the_report() -> None:
    """The analyst's forward is not what is judged."""
    message = EmailMessage()
    message["From"] = "kim@example.org"
    message["To"] = "abuse@example.org"
    message["Subject"] = "please look"
    message.set_content("?")
    message.add_attachment(
        raw_mail("x", subject="Prize"), maintype="application", subtype="octet-stream", filename="a.eml"
    )
    assert read_mail(message.as_bytes()).subject == "Prize"
    assert read_mail(raw_mail("x", subject="Prize")).subject == "Prize"
