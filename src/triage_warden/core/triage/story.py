"""The story of one triage, from top to bottom."""

from collections.abc import Sequence
from typing import Final, Protocol

from triage_warden.core.assessment.model import Assessment
from triage_warden.core.triage.ports import CaseFile
from triage_warden.kernel.ids import AlertId

ALERTS_A_STEP: Final = 25
"""Alerts examined in one durable step: few enough that a crash repeats little work."""


class Steps(Protocol):
    """Every touch of the world in a triage. Each is durable: done before, it is not done again."""

    async def open(self) -> CaseFile | None:
        """Begin, or go on where an earlier process stopped; None when there is nothing left to do."""
        ...

    async def examine(self, alerts: Sequence[AlertId]) -> None:
        """Find out what the payloads of these alerts show, and keep it."""
        ...

    async def survey(self, file: CaseFile) -> None:
        """Find out what the alerts say together and against what is known of the past, and keep it."""
        ...

    async def assess(self, file: CaseFile) -> Assessment:
        """Reach the verdict that the facts bear, keep it, and say so."""
        ...


async def triage(steps: Steps) -> Assessment | None:
    """Tell the story; None when somebody else has told it already."""
    file = await steps.open()
    if file is None:
        return None
    for start in range(0, len(file.unexamined), ALERTS_A_STEP):
        await steps.examine(file.unexamined[start : start + ALERTS_A_STEP])
    await steps.survey(file)
    return await steps.assess(file)
