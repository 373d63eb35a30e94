"""Facts about wording."""

# ruff: noqa: RUF001  # look-alike letters are what this is about

import pytest

from kit.mails import a_mail, found
from triage_warden.core.facts.mail.folding import folded
from triage_warden.core.facts.mail.lexicon.theme import Theme
from triage_warden.core.facts.mail.wording import LEXICONS, themes_in


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Your account has been suspended", Theme.THREAT),
        ("Please verify your account information", Theme.CREDENTIALS),
        ("within 24 hours", Theme.URGENCY),
        ("We have changed our bank details", Theme.BANK_CHANGE),
        ("I need you to purchase five gift cards", Theme.GIFT_CARD),
        ("I am the next of kin", Theme.ADVANCE_FEE),
        ("You have been selected to win", Theme.PRIZE),
        ("I hacked your device and recorded you", Theme.EXTORTION),
        ("New voicemail received", Theme.VOICEMAIL),
        ("Are you at your desk?", Theme.ERRAND),
        ("Your iCloud storage is full", Theme.STORAGE),
        ("Ihr Konto wurde vorübergehend gesperrt", Theme.THREAT),
        ("Bitte bestätigen Sie Ihre Daten", Theme.CREDENTIALS),
        ("Ihr Paket konnte nicht zugestellt werden", Theme.PARCEL),
        ("Votre compte a été suspendu", Theme.THREAT),
        ("Votre colis est en attente", Theme.PARCEL),
        ("Su cuenta ha sido bloqueada", Theme.THREAT),
        ("Confirme sus datos de envío", Theme.CREDENTIALS),
        ("Regularize agora a sua situação: pendência na Receita Federal", Theme.TAX),
        ("O seu CPF será suspenso", Theme.THREAT),
        ("Il tuo conto è stato bloccato", Theme.THREAT),
        ("Uw rekening is geblokkeerd", Theme.THREAT),
        ("アカウントの利用を停止しました", Theme.THREAT),
        ("お荷物をお届けできませんでした。不在のため持ち帰りました", Theme.PARCEL),
        ("Уоur ассоunt has been suspended", Theme.THREAT),
        ("Your acc\u200bount has been sus\u200bpended", Theme.THREAT),
    ],
)
def test_themes_are_heard_in_many_languages(text: str, theme: Theme) -> None:
    """Also behind look-alike letters and invisible ones."""
    assert theme in themes_in(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "The password hash is stored in /etc/shadow; see the patch for details.",
        "Can you review the attached diff before the meeting on Thursday?",
        "We won't be able to ship the release this week because of the build failure.",
        "Das Treffen ist am Montag um zehn, bitte bringt eure Notizen mit.",
        "La réunion de lundi est reportée à mardi matin dans la salle habituelle.",
        "Techs fell as the company reported revenue of $270 million for the quarter.",
        "会議は月曜日の十時からです。資料を持ってきてください。",
    ],
)
def test_daily_talk_takes_up_no_theme(text: str) -> None:
    """Work, news, meetings."""
    assert themes_in(folded(text)) == {}


def test_each_different_phrase_counts_once() -> None:
    """Four different ones tell more than one said four times."""
    assert found(a_mail("verify your account. verify your account."))["mail.says_credentials"].value["repeats"] == 1
    assert found(a_mail("verify your account. confirm your identity."))["mail.says_credentials"].value["repeats"] == 2


def test_the_mails_words_are_quoted_short_and_plain() -> None:
    """They are evidence, not speech."""
    finding = found(a_mail("<b>verify your account</b>\x07"))["mail.says_credentials"]
    assert '"verify your account"' in finding.statement


def test_every_language_has_the_main_themes() -> None:
    """Threat, credentials and urgency are said everywhere."""
    for lexicon in LEXICONS:
        assert {Theme.URGENCY, Theme.THREAT, Theme.CREDENTIALS, Theme.PAYMENT, Theme.PARCEL} <= set(lexicon)


def test_a_long_text_is_searched_in_little_time() -> None:
    """RE2 reads each text once a theme; nothing backtracks."""
    themes_in("verify your " * 20_000)
