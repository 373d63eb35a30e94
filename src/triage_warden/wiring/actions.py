"""What a person can do about actions."""

from triage_warden.core.actions.ask import AskFor
from triage_warden.core.actions.halt import Halt
from triage_warden.core.actions.settle import Settle
from triage_warden.engine.queue import QueueJobs
from triage_warden.storage.postgres.queries.actions import PostgresActionReader
from triage_warden.storage.postgres.repositories.action_requests import PostgresActionRequests
from triage_warden.storage.postgres.repositories.kill_switches import PostgresKillSwitch
from triage_warden.web.shared.actions import Actions
from triage_warden.wiring.process import Process


def actions(process: Process) -> Actions:
    """Return the use cases over the process's database and what is connected to it."""
    requests = PostgresActionRequests(process.database, QueueJobs(), process.clock)
    connectors = process.connected.systems.connectors()
    return Actions(
        reader=PostgresActionReader(process.database),
        ask_for=AskFor(requests, connectors, process.clock, process.ids),
        settle=Settle(requests),
        halt=Halt(PostgresKillSwitch(process.database, process.clock, process.ids)),
        base_url=process.settings.base_url,
    )
