"""Signs of ordinary mail."""

import pytest

from kit.mails import BOUNDARY, a_mail, kinds

ANSWER = (("In-Reply-To", "<0@example.org>"), ("References", "<0@example.org>"))
QUOTED = "Yes, fine.\n\nOn Monday Kim wrote:\n> shall we?\n"


def test_an_answer_quotes_and_refers() -> None:
    """Either alone can be put on."""
    assert "mail.thread_reply" in kinds(a_mail(QUOTED, subject="Re: x", headers=ANSWER))
    assert "mail.thread_reply" not in kinds(a_mail("Click now", subject="Re: x", headers=ANSWER))
    assert "mail.quotes_earlier" in kinds(a_mail(QUOTED))


@pytest.mark.parametrize("subject", ["Re: payment", "RE: payment", "AW: Zahlung", "RV: pago", "Re[2]: x"])
def test_an_answer_to_nothing_is_said(subject: str) -> None:
    """A thread that never was."""
    assert "mail.false_reply" in kinds(a_mail("Click now", subject=subject, headers=(("Received", BOUNDARY),)))
    assert "mail.false_reply" not in kinds(a_mail(QUOTED, subject=subject, headers=(("Received", BOUNDARY),)))


def test_lists_and_bulk_mail_are_told_apart() -> None:
    """A list takes posts, a newsletter only unsubscribes."""
    listed = (
        ("List-Id", "<a.example.com>"),
        ("List-Post", "<mailto:a@example.com>"),
        ("List-Unsubscribe", "<mailto:u@example.com>"),
    )
    assert "mail.mailing_list" in kinds(a_mail("x", headers=listed))
    bulk = kinds(a_mail("x", headers=listed[2:]))
    assert "mail.bulk_headers" in bulk
    assert "mail.mailing_list" not in bulk


def test_a_newsletter_has_much_to_read_and_many_pages() -> None:
    """Both are needed."""
    links = "".join(f"<a href='https://news.com/{n}'>x</a>" for n in range(15))
    assert "mail.many_pages" in kinds(a_mail(None, html=f"<p>{'words to read ' * 150}</p>{links}"))
    assert "mail.many_pages" not in kinds(a_mail(None, html=f"<p>short</p>{links}"))


@pytest.mark.parametrize(
    ("sender", "subject", "headers", "kind"),
    [
        ("MAILER-DAEMON@example.com", "Undelivered Mail Returned to Sender", (), "mail.delivery_notice"),
        ("postmaster@example.com", "Delivery Status Notification (Failure)", (), "mail.delivery_notice"),
        ("x@example.com", "Mail delivery failed", (("Return-Path", "<>"),), "mail.delivery_notice"),
        ("x@example.com", "Out of office", (("Auto-Submitted", "auto-replied"),), "mail.automatic"),
    ],
)
def test_mail_of_mail_systems_is_said(
    sender: str, subject: str, headers: tuple[tuple[str, str], ...], kind: str
) -> None:
    """By sender, null return path, or their own word."""
    assert kind in kinds(a_mail("x", sender=sender, subject=subject, headers=headers))


def test_a_subject_alone_makes_no_delivery_notice() -> None:
    """Anybody can write those words."""
    assert "mail.delivery_notice" not in kinds(a_mail("x", sender="a@shop.com", subject="Mail delivery failed"))
