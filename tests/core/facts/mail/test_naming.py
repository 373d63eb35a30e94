"""Names of hosts and organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.mail.naming import (
    host_of,
    host_shown,
    is_address,
    organisation,
    owner_label,
    same_organisation,
    split,
)


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("a.b.example.co.uk", "example.co.uk"),
        ("Example.COM.", "example.com"),
        ("alice.github.io", "alice.github.io"),
        ("github.io", "github.io"),
        ("co.uk", ""),
        ("com", ""),
        ("localhost", ""),
        ("refund778", ""),
        ("192.0.2.1", ""),
        ("", ""),
    ],
)
def test_the_registered_domain_is_who_owns_a_host(host: str, owner: str) -> None:
    """By the public suffix list; customers of a platform are parties of their own."""
    assert organisation(host) == owner


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("www.bank.com", "www.bank.com"),
        ("https://bank.com/login", "bank.com"),
        ("bank.com", "bank.com"),
        ("Click here", ""),
        ("Version 2.0.1", ""),
        ("report.pdf attached", ""),
        ("e.g. this", ""),
    ],
)
def test_a_links_text_names_a_host_or_none(text: str, host: str) -> None:
    """File names and numbers are no hosts."""
    assert host_shown(text) == host


@pytest.mark.parametrize("host", ["192.0.2.1", "[2001:db8::1]", "2130706433", "0x7f.0.0.1", "0177.1"])
def test_addresses_are_known_in_every_form_browsers_take(host: str) -> None:
    """Numbers hide addresses."""
    assert is_address(host)


def test_names_are_no_addresses() -> None:
    """Nor are names that begin with digits."""
    assert not is_address("1and1.com")
    assert owner_label("shop.1and1.com") == "1and1"
    assert same_organisation("a.example.com", "b.example.com")
    assert not same_organisation("localhost", "localhost")


@given(st.text(max_size=80))
def test_any_text_is_a_url_or_none(url: str) -> None:
    """A broken address has no host."""
    split(url)
    assert isinstance(host_of(url), str)
    organisation(host_of(url))
