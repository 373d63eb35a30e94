"""Facts about whom the text speaks for."""

from kit.mails import a_mail, kinds

LURE = "Your Netflix membership has been suspended. Please update your payment details: "


def test_a_lure_in_a_brands_name_with_nothing_of_the_brand_is_said() -> None:
    """Neither sender nor link is the brand's."""
    assert "mail.brand_claimed" in kinds(a_mail(LURE + "https://trap.net/x", sender="a@shop.com"))


def test_the_brand_itself_and_talk_about_it_are_not() -> None:
    """The brand's own links, or no lure."""
    assert "mail.brand_claimed" not in kinds(a_mail(LURE + "https://netflix.com/x", sender="a@shop.com"))
    assert "mail.brand_claimed" not in kinds(a_mail("I watched Netflix: https://blog.net/x", sender="a@shop.com"))


def test_a_mail_that_asks_for_nothing_is_said_to() -> None:
    """No link, no file, no theme of frauds, no sums, no other mailbox."""
    assert "mail.nothing_to_act_on" in kinds(a_mail("Lunch at noon?"))
    for text in (
        "https://a.example/",
        "a total of $850.500,00 for you",
        "write to agent@gmail.com",
        "you have won a prize",
    ):
        assert "mail.nothing_to_act_on" not in kinds(a_mail(text))
