"""The election of a process: who keeps the leases, for what it stands, and what it does when it leads."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from triage_warden.engine.leadership.candidate import Candidate, Change
from triage_warden.engine.leadership.elector import Elector
from triage_warden.engine.leadership.ports import Lease
from triage_warden.engine.leadership.standings import SeeStandings
from triage_warden.engine.leadership.times import LeaseTimes
from triage_warden.engine.schedules.schedule import MAIN, Schedule
from triage_warden.engine.schedules.scheduler import Outcome, Scheduler
from triage_warden.kernel.errors import FieldError, Invalid
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.lease import PostgresLease
from triage_warden.storage.postgres.ticks import PostgresTicks
from triage_warden.storage.postgres.unit import Database, Transaction
from triage_warden.storage.redis.url import RedisTarget, parse_redis_url
from triage_warden.wiring.process import ELECTING, Process
from triage_warden.wiring.retention import periods
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings
from triage_warden.wiring.singletons import singletons

if TYPE_CHECKING:
    from triage_warden.engine.schedules.ports import Ticks

_STATEMENT_SECONDS: Final = 5.0
_IDLE_SECONDS: Final = 2.0
"""A process that is paused in the middle of a renewal holds the lease's row: nobody could take over before."""


class TimesContradict(Invalid):
    """The times of leader election do not go together."""


@dataclass(frozen=True, slots=True)
class Leaders:
    """The electors of this process (none in an API replica), and who leads where."""

    electors: tuple[Elector, ...]
    standings: SeeStandings
    lease: Lease
    own: Database
    """A connection for the election alone: a renewal that waits for one behind a flood of alerts comes too late."""

    async def run(self) -> None:
        """Stand for election until cancelled; then give back what is led."""
        async with asyncio.TaskGroup() as group:
            for elector in self.electors:
                group.create_task(elector.run())

    def stop(self) -> None:
        """Stand no more; `run` is to be cancelled as well, for what it waits for."""
        for elector in self.electors:
            elector.stop()

    async def close(self) -> None:
        """Let go of connections."""
        await self.lease.close()
        await self.own.close()


def leaders(process: Process, schedules: Sequence[Schedule[Transaction]] | None = None) -> Leaders:
    """Return the election of a process; connects when first used.

    Raises:
        Invalid: a setting cannot be used.
    """
    work = singletons(process) if schedules is None else schedules
    resources = sorted({MAIN, *(each.resource for each in work)}, key=lambda name: (name != MAIN, name))
    times, target = checked(process.settings)
    own = Database.open(
        process.url, max_connections=ELECTING, statement_timeout=_STATEMENT_SECONDS, idle_timeout=_IDLE_SECONDS
    )
    lease, fence = _lease(target, own), PostgresFence(own)
    stands = process.settings.role is not ServeRole.API
    holder = holder_of(process)

    def count(resource: str, change: Change) -> None:
        del resource, change
        process.metrics.leader_transitions.inc()

    candidates = {
        name: Candidate(name, holder, lease=lease, fence=fence, times=times, clock=process.clock, tell=count)
        for name in (resources if stands else ())
    }
    electors = tuple(
        _elector(process, each, [one for one in work if one.resource == name]) for name, each in candidates.items()
    )
    return Leaders(electors, SeeStandings(resources, candidates, lease, fence, process.clock), lease, own)


def checked(settings: Settings) -> tuple[LeaseTimes, RedisTarget | None]:
    """Return the times of the election and where Redis is, or raise Invalid naming the variable and the remedy.

    The periods of retention are looked at, too: what cannot be used is told before anything is started.
    """
    periods(settings)
    times = LeaseTimes(
        lease=settings.leader_lease_seconds,
        renew=settings.leader_renew_seconds,
        retry=settings.leader_retry_seconds,
    )
    if wrong := times.wrong():
        variable, detail = _CONTRADICTIONS[wrong]
        raise TimesContradict(detail=f"{variable}: {detail}", errors=(FieldError(pointer=variable, detail=detail),))
    return times, None if settings.redis_url is None else parse_redis_url(settings.redis_url)


def holder_of(process: Process) -> str:
    """Return what our leases say: our name, and what tells this run from others of the same name.

    `/` stands between them where an operator gave the name, `~` where it was made of the host's.
    """
    separator = "~" if process.settings.instance_id is None else "/"
    return f"{process.instance_id}{separator}{process.ids().hex[-8:]}"


def name_of(holder: str, *, ours: bool) -> str:
    """Return the name to show for a lease's holder to whoever asks: another host's name is nobody's business."""
    given, separator, run = holder.rpartition("/")
    if separator:
        return given
    return holder.rpartition("~")[0] if ours else f"instance-{run.rpartition('~')[2]}"


def _elector(process: Process, candidate: Candidate, work: Sequence[Schedule[Transaction]]) -> Elector:
    def count(schedule: str, outcome: Outcome) -> None:
        process.metrics.schedule_ticks.labels(schedule, outcome).inc()

    for schedule in work:  # of a series that begins with its first failure, Prometheus sees no increase
        for outcome in get_args(Outcome):
            process.metrics.schedule_ticks.labels(schedule.name, outcome)
    ticks: Ticks[Transaction] = PostgresTicks(process.database)
    scheduler = Scheduler(
        schedules=work,
        ticks=ticks,
        clock=process.clock,
        may_act=lambda leadership: candidate.leadership() == leadership,
        refused=candidate.dethrone,
        count=count,
        patience=candidate.times.lease,
    )
    return Elector(candidate, scheduler, random.random)


def _lease(target: RedisTarget | None, own: Database) -> Lease:
    if target is None:
        return PostgresLease(own)
    from triage_warden.storage.redis.connect import connect  # 0.1 s and some MiB that a process without Redis saves
    from triage_warden.storage.redis.lease import RedisLease

    return RedisLease(connect(target))


_CONTRADICTIONS: Final = {
    "renew": (
        "TW_LEADER_RENEW_SECONDS",
        "a leader must give up before its lease runs out; make it less than TW_LEADER_LEASE_SECONDS (as 10 and 15).",
    ),
    "retry": (
        "TW_LEADER_RETRY_SECONDS",
        "a leader must try again before it gives up; make it less than TW_LEADER_RENEW_SECONDS (as 2 and 10).",
    ),
}
