"""What a process does about the schema when it starts."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class UpgradingSettings:
    """What a process does about the schema when it starts."""

    migrate: bool = field(
        default=True,
        metadata={
            "about": About(
                "Whether `serve` applies pending migrations; `false` where something else does: it then waits for them "
                "and is not ready until they are applied.",
            ),
        },
    )
