import pytest

from triage_warden.connectors.sentinel.graph import Graph
from triage_warden.connectors.sentinel.roles import address_role, is_condemned, own_addresses, said_role

OUTSIDE = "198.51.100.9"
OWN = frozenset({"192.0.2.200"})


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (["Attacker"], "actor"),
        (["Source", "Attacker"], "actor"),
        (["Source"], "actor"),
        (["Compromised"], "target"),
        (["Destination"], "destination"),
        (["Contextual"], None),
        ("CommandAndControl", "actor"),
        (None, None),
    ],
)
def test_the_products_word_on_the_part(roles: object, expected: str | None) -> None:
    """Contextual and unknown decide nothing."""
    assert said_role({"Roles": roles}) == expected


@pytest.mark.parametrize(
    ("verdict", "bad"), [("Suspicious", True), ("Malicious", True), ("Unknown", False), (None, False)]
)
def test_a_bad_verdict_condemns(verdict: object, *, bad: bool) -> None:
    """On the entity itself, not on the alert."""
    assert is_condemned({"LastVerdict": verdict}) is bad


def test_hosts_say_which_addresses_are_theirs() -> None:
    """Inside and where they leave the company."""
    host = {"Type": "host", "LastIpAddress": "10.0.0.4", "LastExternalIpAddress": "192.0.2.200"}
    assert own_addresses(Graph.of([host, {"Type": "host"}])) == {"10.0.0.4", "192.0.2.200"}


@pytest.mark.parametrize(
    ("node", "beside_host", "attack", "expected"),
    [
        ({"Address": OUTSIDE, "Roles": ["Attacker"]}, True, (), "actor"),
        ({"Address": "192.0.2.200"}, True, ("initial-access",), "source"),
        ({"Address": "192.0.2.200", "Roles": ["Source"]}, True, (), "source"),
        ({"Address": "10.0.0.9"}, False, (), "source"),
        ({"Address": OUTSIDE}, True, ("execution",), "destination"),
        ({"Address": OUTSIDE}, True, ("initial-access",), "actor"),
        ({"Address": OUTSIDE}, True, ("T1110.003",), "actor"),
        ({"Address": OUTSIDE}, False, ("persistence",), "actor"),
        ({"Address": OUTSIDE, "Roles": ["Contextual"]}, False, (), "source"),
        ({"Address": OUTSIDE, "Roles": ["Contextual"], "LastVerdict": "Suspicious"}, False, (), "actor"),
    ],
)
def test_an_address_plays_the_part_that_the_rest_gives_it(
    node: dict[str, object],
    attack: tuple[str, ...],
    expected: str,
    *,
    beside_host: bool,
) -> None:
    """The product's word first, then whose it is, then what the alert is about."""
    assert address_role(node, beside_host=beside_host, own=OWN, attack=attack) == expected
