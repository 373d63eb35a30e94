"""Tests of one's own page."""

import re
from datetime import timedelta

import pytest

from kit.forms import BROWSER, send, sign_in
from kit.house import a_house, person_signed_in
from kit.people import OTHER_PASSWORD, PASSWORD, a_person, code_now, entries, signed_in
from triage_warden.core.identity.people.model import SecondFactor
from triage_warden.storage.postgres.unit import Database

SECRET = re.compile(r'<code class="secret">([A-Z2-7]+)</code>')


async def test_one_sees_who_one_is_and_where_one_is_signed_in(database: Database) -> None:
    """Browser, address, and which one this is."""
    async with a_house(database) as house:
        user = await person_signed_in(house)
        await signed_in(house.desk, user)
        page = await house.client.get("/profile", headers=BROWSER)
    assert page.status_code == 200
    assert "This one" in page.text
    assert "192.0.2.7" in page.text
    assert page.text.count("/end") == 2  # the other one, and all others


async def test_a_changed_password_ends_the_other_sessions_and_renews_this_one(database: Database) -> None:
    """Under another token; the old one is worth nothing."""
    async with a_house(database) as house:
        user = await person_signed_in(house)
        other = await signed_in(house.desk, user)
        before = house.client.cookies["tw_session"]
        fields = {"current_password": PASSWORD, "new_password": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}
        answer = await send(house.client, "/profile", "/profile/password", **fields)
        assert answer.headers["location"] == "/profile?done=password"
        assert "Your password is changed" in (await house.client.get("/profile?done=password", headers=BROWSER)).text
        assert house.client.cookies["tw_session"] != before
        assert await house.desk.sessions.resolve(before) is None
        assert await house.desk.sessions.resolve(other.token) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"current_password": "wrong", "new_password": OTHER_PASSWORD, "repeated": OTHER_PASSWORD}, "present password"),
        ({"current_password": PASSWORD, "new_password": "short", "repeated": "short"}, "at least 12"),
        ({"current_password": PASSWORD, "new_password": OTHER_PASSWORD, "repeated": PASSWORD}, "differ"),
        ({}, "at least 12|present password|wrong"),
    ],
)
async def test_what_is_refused_is_said_and_changes_nothing(
    database: Database, fields: dict[str, str], words: str
) -> None:
    """The old password is still the one."""
    async with a_house(database) as house:
        await person_signed_in(house)
        answer = await send(house.client, "/profile", "/profile/password", **fields)
        assert answer.status_code == 422
        assert re.search(words, answer.text)
        await send(house.client, "/profile", "/logout")
        assert (await sign_in(house.client, "ana", PASSWORD)).status_code == 303


async def test_a_second_factor_is_put_on_and_taken_off(database: Database) -> None:
    """Password, picture, code, recovery codes; then new codes; then off by a code."""
    async with a_house(database) as house:
        user = await person_signed_in(house)
        refused = await send(house.client, "/profile", "/profile/second-factor/begin", current_password="wrong")
        assert refused.status_code == 422
        begun = await send(house.client, "/profile", "/profile/second-factor/begin", current_password=PASSWORD)
        assert begun.headers["location"] == "/profile/second-factor"
        page = await house.client.get("/profile/second-factor", headers=BROWSER)
        assert "<svg " in page.text
        assert "style=" not in page.text
        assert "no-store" in page.headers["cache-control"]
        secret = await house.desk.enrol.secrets.get(user.tenant, user.id)
        assert secret is not None
        step, confirm = "/profile/second-factor", "/profile/second-factor/confirm"
        assert (await send(house.client, step, confirm, code="000000")).status_code == 422
        done = await send(house.client, step, confirm, code=code_now(secret, house.clock))
        codes = re.findall(r"<li><code>([a-z2-7-]+)</code>", done.text)
        assert len(codes) == 10
        assert (await house.client.get(step, headers=BROWSER)).headers["location"] == "/profile"
        house.clock.advance(timedelta(seconds=30))
        new = await send(house.client, "/profile", "/profile/recovery-codes", code=code_now(secret, house.clock))
        assert codes[0] not in new.text
        assert (await send(house.client, "/profile", "/profile/second-factor/off", code="000000")).status_code == 422
        house.clock.advance(timedelta(seconds=30))
        off = await send(house.client, "/profile", "/profile/second-factor/off", code=code_now(secret, house.clock))
        assert off.headers["location"] == "/profile?done=second-factor-off"
        assert (await house.desk.people.get(user.tenant, user.id)).user.second_factor is SecondFactor.NONE


async def test_other_sessions_can_be_ended_one_by_one_or_all(database: Database) -> None:
    """Only one's own; it goes on the record."""
    async with a_house(database) as house:
        user = await person_signed_in(house)
        first, second = await signed_in(house.desk, user), await signed_in(house.desk, user)
        stranger = await signed_in(house.desk, await a_person(house.desk, "bea"))
        end = "/profile/sessions/{}/end"
        assert (await send(house.client, "/profile", end.format(first.session.id))).status_code == 303
        assert (await send(house.client, "/profile", end.format(stranger.session.id))).status_code == 404
        assert (await send(house.client, "/profile", "/profile/sessions/end-others")).status_code == 303
        assert await house.desk.sessions.resolve(second.token) is None
        assert await house.desk.sessions.resolve(stranger.token) is not None
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 200
    assert len(await entries(database, "session.revoke")) == 2


async def test_a_form_of_another_session_changes_nothing(database: Database) -> None:
    """Neither without a token nor with that of somebody else's page."""
    async with a_house(database) as house, a_house(database) as other:
        user = await person_signed_in(house)
        await person_signed_in(other, "bea")
        theirs = await other.client.get("/profile", headers=BROWSER)
        token = re.findall(r'name="csrf_token" value="([^"]+)"', theirs.text)[0]
        for data in ({}, {"csrf_token": token}, {"csrf_token": "x"}):
            answer = await house.client.post("/profile/sessions/end-others", data=data, headers=BROWSER)
            assert answer.status_code == 403
        assert len(await house.desk.store.of_user(user.tenant, user.id)) == 1


async def test_it_is_for_people_only(database: Database) -> None:
    """Nobody has a profile without being somebody."""
    async with a_house(database) as house:
        assert (await house.client.get("/profile", headers=BROWSER)).headers["location"] == "/login?next=%2Fprofile"
