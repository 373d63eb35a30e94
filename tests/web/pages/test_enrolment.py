"""Tests of putting a second factor on as one signs in, over a real database."""

import base64
import re
from datetime import timedelta

import pytest

from kit.forms import BROWSER, send, sign_in
from kit.house import House, a_house
from kit.people import OTHER_PASSWORD, PASSWORD, a_person, code_now, entries, with_second_factor
from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.model import SecondFactor
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database

NEW = "/login/second-factor/new"
CONFIRM = f"{NEW}/confirm"
_SECRET = re.compile(r"secret=([A-Z2-7]+)")


async def a_secret(house: House) -> bytes:
    """Begin, and return the secret that is shown."""
    shown = await send(house.client, NEW, NEW, next="/docs")
    found = _SECRET.search(shown.text)
    assert found, shown.text
    return base64.b32decode(found[1] + "=" * (-len(found[1]) % 8))


async def test_nothing_else_works_before_it_is_on(database: Database) -> None:
    """Neither a page nor the interface; then one is where one wanted to be, with recovery codes."""
    async with a_house(database, demand=Demand.ADMINS) as house:
        root = await a_person(house.desk, "root", Role.ADMIN)
        half = await sign_in(house.client, "root", PASSWORD, "/docs")
        assert half.headers["location"] == "/login/second-factor?next=%2Fdocs"
        led = await house.client.get(half.headers["location"], headers=BROWSER)
        assert (led.status_code, led.headers["location"]) == (303, f"{NEW}?next=%2Fdocs")
        assert (await house.client.get("/users", headers=BROWSER)).status_code == 303
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 303
        assert (await house.client.get("/api/v1/auth/me")).status_code == 401
        assert "Your role needs one" in (await house.client.get(NEW, headers=BROWSER)).text
        secret = await a_secret(house)
        wrong = await send(house.client, NEW, CONFIRM, code="000000", next="/docs")
        assert (wrong.status_code, "wrong or was used before" in wrong.text) == (422, True)
        assert (await house.client.get("/api/v1/auth/me")).status_code == 401
        before = house.client.cookies["tw_session"]
        done = await send(house.client, NEW, CONFIRM, code=code_now(secret, house.clock), next="/docs")
        assert done.status_code == 200
        assert len(re.findall(r"<li><code>", done.text)) == 10
        assert 'href="/docs"' in done.text
        assert house.client.cookies["tw_session"] != before
        assert (await house.client.get("/api/v1/auth/me")).json()["name"] == "root"
        assert (await house.desk.people.get(root.tenant, root.id)).user.second_factor is SecondFactor.ON
        assert len(await entries(database, "user.second_factor_on")) == 1
        await send(house.client, "/profile", "/logout")
        house.clock.advance(timedelta(seconds=30))
        again = await sign_in(house.client, "root", PASSWORD)
        assert (
            "Code from your authenticator" in (await house.client.get(again.headers["location"], headers=BROWSER)).text
        )


async def test_who_is_not_meant_notices_nothing(database: Database) -> None:
    """An analyst, where administrators are meant; a person who has one is asked for its code."""
    async with a_house(database, demand=Demand.ADMINS) as house:
        await a_person(house.desk)
        assert (await sign_in(house.client, "ana", PASSWORD)).headers["location"] == "/"
        assert (await house.client.get(NEW, headers=BROWSER)).headers["location"] == "/login"


async def test_after_a_temporary_password_comes_the_second_factor(database: Database) -> None:
    """Both before anything else."""
    async with a_house(database, demand=Demand.EVERYONE) as house:
        user = await a_person(house.desk)
        await house.desk.administer.reset_password(user, SYSTEM, password=OTHER_PASSWORD)
        await sign_in(house.client, "ana", OTHER_PASSWORD)
        step = "/login/password"
        changed = await send(house.client, step, step, new_password=PASSWORD, repeated=PASSWORD)
        assert changed.headers["location"].startswith("/login/second-factor")
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 303
        secret = await a_secret(house)
        await send(house.client, NEW, CONFIRM, code=code_now(secret, house.clock))
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 200


async def test_a_session_that_waits_for_a_code_puts_no_other_device_on(database: Database) -> None:
    """Whoever has the password alone cannot get around the second factor that is on."""
    async with a_house(database, demand=Demand.EVERYONE) as house:
        user = await a_person(house.desk)
        secret, _ = await with_second_factor(house.desk, user, house.clock)
        await sign_in(house.client, "ana", PASSWORD)
        assert (await house.client.get(NEW, headers=BROWSER)).headers["location"] == "/login"
        for path in (NEW, CONFIRM):
            answer = await send(house.client, "/login/second-factor", path, code=code_now(secret, house.clock, 1))
            assert answer.status_code == 303
            assert answer.headers["location"].startswith(("/login", NEW))
        assert (await house.client.get("/api/v1/auth/me")).status_code == 401
        assert (await house.desk.people.get(user.tenant, user.id)).user.second_factor is SecondFactor.ON


async def test_each_beginning_has_a_secret_of_its_own(database: Database) -> None:
    """One that somebody saw before is worth nothing."""
    async with a_house(database, demand=Demand.EVERYONE) as house:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        seen, mine = await a_secret(house), await a_secret(house)
        assert seen != mine
        wrong = await send(house.client, NEW, CONFIRM, code=code_now(seen, house.clock))
        assert wrong.status_code == 422


@pytest.mark.parametrize("path", [NEW, CONFIRM])
async def test_a_step_that_nobody_waits_for_leads_back(database: Database, path: str) -> None:
    """Also when it is sent."""
    async with a_house(database, demand=Demand.EVERYONE) as house:
        answer = await send(house.client, "/login", path, code="000000")
    assert (answer.status_code, answer.headers["location"].startswith("/login")) == (303, True)


async def test_a_form_of_another_session_begins_nothing(database: Database) -> None:
    """A page elsewhere cannot begin it in somebody's name."""
    async with a_house(database, demand=Demand.EVERYONE) as house:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        answer = await house.client.post(NEW, data={"csrf_token": "x"}, headers=BROWSER)
    assert answer.status_code == 403


async def test_administrators_see_who_has_still_to_put_one_on(database: Database) -> None:
    """In the list and on their page; and one who takes theirs off is signed out."""
    async with a_house(database, demand=Demand.EVERYONE) as house:
        user, root = await a_person(house.desk), await a_person(house.desk, "root", Role.ADMIN)
        secret, _ = await with_second_factor(house.desk, root, house.clock)
        house.clock.advance(timedelta(seconds=30))
        await sign_in(house.client, "root", PASSWORD)
        await send(house.client, "/login/second-factor", "/login/second-factor", code=code_now(secret, house.clock))
        assert "second factor at the next sign-in" in (await house.client.get("/users", headers=BROWSER)).text
        one = await house.client.get(f"/users/{user.id}", headers=BROWSER)
        assert "must be set up at the next sign-in" in one.text
        house.clock.advance(timedelta(seconds=30))
        code = code_now(secret, house.clock)
        await send(house.client, "/profile", "/profile/second-factor/off", code=code)
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 303
