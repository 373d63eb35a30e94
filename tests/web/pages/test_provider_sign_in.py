"""Tests of the way to the identity provider and back."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from kit.fake_openid import FakeOpenId
from kit.forms import BROWSER
from kit.house import House
from kit.memory_people import a_front
from kit.people import a_desk
from kit.web import World, a_client
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


@asynccontextmanager
async def a_house(database: Database, fake: FakeOpenId) -> AsyncGenerator[House]:
    """Yield a website with single sign-on."""
    world = World(clock=fake.clock)
    desk = a_desk(database, world.clock)
    front = replace(a_front(desk), provider=fake.provider(), roles={"soc": Role.ANALYST})
    async with a_client(world, role=None, front=front, audit=desk.record) as client:
        yield House(client, desk, world.clock)


async def test_there_and_back(database: Database) -> None:
    """The page that was wanted, under a session of one's own."""
    fake = FakeOpenId(userinfo={"preferred_username": "ana", "groups": ["soc"]})
    async with a_house(database, fake) as house:
        assert "/login/oidc" in (await house.client.get("/login", headers=BROWSER)).text
        away = await house.client.get("/login/oidc?next=/docs", headers=BROWSER)
        answered = fake.go(away.headers["location"])
        back = await house.client.get("/login/oidc/callback", params=answered, headers=BROWSER)
        assert (back.status_code, back.headers["location"]) == (303, "/docs")
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 200
        assert "tw_provider" not in house.client.cookies


async def test_a_browser_that_did_not_ask_is_not_let_in(database: Database) -> None:
    """A link with somebody else's code signs nobody in; neither does one that took too long."""
    fake = FakeOpenId(userinfo={"groups": ["soc"]})
    async with a_house(database, fake) as house:
        answered = fake.go((await house.client.get("/login/oidc")).headers["location"])
        kept = house.client.cookies["tw_provider"]
        house.client.cookies.clear()
        refused = await house.client.get("/login/oidc/callback", params=answered, headers=BROWSER)
        assert (refused.status_code, "another browser" in refused.text) == (401, True)
        house.client.cookies.set("tw_provider", kept, domain="testserver.local")
        house.clock.advance(timedelta(minutes=10))
        late = await house.client.get("/login/oidc/callback", params=answered, headers=BROWSER)
        assert late.status_code == 401


async def test_a_provider_that_is_down_leaves_the_password(database: Database) -> None:
    """503, with the form."""
    async with a_house(database, FakeOpenId(down=True)) as house:
        answer = await house.client.get("/login/oidc", headers=BROWSER)
    assert answer.status_code == 503
    assert 'name="password"' in answer.text


async def test_the_providers_word_ends_sessions(database: Database) -> None:
    """Anybody else's does not."""
    fake = FakeOpenId(userinfo={"preferred_username": "ana", "groups": ["soc"]}, claims={"sid": "sid-1"})
    async with a_house(database, fake) as house:
        answered = fake.go((await house.client.get("/login/oidc")).headers["location"])
        await house.client.get("/login/oidc/callback", params=answered, headers=BROWSER)
        address = "/login/oidc/backchannel-logout"
        for token in ("", "nonsense", fake.token()):
            assert (await house.client.post(address, data={"logout_token": token})).status_code == 400
        assert (await house.client.get("/api/v1/incidents")).status_code == 200
        told = await house.client.post(address, data={"logout_token": fake.logout_token()})
        assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")
        assert (await house.client.get("/api/v1/incidents")).status_code == 401


async def test_without_a_provider_there_is_nothing() -> None:
    """404, and no button."""
    async with a_client(World()) as client:
        assert (await client.get("/login/oidc")).status_code == 404
        assert "/login/oidc" not in (await client.get("/login", headers=BROWSER)).text


async def test_coming_back_ends_the_session_that_the_browser_held(database: Database) -> None:
    """One browser, one session."""
    fake = FakeOpenId(userinfo={"preferred_username": "ana", "groups": ["soc"]})
    async with a_house(database, fake) as house:
        held: list[str] = []
        for _ in range(2):
            answered = fake.go((await house.client.get("/login/oidc")).headers["location"])
            await house.client.get("/login/oidc/callback", params=answered, headers=BROWSER)
            held.append(house.client.cookies["tw_session"])
        assert await house.desk.sessions.resolve(held[0]) is None
        assert await house.desk.sessions.resolve(held[1]) is not None
