"""Languages whose frauds are known."""

# ruff: noqa: RUF001, E501  # other languages have other letters

import pytest

from triage_warden.core.facts.mail.folding import folded
from triage_warden.core.facts.mail.languages import is_understood


@pytest.mark.parametrize(
    "text",
    [
        "We are looking for someone who can help us with the release that was planned for this week.",
        "Wir haben die Unterlagen erhalten und werden uns in den nächsten Tagen bei Ihnen melden.",
        "Nous avons bien reçu votre demande et nous reviendrons vers vous dans les prochains jours.",
        "Il documento che mi ha inviato non si apre, lo può mandare di nuovo per favore?",
        "明日の会議の資料をお送りします。よろしくお願いいたします。",
        "Lunch?",
    ],
)
def test_known_languages_are_understood(text: str) -> None:
    """Function words or kana tell."""
    assert is_understood(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Twoje konto zostało zablokowane, prosimy natychmiast potwierdzić swoje dane klikając poniższy przycisk teraz.",
        "Hesabınız askıya alındı, lütfen aşağıdaki bağlantıya tıklayarak bilgilerinizi hemen doğrulayın yoksa kapatılacak.",
        "Ваша учётная запись заблокирована, пожалуйста, немедленно подтвердите свои данные по ссылке ниже сегодня.",
    ],
)
def test_other_languages_are_not(text: str) -> None:
    """So that their silence does not count as harmless."""
    assert not is_understood(folded(text))
