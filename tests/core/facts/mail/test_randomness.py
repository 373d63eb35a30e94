"""Names that machines made."""

import random

import pytest

from triage_warden.core.facts.mail.randomness import looks_random, mailbox_looks_random


@pytest.mark.parametrize("name", ["x7k2q9z4", "sgjxscu", "cjscfxpktp", "d9ojso6xukdhq", "a1b2c3d4e5f60718"])
def test_random_strings_are_seen(name: str) -> None:
    """Pairs of letters no language has, digits in between, hexadecimal."""
    assert looks_random(name)


@pytest.mark.parametrize(
    "name",
    [
        "deutschepost",
        "schwarzkopf",
        "strengthschool",
        "przedsiebiorstwo",
        "szczecin",
        "volkswagen",
        "lockergnome",
        "hrvatskatelekom",
        "sam.rivers",
        "no-reply",
        "newsletter2026",
        "kundenservice",
        "rhythm",
        "abc123",
        "20260302",
    ],
)
def test_names_are_not_random(name: str) -> None:
    """Consonant-ridden languages and years have their own pairs."""
    assert not looks_random(name)


def test_a_bounce_address_is_no_random_mailbox() -> None:
    """Its many pieces are a mailer's book-keeping."""
    assert not mailbox_looks_random("bounce-1234_html-99-x7k2q9z4-55-0")
    assert not mailbox_looks_random("sam+x7k2q9z4")
    assert mailbox_looks_random("x7k2q9z4")


def test_most_random_strings_are_seen() -> None:
    """Measured: six in ten of ten letters."""
    source = random.Random(7)  # no secret
    words = ["".join(source.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(10)) for _ in range(500)]
    assert sum(map(looks_random, words)) > 250
