"""A ticket as a record."""

import pytest

from kit.actions import a_ticket
from kit.servicenow.desk import a_desk
from kit.servicenow.state import Instance
from triage_warden.core.actions.effects import Done
from triage_warden.core.alerts.severity import Severity
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.deadline import Deadline


async def test_everything_that_was_shown_arrives_and_nothing_else() -> None:
    """But the key, and what says who made it."""
    instance = Instance()
    async with a_desk(instance) as desk:
        made = await desk.create(a_ticket(), "tw-1", Deadline.after(SystemClock(), 2))
        assert isinstance(made, Done)
        assert (desk.timing.call, desk.timing.settle) == (2.0, 0.2)
    (record,) = instance.records
    filled = {name: value for name, value in record.items() if value and not name.startswith("sys_")}
    assert filled == {
        "short_description": a_ticket().title,
        "description": a_ticket().description,
        "impact": "2",
        "urgency": "1",
        "correlation_id": "tw-1",
        "correlation_display": "Triage Warden",
        "number": "INC0000001",
    }


@pytest.mark.parametrize("severity", list(Severity))
async def test_every_severity_has_its_impact_and_urgency(severity: Severity) -> None:
    """By the base system's lookup of priorities, 1 for critical to 5 for informational."""
    priorities = {("1", "1"): 1, ("2", "1"): 2, ("2", "2"): 3, ("3", "2"): 4, ("3", "3"): 5}
    instance = Instance()
    async with a_desk(instance) as desk:
        await desk.create(a_ticket(severity=severity), "tw-1", Deadline.after(SystemClock(), 2))
    (record,) = instance.records
    ranked = sorted(Severity, key=lambda each: list(Severity).index(each), reverse=True)
    wanted = {name: place for place, name in enumerate(ranked, 1)}
    assert priorities[record["impact"], record["urgency"]] == wanted[severity]
