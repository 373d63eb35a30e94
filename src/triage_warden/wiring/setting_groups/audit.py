"""The record of who did what."""

from dataclasses import dataclass, field
from pathlib import Path

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class AuditSettings:
    """The record of who did what."""

    audit_anchor: Path | None = field(
        default=None,
        metadata={
            "about": About("File, outside the database, to which the record's heads are added; unset: the log only.")
        },
    )
    audit_anchor_seconds: int = field(
        default=300,
        metadata={
            "about": About("Time between two looks at the record's heads.", least=1, most=86_400, unit="seconds")
        },
    )
