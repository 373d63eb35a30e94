"""Tests of people for programs, by an administrator's session."""

from datetime import datetime
from typing import Any

import pytest

from kit.forms import BROWSER, token_in
from kit.house import House, a_house, person_signed_in
from kit.people import (
    OTHER_PASSWORD,
    PASSWORD,
    a_person,
    a_visit,
    entries,
    signed_in,
    with_second_factor,
)
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.people.ports import TEMPORARY
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


async def post(house: House, path: str, body: object) -> tuple[int, dict[str, Any]]:
    """Send a change with the session's token."""
    token = token_in(await house.client.get("/profile", headers=BROWSER))
    answer = await house.client.post(f"/api/v1/users{path}", json=body, headers={"x-csrf-token": token})
    return answer.status_code, answer.json()


async def test_somebody_is_added_listed_and_found(database: Database) -> None:
    """By name and by id; the temporary password is told once."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        status, given = await post(house, "", {"name": "Bea", "role": "analyst"})
        assert status == 200
        assert datetime.fromisoformat(given["password_expires_at"]) == house.clock.now() + TEMPORARY
        begun = await house.desk.sign_in("bea", given["temporary_password"], a_visit())
        assert begun.session.stage is Stage.CHANGE_PASSWORD
        listed = (await house.client.get("/api/v1/users")).json()
        assert [each["name"] for each in listed["items"]] == ["bea", "root"]
        for reference in ("bea", given["user"]["id"]):
            one = (await house.client.get(f"/api/v1/users/{reference}")).json()
            assert one["name"] == "bea"
            assert "password" not in {key for key in one if key != "must_change_password"}
        assert (await house.client.get("/api/v1/users/nobody")).status_code == 404


async def test_rights_are_changed_and_passwords_reset(database: Database) -> None:
    """A given password is not told back."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        await a_person(house.desk)
        assert (await post(house, "/ana/update", {"role": "manager"}))[1]["role"] == "manager"
        assert (await post(house, "/ana/update", {"disabled": True}))[1]["disabled"]
        with pytest.raises(SignInRefused):
            await house.desk.sign_in("ana", PASSWORD, a_visit())
        await post(house, "/ana/update", {"disabled": False})
        status, given = await post(house, "/ana/reset-password", {"password": OTHER_PASSWORD})
        assert (status, given["temporary_password"]) == (200, None)
        assert datetime.fromisoformat(given["password_expires_at"]) == house.clock.now() + TEMPORARY
        assert await house.desk.sign_in("ana", OTHER_PASSWORD, a_visit()) is not None


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("", {"name": "root", "role": "viewer"}, 409, "user_exists"),
        ("", {"name": "bea", "role": "owner"}, 422, "invalid_body"),
        ("", {"name": "bea", "role": "viewer", "password": "short"}, 422, "weak_password"),
        ("/root/update", {"role": "viewer"}, 409, "not_yourself"),
        ("/nobody/update", {"role": "viewer"}, 404, "no_such_user"),
    ],
)
async def test_what_is_refused_says_why(
    database: Database, path: str, body: dict[str, str], status: int, code: str
) -> None:
    """As a problem."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        found = await post(house, path, body)
    assert (found[0], found[1]["code"]) == (status, code)


async def test_an_analyst_may_not(database: Database) -> None:
    """Neither see nor change people."""
    async with a_house(database) as house:
        await person_signed_in(house)
        assert (await house.client.get("/api/v1/users")).status_code == 403
        assert (await post(house, "", {"name": "bea", "role": "admin"}))[0] == 403


async def test_a_lost_device_and_a_lost_laptop_are_helped(database: Database) -> None:
    """The second factor is taken off, once; all sessions end; and both are on the record."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        ana = await a_person(house.desk)
        await with_second_factor(house.desk, ana, house.clock)
        first = await signed_in(house.desk, ana)
        status, body = await post(house, "/ana/second-factor-off", {})
        assert (status, body["second_factor"]) == (200, False)
        assert await house.desk.sessions.resolve(first.token) is None
        assert (await post(house, "/ana/second-factor-off", {}))[0] == 409
        second = await signed_in(house.desk, ana)
        assert (await post(house, "/ana/end-sessions", {}))[0] == 200
        assert await house.desk.sessions.resolve(second.token) is None
        assert (await post(house, "/nobody/end-sessions", {}))[0] == 404
    told = [each[:2] for each in await entries(database)]
    assert ("root", "user.second_factor_off") in told
    assert ("root", "session.revoke") in told
