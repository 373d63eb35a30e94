"""Law 3: killed at any point between intent, call, reply and record, an effect happens once, or is left to a person."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

import pytest

from kit.actions import Desktop, a_desktop, job_of
from kit.forked_worker import Order
from kit.http import a_http_client
from kit.servicenow.server import an_instance
from kit.servicenow.state import Fault, Instance, Moment
from kit.worker_yard import Yard, a_yard, gone, send
from triage_warden.connectors.servicenow.actions import ServiceNowTickets
from triage_warden.connectors.servicenow.client import Table, auth_of
from triage_warden.connectors.servicenow.settings import ServiceNow
from triage_warden.core.actions.model import ENDED, Action, ActionState
from triage_warden.core.actions.systems import Systems
from triage_warden.engine.carry_out import CarryOut
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database

pytestmark = [pytest.mark.faults, pytest.mark.timeout(400)]

SEED = 20260302
CALL, SETTLE = 1, 1
"""Seconds. What a killed worker's request does, it does within both."""
IN_THE_WORKER = ("intended", "replied", "recorded")
IN_THE_INSTANCE = (Moment.RECEIVED.value, Moment.DONE.value, Moment.ANSWERED.value)
POINTS = ("at random", *IN_THE_WORKER, *IN_THE_INSTANCE)
KILLS = 203
PER_POINT = KILLS // len(POINTS)
SURVIVORS_AT_ONCE = 10


@dataclass
class Field:
    """An instance, the workers that are killed, and those that survive."""

    instance: Instance
    yard: Yard
    desktop: Desktop
    database_url: str
    settings: dict[str, str]
    survivor: CarryOut
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SURVIVORS_AT_ONCE))
    reached: dict[tuple[Moment, str], asyncio.Event] = field(default_factory=dict[tuple[Moment, str], asyncio.Event])
    released: dict[str, asyncio.Event] = field(default_factory=dict[str, asyncio.Event])

    def order(self, action: Action, *, stops_at: str = "", pauses: bool = False) -> Order:
        """Return the order for a worker."""
        return Order(
            database=self.database_url,
            settings=self.settings,
            job=job_of(action),
            stops_at=stops_at,
            pauses=pauses,
        )

    def hold(self, moment: Moment, key: str) -> Awaitable[None] | None:
        """Let the instance stop at the moment that a trial waits for."""
        event = self.reached.get((moment, key))
        if event is None or event.is_set():
            return None
        event.set()
        return self._until_released(key)

    async def _until_released(self, key: str) -> None:
        await self.released[key].wait()

    async def killed(self, action: Action, point: str) -> None:
        """Start a worker on the action and kill it at the point."""
        if point in IN_THE_INSTANCE:
            await self._killed_in_the_instance(action, Moment(point))
            return
        pid = await self.yard.start(self.order(action, stops_at=point))
        if point in IN_THE_WORKER:
            assert await self.yard.wait_for(pid, point)
        else:
            await asyncio.sleep(self.chance.uniform(0.0, 0.12))
        send(pid, signal.SIGKILL)
        await gone(pid)

    async def _killed_in_the_instance(self, action: Action, moment: Moment) -> None:
        here = self.reached[moment, action.key] = asyncio.Event()
        go_on = self.released[action.key] = asyncio.Event()
        if moment is Moment.RECEIVED:
            self.instance.faults.append(self.chance.choice([Fault(), Fault(delay=0.9), Fault(drop_at=moment)]))
        pid = await self.yard.start(self.order(action))
        async with asyncio.timeout(20):
            await here.wait()
        send(pid, signal.SIGKILL)
        await gone(pid)
        go_on.set()

    async def survived(self, action: Action) -> ActionState:
        """Let two workers go on with the action, at the same time, until nothing is left to be done."""
        async with self.turns, asyncio.timeout(60), asyncio.TaskGroup() as group:
            for name in ("survivor-1", "survivor-2"):
                group.create_task(self._go_on(replace(self.survivor, worker=name), action))
        return (await self.desktop.now(action)).state

    async def _go_on(self, worker: CarryOut, action: Action) -> None:
        while (await self.desktop.now(action)).state not in ENDED:
            with suppress(Unavailable):
                await worker(job_of(action))
            await asyncio.sleep(self.chance.uniform(0.05, 0.3))


