"""A triage job names its case."""

from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.jobs import a_held_job
from kit.steps import ScriptedSteps
from triage_warden.core.triage.ports import Case
from triage_warden.engine.jobs.triage import TriageIncident, UnreadableJob
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId
from triage_warden.kernel.jobs import HeldJob

CASE = Case(tenant=DEFAULT_TENANT, incident=IncidentId(UUID(int=7)), version=3)


async def test_the_payload_is_the_case() -> None:
    """The job triages what the payload names, and then lets the next one come."""
    asked: list[Case] = []

    def steps_for(case: Case) -> ScriptedSteps:
        asked.append(case)
        return ScriptedSteps(None)

    ended: list[tuple[Case, HeldJob]] = []

    async def end(case: Case, job: HeldJob) -> None:
        ended.append((case, job))

    job = a_held_job(msgspec.json.encode(CASE))
    await TriageIncident(steps_for, end)(job)
    assert asked == [CASE]
    assert ended == [(CASE, job)]


@given(st.binary())
async def test_any_other_payload_is_refused_in_words(payload: bytes) -> None:
    """The job is then parked with a reason that a person can read."""

    def steps_for(case: Case) -> ScriptedSteps:
        raise AssertionError(case)

    async def end(case: Case, job: HeldJob) -> None:
        raise AssertionError(case, job)

    with pytest.raises(UnreadableJob, match="not a case"):
        await TriageIncident(steps_for, end)(a_held_job(payload))
