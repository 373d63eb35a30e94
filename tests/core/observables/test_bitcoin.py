import pytest

from triage_warden.core.observables.bitcoin import bitcoin_address
from triage_warden.core.observables.errors import NotAnObservable


@pytest.mark.parametrize(
    "address",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_addresses_whose_checksum_holds_are_kept(address: str) -> None:
    """The genesis address, and the examples of BIP 13, 173 and 350."""
    assert bitcoin_address(address) == address


def test_bech32_is_lower_case() -> None:
    """BIP 173 allows either case, not both."""
    upper = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"
    assert bitcoin_address(upper) == upper.lower()


@pytest.mark.parametrize(
    "written",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1",
        "1",
        "0OIl",
        "",
    ],
)
def test_one_wrong_letter_is_no_address(written: str) -> None:
    """The checksum is what tells an address from any other word."""
    with pytest.raises(NotAnObservable):
        bitcoin_address(written)
