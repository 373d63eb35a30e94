from triage_warden.core.observables.warning_lists import ListKind, Ranges, library, read

_TEXT = "# kind: good\n# title: t\n192.0.2.0/24\n2001:db8::/32\n198.51.100.7/32\n.example.com\nexample.org\n"


def test_a_list_is_read_from_its_text() -> None:
    """Header, networks of both families, words."""
    known, words = read("sample", _TEXT)
    assert (known.name, known.kind) == ("sample", ListKind.GOOD)
    assert words == [".example.com", "example.org"]
    assert known.holds(4, 0xC0000205)
    assert known.holds(4, 0xC6336407)
    assert not known.holds(4, 0xC6336408)
    assert known.holds(6, 0x20010DB8 << 96)
    assert not known.holds(6, 0)


def test_ranges_end_where_they_end() -> None:
    """Both ends included, gaps not."""
    ranges = Ranges(firsts=[10, 30], lasts=[20, 40])
    assert [number for number in (9, 10, 20, 21, 29, 30, 40, 41) if ranges.hold(number)] == [10, 20, 30, 40]


def test_the_packages_lists_are_whole() -> None:
    """Every file reads, every kind is used, and words are looked up exactly or from above."""
    known = library()
    names = {each.name for lists in (*known.exact.values(), *known.below.values()) for each in lists}
    assert {"top_sites", "google", "shorteners", "disposable_mail", "hosting"} <= names
    assert {each.name for each in known.networks} >= {"public_resolvers", "cdn_edges", "cloud_ranges", "scanners"}
    assert [each.name for each in known.of_name("mail.google.com") if each.kind is ListKind.GOOD][-1] == "google"
    assert known.of_name("nobody.example.net") == ()


def test_private_ranges_are_never_good() -> None:
    """An internal address is where an attacker moves."""
    for address in ("10.0.0.1", "192.168.1.1", "172.16.0.1", "fd00::1", "127.0.0.1"):
        assert library().of_address(address) == ()
