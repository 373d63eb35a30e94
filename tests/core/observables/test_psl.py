import pytest
from publicsuffixlist import PublicSuffixList

from triage_warden.core.observables import psl
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


@pytest.mark.parametrize("only_icann", [True, False])
def test_every_rule_is_read_as_the_library_reads_it(*, only_icann: bool) -> None:
    """Each suffix, what lies one and two levels below it, and what stands above."""
    theirs = PublicSuffixList(accept_unknown=False, only_icann=only_icann)
    rules = [rule for icann, rule in psl.rules() if icann or not only_icann]
    names = {rule.removeprefix("!").removeprefix("*.") for rule in rules}
    ours = psl.Suffixes.of(rules)
    for name in names:
        for host in (name, f"a.{name}", f"b.a.{name}", f"c.b.a.{name}", f"{name}.nosuchtld", name.partition(".")[2]):
            assert ours.suffix_of(host) == theirs.publicsuffix(host), host
            if only_icann:
                assert is_icann_suffix(host) == theirs.is_public(host), host
                assert is_top_level(host) == ("." not in host and theirs.publicsuffix(host) is not None), host
            else:
                assert registered_domain(host) == theirs.privatesuffix(host), host
