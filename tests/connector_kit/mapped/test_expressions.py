import pytest

from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.expressions import all_of, expression, first_of, text_of

PAYLOAD = {"rule": {"name": "Guess"}, "host": {"name": "Web1"}, "blank": "  ", "tags": ["a", "b", "c", "d"], "n": 5}
TABLES = {"t": {"Guess": "password guessing"}}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("rule.name | lower", ["guess"]),
        ("{rule.name} on {host.name | lower}", ["Guess on web1"]),
        ("{rule.name} on {gone}", []),
        ("{rule.name}{gone?}!", ["Guess!"]),
        ("{rule.name | capture(^(.)) | lower}", ["g"]),
        ("{tags}", ["a, b, c"]),
        ("{rule.name} x | lower", ["guess x"]),
        ("rule.name | lookup(t)", ["password guessing"]),
        ("rule.name | capture((u{1}))", ["u"]),
        ("=constant {n}", ["constant {n}"]),
        ("n", [5]),
    ],
)
def test_an_expression_is_a_path_a_template_or_a_constant(written: str, expected: list[object]) -> None:
    """With transformations after it, or within the braces."""
    assert expression(written, TABLES)(PAYLOAD) == expected


def test_the_first_that_gives_anything_counts() -> None:
    """Blank text is nothing."""
    assert first_of(["gone", "blank", "n", "rule.name"], TABLES)(PAYLOAD) == [5]


def test_all_are_taken_together() -> None:
    """For observables."""
    assert all_of(["n", "gone", "rule.name"], TABLES)(PAYLOAD) == [5, "Guess"]


def test_a_text_is_the_first_scalar() -> None:
    """Objects are none."""
    assert text_of(all_of(["rule", "n"], TABLES))(PAYLOAD) == "5"


@pytest.mark.parametrize("written", ["{rule.name", "a | shout", "{a} | lower(", "a" * 3_000, "a | capture(()"])
def test_what_cannot_be_read_is_said(written: str) -> None:
    """At load."""
    with pytest.raises(BadExpression):
        expression(written, TABLES)
