import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.observables.addresses import asn, ipv4, ipv6, mac, quad_number
from triage_warden.core.observables.errors import NotAnObservable


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("2001:0DB8:0000:0000:0000:ff00:0042:8329", "2001:db8::ff00:42:8329"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:c000:0201", "::ffff:192.0.2.1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ],
)
def test_ipv6_has_one_spelling(written: str, normal: str) -> None:
    """RFC 5952, zones dropped, mapped addresses with their IPv4 half in dots."""
    assert ipv6(written) == normal


@pytest.mark.parametrize("written", ["192.168.010.1", "192.0.2", "192.0.2.256", "3232235777", "::1", ""])
def test_ipv4_is_strict(written: str) -> None:
    """Octal look-alikes, short forms and numbers are refused."""
    with pytest.raises(NotAnObservable):
        ipv4(written)


@pytest.mark.parametrize("written", ["00-00-5E-00-53-AF", "00:00:5e:00:53:af", "0000.5E00.53AF", "00005e0053af"])
def test_macs_get_colons(written: str) -> None:
    """Every vendor's spelling is one address."""
    assert mac(written) == "00:00:5e:00:53:af"


@pytest.mark.parametrize(
    ("written", "normal"), [("as64496", "AS64496"), ("ASN 64496", "AS64496"), ("064496", "AS64496")]
)
def test_asns_are_a_number_with_two_letters(written: str, normal: str) -> None:
    """Prefix, blank and zeros do not matter."""
    assert asn(written) == normal


@pytest.mark.parametrize("written", ["AS4294967296", "AS", "ASX1", "AS²"])
def test_numbers_over_32_bits_are_no_asn(written: str) -> None:
    """RFC 6793 ends at 32 bits; other digits than ASCII's are none."""
    with pytest.raises(NotAnObservable):
        asn(written)


def _as_the_standard_library_reads(text: str) -> int | None:
    try:
        return int(ipaddress.IPv4Address(text))
    except ValueError:
        return None


@given(st.from_regex(r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,4}", fullmatch=True) | st.ip_addresses(v=4).map(str) | st.text())
def test_a_quad_is_what_the_standard_library_takes_for_one(text: str) -> None:
    """The system's reader is faster, not laxer."""
    assert quad_number(text) == _as_the_standard_library_reads(text)
