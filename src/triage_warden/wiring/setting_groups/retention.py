"""How long things are kept."""

from dataclasses import dataclass, field
from typing import Final

from triage_warden.wiring.setting import About

_LONGEST: Final = 36_500


@dataclass(frozen=True, kw_only=True)
class RetentionSettings:
    """How long things are kept; incidents, their facts, assessments and timelines, and the audit record stay."""

    retention_alerts_days: int = field(
        default=365,
        metadata={
            "about": About(
                "Days for which alerts are kept, with their payloads, after the finding was last repeated; those of "
                "open incidents stay. 0: for ever.",
                least=0,
                most=_LONGEST,
            ),
        },
    )
    retention_quarantine_days: int = field(
        default=90,
        metadata={
            "about": About(
                "Days for which payloads that could not be read are kept. 0: for ever.", least=0, most=_LONGEST
            ),
        },
    )
    retention_history_days: int = field(
        default=180,
        metadata={
            "about": About(
                "Days for which it is remembered how often rules fired and what values met, 0 or at least 60. "
                "0: for ever.",
                least=0,
                most=_LONGEST,
            ),
        },
    )
    retention_journal_days: int = field(
        default=90,
        metadata={
            "about": About(
                "Days for which the steps of triages and the ticks of schedules are kept; those of open incidents "
                "stay. 0: for ever.",
                least=0,
                most=_LONGEST,
            ),
        },
    )
    retention_receipts_days: int = field(
        default=7,
        metadata={
            "about": About(
                "Days for which a request with an idempotency key is answered as it was. 0: for ever.",
                least=0,
                most=_LONGEST,
            ),
        },
    )
