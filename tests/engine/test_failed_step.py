"""A failed step is counted and keeps its last error, until it is done."""

from uuid import UUID

import pytest

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.core.triage.ports import Case, StepRecord
from triage_warden.core.triage.trace import TraceStep
from triage_warden.engine.failed_step import WritesFailure, reason_of
from triage_warden.kernel.errors import Invalid, Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT, RunId, Uuid7
from triage_warden.storage.postgres.queries.trace import PostgresTrace
from triage_warden.storage.postgres.repositories.case_store import PostgresCaseStore
from triage_warden.storage.postgres.unit import Database


async def _begun(database: Database) -> tuple[PostgresCaseStore, Case]:
    clock = FrozenClock(NOON)
    incident = await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    store = PostgresCaseStore(database, clock, Uuid7(clock))
    case = Case(tenant=DEFAULT_TENANT, incident=incident, version=1)
    async with store.transaction(case) as transaction:
        await transaction.open(RunId(UUID(int=1)))
    return store, case


async def _steps(database: Database, case: Case) -> list[TraceStep]:
    return await PostgresTrace(database).of_incident(DEFAULT_TENANT, case.incident)


async def _fail(store: PostgresCaseStore, case: Case, error: Exception) -> None:
    with pytest.raises(type(error)):
        async with WritesFailure(store, case, "survey", NOON):
            raise error


async def test_attempts_are_counted_until_it_is_done(database: Database) -> None:
    """Done, it has no error any more, and says how many attempts it took; a failure afterwards changes nothing."""
    store, case = await _begun(database)
    await _fail(store, case, ValueError("what an alert said"))
    await _fail(store, case, Invalid(detail="It cannot be used."))
    (step,) = await _steps(database, case)
    assert (step.state, step.attempts, step.error) == ("failed", 2, "invalid: It cannot be used.")
    async with store.transaction(case) as transaction:
        assert await transaction.recorded("survey") is None
        await transaction.record(StepRecord(step="survey", input_digest="00" * 32, result=b"[]", started_at=NOON))
    await _fail(store, case, ValueError())
    (step,) = await _steps(database, case)
    assert (step.state, step.attempts, step.error) == ("done", 3, None)


async def test_a_part_that_is_down_is_not_the_steps_failure(database: Database) -> None:
    """The job waits; nothing is counted."""
    store, case = await _begun(database)
    await _fail(store, case, Unavailable())
    assert await _steps(database, case) == []


def test_text_of_errors_that_nobody_expected_is_not_kept() -> None:
    """It may hold what an alert said."""
    assert reason_of(ValueError("user@example.com")) == "ValueError"
