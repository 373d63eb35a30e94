import pytest

from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.generic.observables import read_observables
from triage_warden.core.alerts.errors import CannotParse


def test_stated_observables_are_taken_with_their_role() -> None:
    """`ip` and `hash` stand for whichever kind the value is; without a role it is a mention."""
    seen = Observed()
    read_observables(
        [
            {"type": "IP", "value": "2001:db8::7", "role": "Actor"},
            {"type": "hash", "value": "a" * 40},
            {"type": "user", "value": "a.user@example.com", "role": "target"},
        ],
        seen,
    )
    assert [f"{each.role} {each.type}" for each in seen.all()] == ["actor ipv6", "mentioned sha1", "target user"]


def test_none_are_none() -> None:
    """The list may be left out."""
    seen = Observed()
    read_observables(None, seen)
    assert seen.all() == ()


@pytest.mark.parametrize(
    ("value", "pointer"),
    [
        ("192.0.2.1", "/observables"),
        ([{}] * 201, "/observables"),
        (["192.0.2.1"], "/observables/0"),
        ([{"type": "ip"}], "/observables/0/value"),
        ([{"type": "ip", "value": 1}], "/observables/0/value"),
        ([{"type": "ip", "value": "ws-1"}], "/observables/0/value"),
        ([{"type": "sha256", "value": "xyz"}], "/observables/0/value"),
        ([{"type": "address", "value": "192.0.2.1"}], "/observables/0/type"),
        ([{"value": "192.0.2.1"}], "/observables/0/type"),
        ([{"type": "ip", "value": "192.0.2.1", "role": "villain"}], "/observables/0/role"),
    ],
)
def test_the_first_wrong_one_is_named(value: object, pointer: str) -> None:
    """With what to send instead."""
    with pytest.raises(CannotParse) as refused:
        read_observables(value, Observed())
    assert refused.value.errors[0].pointer == pointer
