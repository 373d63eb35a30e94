import pytest

from triage_warden.cli.access import Here, Needs, declared_by, needs, works_here
from triage_warden.core.identity.permissions import Permission


def test_what_is_declared_can_be_asked_for() -> None:
    """Of the very function, which stays as it is."""

    def command(name: str = "x") -> None:
        raise AssertionError(name)

    assert declared_by(command) is None
    assert needs(Permission.ALERTS_READ, Permission.INCIDENTS_READ)(command) is command
    assert declared_by(command) == Needs(frozenset({Permission.ALERTS_READ, Permission.INCIDENTS_READ}))
    works_here("files")(command)
    assert declared_by(command) == Here("files")


@pytest.mark.parametrize("thing", [None, "needs", 5, object()])
def test_what_is_no_command_declares_nothing(thing: object) -> None:
    """Instead of failing."""
    assert declared_by(thing) is None
