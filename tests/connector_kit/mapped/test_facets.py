from datetime import UTC, datetime

import pytest

from triage_warden.connector_kit.mapped.document import ActionMap, AttackMap, IdentityMap, SeverityMap
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.facets import actions, attack, identities, severities, times
from triage_warden.core.alerts.model import AttackRef, Identity, Rule


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"word": "HIGH"}, "high"),
        ({"word": "page"}, "critical"),
        ({"word": "odd", "n": "3"}, "low"),
        ({"n": 3.9}, "low"),
        ({"n": 4}, "high"),
        ({"n": 99}, "high"),
        ({"word": "odd"}, "informational"),
        ({}, "informational"),
    ],
)
def test_severity_is_what_is_understood_first(payload: object, expected: str) -> None:
    """Words of the mapping, words everybody uses, bands of numbers, the default."""
    written = SeverityMap(
        source=["word", "n"], words={"Page": "critical"}, bands=[(3.9, "low"), (9, "high")], default="informational"
    )
    assert severities(written, {})(payload) == expected


def test_a_severity_that_is_none_is_said() -> None:
    """With those there are."""
    with pytest.raises(BadExpression, match="no severity 'grave'"):
        severities(SeverityMap(source="s", default="grave"), {})


def test_the_first_value_that_is_a_time_counts() -> None:
    """Others are passed over."""
    read = times(["a", "{d}T{t}", "b"], {})
    assert read({"a": "never", "d": "2026-03-02", "t": "10:00:00"}) == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert read({"b": 1772445600}) == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert read({}) is None


def test_techniques_are_found_in_words() -> None:
    """Tactics are whole values."""
    read = attack(AttackMap(techniques=["t"], tactics=["c"]), {})
    payload = {"t": ["T1059.001 - PowerShell", "attack.t1110", "XT12345"], "c": ["InitialAccess", "odd"]}
    assert read(payload) == (
        AttackRef(technique="T1059.001"),
        AttackRef(technique="T1110"),
        AttackRef(tactic="initial-access"),
    )


@pytest.mark.parametrize(
    ("word", "expected"), [("NoAction", "allowed"), ("Killed", "blocked"), ("", ""), ("odd", "detected")]
)
def test_actions_are_ours_by_table_or_by_word(word: str, expected: str) -> None:
    """`*` is for all other words."""
    read = actions(ActionMap(source="a", words={"noaction": "allowed", "killed": "blocked", "*": "detected"}), {})
    assert read({"a": word}) == expected
    assert actions(ActionMap(source="a"), {})({"a": "was quarantined"}) == "quarantined"


def test_an_action_that_is_none_is_said() -> None:
    """Verdicts rely on four words."""
    with pytest.raises(BadExpression, match="no action 'boom'"):
        actions(ActionMap(source="a", words={"x": "boom"}), {})


def test_a_finding_is_its_number_or_its_traits() -> None:
    """A number that is cut short names nothing."""
    read = identities(IdentityMap(exact=["id", "part"], traits=["host", "user"]), {})
    assert read({"id": 1, "part": 2}, Rule(id="r"), "t") == Identity(parts=("1", "2"), exact=True)
    assert read({"id": 1, "host": "h"}, Rule(id="r"), "t") == Identity(parts=("r", "t", "h", ""))
    assert read({"host": "h"}, Rule(name="n"), "t") == Identity(parts=("", "n", "h", ""))
