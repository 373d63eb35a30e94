"""Actions over HTTP: exactly what was shown is what is asked for."""

import pytest

from kit.actions import an_action
from kit.scene import a_scene
from kit.shown_incidents import an_incident_id
from kit.web import World, a_client, problem
from triage_warden.core.actions.kill_switch import Scope, Switch
from triage_warden.core.actions.model import ActionState, Attempt

WHO = "admin@example.com"
ONE = "/api/v1/incidents/INC-2026-000123/actions"
TICKET = {"verb": "create_ticket", "title": "T", "description": "D", "severity": "high"}


def _unknown(world: World) -> str:
    now = world.clock.now()
    attempt = Attempt(number=1, worker="w", started_at=now, settle_after=now)
    action = an_action(state=ActionState.UNKNOWN, incident_id=an_incident_id(123), attempts=(attempt,))
    world.actions.actions[action.id] = action
    return f"/api/v1/actions/{action.id}"


def _halt(world: World) -> None:
    now = world.clock.now()
    world.actions.switches.append(
        Switch(id=an_action().id, scope=Scope(), reason="Exercise.", engaged_by="x", engaged_at=now)
    )


async def test_what_was_drafted_can_be_asked_for_and_is_kept_as_it_was() -> None:
    """The draft is a whole request; its title names the incident."""
    async with a_client(a_scene()) as client:
        draft = (await client.get(f"{ONE}/draft")).json()
        assert (draft["connector"], draft["halted"]) == ("servicenow", None)
        assert draft["action"]["title"].startswith("INC-2026-000123 ")
        assert "https://triage.example.com/incidents/INC-2026-000123" in draft["action"]["description"]
        answer = await client.post(ONE, json={"action": draft["action"]})
        assert answer.status_code == 201
        made = answer.json()
        assert made["action"] == draft["action"]
        assert (made["state"], made["requested_by"], made["approved_by"]) == ("approved", WHO, WHO)
        assert (await client.get(f"/api/v1/actions/{made['id']}")).json() == made
        assert (await client.get(ONE)).json()["items"] == [made]
        assert (await client.get("/api/v1/actions", params={"state": "approved"})).json()["items"] == [made]
        assert (await client.get("/api/v1/actions", params={"state": "done"})).json()["items"] == []


async def test_the_same_request_again_makes_nothing_new() -> None:
    """Under its Idempotency-Key; something else under it is refused."""
    async with a_client(a_scene()) as client:
        headers = {"Idempotency-Key": "k-1"}
        first = (await client.post(ONE, json={"action": TICKET}, headers=headers)).json()
        again = (await client.post(ONE, json={"action": TICKET}, headers=headers)).json()
        other = await client.post(ONE, json={"action": {**TICKET, "title": "X"}}, headers=headers)
        new = (await client.post(ONE, json={"action": TICKET})).json()
    assert first["id"] == again["id"] != new["id"]
    assert (other.status_code, problem(other)["code"]) == (409, "same_key_other_action")


@pytest.mark.parametrize(
    "body",
    [
        {"action": {**TICKET, "verb": "isolate_host"}},
        {"action": {**TICKET, "assignee": "me"}},
        {"action": {**TICKET, "title": ""}},
        {"action": {**TICKET, "description": "x" * 4001}},
        {"action": {**TICKET, "severity": "bad"}},
        {"action": {}},
        {"action": TICKET, "connector": "other"},
        {},
    ],
)
async def test_what_is_not_exactly_an_action_is_refused(body: object) -> None:
    """Nothing is dropped silently, nothing is made of it."""
    world = a_scene()
    async with a_client(world) as client:
        answer = await client.post(ONE, json=body)
    assert answer.status_code == 422
    assert world.actions.actions == {}


async def test_without_a_connected_system_it_is_refused() -> None:
    """409, and the draft says so before."""
    world = a_scene()
    world.actions.connectors.clear()
    async with a_client(world) as client:
        assert (await client.get(f"{ONE}/draft")).json()["connector"] is None
        assert (await client.get("/api/v1/actions/types")).json()["items"][0]["connector"] is None
        answer = await client.post(ONE, json={"action": TICKET})
    assert (answer.status_code, problem(answer)["code"]) == (409, "no_system_for_it")


async def test_while_it_is_halted_it_is_refused_with_the_reason() -> None:
    """And the draft says so before."""
    world = a_scene()
    _halt(world)
    async with a_client(world) as client:
        assert "Exercise." in (await client.get(f"{ONE}/draft")).json()["halted"]
        answer = await client.post(ONE, json={"action": TICKET})
    assert (answer.status_code, problem(answer)["code"]) == (409, "halted")
    assert world.actions.actions == {}


async def test_when_the_switch_cannot_be_read_the_draft_says_try_later() -> None:
    """503."""
    world = a_scene()
    world.actions.readable = False
    async with a_client(world) as client:
        assert (await client.get(f"{ONE}/draft")).status_code == 503


async def test_a_person_settles_what_is_unknown_once() -> None:
    """With a reason; what is settled is settled."""
    world = a_scene()
    path = _unknown(world)
    async with a_client(world) as client:
        answer = await client.post(f"{path}/settle", json={"done": True, "reason": "It is there."})
        assert answer.status_code == 200
        assert (answer.json()["state"], answer.json()["settled_by"]) == ("done", WHO)
        again = await client.post(f"{path}/settle", json={"done": False, "reason": "No."})
        assert again.status_code == 409
        assert (await client.post(f"{path}/settle", json={"done": True})).status_code == 422


@pytest.mark.parametrize("name", ["nothing", "0190f3a1-0000-7000-8000-0000000000b1"])
async def test_an_action_that_there_is_not(name: str) -> None:
    """404."""
    async with a_client(a_scene()) as client:
        assert (await client.get(f"/api/v1/actions/{name}")).status_code == 404
        assert (await client.get(f"{ONE}/draft", params={"verb": "fly"})).status_code == 422
