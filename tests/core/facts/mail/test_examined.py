"""What every look at a mail needs."""

# ruff: noqa: E501  # payloads stay in one piece

import pytest

from kit.mails import NOTHING, PASSES, a_mail
from triage_warden.core.facts.mail.examined import boundary_of, examined, parameters, trusted_results
from triage_warden.core.facts.mail.model import Mail


@pytest.mark.parametrize(
    ("results", "proved"),
    [
        (PASSES.format("shop.com"), "DMARC passes"),
        ("mx.example.org; dkim=pass header.d=mail.shop.com", "DKIM passes for shop.com"),
        ("mx.example.org; spf=pass smtp.mailfrom=bounce@shop.com", "SPF passes for shop.com"),
        ("mx.example.org; dkim=pass header.d=other.com", ""),
        (NOTHING.format("shop.com"), ""),
        (None, ""),
    ],
)
def test_a_sender_is_proved_by_what_is_aligned_with_it(results: str | None, proved: str) -> None:
    """A pass for another domain proves nothing."""
    assert examined(a_mail("x", sender="a@news.shop.com", results=results)).proven == proved


def test_links_are_cut_up_and_other_schemes_left_out() -> None:
    """Only what leads to a host."""
    html = "<a href='//cdn.shop.com/x'>a</a><a href='mailto:a@b.com'>b</a><a href='https://shop.com\\@trap.net/'>c</a><a href='http://['>d</a>"
    assert [link.host for link in examined(a_mail(None, html=html)).links] == ["cdn.shop.com", "shop.com"]


def test_a_brands_other_domains_are_the_brands() -> None:
    """Mail from one may link to another."""
    case = examined(a_mail("x", sender="a@facebookmail.com"))
    assert case.of_sender("www.facebook.com")
    assert not case.of_sender("facebook.com.trap.net")


def test_an_empty_mail_is_examined() -> None:
    """No sender, no text, no boundary."""
    case = examined(Mail())
    assert (case.sender, case.proven, case.links, case.pages) == ("", "", (), 0)
    assert boundary_of(Mail()) is None
    assert trusted_results(Mail()) == {}
    assert parameters("http://[") == ""
