import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.transforms import DESCRIPTIONS, MAKERS, transform

ARGUMENTS = {"capture": "(a)", "lookup": "t", "before": "/", "after": "/"}
VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just({"a": 1})
TABLES = {"t": {"High": "bad", "*": "other"}, "u": {"1": "one"}}


@pytest.mark.parametrize(
    ("name", "argument", "values", "expected"),
    [
        ("lower", "", ["AbC", 7], ["abc", "7"]),
        ("upper", "", ["a"], ["A"]),
        ("split", "", ["a, b,,c"], ["a", "b", "c"]),
        ("split", ";", ["a;b"], ["a", "b"]),
        ("join", " ", ["a", "b", "a", None], ["a b"]),
        ("join", "", [], []),
        ("strip", "urn:", ["urn:x", "y"], ["x", "y"]),
        ("before", "/", ["a/b/c"], ["a"]),
        ("after", "/", ["a/b/c"], ["c"]),
        ("drop", "-,none", ["-", "None", "x"], ["x"]),
        ("capture", "user=([^ ]+)", ["a USER=eve b", "none"], ["eve"]),
        ("host", "", ["http://bad.example.net:80/a", "bad.example.net/x", "http://[::1"], ["bad.example.net"] * 2),
        ("base64", "", ["YWJj", "!"], ["abc"]),
        ("address", "", ["Eve <eve@example.com>", "x@example.com"], ["eve@example.com", "x@example.com"]),
        ("ip", "", ["192.0.2.1:80", "[2001:db8::1]:443", "web"], ["192.0.2.1", "2001:db8::1"]),
        ("basename", "", ["C:\\a\\b.exe", "/usr/bin/x"], ["b.exe", "x"]),
        ("words", "", ["brute_force-attack"], ["brute force attack"]),
        ("json", "", ['{"a":1}', "{", 5], [{"a": 1}, 5]),
        ("yes", "blocked", [True, False, "true", "no"], ["blocked", "blocked"]),
        ("first", "", [1, 2], [1]),
        ("last", "", [1, 2], [2]),
        ("lookup", "t", ["HIGH", "x"], ["bad", "other"]),
        ("lookup", "u", ["1", "2"], ["one"]),
    ],
)
def test_each_does_what_it_says(name: str, argument: str, values: list[object], expected: list[object]) -> None:
    """What comes out empty is left out."""
    assert transform(name, argument, TABLES)(values) == expected


@pytest.mark.parametrize(
    ("name", "argument", "said"),
    [
        ("shout", "", "no transformation 'shout'"),
        ("lower", "x", "no argument"),
        ("before", "", "needs what to look for"),
        ("after", "", "needs what to look for"),
        ("capture", "a", "exactly one group"),
        ("capture", "(a)(b)", "exactly one group"),
        ("lookup", "v", r"\[enumerations.v\]"),
    ],
)
def test_what_cannot_be_is_said_with_the_remedy(name: str, argument: str, said: str) -> None:
    """At load, not at the first alert."""
    with pytest.raises(BadExpression, match=said):
        transform(name, argument, TABLES)


def test_every_transformation_is_described() -> None:
    """The reference page is written from this."""
    assert DESCRIPTIONS.keys() == MAKERS.keys() | {"lookup"}


@pytest.mark.parametrize("name", sorted(DESCRIPTIONS))
@given(
    values=st.lists(st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just({"a": 1}), max_size=4)
)
def test_nothing_in_a_payload_breaks_one(name: str, values: list[object]) -> None:
    """Law 1."""
    assert isinstance(transform(name, ARGUMENTS.get(name, ""), TABLES)(values), list)
