"""What a process of each role is made of."""

from triage_warden.kernel.errors import Invalid
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings


class RoleNeedsDatabase(Invalid):
    """This role needs the database that others use, too."""


def check_role(settings: Settings) -> None:
    """Refuse a part of the whole over a database of its own, which no other part could reach.

    Raises:
        RoleNeedsDatabase: the role is not `combined` and DATABASE_URL is not set.
    """
    if settings.role is not ServeRole.COMBINED and settings.database_url is None:
        raise RoleNeedsDatabase(
            detail=f"TW_ROLE={settings.role.value} needs DATABASE_URL: an embedded database is this process's alone, "
            "and nobody would do the other half of the work."
        )