@asynccontextmanager
async def a_field(database: Database, url: str) -> AsyncGenerator[Field]:
    """Yield a field over a fresh database and a fresh instance."""
    instance, desktop = Instance(), await a_desktop(database)
    async with an_instance(instance) as address, a_yard() as yard:
        settings = ServiceNow(
            url=address,
            user=instance.user,
            password=instance.password,
            call_seconds=CALL,
            settle_seconds=SETTLE,
        )
        async with a_http_client(address, auth=auth_of(settings), seconds=CALL) as client:
            systems = Systems({"desk": ServiceNowTickets(Table(client, settings))})
            survivor = replace(desktop.carry_out, systems=systems, clock=SystemClock())
            field_ = Field(instance, yard, desktop, url, _as_settings(settings), survivor)
            instance.at = field_.hold
            yield field_


def _as_settings(settings: ServiceNow) -> dict[str, str]:
    return {
        "TW_SERVICENOW_URL": settings.url,
        "TW_SERVICENOW_USER": settings.user or "",
        "TW_SERVICENOW_PASSWORD": settings.password or "",
        "TW_SERVICENOW_CALL_SECONDS": str(CALL),
        "TW_SERVICENOW_SETTLE_SECONDS": str(SETTLE),
    }


async def test_killed_two_hundred_times_it_has_its_effect_once(database: Database, database_url: str) -> None:
    """At every point between intent, call, reply and record; then two survivors go on at the same time."""
    outcomes: dict[str, Counter[str]] = {point: Counter() for point in POINTS}
    async with a_field(database, database_url) as there:

        async def trial(action: Action, point: str) -> None:
            state = await there.survived(action)
            outcomes[point][_told(there.instance.effects(action.key), state)] += 1

        async with asyncio.TaskGroup() as group:
            for number in range(PER_POINT):
                for place, point in enumerate(POINTS):
                    action = await there.desktop.asked(1 + number * len(POINTS) + place)
                    await there.killed(action, point)
                    group.create_task(trial(action, point))
    _print(outcomes)
    assert sum(sum(counts.values()) for counts in outcomes.values()) >= 200
    for counts in outcomes.values():
        assert set(counts) == {"once"}


async def test_where_the_other_side_cannot_tell_it_is_left_to_a_person(database: Database, database_url: str) -> None:
    """An instance that hides its records: unknown, and never a second one."""
    outcomes: Counter[str] = Counter()
    async with a_field(database, database_url) as there:
        there.instance.hides = True
        for number in range(1, 9):
            action = await there.desktop.asked(number)
            await there.killed(action, Moment.DONE.value)
            state = await there.survived(action)
            outcomes[_told(there.instance.effects(action.key), state)] += 1
    _print({"done, hidden": outcomes})
    assert outcomes == Counter({"unknown": 8})


@pytest.mark.parametrize("locks_lost", [False, True], ids=["paused", "paused, and the database forgot its locks"])
async def test_a_worker_that_was_paused_before_its_call_never_adds_a_second(
    database: Database, database_url: str, *, locks_lost: bool
) -> None:
    """It wakes when its time is over: others have waited, or, without its lock, have done it, and it must not."""
    outcomes: Counter[str] = Counter()
    async with a_field(database, database_url) as there:
        actions = [await there.desktop.asked(number) for number in range(1, 9)]
        pids = []
        for action in actions:
            pid = await there.yard.start(there.order(action, stops_at="intended", pauses=True))
            assert await there.yard.wait_for(pid, "intended")
            pids.append(pid)
        if locks_lost:
            await _forget_locks(database)
        async with asyncio.TaskGroup() as group:
            going_on = [group.create_task(there.survived(action)) for action in actions]
            await asyncio.sleep(CALL + SETTLE + 2.0)
            assert all(task.done() for task in going_on) is locks_lost
            for pid in pids:
                send(pid, signal.SIGCONT)
        for pid in pids:
            await there.yard.wait_for(pid, "ended")
        for action, task in zip(actions, going_on, strict=True):
            outcomes[_told(there.instance.effects(action.key), task.result())] += 1
    _print({"paused": outcomes})
    assert outcomes == Counter({"once": 8})


async def _forget_locks(database: Database) -> None:
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )


def _told(effects: int, state: ActionState) -> str:
    if effects > 1:
        return "twice"
    if state is ActionState.UNKNOWN:
        return "unknown"
    return "once" if effects == 1 and state is ActionState.DONE else f"{effects} effects, {state.value}"


def _print(outcomes: dict[str, Counter[str]]) -> None:
    for point, counts in outcomes.items():
        told = ", ".join(f"{name} {counts[name]}" for name in sorted({"once", "unknown", "twice", *counts}))
        print(f"killed {point}: {told}")  # noqa: T201  # the figures that the issue asks for
