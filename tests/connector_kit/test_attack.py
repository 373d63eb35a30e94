import pytest

from triage_warden.connector_kit.attack import references, tactic, technique
from triage_warden.core.alerts.model import AttackRef


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("InitialAccess", "initial-access"),
        ("Initial_Access", "initial-access"),
        ("initial-access", "initial-access"),
        ("TA0011", "command-and-control"),
        ("Command and Control", "command-and-control"),
        ("CommandAndControl", "command-and-control"),
        ("Defence Evasion", "defense-evasion"),
        ("Unknown", None),
        ("", None),
    ],
)
def test_a_tactic_has_one_short_name(words: str, expected: str | None) -> None:
    """However a vendor writes it."""
    assert tactic(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("T1566", "T1566"), (" t1566.001 ", "T1566.001"), ("T1566/001", "T1566.001"), ("T15", None), ("T1566.1", None)],
)
def test_a_technique_is_an_id(words: str, expected: str | None) -> None:
    """Names and broken ids are none."""
    assert technique(words) == expected


def test_a_technique_gives_way_to_its_sub_techniques() -> None:
    """T1059 beside T1059.001 says nothing more."""
    assert references(["T1059", "T1059.001", "T1018", "x"], ["Execution", "Execution", "?"]) == (
        AttackRef(technique="T1059.001"),
        AttackRef(technique="T1018"),
        AttackRef(tactic="execution"),
    )


def test_references_are_limited() -> None:
    """A list of everything says nothing."""
    assert len(references([f"T{number}" for number in range(1000, 2000)])) == 60
