"""The kill switch's page, and the banner on every other."""

import pytest

from kit.scene import HOSTILE, a_scene
from kit.web import World, a_client
from triage_warden.core.identity.roles import Role


async def test_thrown_shown_and_released() -> None:
    """The banner appears and goes."""
    world = World()
    async with a_client(world) as client:
        assert (await client.get("/kill-switch/banner")).text.strip() == ""
        answer = await client.post("/kill-switch/engage", data={"scope": "action:create_ticket", "reason": HOSTILE})
        assert answer.status_code == 303
        banner = (await client.get("/kill-switch/banner")).text
        assert "the action create_ticket" in banner
        assert "<script>" not in banner
        page = (await client.get("/kill-switch")).text
        assert 'value="action:create_ticket"' in page
        again = await client.post("/kill-switch/engage", data={"scope": "action:create_ticket", "reason": "x"})
        assert again.status_code == 409
        released = await client.post("/kill-switch/release", data={"scope": "action:create_ticket", "reason": "Over."})
        assert released.status_code == 303
        assert (await client.post("/kill-switch/release", data={"scope": "tenant", "reason": "x"})).status_code == 409
        assert (await client.post("/kill-switch/engage", data={"scope": "all", "reason": "x"})).status_code == 409
        assert (await client.post("/kill-switch/engage", data={"scope": "everything"})).status_code == 409
    assert world.actions.switches == []


async def test_a_switch_that_cannot_be_read_is_said_loudly() -> None:
    """No action begins meanwhile."""
    world = World()
    world.actions.readable = False
    async with a_client(world) as client:
        answer = await client.get("/kill-switch/banner")
    assert answer.status_code == 200
    assert "cannot be read" in answer.text


async def test_every_page_asks_for_the_banner() -> None:
    """When it is loaded, and now and then."""
    async with a_client(a_scene()) as client:
        for path in ("/incidents", "/incidents/INC-2026-000123", "/actions", "/kill-switch"):
            assert 'hx-get="/kill-switch/banner"' in (await client.get(path)).text


@pytest.mark.parametrize(("role", "offered"), [(Role.VIEWER, 0), (Role.ANALYST, 1), (Role.MANAGER, 2)])
async def test_only_what_one_may_do_is_offered(role: Role, offered: int) -> None:
    """An analyst throws it, a manager releases it."""
    world = World()
    async with a_client(world) as client:
        await client.post("/kill-switch/engage", data={"scope": "everything", "reason": "x"})
    async with a_client(world, role=role) as client:
        assert (await client.get("/kill-switch")).text.count('action="/kill-switch/') == offered
