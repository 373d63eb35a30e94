import pytest

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.hosts import domain, host_name, is_internal, is_ipv4


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("WWW.Example.COM.", "www.example.com"),
        ("bücher.example.com", "xn--bcher-kva.example.com"),
        ("b\u00fccher\u3002example\uff0ecom", "xn--bcher-kva.example.com"),
        ("_dmarc.example.org", "_dmarc.example.org"),
        ("alice.github.io", "alice.github.io"),
        ("github.io", "github.io"),
    ],
)
def test_domains_are_lower_case_a_labels(written: str, normal: str) -> None:
    """IDNA 2008 with UTS 46 mapping; a private suffix is a host like any other."""
    assert domain(written) == normal


@pytest.mark.parametrize(
    "written",
    [
        "com",
        "co.uk",
        "host",
        "a.b.invalidtld",
        "a..example.com",
        "-a.example.com",
        "a b.com",
        "192.0.2.1",
        "x" * 64 + ".com",
        "",
        ".".join(["a" * 60] * 5) + ".com",
    ],
)
def test_registries_and_broken_names_are_no_domains(written: str) -> None:
    """A bare suffix names nobody."""
    with pytest.raises(NotAnObservable):
        domain(written)


def test_host_names_need_no_suffix() -> None:
    """Machines have single labels."""
    assert host_name("WS-01") == "ws-01"
    with pytest.raises(NotAnObservable):
        host_name("12345")


def test_internal_names_are_told_by_their_last_label() -> None:
    """The reserved and the customary."""
    assert is_internal("dc1.corp.local")
    assert is_internal("nas.home.arpa")
    assert not is_internal("local")
    assert not is_internal("corp.example.com")


def test_strict_quads() -> None:
    """As RFC 6943 would have them."""
    assert is_ipv4("192.0.2.1")
    assert not is_ipv4("192.0.2.01")
