"""What a process of each role is made of."""

import pytest

from triage_warden.wiring.roles import RoleNeedsDatabase, check_role
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings


@pytest.mark.parametrize("role", [ServeRole.API, ServeRole.ORCHESTRATOR])
def test_a_part_over_a_database_of_its_own_is_refused(role: ServeRole) -> None:
    """What it took in nobody would triage; the sentence says what to set."""
    with pytest.raises(RoleNeedsDatabase, match="DATABASE_URL"):
        check_role(Settings(role=role))


def test_the_whole_brings_its_own_and_a_part_uses_a_shared_one() -> None:
    """Both can start."""
    check_role(Settings())
    check_role(Settings(role=ServeRole.API, database_url="postgres://db/tw"))
