"""Names to addresses."""

import pytest

from triage_warden.connector_kit.outgoing.resolving import resolve


@pytest.mark.parametrize("text", ["127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.1"])
async def test_every_way_to_write_an_address_is_read_as_the_system_reads_it(text: str) -> None:
    """So that what is checked is what would be connected to."""
    assert await resolve(text, 80) == ("127.0.0.1",)


async def test_a_name_without_addresses_is_an_error_of_the_system() -> None:
    """No list of none."""
    with pytest.raises(OSError, match=r"not known|failure|No address"):
        await resolve("no-such-name.invalid", 80)
