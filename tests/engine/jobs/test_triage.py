"""A triage job names its case."""

from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.steps import ScriptedSteps
from triage_warden.core.triage.ports import Case
from triage_warden.engine.jobs.triage import TriageIncident, UnreadableJob
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId

CASE = Case(tenant=DEFAULT_TENANT, incident=IncidentId(UUID(int=7)), version=3)


async def test_the_payload_is_the_case() -> None:
    """The job triages what the payload names."""
    asked: list[Case] = []

    def steps_for(case: Case) -> ScriptedSteps:
        asked.append(case)
        return ScriptedSteps(None)

    await TriageIncident(steps_for)(msgspec.json.encode(CASE))
    assert asked == [CASE]


@given(st.binary())
async def test_any_other_payload_is_refused_in_words(payload: bytes) -> None:
    """The job is then parked with a reason that a person can read."""

    def steps_for(case: Case) -> ScriptedSteps:
        raise AssertionError(case)

    with pytest.raises(UnreadableJob, match="not a case"):
        await TriageIncident(steps_for)(payload)
