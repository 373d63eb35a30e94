import pytest

from triage_warden.connector_kit.mapped.conditions import all_hold, scored
from triage_warden.connector_kit.mapped.document import Conditions, When
from triage_warden.connector_kit.mapped.errors import BadExpression

PAYLOAD = {"kind": "Alert", "on": True, "off": False, "blank": " ", "n": 3, "tags": ["x", "mitre"]}


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({}, True),
        ({"kind": "^alert$"}, True),
        ({"kind": "^al$"}, False),
        ({"kind": True, "gone": False}, True),
        ({"off": True}, False),
        ({"blank": True}, False),
        ({"on": "^true$", "n": "^3$"}, True),
        ({"tags": "^mitre$"}, True),
        ({"tags": "^mitre$", "gone": "x"}, False),
    ],
)
def test_all_conditions_must_hold(conditions: Conditions, *, holds: bool) -> None:
    """One value that matches is enough; blank text and false are as good as absent."""
    assert all_hold(conditions, {})(PAYLOAD) is holds


def test_the_surest_alternative_counts() -> None:
    """Each with all that it states."""
    scores = scored(
        [
            When(has=["kind"], score=0.5),
            When(any=["gone", "n"], lacks=["other"], score=0.8),
            When(has=["gone"], score=1),
        ],
        {},
    )
    assert scores(PAYLOAD, "json") == 0.8
    assert scores({}, "json") == 0


def test_a_format_can_be_asked_for() -> None:
    """The same names in another format are another source's."""
    scores = scored([When(has=["kind"], format=["key_value"])], {})
    assert (scores(PAYLOAD, "key_value"), scores(PAYLOAD, "json")) == (0.9, 0.0)


def test_a_format_that_is_none_is_said() -> None:
    """With those there are."""
    with pytest.raises(BadExpression, match="there is no format yaml"):
        scored([When(format=["yaml"])], {})
