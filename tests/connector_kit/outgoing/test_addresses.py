"""Which addresses may be connected to."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from triage_warden.connector_kit.outgoing.addresses import LOOPBACK, embedded, refusal

EVERYTHING = (ip_network("0.0.0.0/0"), ip_network("::/0"))
PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"]
v4 = st.ip_addresses(v=4)
v6 = st.ip_addresses(v=6)
private_v4 = st.sampled_from(PRIVATE).flatmap(lambda network: st.ip_addresses(network=network))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("127.0.0.1", "this machine's own"),
        ("127.255.255.254", "this machine's own"),
        ("10.0.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("169.254.0.1", "link-local"),
        ("100.64.0.1", "shared by a provider's customers"),
        ("192.0.2.1", "for documentation"),
        ("198.18.0.1", "for benchmarks"),
        ("192.0.0.8", "reserved"),
        ("0.0.0.0", "no server's"),
        ("0.1.2.3", "no server's"),
        ("224.0.0.1", "no server's"),
        ("255.255.255.255", "no server's"),
        ("240.0.0.1", "no server's"),
        ("169.254.169.254", "where a cloud keeps its credentials"),
        ("168.63.129.16", "where a cloud keeps its credentials"),
        ("fd00:ec2::254", "where a cloud keeps its credentials"),
        ("fd00:ec2::254%eth0", "where a cloud keeps its credentials"),
        ("fd20:ce::254", "where a cloud keeps its credentials"),
        ("::1", "this machine's own"),
        ("::", "no server's"),
        ("ff02::1", "no server's"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"),
        ("::ffff:127.0.0.1", "this machine's own"),
        ("::ffff:a9fe:a9fe", "where a cloud keeps its credentials"),
        ("64:ff9b::a9fe:a9fe", "where a cloud keeps its credentials"),
        ("64:ff9b::10.0.0.1", "private"),
        ("64:ff9b:1::1", "reserved"),
        ("2002:a00:1::1", "private"),
        ("2002:7f00:1::", "this machine's own"),
        ("::127.0.0.1", "reserved"),
        ("::10.0.0.1", "reserved"),
        ("2001::1", "reserved"),
        ("2001:db8::1", "reserved"),
        ("3fff::1", "reserved"),
        ("100::1", "reserved"),
        ("5f00::1", "reserved"),
        ("8.8.8.8", None),
        ("172.32.0.1", None),
        ("100.128.0.1", None),
        ("::ffff:8.8.8.8", None),
        ("64:ff9b::8.8.8.8", None),
        ("2606:4700::1111", None),
    ],
)
def test_special_addresses_are_refused_by_name(text: str, why: str | None) -> None:
    """As IANA's registries list them, in every way of writing them into another."""
    assert refusal(ip_address(text)) == why


@given(private_v4)
def test_no_wrapping_makes_a_private_address_public(inside: IPv4Address) -> None:
    """Mapped, compatible, NAT64, 6to4."""
    number = int(inside)
    wrapped = [0xFFFF << 32 | number, number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80 | 1]
    for each in wrapped:
        assert refusal(IPv6Address(each)) is not None
    assert refusal(inside) is not None


@given(st.one_of(v4, v6))
@example(ip_address("2002:a00:1::1"))
@example(ip_address("2001:20::1"))
def test_what_may_be_asked_is_global_by_pythons_tables_too(address: IPv4Address | IPv6Address) -> None:
    """Two tables, made by different people, agree in the direction that matters."""
    if refusal(address) is None and embedded(address) is None:
        assert address.is_global
        assert not address.is_multicast


@given(st.one_of(v4, v6))
@example(ip_address("169.254.169.254"))
@example(ip_address("::ffff:169.254.169.254"))
@example(ip_address("fd00:ec2::254"))
def test_no_setting_opens_what_is_never_a_server(address: IPv4Address | IPv6Address) -> None:
    """Allowing everything allows neither metadata nor multicast, and changes nothing else to the worse."""
    why = refusal(address, EVERYTHING)
    assert why in {None, "no server's", "where a cloud keeps its credentials"}
    assert why is None or refusal(address) == why


@given(private_v4)
def test_an_allowed_network_allows_itself_alone(address: IPv4Address) -> None:
    """Also where its address comes inside another."""
    allowed = (ip_network("10.0.0.0/8"),)
    assert (refusal(address, allowed) is None) == (address in allowed[0])
    assert (refusal(IPv6Address(f"::ffff:{address}"), allowed) is None) == (address in allowed[0])


def test_loopback_is_what_a_laptop_needs() -> None:
    """Both families, and nothing else."""
    assert [refusal(ip_address(text), LOOPBACK) for text in ("127.0.0.1", "::1", "10.0.0.1")] == [None, None, "private"]
