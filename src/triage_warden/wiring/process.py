"""The parts of one process over its database, put together."""

import os
import random
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from triage_warden import __version__
from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.core.facts.look_up import LookUp
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.triage.ports import Case
from triage_warden.engine.carry_out import CarryOut
from triage_warden.engine.jobs.act import Act
from triage_warden.engine.jobs.group import Group
from triage_warden.engine.jobs.triage import TriageIncident
from triage_warden.engine.journal import JournaledSteps
from triage_warden.engine.pool import CONNECTIONS, open_pool
from triage_warden.engine.queue import QueueJobs, others_committed
from triage_warden.engine.worker import Worker
from triage_warden.kernel.clock import Clock, SystemClock
from triage_warden.kernel.ids import IdSource, RunId, Uuid7
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.jobs import GROUP
from triage_warden.storage.postgres.live import PostgresLive
from triage_warden.storage.postgres.queries.history import PostgresHistory, PostgresOwnLists
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.repositories.case_end import EndCase
from triage_warden.storage.postgres.repositories.case_store import PostgresCaseStore
from triage_warden.storage.postgres.repositories.effect_journal import PostgresEffectJournal
from triage_warden.storage.postgres.repositories.incident_groups import PostgresGrouping
from triage_warden.storage.postgres.unit import Database
from triage_warden.storage.postgres.url import parse_database_url
from triage_warden.wiring.catalogue import sources
from triage_warden.wiring.connectors import Connected, connected
from triage_warden.wiring.counted import CountActions, CountConnectors, CountTriage
from triage_warden.wiring.outgrown import Outgrown
from triage_warden.wiring.own_sources import with_own
from triage_warden.wiring.rates import Rates, rates
from triage_warden.wiring.settings import Settings
from triage_warden.wiring.skills import skills

LISTENING = 1
"""Connections that hear of changes."""
ELECTING = 1
"""Connections that elect the leader."""


@dataclass(frozen=True, slots=True)
class Process:
    """What every role needs; nothing connects before it is used."""

    settings: Settings
    url: str
    clock: Clock
    ids: IdSource
    database: Database
    live: PostgresLive
    metrics: Metrics
    sources: Mapping[str, AlertSource]
    read: Read
    take_in: TakeIn
    connected: Connected
    rates: Rates

    @classmethod
    def over(cls, settings: Settings, url: str) -> "Process":
        """Put the parts together over a database."""
        clock = SystemClock()
        ids = Uuid7(clock)
        others = CONNECTIONS + LISTENING + ELECTING
        database = Database.open(url, max_connections=settings.database_max_connections - others)
        gate = BacklogGate(limit=settings.backlog_limit, clock=clock)
        metrics = Metrics(process=True)
        metrics.build_info.labels(__version__, settings.role.value).set(1)
        known = with_own(sources(), settings.sources_dir)
        parsers = {name: source.parser for name, source in known.items()}
        there = connected(settings, clock, CountConnectors(metrics))
        CountConnectors(metrics).begin(there.clients)
        return cls(
            settings=settings,
            url=url,
            clock=clock,
            ids=ids,
            database=database,
            live=PostgresLive(database.connect),
            metrics=metrics,
            sources=known,
            read=Read(parsers=parsers, clock=clock, ids=ids),
            take_in=TakeIn(PostgresAlertStore(database, QueueJobs(), gate)),
            rates=rates(settings, metrics, clock=clock, sources=known),
            connected=there,
        )

    @property
    def version(self) -> str:
        """Return the version that runs."""
        return __version__

    @property
    def instance_id(self) -> str:
        """Return the name of this process among its replicas."""
        return self.settings.instance_id or f"{socket.gethostname()}-{os.getpid()}"

    def worker(self) -> Worker:
        """Return what works through the queue."""
        arguments = parse_database_url(self.url).for_asyncpg()
        abilities = skills(LookUp(PostgresHistory(self.database), PostgresOwnLists(self.database)), self.clock)
        store = PostgresCaseStore(self.database, self.clock, self.ids)
        grouping = GroupAlerts(
            store=PostgresGrouping(self.database, QueueJobs(), self.clock),
            clock=self.clock,
            ids=self.ids,
            policy=GroupingPolicy(own=frozenset(self.settings.own_infrastructure)),
        )

        end = EndCase(self.database, QueueJobs(), self.clock)
        counted = CountTriage(self.metrics, self.clock)

        def steps_for(case: Case) -> JournaledSteps:
            return JournaledSteps(case, RunId(self.ids()), store, abilities, self.clock, counted)

        kinds = (
            Group(grouping, self._intake_committed).kind(),
            TriageIncident(steps_for, end, self.settings.triage_at_once).kind(),
            Act(self._carry_out()).kind(),
        )
        outgrown = Outgrown(self.database, lambda on_lost: open_pool(arguments, on_lost))
        return Worker(
            connect=outgrown.connect,
            kinds=tuple(outgrown.watched(kind) for kind in kinds),
            at_once=self.settings.worker_concurrency,
            jitter=random.random,
        )

    async def close(self) -> None:
        """Close every connection, to the database and to other systems."""
        await self.rates.close()
        await self.connected.close()
        await self.database.close()

    def _carry_out(self) -> CarryOut:
        return CarryOut(
            journal=PostgresEffectJournal(self.database),
            systems=self.connected.systems,
            clock=self.clock,
            worker=self.instance_id,
            count=CountActions(self.metrics),
        )

    async def _intake_committed(self, payload: bytes) -> None:
        async with self.database.system() as system:
            await others_committed(system.raw, GROUP, payload)
