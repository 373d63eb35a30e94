"""What may be asked of whom."""

from ipaddress import ip_network

import httpx
import pytest
from structlog.testing import capture_logs

from triage_warden.connector_kit.outgoing.guard import Guard, OutgoingRefused


def resolving(*addresses: str) -> Guard:
    """Return a guard for whom every name has these addresses."""

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        del host, port
        return addresses

    return Guard(resolve=resolve)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.com/", "It is not http or https."),
        ("file:///etc/passwd", "It is not http or https."),
        ("gopher://example.com/", "It is not http or https."),
        ("https://user@example.com/", "It holds a user name or a password."),
        ("https://user:word@example.com/", "It holds a user name or a password."),
        ("https:///path", "It names no host."),
        ("https://example.com:0/", "Port 0 is not asked."),
    ],
)
def test_what_may_not_be_asked_at_all_is_refused(url: str, why: str) -> None:
    """Before a name is looked up."""
    with pytest.raises(OutgoingRefused) as caught:
        Guard().check(httpx.URL(url))
    assert caught.value.reason == why


@pytest.mark.parametrize("url", ["http://example.com/", "https://example.com:8443/", "https://example.com:22/"])
def test_a_strict_guard_takes_https_on_its_ports_alone(url: str) -> None:
    """For addresses that came with a message."""
    guard = Guard().strict(443)
    Guard().check(httpx.URL(url))
    guard.check(httpx.URL("https://example.com/"))
    with pytest.raises(OutgoingRefused):
        guard.check(httpx.URL(url))


async def test_public_addresses_are_returned_in_their_order() -> None:
    """As the resolver prefers them."""
    found = await resolving("2606:4700::1", "8.8.8.8").addresses("example.com", 443)
    assert [str(each) for each in found] == ["2606:4700::1", "8.8.8.8"]


@pytest.mark.parametrize("among", [("8.8.8.8", "10.0.0.1"), ("::ffff:7f00:1",), ("fe80::1%2", "8.8.8.8")])
async def test_one_address_that_may_not_be_asked_refuses_the_name(among: tuple[str, ...]) -> None:
    """The log says which address, the message which setting."""
    with capture_logs() as logs, pytest.raises(OutgoingRefused) as caught:
        await resolving(*among).addresses("example.com", 443)
    assert "TW_OUTGOING_PRIVATE_NETWORKS" in caught.value.reason
    assert not any(address in caught.value.reason for address in among)
    assert logs[0]["event"] == "outgoing_refused"
    assert logs[0]["address"] in among


async def test_what_a_setting_names_may_be_asked() -> None:
    """And only that."""
    guard = Guard((ip_network("10.0.0.0/8"),), resolve=resolving("10.1.2.3").resolve)
    assert [str(each) for each in await guard.addresses("inside.example.com", 443)] == ["10.1.2.3"]


async def test_a_name_without_addresses_is_no_success() -> None:
    """Nothing to connect to."""
    with pytest.raises(OSError, match="no address"):
        await resolving().addresses("example.com", 443)
