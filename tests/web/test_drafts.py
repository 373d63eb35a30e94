"""A draft is of the incident as it is now."""

import pytest

from kit.scene import a_scene
from kit.shown_incidents import an_incident_id
from kit.web import a_web
from triage_warden.core.actions.errors import NoSuchVerb
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.web.drafts import drafted, halted


async def test_with_its_latest_verdict() -> None:
    """And only for verbs that there are."""
    deps = a_web(a_scene())
    incident = await deps.incidents.get(DEFAULT_TENANT, an_incident_id(123))
    draft = await drafted(deps, incident, "create_ticket")
    assert draft.description.startswith("Verdict: malicious")
    assert await halted(deps, incident, "create_ticket") is None
    with pytest.raises(NoSuchVerb):
        await drafted(deps, incident, "fly")
