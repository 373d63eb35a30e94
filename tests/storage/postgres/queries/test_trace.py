"""The journal is read back in the order in which it was written."""

from datetime import timedelta
from uuid import UUID

import pytest

from kit.actions import a_desktop, job_of
from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.core.actions.effects import NotDone
from triage_warden.core.actions.errors import NotDoneYet
from triage_warden.core.triage.ports import Case, StepRecord
from triage_warden.kernel.ids import DEFAULT_TENANT, RunId, Uuid7
from triage_warden.storage.postgres.queries.trace import PostgresTrace
from triage_warden.storage.postgres.repositories.case_store import PostgresCaseStore
from triage_warden.storage.postgres.unit import Database


async def test_steps_come_oldest_first_with_their_times(database: Database) -> None:
    """A step shows when it began and when it was written down."""
    clock = FrozenClock(NOON)
    incident = await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    store = PostgresCaseStore(database, clock, Uuid7(clock))
    case = Case(tenant=DEFAULT_TENANT, incident=incident, version=1)
    for step in ("examine:1", "survey"):
        began = clock.now()
        clock.advance(timedelta(seconds=2))
        async with store.transaction(case) as transaction:
            await transaction.open(RunId(UUID(int=1)))
            await transaction.record(StepRecord(step=step, input_digest="00" * 32, result=b"[]", started_at=began))
    steps = await PostgresTrace(database).of_incident(DEFAULT_TENANT, incident)
    assert [(each.step, each.state) for each in steps] == [("examine:1", "done"), ("survey", "done")]
    assert [(each.ended_at or NOON) - each.started_at for each in steps] == [timedelta(seconds=2)] * 2


async def test_attempts_at_actions_are_part_of_it(database: Database) -> None:
    """With the digest of what the yes was given to, and what came of each."""
    desktop = await a_desktop(database, [NotDone(reason="Busy.", retry_after=1)])
    action = await desktop.asked()
    with pytest.raises(NotDoneYet):
        await desktop.carry_out(job_of(action))
    await desktop.carry_out(job_of(action))
    steps = await PostgresTrace(database).of_incident(DEFAULT_TENANT, desktop.incident.id)
    assert [(each.step, each.state, each.attempts, each.error) for each in steps] == [
        ("action:create_ticket", "not_done", 1, "Busy."),
        ("action:create_ticket", "done", 2, None),
    ]
    assert {each.input_digest for each in steps} == {action.digest}
