"""Actions for tests: builders, a ticket desk that does as it is told, and real storage with a real incident."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

import msgspec

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from kit.intake import RememberedJobs
from triage_warden.core.actions.ask import AskFor
from triage_warden.core.actions.effects import Absent, Done, Finding, Found, Outcome, Receipt, Timing
from triage_warden.core.actions.model import Action, ActionId, ActionJob, ActionState
from triage_warden.core.actions.systems import Systems
from triage_warden.core.actions.verb import digest_of
from triage_warden.core.actions.verbs.create_ticket import CreateTicket
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.audit.model import ActorKind, AuditActor, By
from triage_warden.core.incidents.model import Incident
from triage_warden.engine.carry_out import CarryOut
from triage_warden.kernel.deadline import Deadline
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId, Uuid7
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.repositories.action_requests import PostgresActionRequests
from triage_warden.storage.postgres.repositories.effect_journal import PostgresEffectJournal
from triage_warden.storage.postgres.repositories.kill_switches import PostgresKillSwitch
from triage_warden.storage.postgres.unit import Database

RECEIPT = Receipt(reference="INC0000001", id="0" * 31 + "1", url="https://example.com/incident.do?sys_id=1")


def a_person(name: str = "analyst") -> By:
    """Return somebody who asks."""
    return By(actor=AuditActor(id=name, kind=ActorKind.USER, name=name))


def a_ticket(**changes: object) -> CreateTicket:
    """Return a ticket."""
    ticket = CreateTicket(
        title="INC-2026-000123 Something",
        description="Verdict: malicious.",
        severity=Severity.HIGH,
    )
    return msgspec.structs.replace(ticket, **changes)


def an_action(**changes: object) -> Action:
    """Return an approved action."""
    action = Action(
        id=ActionId(UUID(int=77)),
        tenant_id=DEFAULT_TENANT,
        incident_id=IncidentId(UUID(int=7)),
        incident_number="INC-2026-000123",
        verb=a_ticket(),
        connector="desk",
        state=ActionState.APPROVED,
        key="tw-77",
        digest=digest_of("desk", a_ticket()),
        requested_by="analyst",
        requested_at=NOON,
        approved_by="analyst",
        approved_at=NOON,
        updated_at=NOON,
    )
    return msgspec.structs.replace(action, **changes)


@dataclass
class ScriptedDesk:
    """Gives the outcomes and findings of its script, then does as it should; remembers what it was asked."""

    outcomes: deque[Outcome] = field(default_factory=deque[Outcome])
    findings: deque[Finding] = field(default_factory=deque[Finding])
    created: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])
    timing: Timing = field(default_factory=lambda: Timing(call=5.0, settle=5.0))

    async def create(self, ticket: CreateTicket, key: str, deadline: Deadline) -> Outcome:
        """Return the next outcome of the script."""
        assert ticket.title
        assert deadline.left() <= self.timing.call
        self.created.append(key)
        return self.outcomes.popleft() if self.outcomes else Done(receipt=RECEIPT)

    async def find(self, key: str) -> Finding:
        """Return the next finding of the script; afterwards whether anything was created."""
        self.asked.append(key)
        if self.findings:
            return self.findings.popleft()
        return Found(receipt=RECEIPT) if key in self.created else Absent()


@dataclass(frozen=True)
class Desktop:
    """Everything of actions over a real database, and a desk that can be scripted."""

    database: Database
    incident: Incident
    ask_for: AskFor
    jobs: RememberedJobs
    desk: ScriptedDesk
    carry_out: CarryOut
    switches: PostgresKillSwitch
    ended: list[tuple[str, str]]

    async def asked(self, request: int = 1, **changes: object) -> Action:
        """Ask for a ticket."""
        return await self.ask_for(self.incident, a_ticket(**changes), by=a_person(), request_key=UUID(int=request))

    async def now(self, action: Action) -> Action:
        """Return the action as it is now."""
        return (await self.carry_out.journal.read(job_of(action)))[0]

    async def let_settle(self, action: Action) -> None:
        """Let the time pass within which a request may still take effect."""
        async with self.database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.raw.execute(_PASSED, action.id)

    def another_worker(self) -> CarryOut:
        """Return a second worker over the same."""
        return replace(self.carry_out, worker="worker-2")


async def a_desktop(database: Database, outcomes: Iterable[Outcome] = (), findings: Iterable[Finding] = ()) -> Desktop:
    """Return a desktop with one incident."""
    clock = FrozenClock(NOON)
    incident_id = await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    incident = await PostgresIncidentReader(database).get(DEFAULT_TENANT, incident_id)
    jobs, ids = RememberedJobs(), Uuid7(clock)
    desk = ScriptedDesk(deque(outcomes), deque(findings))
    systems, ended = Systems({"desk": desk}), list[tuple[str, str]]()
    carry_out = CarryOut(
        journal=PostgresEffectJournal(database),
        systems=systems,
        clock=clock,
        worker="worker-1",
        count=lambda verb, outcome: ended.append((verb, outcome)),
    )
    return Desktop(
        database=database,
        incident=incident,
        ask_for=AskFor(PostgresActionRequests(database, jobs, clock), systems.connectors(), clock, ids),
        jobs=jobs,
        desk=desk,
        carry_out=carry_out,
        switches=PostgresKillSwitch(database, clock, ids),
        ended=ended,
    )


def job_of(action: Action) -> ActionJob:
    """Return the job that carries an action out."""
    return ActionJob(tenant=action.tenant_id, action=action.id)


_PASSED = "UPDATE action_attempts SET settle_after = clock_timestamp() - interval '1 second' WHERE action_id = $1"
