"""The job that carries out one action."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from triage_warden.core.actions.model import ActionJob
from triage_warden.engine.worker import JobKind
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.jobs import HeldJob

NAME: Final = "act"
AT_ONCE: Final = 4
"""Actions in hand at once over all processes: each holds a database connection of its own while it runs."""


class UnreadableActionJob(Invalid):
    """The job's payload names no action."""


@dataclass(frozen=True, slots=True)
class Act:
    """Carries out the action that the payload names."""

    carry_out: Callable[[ActionJob], Awaitable[None]]

    def kind(self) -> JobKind:
        """Return this job for a worker."""
        return JobKind(name=NAME, run=self, at_once=AT_ONCE)

    async def __call__(self, job: HeldJob) -> None:
        """Do what is left to be done; nothing happens when nothing is."""
        try:
            wanted = msgspec.json.decode(job.payload, type=ActionJob)
        except msgspec.MsgspecError as error:
            raise UnreadableActionJob(detail=f"The job's payload names no action: {error}") from None
        await self.carry_out(wanted)
