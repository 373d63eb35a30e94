"""Tests of keys."""

from triage_warden.core.incidents.keys import Key, KeyKind, strongest_first


def a_key(kind: KeyKind, value: str, weight: float) -> Key:
    """Return a key."""
    return Key(kind=kind, family=kind, value=value, weight=weight, tolerance=3)


def test_of_one_value_the_weightiest_part_counts() -> None:
    """A host that is target and mentioned is a target."""
    keys = strongest_first(iter([a_key(KeyKind.HOST, "h", 0.4), a_key(KeyKind.HOST, "h", 1.5)]))
    assert [key.weight for key in keys] == [1.5]


def test_keys_come_weightiest_first_and_aliases_after_what_they_stand_for() -> None:
    """So that a reason names the host, not its short name."""
    keys = strongest_first(
        iter([a_key(KeyKind.ALIAS, "h", 1.5), a_key(KeyKind.HOST, "h", 1.5), a_key(KeyKind.URL, "u", 2.0)])
    )
    assert [key.kind for key in keys] == [KeyKind.URL, KeyKind.HOST, KeyKind.ALIAS]


def test_the_same_value_of_another_kind_is_another_key() -> None:
    """A host and an account may have one name."""
    assert a_key(KeyKind.HOST, "x", 1).token != a_key(KeyKind.ACCOUNT, "x", 1).token
