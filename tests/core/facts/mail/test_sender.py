"""Facts about who it says it is from."""

import pytest

from kit.mails import FAILS, NOTHING, PASSES, a_mail, found, kinds

LISTED = (("List-Id", "<talk.lists.example.com>"), ("List-Post", "<mailto:talk@lists.example.com>"))


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("PayPal Service <info@random-host.com>", "mail.display_name_brand"),
        ('"DHL" <a@stegen.com>', "mail.display_name_brand"),
        ("UPS, UPS, <newsletter@shop.com>", "mail.display_name_brand"),
        ("Microsoft Support <help@gmail.com>", "mail.display_name_brand"),
        ("=?utf-8?b?0KBheVBhbA==?= <x@shop.com>", "mail.mixed_script_name"),
        ('"security@bank.com" <x@shop.com>', "mail.display_name_other_address"),
        ("service@paypal.com <x@shop.com>", "mail.display_name_other_address"),
        ("Sam <x7k2q9z4@shop.com>", "mail.sender_random"),
        ("Sam <x@deals.top>", "mail.sender_cheap_suffix"),
        ("Sam <x@thing-12ab.firebaseapp.com>", "mail.sender_on_platform"),
        ("Dear [username] <x@shop.com>", "mail.template_placeholder"),
        ("a@shop.com, b@shop.com", "mail.from_several"),
        ('"★ Winner ★" <x@shop.com>', "mail.display_name_ornament"),
        ("nobody", "mail.sender_missing"),
    ],
)
def test_what_is_odd_about_the_sender_is_said(sender: str, kind: str) -> None:
    """Each in one plain sentence."""
    findings = found(a_mail("x", sender=sender))
    assert kind in findings
    assert findings[kind].statement.endswith(".")


@pytest.mark.parametrize(
    "sender",
    [
        "Sam Rivers <sam@shop.com>",
        "PayPal <service@paypal.com>",
        "PayPal <service@mail.paypal.de>",
        "Chase Rivers <chase@shop.com>",
        "Wise Owl Books <info@owlbooks.com>",
        '"Rivers, Sam" <sam@shop.com>',
        "sam@shop.com <sam@shop.com>",
        "Jürgen Groß <j.gross@shop.de>",
        "Иван Петров <ivan@shop.com>",
        "billing+7F3A9C@shop.com",
    ],
)
def test_ordinary_senders_are_not_odd(sender: str) -> None:
    """People with a brand's name, brands themselves, other scripts."""
    odd = {
        kind
        for kind in kinds(a_mail("x", sender=sender))
        if kind.startswith(("mail.display", "mail.mixed", "mail.sender_", "mail.from_"))
    }
    assert odd == set()


def test_a_domain_that_cannot_exist_is_said_of_mail_from_outside_only() -> None:
    """A machine at home may call itself anything."""
    outside = a_mail("x", sender="a@refund778", results=NOTHING.format("refund778"))
    assert "mail.sender_domain_impossible" in kinds(outside)
    assert "mail.sender_domain_impossible" not in kinds(a_mail("x", sender="root@build7"))
    assert "mail.sender_domain_impossible" not in kinds(
        a_mail("x", sender="a@printer.local", results=NOTHING.format("x"))
    )


@pytest.mark.parametrize(
    ("reply_to", "kind"),
    [
        ("other@gmail.com", "mail.reply_to_freemail"),
        ("other@elsewhere.com", "mail.reply_to_other"),
        ("help@mail.shop.com", None),
        ("sam@shop.com", None),
    ],
)
def test_answers_that_go_elsewhere_are_said(reply_to: str, kind: str | None) -> None:
    """To a private mailbox, to another organisation, or not at all."""
    said = {"mail.reply_to_freemail", "mail.reply_to_other"} & kinds(
        a_mail("x", sender="sam@shop.com", headers=(("Reply-To", reply_to),)),
    )
    assert said == ({kind} if kind else set())


def test_a_list_may_answer_to_itself_and_speak_for_people() -> None:
    """Lists rewrite senders and answers."""
    mail = a_mail("x", sender="PayPal fans <a@shop.com>", headers=(*LISTED, ("Reply-To", "talk@gmail.com")))
    assert not kinds(mail) & {"mail.reply_to_freemail", "mail.display_name_brand"}


def test_a_mail_from_its_own_recipient_is_said_unless_proved() -> None:
    """People do write to themselves; their own provider then proves it."""
    forged = a_mail("x", sender="kim@corp.com", to="kim@corp.com", results=FAILS.format("corp.com"))
    honest = a_mail("x", sender="kim@corp.com", to="kim@corp.com", results=PASSES.format("corp.com"))
    assert "mail.sender_is_recipient" in kinds(forged)
    assert "mail.sender_is_recipient" not in kinds(honest)


def test_blind_copies_from_a_private_mailbox_are_said() -> None:
    """A company's newsletter goes out blind, too; a person's letter does not."""
    assert "mail.blind_copies_from_freemail" in kinds(
        a_mail("x", sender="sam@gmail.com", to="undisclosed-recipients:;")
    )
    assert "mail.blind_copies_from_freemail" not in kinds(
        a_mail("x", sender="sam@shop.com", to="undisclosed-recipients:;")
    )
    assert "mail.blind_copies_from_freemail" not in kinds(a_mail("x", sender="sam@gmail.com"))


def test_another_mailbox_to_write_to_is_said() -> None:
    """In the text, at a provider open to anybody; the parties' own do not count."""
    assert "mail.contact_freemail" in kinds(a_mail("Write to agent.x@gmail.com now", sender="sam@shop.com"))
    assert "mail.contact_freemail" not in kinds(a_mail("Write to sam@gmail.com", sender="sam@gmail.com"))
    assert "mail.contact_freemail" not in kinds(a_mail("Write to agent@shop.com", sender="sam@shop.com"))
