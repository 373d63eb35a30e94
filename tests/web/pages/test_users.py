"""Tests of the pages of people."""

import re

import pytest

from kit.forms import BROWSER, send, sign_in
from kit.house import a_house, person_signed_in
from kit.people import PASSWORD, a_person, a_visit, signed_in, with_second_factor
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.model import SecondFactor
from triage_warden.core.identity.people.ports import TEMPORARY
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


async def test_somebody_is_added_and_signs_in(database: Database) -> None:
    """With the temporary password that is shown once."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        added = await send(house.client, "/users", "/users", name="Bea", role="analyst", display_name="Bea <b>")
        assert added.status_code == 200
        found = re.search(r'<code class="secret">([a-z2-7-]+)</code>', added.text)
        assert found
        page = await house.client.get("/users", headers=BROWSER)
        assert "bea" in page.text
        assert "Bea &lt;b&gt;" in page.text
        assert found[1] not in page.text
    async with a_house(database) as theirs:
        half = await sign_in(theirs.client, "bea", found[1])
    assert half.headers["location"].startswith("/login/password")


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"name": "root", "role": "viewer"}, 409, "a user"),
        ({"name": "x", "role": "viewer"}, 422, "2 to 64"),
        ({"name": "bea", "role": "owner"}, 422, "must be one of"),
        ({"role": "viewer"}, 422, "is required"),
    ],
)
async def test_who_cannot_be_added_is_said(database: Database, fields: dict[str, str], status: int, words: str) -> None:
    """On the page."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        answer = await send(house.client, "/users", "/users", **fields)
    assert (answer.status_code, words in answer.text) == (status, True)


async def test_a_person_is_changed_disabled_and_enabled(database: Database) -> None:
    """Each ends their sessions."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        ana = await a_person(house.desk)
        begun = await signed_in(house.desk, ana)
        address = f"/users/{ana.id}"
        changed = await send(house.client, address, address, role="manager", display_name="Ana")
        assert changed.headers["location"] == f"{address}?done"
        assert await house.desk.sessions.resolve(begun.token) is None
        await send(house.client, address, f"{address}/disable")
        with pytest.raises(SignInRefused):
            await house.desk.sign_in("ana", PASSWORD, a_visit())
        assert "disabled" in (await house.client.get("/users", headers=BROWSER)).text
        await send(house.client, address, f"{address}/enable")
        await house.desk.sign_in("ana", PASSWORD, a_visit())
        found = (await house.desk.people.get(ana.tenant, ana.id)).user
    assert (found.role, found.display_name, found.disabled) == (Role.MANAGER, "Ana", False)


async def test_a_lost_device_and_a_forgotten_password_are_helped(database: Database) -> None:
    """The second factor is taken off; a temporary password is shown once; sessions end."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        ana = await a_person(house.desk)
        await with_second_factor(house.desk, ana, house.clock)
        address = f"/users/{ana.id}"
        await send(house.client, address, f"{address}/second-factor-off")
        assert (await house.desk.people.get(ana.tenant, ana.id)).user.second_factor is SecondFactor.NONE
        begun = await signed_in(house.desk, ana)
        await send(house.client, address, f"{address}/end-sessions")
        assert await house.desk.sessions.resolve(begun.token) is None
        reset = await send(house.client, address, f"{address}/reset-password")
        assert re.search(r'<code class="secret">[a-z2-7-]+</code>', reset.text)
        over = (house.clock.now() + TEMPORARY).strftime("%Y-%m-%d %H:%M:%S UTC")
        assert re.search(rf"It is good until <time [^>]+>{over}</time>", reset.text)
        with pytest.raises(SignInRefused):
            await house.desk.sign_in("ana", PASSWORD, a_visit())


async def test_nobody_takes_their_own_rights(database: Database) -> None:
    """The page offers it not, and it is refused."""
    async with a_house(database) as house:
        root = await person_signed_in(house, "root", Role.ADMIN)
        page = await house.client.get(f"/users/{root.id}", headers=BROWSER)
        assert "/disable" not in page.text
        answer = await send(house.client, f"/users/{root.id}", f"/users/{root.id}/disable")
    assert answer.status_code == 409


async def test_a_manager_sees_people_and_changes_none(database: Database) -> None:
    """An analyst does not even see them; who is not permitted has no line for it in the navigation."""
    async with a_house(database) as house:
        await person_signed_in(house, "max", Role.MANAGER)
        page = await house.client.get("/users", headers=BROWSER)
        assert page.status_code == 200
        assert "Add somebody" not in page.text
        assert (await send(house.client, "/profile", "/users", name="bea", role="admin")).status_code == 403
    async with a_house(database) as house:
        await person_signed_in(house, "ana", Role.ANALYST)
        assert (await house.client.get("/users", headers=BROWSER)).status_code == 403
        assert 'href="/users"' not in (await house.client.get("/profile", headers=BROWSER)).text
