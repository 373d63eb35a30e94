"""What a mail is."""

from kit.mails import a_mail
from triage_warden.core.facts.mail.model import HtmlBody, Mail


def test_recipients_are_named_once() -> None:
    """Delivered-To, To and Cc overlap."""
    mail = a_mail(
        "x",
        to="kim@example.org, pat@example.org",
        headers=(("Cc", "kim@example.org"), ("Delivered-To", "kim@example.org")),
    )
    assert [each.email for each in mail.recipients] == ["kim@example.org", "pat@example.org"]


def test_the_visible_text_is_the_htmls_where_it_has_any() -> None:
    """An HTML part of blanks leaves the plain text."""
    assert Mail(text="plain", html=HtmlBody(text="rich")).visible_text == "rich"
    assert Mail(text="plain", html=HtmlBody(text=" ")).visible_text == "plain"


def test_headers_are_found_whatever_their_case() -> None:
    """The first of several."""
    assert Mail(headers=(("X-A", "1"), ("x-a", "2"))).header("x-A") == "1"
    assert Mail().header("x") == ""
