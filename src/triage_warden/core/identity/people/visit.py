"""Where an attempt to sign in comes from, and what it is counted by."""

from hashlib import sha256
from ipaddress import IPv6Address, ip_address

import msgspec

from triage_warden.core.identity.people.model import Device
from triage_warden.core.identity.people.throttle import Counted

_NETWORK = (1 << 64) - 1
"""The lower half of an IPv6 address, which a customer of any provider changes at will."""

Key = tuple[Counted, bytes]


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One request of somebody who wants in.

    `browser` stands for a browser that this very account signed in from before, where it could show so: its attempts
    are then counted apart from those of strangers behind the same address.
    """

    device: Device = Device()
    browser: str | None = None
    request_id: str | None = None


def place_key(name: str, visit: Visit) -> Key:
    """Return the key of one account from one place; the name need not exist."""
    place = f"browser:{visit.browser}" if visit.browser else f"address:{network_of(visit.device.address)}"
    return Counted.PLACE, _digest("place", name.casefold(), place)


def address_key(visit: Visit) -> Key:
    """Return the key of an address over all accounts."""
    return Counted.ADDRESS, _digest("address", network_of(visit.device.address))


def network_of(address: str | None) -> str:
    """Return an IPv4 address as it is, and the first 64 bits of an IPv6 one."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) & ~_NETWORK))
    return str(parsed)


def _digest(*parts: str) -> bytes:
    return sha256("\x00".join(parts).encode("utf-8", "replace")).digest()
