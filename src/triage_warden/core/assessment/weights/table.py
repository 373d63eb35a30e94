"""The one table: every kind of fact that is worth something, and why."""

from collections.abc import Mapping
from typing import Final

from triage_warden.core.assessment.weights import alerts, commands, mail
from triage_warden.core.assessment.weights.model import Weight


def merged(*tables: Mapping[str, Weight]) -> dict[str, Weight]:
    """Return the tables as one; a kind in two of them has two weights, which is a mistake in the table."""
    table: dict[str, Weight] = {}
    for each in tables:
        for kind, weight in each.items():
            if kind in table:
                raise ValueError(f"two weights for {kind}")
            table[kind] = weight
    return table


TABLE: Final = merged(alerts.WEIGHTS, commands.WEIGHTS, mail.WEIGHTS)
