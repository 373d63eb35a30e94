"""Tests of temporary passwords."""

from triage_warden.security.password_strength import guesses
from triage_warden.security.temporary_passwords import temporary_password


def test_it_can_be_read_out_and_not_guessed() -> None:
    """Letters and digits in fours, no two the same."""
    first, second = temporary_password(), temporary_password()
    assert first != second
    assert all(len(part) == 4 and part.isalnum() for part in first.split("-"))
    assert guesses(first, []) > 20
