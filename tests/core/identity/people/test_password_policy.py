"""Tests of what a password must be."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.identity.people.errors import WeakPassword
from triage_warden.core.identity.people.password_policy import LEAST, MOST, OURS, check_password


def strong(_password: str, _known: Sequence[str]) -> float:
    """Say that any password is strong."""
    return 20.0


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 12"),
        ("x" * (MOST + 1), "at most 128"),
        ("ana.blum2026", "the name and little else"),
        ("ANA.BLUM!!ok", "the name and little else"),
    ],
)
def test_a_bad_password_is_refused_with_its_reason(password: str, why: str) -> None:
    """Too short, too long, the name."""
    with pytest.raises(WeakPassword, match=why):
        check_password(password, strong, names=["ana.blum"])


def test_what_is_guessed_early_is_refused() -> None:
    """The estimate is asked with the names and our own words first."""
    asked: list[Sequence[str]] = []

    def weak(_password: str, known: Sequence[str]) -> float:
        asked.append(known)
        return 9.9

    with pytest.raises(WeakPassword, match="guessed early"):
        check_password("violet anchor timpani", weak, names=["Ana", ""])
    assert asked == [["ana", *OURS]]


@given(st.text(min_size=LEAST, max_size=MOST))
def test_any_characters_will_do(password: str) -> None:
    """No rules of composition."""
    check_password(password, strong, names=["ana"])
