import pytest

from triage_warden.core.observables.classify import guess_type, observable
from triage_warden.core.observables.model import ObservableType, Role, Trait


def test_an_observable_is_normalised_and_keeps_its_role() -> None:
    """The normal form is the value."""
    seen = observable(ObservableType.DOMAIN, "WWW.Example.COM.", Role.ACTOR)
    assert seen is not None
    assert (seen.value, seen.role) == ("www.example.com", Role.ACTOR)


def test_what_is_not_of_the_type_is_none() -> None:
    """Parsers leave such values out and go on."""
    assert observable(ObservableType.IPV4, "not an address") is None


def test_lists_and_traits_come_along() -> None:
    """A public resolver is known good, a shortener says so, a defanged value was defanged."""
    resolver = observable(ObservableType.IPV4, "8.8.8.8")
    shortener = observable(ObservableType.URL, "https://bit.ly/x", defanged=True)
    assert resolver is not None
    assert resolver.traits == (Trait.KNOWN_GOOD,)
    assert resolver.lists == ("public_resolvers",)
    assert shortener is not None
    assert shortener.traits == (Trait.SHORTENER, Trait.DEFANGED)


def test_long_values_are_not_remembered_but_made() -> None:
    """Memory does not grow with hostile values."""
    line = "cmd " + "x" * 5000
    seen = observable(ObservableType.COMMAND_LINE, line)
    assert seen is not None
    assert seen.value == line


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("192.0.2.1", ObservableType.IPV4),
        ("2001:db8::1", ObservableType.IPV6),
        ("d41d8cd98f00b204e9800998ecf8427e", ObservableType.MD5),
        ("00:00:5e:00:53:af", ObservableType.MAC),
        ("cve-2024-12345", ObservableType.CVE),
        ("https://example.com/a", ObservableType.URL),
        ("HKLM\\Software\\A", ObservableType.REGISTRY_KEY),
        ("arn:aws:iam::123456789012:user/a", ObservableType.CLOUD_RESOURCE),
        ("a@example.com", ObservableType.EMAIL),
        ("C:\\Windows\\a.exe", ObservableType.FILE_PATH),
        ("/etc/passwd", ObservableType.FILE_PATH),
        ("CORP\\alice", ObservableType.USER),
        ("AS64496", ObservableType.ASN),
        ("example.com", ObservableType.DOMAIN),
        ("dc1.corp.local", ObservableType.HOSTNAME),
        ("setup.py", ObservableType.FILE_NAME),
        ("invoice.exe", ObservableType.FILE_NAME),
        ("alice", None),
        ("", None),
    ],
)
def test_bare_values_show_their_type(value: str, kind: ObservableType | None) -> None:
    """Single words show nothing."""
    assert guess_type(value) is kind
