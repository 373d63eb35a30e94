"""What this installation may ask outside."""

import pytest

from triage_warden.connector_kit.outgoing.guard import OutgoingRefused
from triage_warden.wiring.outgoing import BadPrivateNetworks, guard_of
from triage_warden.wiring.settings import read_settings

NAME = "TW_OUTGOING_PRIVATE_NETWORKS"


@pytest.mark.parametrize(
    ("environ", "allowed"),
    [
        ({}, {"127.0.0.1", "::1"}),
        ({"TW_ENV": "production"}, set[str]()),
        ({"TW_ENV": "production", NAME: "10.20.0.0/16, 127.0.0.1"}, {"10.20.0.7", "127.0.0.1"}),
        ({NAME: "10.20.0.7"}, {"10.20.0.7"}),
    ],
)
async def test_private_networks_are_asked_where_they_are_named(environ: dict[str, str], allowed: set[str]) -> None:
    """In production none by itself; on one's own machine that machine."""
    guard, found = guard_of(read_settings(environ)), set[str]()
    for address in ("127.0.0.1", "::1", "10.20.0.7", "10.21.0.7"):
        try:
            found |= {str(each) for each in await guard.addresses(address, 443)}
        except OutgoingRefused as refused:
            assert NAME in refused.reason  # noqa: PT017  # each address is either
    assert found == allowed


@pytest.mark.parametrize("text", ["0.0.0.0/0", "::/0", "10.0.0.1/8", "inside"])
def test_what_is_no_network_or_everything_stops_the_start(text: str) -> None:
    """With the variable's name."""
    with pytest.raises(BadPrivateNetworks, match=NAME):
        guard_of(read_settings({NAME: text}))
