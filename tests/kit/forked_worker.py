"""Workers that cost a fork each: a process that has everything imported makes one for each line that it is sent.

Each runs the product's own code on one action, against a real database and a real socket, and says where it is.
`python -m kit.forked_worker`; it has no threads and no event loop of its own, so that forking it is sound.
"""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module

import msgspec

from triage_warden.core.actions.effects import Finding, Outcome, Receipt, Timing
from triage_warden.core.actions.model import ActionJob
from triage_warden.core.actions.systems import Systems
from triage_warden.core.actions.verbs.create_ticket import CreateTicket, TicketDesk
from triage_warden.engine.carry_out import CarryOut
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.deadline import Deadline
from triage_warden.kernel.errors import Unavailable
from triage_warden.storage.postgres.repositories.effect_journal import PostgresEffectJournal
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.connectors import connected
from triage_warden.wiring.settings import read_settings

_WORDS = 9
"""The file descriptor on which whoever started us hears."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One worker: its job, what it works with, and where it stops to be killed or paused."""

    database: str
    settings: dict[str, str]
    job: ActionJob
    stops_at: str = ""
    """`intended`, `replied`, `recorded`, or nowhere."""
    pauses: bool = False
    """Whether it stops by pausing itself, to go on when it is continued; otherwise it waits to be killed."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker says of itself."""

    pid: int
    at: str


def main() -> None:
    """Fork a worker for each line, until there are no more."""
    os.dup2(1, _WORDS)
    os.dup2(2, 1)  # what is logged goes elsewhere: it would be taken for a word
    import_module("triage_warden.connectors.servicenow.client")  # once, before the forks
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            say("started")
            with suppress(Unavailable):
                asyncio.run(work(order))
            say("ended")
            os._exit(0)


async def work(order: Order) -> None:
    """Carry the action out once, as a job of the queue would."""
    clock = SystemClock()
    database = Database.open(order.database, max_connections=3)
    found = connected(read_settings(order.settings), clock, _ignored)
    (desk,) = found.systems.ticket_desks.values()
    desks = {"desk": StoppingDesk(desk, order)}
    journal = StoppingJournal(database, order)
    carry_out = CarryOut(journal, Systems(desks), clock, f"forked-{os.getpid()}", _ignored)
    try:
        await carry_out(order.job)
    finally:
        await found.close()
        await database.close()


class StoppingDesk:
    """The connector, and before and after it a place to stop."""

    def __init__(self, desk: TicketDesk, order: Order) -> None:
        self._desk = desk
        self._order = order

    @property
    def timing(self) -> Timing:
        """The connector's own."""
        return self._desk.timing

    async def create(self, ticket: CreateTicket, key: str, deadline: Deadline) -> Outcome:
        """Stop, create, stop."""
        stop_if(self._order, "intended")
        outcome = await self._desk.create(ticket, key, deadline)
        stop_if(self._order, "replied")
        return outcome

    async def find(self, key: str) -> Finding:
        """Find."""
        return await self._desk.find(key)


class StoppingJournal(PostgresEffectJournal):
    """The journal, and a place to stop after the outcome is committed."""

    def __init__(self, database: Database, order: Order) -> None:
        super().__init__(database)
        object.__setattr__(self, "_order", order)

    async def done(self, job: ActionJob, number: int, receipt: Receipt) -> bool:
        """Record, stop."""
        news = await super().done(job, number, receipt)
        stop_if(object.__getattribute__(self, "_order"), "recorded")
        return news


def stop_if(order: Order, place: str) -> None:
    """Stop the whole process here, event loop and all, if this is the place."""
    if order.stops_at != place:
        return
    say(place)
    if order.pauses:
        os.kill(os.getpid(), signal.SIGSTOP)
    else:
        time.sleep(60)


def _ignored(one: str, other: str) -> None:
    del one, other


def say(place: str) -> None:
    """Say where this process is, in one write."""
    os.write(_WORDS, msgspec.json.encode(Word(pid=os.getpid(), at=place)) + b"\n")


if __name__ == "__main__":
    main()
