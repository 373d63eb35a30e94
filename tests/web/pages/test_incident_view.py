import pytest

from kit.scene import a_scene
from kit.web import a_web
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.core.observables.model import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.web.pages.incident_view import allowed_changes, view_of


async def test_everything_is_gathered_and_those_concerned_come_first() -> None:
    """Each observable once, targets before actors."""
    view = await view_of(a_web(a_scene()), DEFAULT_TENANT, "INC-2026-000123")
    keys = [(each.type, each.value) for each in view.observables]
    assert len(keys) == len(set(keys)) == 8
    assert [each.role for each in view.observables][:2] == [Role.TARGET, Role.TARGET]
    assert view.current
    assert not view.more_alerts
    assert set(view.links) == {alert.id for alert in view.alerts}


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (IncidentStatus.NEW, {"resolve", "close", "assign"}),
        (IncidentStatus.OPEN, {"resolve", "close", "assign"}),
        (IncidentStatus.RESOLVED, {"close", "reopen", "assign"}),
        (IncidentStatus.CLOSED, set()),
    ],
)
def test_only_forms_that_can_succeed_are_offered(status: IncidentStatus, offered: set[str]) -> None:
    """As the core allows it."""
    assert set(allowed_changes(status)) == offered
