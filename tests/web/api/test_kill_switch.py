"""The kill switch over HTTP."""

import pytest

from kit.web import World, a_client, problem
from triage_warden.core.identity.roles import Role

PATH = "/api/v1/kill-switch"


async def test_thrown_seen_and_released() -> None:
    """With who and why."""
    async with a_client(World()) as client:
        assert (await client.get(PATH)).json() == {"engaged": False, "switches": []}
        thrown = await client.post(f"{PATH}/engage", json={"reason": "Odd tickets."})
        assert (thrown.status_code, thrown.json()["engaged_by"]) == (200, "admin@example.com")
        found = (await client.get(PATH)).json()
        assert found["engaged"]
        assert found["switches"][0]["scope"] == {"kind": "everything", "verb": None}
        assert (await client.post(f"{PATH}/engage", json={"reason": "x"})).status_code == 409
        released = await client.post(f"{PATH}/release", json={"reason": "Found it."})
        assert released.json()["release_reason"] == "Found it."
        assert (await client.post(f"{PATH}/release", json={"reason": "x"})).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": ""},
        {"reason": "   "},
        {"reason": "x", "scope": "some"},
        {"reason": "x", "scope": "action"},
        {"reason": "x", "scope": "action", "verb": "fly"},
    ],
)
async def test_a_switch_that_makes_no_sense_is_refused(body: object) -> None:
    """Nothing is halted by a slip, and nobody believes that something is."""
    world = World()
    async with a_client(world) as client:
        assert (await client.post(f"{PATH}/engage", json=body)).status_code == 422
    assert world.actions.switches == []


async def test_any_analyst_throws_it_and_a_manager_releases_it() -> None:
    """By the declared matrix."""
    world = World()

    async with a_client(world, role=Role.VIEWER) as client:
        assert (await client.post(f"{PATH}/engage", json={"reason": "x"})).status_code == 403
    async with a_client(world, role=Role.ANALYST) as client:
        assert (await client.post(f"{PATH}/engage", json={"reason": "x"})).status_code == 200
        refused = await client.post(f"{PATH}/release", json={"reason": "x"})
        assert (refused.status_code, problem(refused)["code"]) == (403, "denied")
    async with a_client(world, role=Role.MANAGER) as client:
        assert (await client.post(f"{PATH}/release", json={"reason": "x"})).status_code == 200
