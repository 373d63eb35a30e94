"""All syslog listeners of a process, started and stopped together."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from triage_warden.listeners.syslog.committing import CommitMessages
from triage_warden.listeners.syslog.datagrams import DatagramListener
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.messages import Limits
from triage_warden.listeners.syslog.streams import StreamListener

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SyslogListeners:
    """Listeners that share one buffer and what commits it."""

    listeners: Sequence[StreamListener | DatagramListener]
    intake: Intake
    commit: CommitMessages
    limits: Limits

    async def run(self) -> None:
        """Take messages until `stop`, and return when what was read is committed, or its time is over."""
        async with asyncio.TaskGroup() as group:
            committing = group.create_task(self.intake.run())
            async with asyncio.TaskGroup() as reading:
                for each in self.listeners:
                    reading.create_task(each.run())
            self.intake.close()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.limits.stop_seconds):
                    await asyncio.shield(committing)
            self.commit.give_up.set()

    def stop(self) -> None:
        """Read no more."""
        for each in self.listeners:
            each.stop()
