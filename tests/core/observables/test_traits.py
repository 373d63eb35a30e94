import pytest

from triage_warden.core.observables.model import ObservableType, Trait
from triage_warden.core.observables.traits import shape_traits


@pytest.mark.parametrize(
    ("kind", "value", "traits"),
    [
        (ObservableType.IPV4, "10.1.2.3", (Trait.PRIVATE,)),
        (ObservableType.IPV4, "100.64.0.1", (Trait.PRIVATE,)),
        (ObservableType.IPV4, "127.0.0.1", (Trait.LOOPBACK,)),
        (ObservableType.IPV4, "169.254.1.1", (Trait.LINK_LOCAL,)),
        (ObservableType.IPV4, "224.0.0.251", (Trait.MULTICAST,)),
        (ObservableType.IPV4, "203.0.113.9", (Trait.DOCUMENTATION,)),
        (ObservableType.IPV4, "255.255.255.255", (Trait.RESERVED,)),
        (ObservableType.IPV4, "8.8.8.8", ()),
        (ObservableType.IPV6, "fd00::1", (Trait.PRIVATE,)),
        (ObservableType.IPV6, "fe80::1", (Trait.LINK_LOCAL,)),
        (ObservableType.IPV6, "::ffff:10.0.0.1", (Trait.PRIVATE,)),
        (ObservableType.IPV6, "2001:db8::1", (Trait.DOCUMENTATION,)),
        (ObservableType.DOMAIN, "www.example.com", (Trait.DOCUMENTATION,)),
        (ObservableType.DOMAIN, "notexample.com", ()),
        (ObservableType.HOSTNAME, "dc1.corp.local", (Trait.PRIVATE,)),
        (ObservableType.HOSTNAME, "localhost", (Trait.LOOPBACK,)),
        (ObservableType.URL, "http://192.168.1.1/a", (Trait.PRIVATE,)),
        (ObservableType.URL, "http://[::1]/a", (Trait.LOOPBACK,)),
        (ObservableType.EMAIL, "a@example.com", (Trait.DOCUMENTATION,)),
        (ObservableType.EMAIL, "a@[10.0.0.1]", (Trait.PRIVATE,)),
        (ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e", ()),
    ],
)
def test_special_ranges_and_names_show(kind: ObservableType, value: str, traits: tuple[Trait, ...]) -> None:
    """By IANA's registries; links and mailboxes have their host's."""
    assert shape_traits(kind, value) == traits
