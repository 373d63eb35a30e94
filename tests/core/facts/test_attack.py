"""The matrix as a table."""

import pytest

from triage_warden.core.facts.attack import TACTICS, stage, tactic_name, technique


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DefenseEvasion", "defense-evasion"),
        ("Credential Access", "credential-access"),
        ("lateral_movement", "lateral-movement"),
        ("CommandAndControl", "command-and-control"),
        ("stealth", "defense-evasion"),
        ("Unknown", None),
        ("", None),
    ],
)
def test_a_tactic_is_recognised_however_it_is_written(written: str, name: str | None) -> None:
    """Vendors write tactics in camel case, with blanks and under new names."""
    assert tactic_name(written) == name


def test_the_matrix_runs_from_reconnaissance_to_impact() -> None:
    """The order of the columns is what progression is measured on."""
    assert (stage(TACTICS[0]), stage("impact"), len(TACTICS)) == (0, 13, 14)


def test_a_technique_has_its_name_and_tactics() -> None:
    """The table is MITRE's own."""
    found = technique("t1059.001")
    assert found is not None
    assert (found.id, found.name, found.tactics) == ("T1059.001", "PowerShell", ("execution",))


def test_an_unknown_sub_technique_is_its_parent() -> None:
    """A newer matrix than ours still tells the tactic."""
    found = technique("T1059.999")
    assert found is not None
    assert found.id == "T1059"


@pytest.mark.parametrize("written", ["", "T0", "S0190", "nonsense", "\ud800"])
def test_what_is_no_technique_is_none(written: str) -> None:
    """Anything may stand where a technique id should."""
    assert technique(written) is None


def test_every_technique_serves_tactics_of_the_matrix() -> None:
    """No technique of another matrix (mobile, before the attack) came along."""
    found = technique("T1486")
    assert found is not None
    assert set(found.tactics) <= set(TACTICS)
