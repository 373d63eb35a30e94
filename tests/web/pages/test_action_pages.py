"""The pages on which a person sees exactly what would be sent, and says yes."""

import re
from html import unescape

import pytest

from kit.actions import RECEIPT, an_action
from kit.scene import HOSTILE, a_scene
from kit.shown_incidents import an_incident_id
from kit.web import World, a_client
from triage_warden.core.actions.kill_switch import Scope, Switch
from triage_warden.core.actions.model import ActionState, Attempt
from triage_warden.core.identity.roles import Role

NEW = "/actions/new?incident=INC-2026-000123"


def _kept(world: World, **changes: object) -> str:
    action = an_action(incident_id=an_incident_id(123), **changes)
    world.actions.actions[action.id] = action
    return f"/actions/{action.id}"


def _form(text: str) -> dict[str, str]:
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', text))
    (description,) = re.findall(r'<textarea name="description"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    (severity,) = re.findall(r'<option value="(\w+)" selected>', text)
    found = {**fields, "description": description, "severity": severity}
    return {name: unescape(value) for name, value in found.items()}


async def test_pressing_the_button_asks_for_what_the_form_showed() -> None:
    """Pressed twice, once; the lines of a text area arrive as browsers send them."""
    world = a_scene()
    async with a_client(world) as client:
        form = _form((await client.get(NEW)).text)
        as_sent = {**form, "description": form["description"].replace("\n", "\r\n")}
        for _ in range(2):
            answer = await client.post("/actions/create", data=as_sent)
            assert (answer.status_code, answer.headers["location"]) == (303, "/incidents/INC-2026-000123#h-done")
        shown = (await client.get("/incidents/INC-2026-000123")).text
    (action,) = world.actions.actions.values()
    assert (action.verb.title, action.verb.description) == (form["title"], form["description"])
    assert f'href="/actions/{action.id}"' in shown


async def test_without_a_system_or_while_halted_there_is_nothing_to_press() -> None:
    """And it says why."""
    world = a_scene()
    world.actions.connectors.clear()
    async with a_client(world) as client:
        text = (await client.get(NEW)).text
        assert "TW_SERVICENOW_URL" in text
        assert '<button type="submit" disabled>' in text
    world = a_scene()
    now = world.clock.now()
    world.actions.switches.append(
        Switch(id=an_action().id, scope=Scope(), reason="Exercise.", engaged_by="x", engaged_at=now)
    )
    async with a_client(world) as client:
        form = _form((await client.get(NEW)).text)
        answer = await client.post("/actions/create", data=form)
    assert answer.status_code == 409
    assert "Exercise." in answer.text
    assert form["title"] in unescape(answer.text)
    assert world.actions.actions == {}


async def test_an_action_is_shown_with_all_it_was_and_did() -> None:
    """Parameters, digest, receipt, attempts; no link leads out of the house."""
    world = a_scene()
    now = world.clock.now()
    attempt = Attempt(
        number=1, worker="w-1", started_at=now, settle_after=now, ended_at=now, outcome="not_known", error="No answer."
    )
    path = _kept(world, state=ActionState.DONE, receipt=RECEIPT, attempts=(attempt,))
    async with a_client(world) as client:
        text = (await client.get(path)).text
        listed = (await client.get("/actions")).text
        filtered = (await client.get("/actions?state=failed")).text
    for expected in ("INC0000001", "Verdict: malicious.", an_action().digest, "No answer.", "w-1"):
        assert expected in text
    assert 'href="http' not in text
    assert f'href="{path}"' in listed
    assert f'href="{path}"' not in filtered


async def test_what_is_unknown_is_settled_on_its_page() -> None:
    """The key by which to look is shown."""
    world = a_scene()
    path = _kept(world, state=ActionState.UNKNOWN, reason="It hides them.")
    async with a_client(world) as client:
        assert "tw-77" in (await client.get(path)).text
        refused = await client.post(f"{path}/settle", data={"outcome": "done"})
        assert refused.status_code == 409
        answer = await client.post(f"{path}/settle", data={"outcome": "not_done", "reason": "Looked."})
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        again = await client.post(f"{path}/settle", data={"outcome": "done", "reason": "Looked."})
        assert again.status_code == 409
    assert next(iter(world.actions.actions.values())).state is ActionState.FAILED


@pytest.mark.parametrize("state", list(ActionState))
async def test_hostile_text_is_inert(state: ActionState) -> None:
    """Reasons come from the other system."""
    world = a_scene()
    path = _kept(world, state=state, reason=HOSTILE, requested_by=HOSTILE, settled_by=HOSTILE)
    async with a_client(world) as client:
        for page in (path, "/actions", "/incidents/INC-2026-000123"):
            text = (await client.get(page)).text
            assert "<script>alert" not in text


@pytest.mark.parametrize(("role", "offered"), [(Role.VIEWER, False), (Role.ANALYST, True)])
async def test_who_may_not_ask_is_not_offered_to(role: Role, *, offered: bool) -> None:
    """And is turned away at the form."""
    async with a_client(a_scene(), role=role) as client:
        assert ('href="/actions/new?' in (await client.get("/incidents/INC-2026-000123")).text) is offered
        assert (await client.get(NEW)).status_code == (200 if offered else 403)
