"""What a value's own shape says of it."""

import ipaddress
from collections.abc import Callable
from functools import cache

from triage_warden.core.observables.addresses import quad_number
from triage_warden.core.observables.model import ObservableType, Trait
from triage_warden.core.observables.networks import Networks
from triage_warden.core.observables.urls import url_host

_SPECIAL = {
    Trait.PRIVATE: ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10"),
    Trait.LOOPBACK: ("127.0.0.0/8", "::1/128"),
    Trait.LINK_LOCAL: ("169.254.0.0/16", "fe80::/10"),
    Trait.MULTICAST: ("224.0.0.0/4", "ff00::/8"),
    Trait.DOCUMENTATION: ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    Trait.RESERVED: ("0.0.0.0/8", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "::/128", "100::/64"),
}
"""IANA's special-purpose registries; shared address space (RFC 6598) counts as private, being nobody's outside."""
_NAMES = {
    Trait.DOCUMENTATION: ("example", "example.com", "example.net", "example.org"),
    Trait.RESERVED: ("invalid", "test", "onion", "alt", "home.arpa"),
    Trait.LOOPBACK: ("localhost",),
    Trait.PRIVATE: ("local", "internal", "lan", "corp", "home", "intranet", "localdomain", "private"),
}
"""RFC 2606, 6761, 6762, 7686, 8375, 9476 and what companies use inside; `onion` names are reachable, not in DNS."""


def shape_traits(type: ObservableType, value: str) -> tuple[Trait, ...]:  # noqa: A002  # named as the field it comes from
    """Return the traits that follow from a normalised value alone; a link and a mailbox have their host's."""
    said_of = _SAID_OF.get(type)
    return said_of(value) if said_of else ()


def _of_host(host: str) -> tuple[Trait, ...]:
    return _of_address(host) if ":" in host or host[-1:].isdigit() else _of_name(host)


def _of_address(value: str) -> tuple[Trait, ...]:
    number = quad_number(value)
    if number is not None:
        return _networks(4).at(number)
    try:
        address = ipaddress.IPv6Address(value)
    except ValueError:
        return ()
    mapped = address.ipv4_mapped
    return _networks(6).at(int(address)) if mapped is None else _networks(4).at(int(mapped))


def _of_name(value: str) -> tuple[Trait, ...]:
    labels = value.rsplit(".", 2)
    trait = _TRAITS.get(labels[-1]) or _TRAITS.get(".".join(labels[-2:]))
    return () if trait is None else (trait,)


_TRAITS = {name: trait for trait, names in _NAMES.items() for name in names}
"""Every name has one label or two, and none lies below another of them."""


@cache
def _networks(version: int) -> Networks[Trait]:
    networks = ((ipaddress.ip_network(text), trait) for trait, texts in _SPECIAL.items() for text in texts)
    return Networks.of(
        (int(network.network_address), int(network.broadcast_address), trait)
        for network, trait in networks
        if network.version == version
    )


_SAID_OF: dict[ObservableType, Callable[[str], tuple[Trait, ...]]] = {
    ObservableType.IPV4: _of_address,
    ObservableType.IPV6: _of_address,
    ObservableType.DOMAIN: _of_name,
    ObservableType.HOSTNAME: _of_name,
    ObservableType.URL: lambda link: _of_host(url_host(link)),
    ObservableType.EMAIL: lambda address: _of_host(address.rpartition("@")[2].strip("[]")),
}
