import pytest

from triage_warden.connector_kit.observed import MAX_OBSERVABLES, MAX_VALUE, Observed, bare_address, is_internal
from triage_warden.core.observables.model import ObservableType, Role


def shown(seen: Observed) -> list[str]:
    """Return what was gathered, short."""
    return [f"{each.role} {each.type} {each.value}" for each in seen.all()]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1:8080 ", "192.0.2.1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("192.0.2.1/24", ""),
        ("host:80", ""),
        ("1.2.3", ""),
        ("", ""),
    ],
)
def test_an_address_is_taken_out_of_how_it_was_written(written: str, expected: str) -> None:
    """Ports, brackets and zones are no part of it."""
    assert bare_address(written) == expected


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("10.1.2.3", True),
        ("fe80::1", True),
        ("100.64.0.1", True),
        ("fd00::1:5", True),
        ("192.0.2.1", False),
        ("8.8.8.8", False),
        ("250.1.2.3", False),
        ("2001:db8::1", False),
        ("", False),
    ],
)
def test_internal_means_ranges_that_only_own_networks_use(address: str, *, ours: bool) -> None:
    """Reserved and documentation ranges are nobody's."""
    assert is_internal(address) is ours


def test_a_field_goes_before_a_mention() -> None:
    """Whichever came first: a field knows the role."""
    seen = Observed()
    seen.mentioned("Traffic to 198.51.100.7 and 203.0.113.9 was seen.")
    seen.address("198.51.100.7:443", Role.ACTOR)
    seen.address("198.51.100.7", Role.TARGET)
    assert shown(seen) == ["actor ipv4 198.51.100.7", "mentioned ipv4 203.0.113.9"]


def test_a_hash_is_told_by_its_length() -> None:
    """Vendors put any of them into one field."""
    seen = Observed()
    assert seen.hash("a" * 32)
    assert seen.hash("B" * 64)
    assert not seen.hash("c" * 33)
    assert shown(seen) == [f"artifact md5 {'a' * 32}", f"artifact sha256 {'b' * 64}"]


def test_an_end_is_an_address_or_a_name() -> None:
    """Many fields hold either."""
    seen = Observed()
    seen.endpoint("192.0.2.5", Role.TARGET)
    seen.endpoint("ws-1.example.com", Role.TARGET)
    assert shown(seen) == ["target ipv4 192.0.2.5", "target hostname ws-1.example.com"]


def test_a_host_of_ours_is_known_by_its_short_name_too() -> None:
    """An address has none, and `localhost` is every machine."""
    seen = Observed()
    seen.own_host("WS-1.corp.example.com", Role.TARGET)
    seen.own_host("10.0.0.9", Role.TARGET)
    seen.own_host("localhost", Role.TARGET)
    expected = ["target hostname ws-1.corp.example.com", "target hostname ws-1", "target ipv4 10.0.0.9"]
    assert shown(seen) == expected


def test_what_does_not_fit_its_type_is_left_out() -> None:
    """And the caller is told."""
    seen = Observed()
    assert not seen.add(ObservableType.IPV4, "not an address", Role.ACTOR)
    assert not seen.add(ObservableType.USER, "", Role.TARGET)
    assert seen.all() == ()


def test_a_long_command_line_is_cut_and_a_long_name_is_none() -> None:
    """Encoded commands are long, names are not."""
    seen = Observed()
    assert seen.add(ObservableType.COMMAND_LINE, "powershell -enc " + "A" * 50_000, Role.ARTIFACT)
    assert not seen.add(ObservableType.USER, "u" * (MAX_VALUE + 1), Role.TARGET)
    assert len(seen.all()[0].value) <= MAX_VALUE


def test_no_more_are_kept_than_the_limit() -> None:
    """A payload of addresses is a list, not an alert."""
    seen = Observed()
    for number in range(MAX_OBSERVABLES + 50):
        seen.address(f"198.18.{number // 250}.{number % 250}", Role.TARGET)
    assert len(seen.all()) == MAX_OBSERVABLES
