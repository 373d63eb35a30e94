"""Facts about the make of the body."""

# ruff: noqa: RUF001  # look-alike letters are what this is about

import pytest

from kit.mails import a_mail, kinds

WORDS = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60))


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<form action=https://trap.net><input type=password></form>", "mail.password_form"),
        ("<form action=https://trap.net><input name=q></form>", "mail.form_in_body"),
        ("<script>x()</script>", "mail.script_in_body"),
        ("<script>new Blob([atob('x')]);URL.createObjectURL(b)</script>", "mail.html_smuggling"),
        ("<p>pa\u200bss wo\u200brd ac\u200bcount</p>", "mail.words_split_invisibly"),
        ("<p>раssword vеrify аccount</p>", "mail.mixed_script_text"),
        (f"<p>short</p><div style='display:none'>{'noise ' * 200}</div>", "mail.hidden_text"),
        ("<a href=https://trap.net/x><img src=https://trap.net/i.png></a>", "mail.picture_for_text"),
        ("<a href=https://trap.net/x>click</a>", "mail.bare_link"),
    ],
)
def test_what_is_odd_about_the_body_is_said(html: str, kind: str) -> None:
    """Forms, scripts, concealment, pictures."""
    assert kind in kinds(a_mail(None, html=html, sender="a@shop.com"))


def test_an_ordinary_newsletter_hides_nothing_that_matters() -> None:
    """A preview line and a counting pixel are in every one of them."""
    html = f"<div style='display:none'>Our news</div><p>{WORDS}</p><img width=1 height=1 src=https://shop.com/p><a href=https://shop.com/>Shop</a>"
    odd = {
        "mail.hidden_text",
        "mail.picture_for_text",
        "mail.bare_link",
        "mail.words_split_invisibly",
        "mail.mixed_script_text",
    }
    assert not kinds(a_mail(None, html=html, sender="a@shop.com")) & odd


def test_two_texts_in_one_mail_are_said() -> None:
    """One for the filter, one for the reader."""
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}word" for n in range(60)]
    other = " ".join(word[::-1] for word in words)
    assert "mail.versions_disagree" in kinds(a_mail(" ".join(words), html=f"<p>{other}</p>"))
    assert "mail.versions_disagree" not in kinds(a_mail(" ".join(words), html=f"<p>{' '.join(words)}</p>"))
