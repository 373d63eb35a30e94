"""Domains made to be taken for another's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.mails import a_mail, kinds
from triage_warden.core.facts.mail.lookalike import likeness_of, within_one_edit


@pytest.mark.parametrize(
    ("host", "way"),
    [
        ("paypa1.com", "confusable"),
        ("rnicrosoft.com", "confusable"),
        ("xn--pypal-4ve.com", "confusable"),
        ("mail.arnazon.com", "confusable"),
        ("netfllx.com", "confusable"),
        ("microsft.com", "typo"),
        ("facebok.com", "typo"),
        ("paypal-secure.com", "part"),
        ("secure-paypal-login.net", "part"),
        ("paypalsecure.com", "part"),
        ("dhl-paket.info", None),
        ("paypal.com.trap.net", "subdomain"),
        ("login.microsoftonline.com.a-b.co", "subdomain"),
        ("netflix.trap.net", "prefix"),
        ("paypal.com", None),
        ("www.paypal.de", None),
        ("microsoft.com", None),
        ("example.com", None),
        ("apples.com", None),
        ("purchase.com", None),
        ("amazonas-tours.com", None),
        ("gmail.com", None),
        ("localhost", None),
        ("192.0.2.1", None),
        ("", None),
    ],
)
def test_borrowed_names_are_told_from_own_ones(host: str, way: str | None) -> None:
    """Confusable, misspelt, in part, in front; not words that happen to contain a name."""
    likeness = likeness_of(host)
    assert (likeness.way if likeness else None) == way


def test_the_recipients_own_organisation_is_a_brand_as_well() -> None:
    """Mail that passes for a colleague's."""
    assert "mail.lookalike_sender_confusable" in kinds(
        a_mail("x", sender="boss@examp1e-corp.com", to="kim@example-corp.com")
    )
    assert "mail.lookalike_sender_typo" in kinds(a_mail("x", sender="boss@exampl-corp.com", to="kim@example-corp.com"))
    assert "mail.lookalike_sender_typo" not in kinds(
        a_mail("x", sender="boss@example-corp.com", to="kim@example-corp.com")
    )
    assert "mail.lookalike_link_typo" in kinds(a_mail("see https://examplecorp.net/x", to="kim@example-corp.com"))


def test_links_are_looked_at_as_well() -> None:
    """Each way once."""
    assert "mail.lookalike_link_part" in kinds(
        a_mail("see https://paypal-secure.com/a and https://paypal-secure.com/b")
    )


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_one_edit_is_the_same_both_ways(one: str, other: str) -> None:
    """Distance knows no direction."""
    assert within_one_edit(one, other) == within_one_edit(other, one)


@given(st.text(alphabet="abcdef", min_size=2, max_size=8), st.integers(0, 6))
def test_one_slip_is_one_edit(word: str, at: int) -> None:
    """A letter left out, doubled or swapped with its neighbour."""
    at %= len(word) - 1
    for slip in (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ):
        assert within_one_edit(word, slip)
    assert not within_one_edit(word, word + "xy")
