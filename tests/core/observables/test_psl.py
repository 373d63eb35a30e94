import pytest

from triage_warden.core.observables.psl import is_icann_suffix, is_top_level, public_suffix, registered_domain


@pytest.mark.parametrize(
    ("host", "registered", "suffix"),
    [
        ("www.shop.example.co.uk", "example.co.uk", "co.uk"),
        ("alice.github.io", "alice.github.io", "github.io"),
        ("example.com", "example.com", "com"),
        ("com", None, "com"),
        ("host.nosuchtld", None, None),
        ("www.city.kawasaki.jp", "city.kawasaki.jp", "kawasaki.jp"),
        ("a.xn--p1ai", "a.xn--p1ai", "xn--p1ai"),
    ],
)
def test_where_registration_begins(host: str, registered: str | None, suffix: str | None) -> None:
    """ICANN's and private suffixes, exceptions, punycode."""
    assert registered_domain(host) == registered
    assert public_suffix(host) == suffix


def test_registries_suffixes_name_nobody() -> None:
    """Private suffixes do: they are their provider's."""
    assert is_icann_suffix("co.uk")
    assert not is_icann_suffix("github.io")
    assert not is_icann_suffix("example.com")


def test_top_levels_exist_or_not() -> None:
    """Only those of public DNS."""
    assert is_top_level("com")
    assert not is_top_level("local")
    assert not is_top_level("exe")
