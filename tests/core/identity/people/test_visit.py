"""Tests of what attempts are counted by."""

import pytest

from kit.people import a_visit
from triage_warden.core.identity.people.visit import address_key, network_of, place_key


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, "unknown"),
        ("a socket", "unknown"),
    ],
)
def test_an_address_stands_for_its_network(address: str | None, network: str) -> None:
    """A customer changes the lower half of an IPv6 address at will."""
    assert network_of(address) == network


def test_a_place_is_one_account_and_one_network_or_browser() -> None:
    """Names in any capitals are one; another account, address or browser is another place."""
    key = place_key("ana", a_visit())
    assert key == place_key("ANA", a_visit())
    others = [
        place_key("bea", a_visit()),
        place_key("ana", a_visit("192.0.2.8")),
        place_key("ana", a_visit(browser="b-1")),
        address_key(a_visit()),
    ]
    assert len({key, *others}) == 5


def test_a_browser_is_the_same_place_at_any_address() -> None:
    """A laptop that travels."""
    assert place_key("ana", a_visit("192.0.2.8", "b-1")) == place_key("ana", a_visit("192.0.2.9", "b-1"))
