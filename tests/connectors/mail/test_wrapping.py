"""Reports that carry the reported mail."""

# ruff: noqa: E501  # payloads stay in one piece

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from kit.mails import raw_mail
from triage_warden.connectors.mail.wrapping import looks_like_mail, unwrapped

INNER = raw_mail(
    "You won a prize", sender="trap@example.net", subject="Prize", headers=(("Message-ID", "<inner@example.net>"),)
)


def _report(*carried: bytes, as_file: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Kim <kim@example.org>"
    message["To"] = "abuse@example.org"
    message["Subject"] = "Fw: Prize"
    message.set_content("Is this real?")
    for inner in carried:
        if as_file:
            message.add_attachment(inner, maintype="application", subtype="octet-stream", filename="Prize.eml")
        else:
            message.add_attachment(BytesParser(policy=default).parsebytes(inner))
    return message.as_bytes()


def test_the_mail_that_hangs_on_a_report_is_the_one_meant() -> None:
    """As message/rfc822 or as a file."""
    for raw in (_report(INNER), _report(INNER, as_file=True)):
        inner, reporter = unwrapped(raw)
        assert b"<inner@example.net>" in inner
        assert reporter is not None
        assert reporter.email == "kim@example.org"


def test_a_report_of_a_report_is_unwrapped_to_the_core() -> None:
    """A ticket system that wraps once more; the reporter is the outermost."""
    inner, reporter = unwrapped(_report(_report(INNER)))
    assert b"<inner@example.net>" in inner
    assert b"abuse@" not in inner
    assert reporter is not None


def test_an_ordinary_mail_is_itself() -> None:
    """Nothing hangs on it."""
    assert unwrapped(INNER) == (INNER, None)


def test_several_mails_on_one_are_not_chosen_from() -> None:
    """A digest is judged as a whole."""
    raw = _report(INNER, INNER.replace(b"inner@", b"other@"))
    assert unwrapped(raw) == (raw, None)


def test_a_bounce_is_itself() -> None:
    """It carries the mail that could not be delivered, and is what is to be judged."""
    raw = (
        b"From: MAILER-DAEMON@example.org\nTo: kim@example.org\nSubject: Undelivered\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: message/rfc822\n\n'
        + INNER
        + b"\n--b--\n"
    )
    assert unwrapped(raw) == (raw, None)


def test_three_usual_headers_make_a_mail() -> None:
    """A file called .eml that is none is an attachment like any other."""
    assert looks_like_mail(INNER)
    assert not looks_like_mail(b"From: here\nTo: there\n\nSubject: no")
    assert unwrapped(_report(b"just notes", as_file=True))[1] is None
