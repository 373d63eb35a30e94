"""Three orchestrators over one database, their leaders seen through what the database accepted."""

import asyncio
import signal
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Any

import asyncpg

from kit.process import Running, a_data_folder, eventually, serving
from triage_warden.kernel.leadership import Leadership, StaleLease
from triage_warden.storage.postgres.embedded import DATABASE, ROLE, running
from triage_warden.storage.postgres.unit import Database

MAIN = "schedules"
_STALLS = 3
"""Ticks that may be passed over because a machine whose cores are shared stood still for more than a second."""


@dataclass
class Trio:
    """The processes by their instance names, and what the database says of them."""

    url: str
    all: dict[str, Running] = field(default_factory=dict[str, Running])
    _holding: "asyncpg.Connection[Any] | None" = None
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def leader(self) -> Leadership:
        """Return the leadership that counted a heartbeat and is the newest, once there is one."""
        eventually(lambda: self._newest() is not None, seconds=60)
        found = self._newest()
        assert found is not None
        return found

    def seconds_to_the_next(self, end: Callable[[Leadership], None], *, release: bool = False) -> float:
        """End the leader in some way; return the seconds until another one's first accepted heartbeat."""
        old, began = self.leader(), time.monotonic()
        end(old)
        if release:
            self.release()
        eventually(lambda: (new := self._newest()) is not None and new.holder != old.holder, seconds=60, every=0.05)
        return time.monotonic() - began

    def nothing(self, leader: Leadership) -> None:
        """Leave it as it is."""
        assert leader.token

    def terminate(self, leader: Leadership) -> None:
        """Tell it to stop, as Kubernetes does."""
        self.send(leader, signal.SIGTERM)

    def kill(self, leader: Leadership) -> None:
        """Kill it without a word."""
        self.send(leader, signal.SIGKILL)

    def send(self, leader: Leadership, number: int) -> None:
        """Send a leader's process a signal."""
        self.all[leader.holder.rpartition("/")[0]].process.send_signal(number)

    @contextmanager
    def holding_up_heartbeats(self) -> Generator[None]:
        """Lock what heartbeats write, so that one waits in the middle of its transaction until `release`."""
        self._holding = self._loop.run_until_complete(asyncpg.connect(self.url))
        self._loop.run_until_complete(self._holding.execute("BEGIN; LOCK TABLE schedule_ticks"))
        try:
            yield
        finally:
            self.release()

    def close(self) -> None:
        """Let go of everything."""
        self.release()
        self._loop.close()

    def release(self) -> None:
        """Let heartbeats go on."""
        if self._holding is not None:
            self._loop.run_until_complete(self._holding.close())
            self._holding = None

    def wait_for_beats(self, count: int) -> None:
        """Wait until this many heartbeats more were accepted."""
        wanted = self.ticks() + count
        eventually(lambda: self.ticks() >= wanted, seconds=60)

    def ticks(self) -> int:
        """Return how many heartbeats were accepted."""
        return int(self.rows("SELECT count(*) FROM schedule_ticks WHERE schedule = 'heartbeat'")[0][0])

    def beats_of(self, leader: Leadership) -> int:
        """Return how many heartbeats were accepted under a leadership."""
        return int(
            self.rows(f"SELECT beats FROM leader_terms WHERE resource = '{MAIN}' AND token = {leader.token}")[0][0]
        )

    def refused(self) -> int:
        """Return how many transactions of leaders came too late."""
        return int(self.rows("SELECT coalesce(sum(refused), 0) FROM leader_terms")[0][0])

    def backends(self) -> set[str]:
        """Return who kept the leases of all leaders there were."""
        return {str(row[0]) for row in self.rows("SELECT DISTINCT backend FROM leader_terms")}

    def refused_writes_under(self, old: Leadership, attempts: int) -> int:
        """Return how many of so many writes under an old leadership the database refuses."""

        async def write() -> int:
            database, refused = Database.open(self.url), 0
            for _ in range(attempts):
                try:
                    async with database.leading(old) as transaction:
                        await transaction.raw.execute("UPDATE leader_terms SET beats = beats + 1000")
                except StaleLease:
                    refused += 1
            await database.close()
            return refused

        return asyncio.run(write())

    def healths(self) -> list[dict[str, Any]]:
        """Return what each process that runs says of itself."""
        found: list[dict[str, Any]] = []
        for each in self.running():
            with each.client() as client:
                found.append(client.get("/health/detailed").json())
        return found

    def running(self) -> list[Running]:
        """Return the processes that have not ended."""
        return [each for each in self.all.values() if each.process.poll() is None]

    def check(self) -> str:
        """Make sure that no two leaders were ever accepted and each tick's work was done once; return the figures."""
        (late,) = self.rows(_LATE)
        assert late[0] == 0, f"{late[0]} ticks were accepted under a token after a greater one was given out"
        (totals,) = self.rows(_TOTALS)
        assert totals["beats"] == totals["ticks"], "work and its ticks differ"
        (order,) = self.rows(_ORDER)
        assert order[0] == 0, "a later tick has a smaller token"
        ((late_again,),) = self.rows(_LOST)
        assert late_again <= _STALLS, f"{late_again} ticks were lost while somebody led"
        idle = totals["missed"] - late_again
        return f"{totals['terms']} terms, {totals['ticks']} ticks fired once each, {idle} fell while nobody led"

    def execute(self, statement: str) -> None:
        """Run a statement."""
        self.rows(statement)

    def rows(self, statement: str) -> "list[asyncpg.Record]":
        """Return what a statement returns."""

        async def ask() -> "list[asyncpg.Record]":
            connection = await asyncpg.connect(self.url)
            try:
                return await connection.fetch(statement)
            finally:
                await connection.close()

        return asyncio.run(ask())

    def _newest(self) -> Leadership | None:
        rows = self.rows(_NEWEST)
        return Leadership(resource=MAIN, token=rows[0]["token"], holder=rows[0]["holder"]) if rows else None


