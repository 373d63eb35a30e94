"""Facts about where links lead."""

import base64

import pytest

from kit.mails import PASSES, a_mail, kinds


def _places(target: str, **said: str) -> set[str]:
    mail = a_mail(None, html=f"<a href='{target}'>here</a>", sender="sam@shop.com", **said)
    return {kind for kind in kinds(mail) if kind.startswith(("mail.link_", "mail.recipient"))}


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://ipfs.io/ipfs/bafy", "mail.link_ipfs"),
        ("https://bafy.ipfs.dweb.link/", "mail.link_ipfs"),
        ("https://storage.googleapis.com/bucket/x.html", "mail.link_object_storage"),
        ("https://b.s3.us-east-1.amazonaws.com/x.html", "mail.link_object_storage"),
        ("https://x.blob.core.windows.net/y", "mail.link_object_storage"),
        ("https://login-page.weebly.com", "mail.link_site_builder"),
        ("https://docs.google.com/forms/d/e/1", "mail.link_form_service"),
        ("https://bit.ly/abc", "mail.link_shortener"),
        ("https://thing.top/", "mail.link_cheap_suffix"),
        ("https://x7k2q9z4w.com/", "mail.link_random_host"),
    ],
)
def test_the_sort_of_place_is_said(target: str, kind: str) -> None:
    """Places that anybody can have, and names nobody would choose."""
    assert _places(target) == {kind}


@pytest.mark.parametrize(
    "target", ["https://example.com/", "https://docs.google.com/document/d/1", "https://console.aws.amazon.com/"]
)
def test_ordinary_places_are_not_said(target: str) -> None:
    """A document is not a form, a console no bucket."""
    assert _places(target) == set()


def test_a_proved_senders_own_place_is_no_oddity() -> None:
    """A company under a cheap suffix links to itself."""
    mail = a_mail(
        None, html="<a href='https://firm.shop/x'>x</a>", sender="a@firm.shop", results=PASSES.format("firm.shop")
    )
    assert "mail.link_cheap_suffix" not in kinds(mail)


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://trap.net/#kim@example.org", "mail.recipient_in_link"),
        (f"https://trap.net/?e={base64.b64encode(b'kim@example.org').decode()}", "mail.recipient_in_link"),
        (
            f"https://trap.net/#{base64.urlsafe_b64encode(b'kim@example.org').decode().rstrip('=')}",
            "mail.recipient_in_link",
        ),
        ("https://trap.net/?e=kim%40example.org", "mail.recipient_in_query"),
    ],
)
def test_the_recipients_address_in_a_link_is_said(target: str, kind: str) -> None:
    """In the clear mailers do it, too; out of sight only kits."""
    assert kind in _places(target)


@pytest.mark.parametrize(
    "target", ["https://trap.net/unsubscribe?e=kim@example.org", "https://www.shop.com/?e=kim@example.org"]
)
def test_unsubscribing_and_the_senders_own_links_do_not_count(target: str) -> None:
    """Both need to know who clicks."""
    assert not {kind for kind in _places(target) if "recipient" in kind}
