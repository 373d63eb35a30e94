"""Evidence that a brand's mail is the brand's."""

from kit.mails import NOTHING, PASSES, a_mail, kinds

TEXT = "Your receipt: https://www.paypal.com/activity"


def test_a_proved_brand_is_said_and_its_links_with_it() -> None:
    """The boundary proves the domain, the table knows whose it is."""
    found = kinds(a_mail(TEXT, sender="PayPal <service@paypal.com>", results=PASSES.format("paypal.com")))
    assert {"mail.genuine_brand", "mail.genuine_brand_links"} <= found


def test_a_link_elsewhere_leaves_only_the_sender_proved() -> None:
    """Abuse of a brand's own service leads out of it."""
    found = kinds(a_mail(TEXT + " https://trap.net/", sender="service@paypal.com", results=PASSES.format("paypal.com")))
    assert "mail.genuine_brand" in found
    assert "mail.genuine_brand_links" not in found


def test_what_is_not_proved_is_not_genuine() -> None:
    """Nor is a mailbox that anybody can open at a brand's mail service."""
    assert "mail.genuine_brand" not in kinds(a_mail(TEXT, sender="service@paypal.com"))
    assert "mail.genuine_brand" not in kinds(
        a_mail(TEXT, sender="service@paypal.com", results=NOTHING.format("paypal.com"))
    )
    assert "mail.genuine_brand" not in kinds(
        a_mail(TEXT, sender="sam@outlook.com", results=PASSES.format("outlook.com"))
    )


def test_a_brand_that_writes_in_anothers_name_is_not_genuine() -> None:
    """Somebody got hold of its mail system."""
    sender = "Microsoft account team <a@paypal.com>"
    assert "mail.genuine_brand" not in kinds(a_mail(TEXT, sender=sender, results=PASSES.format("paypal.com")))
