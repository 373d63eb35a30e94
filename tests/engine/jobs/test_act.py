"""An action's job names it."""

from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.actions import an_action, job_of
from triage_warden.core.actions.model import ActionJob
from triage_warden.engine.jobs.act import Act, UnreadableActionJob
from triage_warden.kernel.jobs import HeldJob


def _held(payload: bytes) -> HeldJob:
    return HeldJob(id=1, holder=UUID(int=1), payload=payload)


async def test_the_payload_is_the_action() -> None:
    """The job carries out what the payload names."""
    done: list[ActionJob] = []

    async def carry_out(job: ActionJob) -> None:
        done.append(job)

    await Act(carry_out)(_held(msgspec.json.encode(job_of(an_action()))))
    assert done == [job_of(an_action())]
    assert Act(carry_out).kind().name == "act"


@given(st.binary())
async def test_any_other_payload_is_refused_in_words(payload: bytes) -> None:
    """The job is then parked with a reason that a person can read."""

    async def carry_out(job: ActionJob) -> None:
        raise AssertionError(job)

    with pytest.raises(UnreadableActionJob, match="names no action"):
        await Act(carry_out)(_held(payload))
