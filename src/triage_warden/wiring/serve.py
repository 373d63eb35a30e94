"""Run a process until it is told to stop."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final

import structlog
import uvloop

from triage_warden.core.alerts.ports import AlertReader
from triage_warden.core.incidents.ports import IncidentReader
from triage_warden.engine.worker import Worker
from triage_warden.kernel.errors import TriageError
from triage_warden.observability.background_stream import in_background
from triage_warden.observability.logging import configure, read_level_filter
from triage_warden.observability.loop_watch import LoopWatch
from triage_warden.wiring import collector
from triage_warden.wiring.address import BindAddress, listen, opened_at, parse_bind_address
from triage_warden.wiring.anchoring import keep_anchors
from triage_warden.wiring.announce import Announce, Announcement, nobody
from triage_warden.wiring.certificates import show_ends
from triage_warden.wiring.data_folder import data_folder
from triage_warden.wiring.database import DatabaseInUse, database_in_use
from triage_warden.wiring.housekeeping import prepare
from triage_warden.wiring.identity import Identity, identity
from triage_warden.wiring.kept_going import KeptGoing
from triage_warden.wiring.leaders import Leaders, checked, leaders
from triage_warden.wiring.listeners import Opened, opened, syslog_listeners
from triage_warden.wiring.local_key import KeepLocalKey
from triage_warden.wiring.local_key_file import local_key_path
from triage_warden.wiring.people import make_sure_of_an_administrator
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.proxies import trusted_proxies
from triage_warden.wiring.reporter import ReportIncidents
from triage_warden.wiring.roles import check_role
from triage_warden.wiring.sample import FeedSample
from triage_warden.wiring.schema import ReachSchema
from triage_warden.wiring.server import Server, http_server, port_of
from triage_warden.wiring.setting_groups.serving import Environment, ServeRole
from triage_warden.wiring.settings import Settings
from triage_warden.wiring.stopping import Stopping, end
from triage_warden.wiring.website import website

log = structlog.get_logger(__name__)

_SWITCH_SECONDS: Final = 0.001
"""How long a thread that computes (grouping, parsing a mail) may keep the loop from going on; Python's own five
milliseconds are paid at each answer of the database."""


def serve(settings: Settings, *, sample: bool = False, announce: Announce = nobody) -> None:
    """Serve until SIGINT or SIGTERM; returns when everything has stopped.

    Raises:
        TriageError: it cannot start: a setting, the port, the data folder, the disk or the database, in one line.
    """
    configure(read_level_filter(settings.log_level), settings.log_format, in_background(sys.stderr.buffer))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(Serving(settings, sample, announce).run())


@dataclass(slots=True)
class Serving:
    """One run of `serve`, from its first part to its last."""

    settings: Settings
    sample: bool
    announce: Announce
    stopping: Stopping = field(init=False)
    failure: TriageError | None = None
    """Why it has to stop, where nobody asked it to."""

    def __post_init__(self) -> None:
        """Take the times from the settings."""
        self.stopping = Stopping(self.settings.shutdown_seconds, self.settings.drain_seconds)

    async def run(self) -> None:
        """Start the parts in the order in which they lean on each other; stop them in the other."""
        check_role(self.settings)
        checked(self.settings)
        trusted_proxies(self.settings)
        self.stopping.hear_signals()
        sys.setswitchinterval(_SWITCH_SECONDS)
        async with AsyncExitStack() as stack:
            listening = stack.enter_context(listen(parse_bind_address(self.settings.bind_address)))
            syslog = stack.enter_context(opened(self.settings))
            self._tell_step(self._database_words())
            database = await stack.enter_async_context(database_in_use(self.settings))
            process = Process.over(self.settings, database.url)
            stack.push_async_callback(process.close)
            show_ends(self.settings, database.url, process.metrics)
            standing = leaders(process)
            stack.push_async_callback(standing.close)
            await self._work(process, listening, syslog, database=database, standing=standing)
        if self.failure is not None:
            raise self.failure

    async def _work(
        self,
        process: Process,
        listening: socket.socket,
        syslog: list[Opened],
        *,
        database: DatabaseInUse,
        standing: Leaders,
    ) -> None:
        known = identity(process, secrets_of(self.settings))
        app, deps = website(process, self.stopping.begun, standing.standings, known=known)
        server, worker = http_server(app, self.settings.shutdown_seconds), process.worker()
        listeners = syslog_listeners(process, syslog)
        async with asyncio.TaskGroup() as live:
            cutting = live.create_task(self._cut_short(server, worker))
            async with asyncio.TaskGroup() as parts:
                background = [
                    live.create_task(KeptGoing("live_updates", process.live.run)()),
                    live.create_task(self._try(database.watch)),
                    live.create_task(KeptGoing("loop_watch", LoopWatch(process.metrics, process.clock).run)()),
                ]
                parts.create_task(server.serve(sockets=[listening]))  # health answers while the schema is waited for
                if await self._schema_reached(process, live, known):
                    leading = live.create_task(KeptGoing("election", standing.run)())
                    await self._keep_local_key(known)
                    background += [
                        live.create_task(KeptGoing("anchors", keep_anchors(process))()),
                        live.create_task(KeptGoing("key_uses", known.note_uses)()),
                        live.create_task(KeptGoing("reporter", self._report(process, deps.incidents))()),
                    ]
                    if self.settings.role is not ServeRole.API:
                        parts.create_task(worker.run())
                    parts.create_task(listeners.run())
                    self._tell_listening(syslog)
                    if self.sample:
                        background.append(live.create_task(KeptGoing("sample", self._feed(process, deps.alerts))()))
                    collector.settle()
                    self._tell_ready(listening)
                    await self.stopping.begun.wait()
                    self.announce(Announcement(kind="stopping", text="Stopping."))
                    worker.stop()
                    self._resign(standing, leading)
                    await self.stopping.drained()
                    listeners.stop()
                server.stop()
                await end(background)
            cutting.cancel()

    def _resign(self, standing: Leaders, leading: asyncio.Task[None]) -> None:
        standing.stop()
        leading.cancel()

    async def _cut_short(self, server: Server, worker: Worker) -> None:
        """When patience has ended, end what still runs; jobs go back into the queue, for others to go on with."""
        await self.stopping.begun.wait()
        await self.stopping.drained()
        await self.stopping.patience_ended()
        log.warning("stopping_cut_short", seconds=self.settings.shutdown_seconds)
        server.cut_short()
        worker.hand_back()

    async def _schema_reached(self, process: Process, live: asyncio.TaskGroup, known: Identity) -> bool:
        """Return whether to go on: not if it was told to stop meanwhile, or if the schema cannot be reached."""
        reach = ReachSchema(process.database, process.url, self.settings.migrate, self._tell_step)
        reaching = live.create_task(self._try(reach))
        stopped = live.create_task(self.stopping.begun.wait())
        await asyncio.wait({reaching, stopped}, return_when=asyncio.FIRST_COMPLETED)
        reaching.cancel()
        stopped.cancel()
        if self.stopping.begun.is_set():
            return False
        await prepare(process.database, process.clock)  # today's partition before today's first alert
        if self.settings.role is not ServeRole.ORCHESTRATOR:
            await self._try(lambda: make_sure_of_an_administrator(known.people, self.settings, self.announce))
        return not self.stopping.begun.is_set()

    async def _keep_local_key(self, known: Identity) -> None:
        if self.settings.env is Environment.DEVELOPMENT:
            path = local_key_path(data_folder(self.settings))
            await self._try(KeepLocalKey(path, known.desk.issue, known.identify))

    async def _try(self, part: Callable[[], Awaitable[None]]) -> None:
        """Run a part without which the rest is in vain."""
        try:
            await part()
        except TriageError as error:
            self.failure = error
            self.stopping.begun.set()

    def _report(self, process: Process, incidents: IncidentReader) -> ReportIncidents:
        return ReportIncidents(process.live, incidents, self.announce)

    def _feed(self, process: Process, alerts: AlertReader) -> FeedSample:
        return FeedSample(
            read=process.read,
            take_in=process.take_in,
            alerts=alerts,
            clock=process.clock,
            metrics=process.metrics,
            announce=self.announce,
        )

    def _database_words(self) -> str:
        if self.settings.database_url is not None:
            return "Connecting to the database that DATABASE_URL names."
        return f"Starting the embedded database in {data_folder(self.settings)}."

    def _tell_listening(self, syslog: list[Opened]) -> None:
        for each in syslog:
            self._tell_step(f"Takes in syslog at {each.url}.", each.url)

    def _tell_step(self, text: str, url: str | None = None) -> None:
        self.announce(Announcement(kind="step", text=text, url=url))

    def _tell_ready(self, listening: socket.socket) -> None:
        bound = BindAddress(listening.getsockname()[0], port_of(listening))
        url = opened_at(bound).url
        log.info("ready", url=url, role=self.settings.role.value)
        reach = (
            "this machine only" if bound.is_loopback else f"and wherever this machine is reached on port {bound.port}"
        )
        text = f"Triage Warden answers at {url} ({reach})."
        self.announce(Announcement(kind="ready", text=text, url=url))
