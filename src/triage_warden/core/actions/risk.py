"""What an action may do to those it touches."""

from enum import StrEnum

import msgspec


class RiskLevel(StrEnum):
    """How much can go wrong."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """The risk of a verb, whatever its parameters."""

    level: RiskLevel
    changes_posture: bool
    """Whether it changes what the organisation's systems allow or deny; otherwise it only tells people something."""
    reversible: bool
    """Whether we can take it back ourselves."""
    why: str
