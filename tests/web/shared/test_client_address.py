"""Where a request comes from is said by trusted proxies only."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.web import World, a_client
from triage_warden.web.shared.client_address import ProxyHeader, TrustedProxies, came_through_proxy

OURS = (ip_network("10.0.0.0/8"), ip_network("2001:db8:a::/48"))
XFF = TrustedProxies(OURS)
FORWARDED = TrustedProxies(OURS, ProxyHeader.FORWARDED)
CLIENT = "203.0.113.9"


def _header(name: str, *values: str) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1", "replace")) for value in values]


@pytest.mark.parametrize(
    ("peer", "values", "client"),
    [
        ("198.51.100.1", ["203.0.113.9"], "198.51.100.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("::ffff:10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.2.3.4"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("10.0.0.1", ["[2001:db8:b::1]:4711"], "2001:db8:b::1"),
        ("2001:db8:a::1", ["2001:DB8:B:0::1"], "2001:db8:b::1"),
        ("10.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["10.9.9.9, 10.8.8.8"], "10.9.9.9"),
        ("10.0.0.1", ["203.0.113.9, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, nonsense, 10.2.3.4"], "10.2.3.4"),
        ("10.0.0.1", ["203.0.113.9,"], "10.0.0.1"),
        ("10.0.0.1", [", ".join(["203.0.113.9", *["10.0.0.2"] * 40])], "10.0.0.2"),
        ("unix", ["203.0.113.9"], "unix"),
    ],
)
def test_the_first_address_from_the_right_that_is_no_proxy_of_ours(peer: str, values: list[str], client: str) -> None:
    """What the client itself wrote stands further left, and counts for nothing."""
    assert XFF.client_of(peer, _header("X-Forwarded-For", *values)) == client


@pytest.mark.parametrize(
    ("value", "client"),
    [
        ("for=203.0.113.9", "203.0.113.9"),
        ('For="[2001:db8:b::1]:4711";proto=https', "2001:db8:b::1"),
        ("for=1.1.1.1, proto=http;for=203.0.113.9;by=10.0.0.1", "203.0.113.9"),
        ("for=203.0.113.9, for=_hidden", "10.0.0.1"),
        ("for=203.0.113.9, for=unknown", "10.0.0.1"),
        ("for=203.0.113.9;for=1.1.1.1", "10.0.0.1"),
        ("proto=https", "10.0.0.1"),
        ('for="1.1.1.1, for=203.0.113.9', "203.0.113.9"),
    ],
)
def test_forwarded_is_read_as_rfc_7239_says(value: str, client: str) -> None:
    """A quote that a client leaves open swallows nothing of what the proxy adds."""
    assert FORWARDED.client_of("10.0.0.1", _header("Forwarded", value)) == client


def test_the_other_header_is_the_clients_own_word() -> None:
    """A proxy that writes one of them passes on the other."""
    both = [*_header("Forwarded", "for=1.1.1.1"), *_header("X-Forwarded-For", CLIENT)]
    assert XFF.client_of("10.0.0.1", both) == CLIENT
    assert FORWARDED.client_of("10.0.0.1", both) == "1.1.1.1"


@given(
    mark=st.sampled_from(("x-forwarded-for", "Forwarded", "X-FORWARDED-HOST", "x-real-ip")),
    value=st.text(st.characters(max_codepoint=255), max_size=50),
    others=st.lists(st.sampled_from(("accept", "x-forwarded-proto", "via", "host"))),
)
def test_what_was_passed_on_says_so_whatever_else_is_said(mark: str, value: str, others: list[str]) -> None:
    """In any case of letters, with any value, the empty one too; other headers say nothing."""
    plain = [pair for name in others for pair in _header(name, "x")]
    assert not came_through_proxy(plain)
    assert came_through_proxy([*plain, *_header(mark, value)])


@given(claimed=st.text(st.characters(max_codepoint=255), max_size=200), header=st.sampled_from(ProxyHeader))
def test_nothing_that_a_client_writes_changes_what_the_proxy_saw(claimed: str, header: ProxyHeader) -> None:
    """Whatever stands before what the proxy adds."""
    added = CLIENT if header is ProxyHeader.X_FORWARDED_FOR else f"for={CLIENT}"
    trusted = TrustedProxies(OURS, header)
    assert trusted.client_of("10.0.0.1", _header(header.value, f"{claimed}, {added}")) == CLIENT
    assert trusted.client_of("10.0.0.1", _header(header.value, claimed, added)) == CLIENT


@given(claimed=st.text(st.characters(max_codepoint=255), max_size=200), header=st.sampled_from(ProxyHeader))
def test_the_answer_is_always_an_address(claimed: str, header: ProxyHeader) -> None:
    """Also where the proxy replaces nothing and adds nothing; and a stranger's word is not read at all."""
    trusted = TrustedProxies(OURS, header)
    ip_address(trusted.client_of("10.0.0.1", _header(header.value, claimed)))
    assert trusted.client_of("198.51.100.1", _header(header.value, claimed)) == "198.51.100.1"
    assert TrustedProxies().client_of("10.0.0.1", _header(header.value, claimed)) == "10.0.0.1"


async def test_the_record_has_the_clients_address() -> None:
    """A refused request is recorded as coming from the client where the peer is trusted, else from the peer."""
    for networks, address in ((("127.0.0.0/8",), CLIENT), (("10.0.0.0/8",), "127.0.0.1")):
        world = World()
        trusted = TrustedProxies(tuple(ip_network(each) for each in networks))
        async with a_client(world, role=None, client_of=trusted.client_of) as client:
            headers = {"authorization": "Bearer viewer/", "x-forwarded-for": f"1.1.1.1, {CLIENT}"}
            answer = await client.post("/api/v1/alerts", content=b"{}", headers=headers)
        assert answer.status_code == 403
        assert [entry.address for _, entry in world.audit.entries] == [address]