@contextmanager
def a_trio(settings: Mapping[str, str]) -> Generator[Trio]:
    """Run three orchestrators with a heartbeat each second over a database of their own."""
    home = Path(tempfile.mkdtemp(prefix="tw-trio-"))
    home.chmod(0o711)
    try:
        with ExitStack() as stack:
            server = stack.enter_context(running(home / "pg", durable=False, settings={"max_connections": "100"}))
            trio = Trio(server.superuser_url.replace("postgres@/postgres?", f"{ROLE}@/{DATABASE}?"))
            with ThreadPoolExecutor(3) as pool:
                starting = [pool.submit(_start, stack, trio, f"o-{number}", settings) for number in (1, 2, 3)]
                for each in starting:
                    each.result()
            try:
                yield trio
            finally:
                trio.close()
    finally:
        rmtree(home, ignore_errors=True)


def _start(stack: ExitStack, trio: Trio, name: str, settings: Mapping[str, str]) -> None:
    environment = {
        "DATABASE_URL": trio.url,
        "TW_INSTANCE_ID": name,
        "TW_LEADER_HEARTBEAT_SECONDS": "1",
        **settings,
    }
    folder = stack.enter_context(a_data_folder())
    trio.all[name] = stack.enter_context(serving(folder, "--role", "orchestrator", environment=environment))


_NEWEST = f"""
SELECT term.token, term.holder FROM leader_terms term JOIN leader_fences fence USING (resource, token)
WHERE resource = '{MAIN}' AND beats > 0 AND ended_at IS NULL
"""
_LATE = """
SELECT count(*) FROM schedule_ticks tick JOIN leader_terms later
  ON later.resource = tick.resource AND later.token > tick.token AND tick.fired_at > later.began_at
"""
_ORDER = """
SELECT count(*) FROM (
    SELECT token - lag(token) OVER (PARTITION BY schedule ORDER BY tick) AS step FROM schedule_ticks) x
WHERE step < 0
"""
_LOST = """
SELECT coalesce(sum(extract(epoch FROM step)::bigint - 1), 0) FROM (
    SELECT tick - lag(tick) OVER (PARTITION BY token ORDER BY tick) AS step
    FROM schedule_ticks WHERE schedule = 'heartbeat') x
"""
_TOTALS = f"""
SELECT (SELECT sum(beats)::bigint FROM leader_terms WHERE resource = '{MAIN}') AS beats,
       (SELECT count(*) FROM leader_terms WHERE resource = '{MAIN}') AS terms,
       (SELECT count(*) FROM schedule_ticks WHERE schedule = 'heartbeat') AS ticks,
       (SELECT extract(epoch FROM max(tick) - min(tick))::bigint + 1 - count(*) FROM schedule_ticks
        WHERE schedule = 'heartbeat') AS missed
"""
