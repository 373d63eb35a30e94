"""Tests of how many guesses a password stands."""

import pytest

from triage_warden.security.password_strength import guesses, guesses_knowing


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "qwertyuiop12",
        "letmeinletmein",
        "iloveyou1234",
        "Password123!",
        "aaaaaaaaaaaaaa",
        "19871987198719",
    ],
)
def test_what_everybody_tries_first_stands_few_guesses(password: str) -> None:
    """Common passwords, keyboard walks, repeats and dates."""
    assert guesses(password, []) < 8


def test_known_words_are_tried_first() -> None:
    """A name that the attacker knows adds nothing."""
    assert guesses("xqzvkorblentuq", []) > 12
    assert guesses("xqzvkorblentuq", ["xqzvkorblentuq"]) < 2


def test_several_unrelated_words_stand_many() -> None:
    """And a long password costs no time."""
    assert guesses("violet anchor timpani rubble", []) > 12
    assert guesses("violet anchor timpani rubble" * 400, []) > 12


def test_an_organisations_words_are_tried_first() -> None:
    """In any capitals, and with the person's names besides."""
    assert guesses_knowing(["XqzvKorBlentuq"], "xqzvkorblentuq", []) < 2
    assert guesses_knowing(["another"], "xqzvkorblentuq", ["xqzvkorblentuq"]) < 2
    assert guesses_knowing([], "xqzvkorblentuq", []) > 12
