"""Which addresses may be connected to; pure.

The blocks are those of IANA's special-purpose registries
(https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry) and of RFC 1112, 3056, 6052
and 8215. They stand here and are not asked of `ipaddress`, whose `is_global` has meant different things in different
releases of Python, and has no word for addresses inside addresses.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

SETTING: Final = "TW_OUTGOING_PRIVATE_NETWORKS"
"""Names what is allowed beyond public addresses."""
LOOPBACK: Final[tuple[Network, ...]] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

_METADATA: Final = frozenset(
    {
        "169.254.169.254",  # most clouds
        "169.254.170.2",  # credentials of AWS ECS tasks
        "169.254.170.23",  # credentials of AWS EKS pods
        "fd00:ec2::254",  # AWS
        "fd00:ec2::23",  # credentials of AWS EKS pods
        "fd20:ce::254",  # Google Cloud
        "168.63.129.16",  # Azure, a public address that every virtual machine reaches its host by
        "100.100.100.200",  # Alibaba Cloud
        "192.0.0.192",  # Oracle Cloud
    }
)
"""Where clouds hand their machines credentials to whoever asks. Nothing that we speak to is there."""

_SPECIAL: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("this machine's own", ("127.0.0.0/8",)),
    ("private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
    ("link-local", ("169.254.0.0/16",)),
    ("shared by a provider's customers", ("100.64.0.0/10",)),
    ("for documentation", ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")),
    ("for benchmarks", ("198.18.0.0/15",)),
    ("reserved", ("192.0.0.0/24", "192.88.99.0/24")),
)
_IPV4: Final = tuple((word, ip_network(text)) for word, texts in _SPECIAL for text in texts)

_NEVER: Final[tuple[Network, ...]] = tuple(
    ip_network(text) for text in ("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "::/128", "ff00::/8")
)
"""Unspecified (which Linux takes for this machine), multicast, and the rest of class E: no setting opens them."""

_MAPPED: Final = IPv6Network("::ffff:0:0/96")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR: Final = IPv6Network("2002::/16")
_GLOBAL: Final = IPv6Network("2000::/3")
_NOT_GLOBAL: Final = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "3fff::/20"))
"""Within 2000::/3: protocol assignments (Teredo among them) and documentation."""
_IPV6: Final = (
    ("this machine's own", IPv6Network("::1/128")),
    ("private", IPv6Network("fc00::/7")),
    ("link-local", IPv6Network("fe80::/10")),
)


def refusal(address: Address, allowed: Iterable[Network] = ()) -> str | None:
    """Return why an address may not be connected to, in a few words; None when it may.

    `allowed` opens private and other special blocks, but neither what is never a server nor the addresses at which
    clouds keep credentials. An IPv4 address inside an IPv6 address is looked at as well, as packets go there.
    """
    inside = embedded(address)
    if inside is not None:
        within = refusal(inside, allowed)
        if within is not None or address in _MAPPED:
            return within
    if str(_unscoped(address)) in _METADATA:
        return "where a cloud keeps its credentials"
    if any(address in network for network in _NEVER):
        return "no server's"
    return None if any(address in network for network in allowed) else _special(address)


def embedded(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that packets to an IPv6 address end at: mapped, NAT64 (RFC 6052) or 6to4 (RFC 3056)."""
    if isinstance(address, IPv4Address):
        return None
    if address in _MAPPED or address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return IPv4Address(int(address) >> 80 & 0xFFFF_FFFF) if address in _SIX_TO_FOUR else None


def _special(address: Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((word for word, network in _IPV4 if address in network), None)
    if address in _NAT64 or (address in _GLOBAL and not any(address in network for network in _NOT_GLOBAL)):
        return None
    return next((word for word, network in _IPV6 if address in network), "reserved")


def _unscoped(address: Address) -> Address:
    """Return `fe80::1%eth0` as `fe80::1`."""
    return IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
