import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType

_MD5 = "900150983cd24fb0d6963f7d28e17f72"
_SHA1 = "a9993e364706816aba3e25717850c26c9cd0d89d"
_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _found(text: str) -> list[tuple[ObservableType, str]]:
    return [(each.observable.type, each.observable.value) for each in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("from 192.0.2.1:443", ObservableType.IPV4, "192.0.2.1"),
        ("192.0.2.1.", ObservableType.IPV4, "192.0.2.1"),
        ("192.0.2.0/24", ObservableType.IPV4, "192.0.2.0"),
        ("ws-1/192.0.2.1", ObservableType.IPV4, "192.0.2.1"),
        ("src_192.0.2[.]1", ObservableType.IPV4, "192.0.2.1"),
        ("[2001:db8::1]:443", ObservableType.IPV6, "2001:db8::1"),
        ("at 2001:DB8:0:0:0:0:0:1.", ObservableType.IPV6, "2001:db8::1"),
        ("fe80::1%eth0", ObservableType.IPV6, "fe80::1"),
        ("::ffff:192.0.2.1", ObservableType.IPV6, "::ffff:192.0.2.1"),
        (_MD5.upper(), ObservableType.MD5, _MD5),
        (f"sha1={_SHA1};", ObservableType.SHA1, _SHA1),
        (f'"{_SHA256}"', ObservableType.SHA256, _SHA256),
        ("00-00-5E-00-53-AF", ObservableType.MAC, "00:00:5e:00:53:af"),
        ("0000.5e00.53af", ObservableType.MAC, "00:00:5e:00:53:af"),
        ("(CVE-2024-12345)", ObservableType.CVE, "CVE-2024-12345"),
        ("asn 64496", ObservableType.ASN, "AS64496"),
        ("AS 64496", ObservableType.ASN, "AS64496"),
        (
            "pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now",
            ObservableType.BITCOIN_ADDRESS,
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        ),
    ],
)
def test_numbers_are_told_apart(text: str, kind: ObservableType, value: str) -> None:
    """By length, neighbours and labels."""
    assert [each for each in _found(text) if each[0] is not ObservableType.HOSTNAME] == [(kind, value)]


def test_both_ends_of_a_range_are_found() -> None:
    """A dash between two addresses joins no labels."""
    assert _found("192.0.2.1-192.0.2.9") == [(ObservableType.IPV4, "192.0.2.1"), (ObservableType.IPV4, "192.0.2.9")]


@pytest.mark.parametrize(
    "text",
    [
        "Windows 10.0.19041.1",
        "version 10.0.0.1",
        "FileVersion: 1.2.3.4",
        "Chrome/120.0.0.0 Safari",
        "1.3.6.1.4.1",
        "v1.2.3.4",
        "300.1.1.1",
        "192.168.001.001",
        "10:20:30",
        "std::string a::b",
        f"{_SHA256}0",
        f"x{_MD5}",
        f"imphash: {_MD5}",
        f'"ja3": "{_MD5}"',
        f"import hash - {_MD5}",
        "0" * 32,
        "1234567890" * 4,
        "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD",
        "just as 2014",
        "AS1234foo",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "CVE-2024",
    ],
)
def test_versions_prints_and_words_are_none(text: str) -> None:
    """What has the digits but not the meaning."""
    assert _found(text) == []
