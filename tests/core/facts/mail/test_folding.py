"""Text made comparable."""

# ruff: noqa: RUF001  # look-alike letters are what this is about

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.mail.folding import folded, mixed_words, skeleton


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße  ÜBER\n", "strasse uber"),
        ("ac\u200bcou\u00adnt", "account"),
        ("ассоunt", "account"),
        ("Ｐａｓｓｗｏｒｄ", "password"),
        ("привет", "привет"),
        ("パスワード", "パスワード"),
        ("l’accès", "l'acces"),
    ],
)
def test_look_alikes_accents_and_invisible_letters_go(text: str, expected: str) -> None:
    """Words wholly in another script stay what they are."""
    assert folded(text) == expected


def test_words_of_two_scripts_are_found() -> None:
    """Nobody types them; whole Cyrillic or Greek words are language."""
    assert mixed_words("раypal привет Αthens Ελλάδα naïve") == ["раypal", "Αthens"]


def test_one_skeleton_for_what_looks_the_same() -> None:
    """Digits, pairs and other scripts for letters."""
    assert skeleton("paypa1") == skeleton("рaypal") == skeleton("paypal")
    assert skeleton("rnicrosoft") == skeleton("microsoft")
    assert skeleton("example") != skeleton("exemple")


@given(st.text(max_size=100))
def test_folding_again_changes_nothing(text: str) -> None:
    """What is folded is folded."""
    assert folded(folded(text)) == folded(text)
