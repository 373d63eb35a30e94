"""How often the database is to be backed up."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class BackupSettings:
    """How often the database is to be backed up."""

    backup_within_hours: int = field(
        default=48,
        metadata={
            "about": About(
                "Hours that the newest `triage-warden backup create` may lie back before `doctor` and the alerts say "
                "so; the default lets one night be missed. 0: the database is backed up by other means, and nobody "
                "asks.",
                least=0,
                most=8_784,
            ),
        },
    )
