"""What the Table API's answers mean."""

import pytest

from kit.actions import a_ticket
from kit.servicenow.desk import a_desk
from kit.servicenow.state import Fault, Instance, Moment
from triage_warden.core.actions.effects import Absent, CannotTell, Done, Found, NotDone, NotKnown, Outcome
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.deadline import Deadline


def _soon(seconds: float = 2.0) -> Deadline:
    return Deadline.after(SystemClock(), seconds)


async def _create(instance: Instance, *, seconds: float = 2.0, **signs_in: str) -> Outcome:
    async with a_desk(instance, **signs_in) as desk:  # type: ignore[arg-type]  # how to sign in, as text
        return await desk.create(a_ticket(), "tw-1", _soon(seconds))


async def test_a_record_is_made_and_found_by_its_key() -> None:
    """With number, id and address."""
    instance = Instance()
    async with a_desk(instance) as desk:
        assert await desk.find("tw-1") == Absent()
        done = await desk.create(a_ticket(), "tw-1", _soon())
        assert isinstance(done, Done)
        assert done.receipt.reference == "INC0000001"
        assert (done.receipt.url or "").endswith(f"/incident.do?sys_id={done.receipt.id}")
        assert await desk.find("tw-1") == Found(receipt=done.receipt)
        assert await desk.find("tw-2") == Absent()


async def test_a_token_is_as_good_as_a_password() -> None:
    """OAuth."""
    instance = Instance()
    assert isinstance(await _create(instance, token=instance.token), Done)


async def test_a_wrong_password_is_said_without_it() -> None:
    """And is not tried again by itself."""
    outcome = await _create(Instance(), password="a wrong one")
    assert isinstance(outcome, NotDone)
    assert outcome.retry_after is None
    assert "401" in outcome.reason
    assert "a wrong one" not in outcome.reason


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=403), NotDone),
        (Fault(status=404), NotDone),
        (Fault(status=429, retry_after=9), NotDone),
        (Fault(status=400), NotKnown),
        (Fault(status=500), NotKnown),
        (Fault(status=302), NotKnown),
        (Fault(status=500, after=True), NotKnown),
        (Fault(drop_at=Moment.RECEIVED), NotKnown),
        (Fault(drop_at=Moment.DONE), NotKnown),
        (Fault(delay=1.0), NotKnown),
        (Fault(body=b"<html>hibernating</html>"), NotKnown),
    ],
    ids=str,
)
async def test_only_what_is_sure_counts_as_not_done(fault: Fault, kind: type) -> None:
    """Where the record may have been made, it is not known; who was asked to wait is told for how long."""
    instance = Instance()
    instance.faults.append(fault)
    outcome = await _create(instance, seconds=0.5)
    assert isinstance(outcome, kind)
    if isinstance(outcome, NotDone):
        assert instance.effects("tw-1") == 0
        assert outcome.retry_after == (9 if fault.status == 429 else None)


async def test_an_instance_that_ignores_the_condition_is_not_believed() -> None:
    """It returns any records at all: neither there nor not there."""
    instance = Instance(unknown_fields=frozenset({"correlation_id"}))
    instance.insert({"correlation_id": "tw-9"})
    async with a_desk(instance) as desk:
        finding = await desk.find("tw-1")
    assert isinstance(finding, CannotTell)
    assert finding.for_good


async def test_records_that_the_account_may_not_read_are_not_absent() -> None:
    """They count, though they are not shown."""
    instance = Instance(hides=True)
    instance.insert({"correlation_id": "tw-1"})
    async with a_desk(instance) as desk:
        finding = await desk.find("tw-1")
        assert await desk.find("tw-2") == Absent()
    assert isinstance(finding, CannotTell)
    assert finding.for_good


async def test_an_instance_that_is_down_cannot_tell_now() -> None:
    """It is asked three times at a time, and again later."""
    instance = Instance(broken_reads=3)
    async with a_desk(instance) as desk:
        finding = await desk.find("tw-1")
        assert isinstance(finding, CannotTell)
        assert not finding.for_good
        assert instance.reads["tw-1"] == 3
        assert await desk.find("tw-1") == Absent()


async def test_copies_are_counted() -> None:
    """The first one is the receipt."""
    instance = Instance()
    for _ in range(2):
        instance.insert({"correlation_id": "tw-1"})
    async with a_desk(instance) as desk:
        finding = await desk.find("tw-1")
        assert isinstance(finding, Found)
        assert (finding.copies, finding.receipt.reference) == (2, "INC0000001")
        probe = await desk.table.probe()
    assert getattr(probe, "status", None) == 200
