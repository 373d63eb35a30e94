"""Facts about the form of links."""

import pytest

from kit.mails import a_mail, kinds, raw_mail
from triage_warden.connectors.mail.reader import read_mail


def _link(target: str, text: str = "here", sender: str = "sam@shop.com") -> set[str]:
    return {
        kind
        for kind in kinds(a_mail(None, html=f"<p>x</p><a href='{target}'>{text}</a>", sender=sender))
        if kind.startswith("mail.link")
    }


@pytest.mark.parametrize(
    ("target", "text", "kind"),
    [
        ("https://trap.net/a", "www.bank.com", "mail.link_text_differs"),
        ("https://trap.net/a", "https://bank.com/login", "mail.link_text_differs"),
        ("https://click.shop.com/?u=1", "www.partner.com", "mail.link_text_tracked"),
        ("https://mailer.net/r?to=www.partner.com", "www.partner.com", "mail.link_text_tracked"),
        ("http://203.0.113.7/a", "here", "mail.link_address_literal"),
        ("http://3405803783/a", "here", "mail.link_address_literal"),
        ("http://paypal.com@trap.net/", "here", "mail.link_userinfo"),
        ("http://trap.net:8443/", "here", "mail.link_unusual_port"),
        ("http://xn--bcher-kva.net/", "here", "mail.link_punycode"),
        ("http://a.b.c.d.e.f.trap.net/", "here", "mail.link_many_subdomains"),
        ("javascript:location=1", "here", "mail.link_active_scheme"),
        ("data:text/html;base64,AAAA", "here", "mail.link_active_scheme"),
        ("https://search.net/url?q=https://trap.net/x", "here", "mail.link_open_redirect"),
        ("https://search.net/url?q=https%3A%2F%2Ftrap.net", "here", "mail.link_open_redirect"),
    ],
)
def test_odd_links_are_said(target: str, text: str, kind: str) -> None:
    """Each oddity by its kind."""
    assert kind in _link(target, text)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("https://shop.com/a", "www.shop.com"),
        ("https://help.shop.com/a?x=1#y", "Help"),
        ("https://shop.com/", "Prices from 9.99 to 12.50"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.com", "www.shop.com"),
        ("http://192.168.1.1/admin", "router"),
        ("javascript:void(0)", "menu"),
        ("mailto:sam@shop.com", "sam@shop.com"),
        ("https://shop.com:443/", "shop"),
    ],
)
def test_ordinary_links_are_not_odd(target: str, text: str) -> None:
    """Own pages, gateways that rewrite, machines at home."""
    assert _link(target, text) <= {"mail.links_all_sender_domain", "mail.links_none_sender_domain"}


def test_links_home_are_told_from_links_elsewhere() -> None:
    """All, none, or some of both, of which nothing is said."""
    assert "mail.links_all_sender_domain" in kinds(
        a_mail("https://a.shop.com/ https://shop.com/x", sender="s@shop.com")
    )
    assert "mail.links_none_sender_domain" in kinds(a_mail("https://other.net/", sender="s@shop.com"))
    both = kinds(a_mail("https://other.net/ https://shop.com/", sender="s@shop.com"))
    assert not both & {"mail.links_all_sender_domain", "mail.links_none_sender_domain"}


def test_one_page_behind_every_link_is_said() -> None:
    """The whole mail is one button."""
    html = "<a href='https://trap.net/x'>a</a><a href='https://trap.net/x'>b</a>"
    assert "mail.links_one_target" in kinds(a_mail(None, html=html, sender="s@shop.com"))


def test_links_inside_attachments_are_not_the_mails_own() -> None:
    """They are looked at with the attachment."""
    page = ("a.html", "text/html", b"<a href='http://203.0.113.7/'>x</a>")
    assert not {kind for kind in kinds(read_mail(raw_mail("x", attachments=(page,)))) if "mail.link" in kind}
