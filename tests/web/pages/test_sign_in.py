"""Tests of the pages of signing in, over a real database."""

from datetime import timedelta

import httpx
import pytest

from kit.forms import BROWSER, send, sign_in, token_in
from kit.house import a_house
from kit.people import OTHER_PASSWORD, PASSWORD, a_person, code_now, entries, with_second_factor
from triage_warden.core.audit.model import SYSTEM
from triage_warden.storage.postgres.unit import Database


async def test_who_is_not_signed_in_is_led_to_the_form_and_back(database: Database) -> None:
    """With the page they wanted; programs are told in JSON."""
    async with a_house(database) as house:
        await a_person(house.desk)
        asked = await house.client.get("/incidents?status=open", headers=BROWSER)
        assert (asked.status_code, asked.headers["location"]) == (303, "/login?next=%2Fincidents%3Fstatus%3Dopen")
        entered = await sign_in(house.client, "ana", PASSWORD, "/incidents?status=open")
        assert (entered.status_code, entered.headers["location"]) == (303, "/incidents?status=open")
        page = await house.client.get("/incidents", headers=BROWSER)
        assert page.status_code == 200
        assert "ana" in page.text
        assert "Sign out" in page.text
        again = await house.client.get("/login", headers=BROWSER)
        assert again.status_code == 303


async def test_programs_are_told_that_they_are_not_signed_in(database: Database) -> None:
    """401, not a page."""
    async with a_house(database) as house:
        answer = await house.client.get("/api/v1/incidents")
        fragment = await house.client.get("/incidents", headers={**BROWSER, "hx-request": "true"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert (fragment.status_code, fragment.headers["hx-redirect"]) == (401, "/login?next=%2Fincidents")


@pytest.mark.parametrize(("safe", "name"), [(True, "__Host-tw_session"), (False, "tw_session")])
async def test_the_cookie_is_kept_from_scripts_and_other_sites(database: Database, *, safe: bool, name: str) -> None:
    """Over HTTPS it is this very host's; over plain HTTP on one's own machine it does without."""
    async with a_house(database, safe=safe) as house:
        await a_person(house.desk)
        entered = await sign_in(house.client, "ana", PASSWORD)
    cookies = {each.partition("=")[0]: each for each in entered.headers.get_list("set-cookie")}
    session = cookies[name].lower()
    assert "httponly" in session
    assert "samesite=lax" in session
    assert "path=/" in session
    assert "domain" not in session
    assert "max-age" not in session
    assert ("secure" in session) is safe
    assert all(each.startswith("__Host-") is safe for each in cookies)


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong password"), ("nobody", PASSWORD), ("", "")])
async def test_who_is_refused_sees_the_same_page(database: Database, name: str, password: str) -> None:
    """Whatever was wrong; the name is kept in its field, the password is nowhere."""
    async with a_house(database) as house:
        await a_person(house.desk)
        answer = await sign_in(house.client, name, password)
    assert answer.status_code == 401
    assert "The name or the password is wrong." in answer.text
    assert not password or password not in answer.text
    assert "set-cookie" not in answer.headers


async def test_too_many_attempts_are_told_to_wait(database: Database) -> None:
    """429, with how long."""
    async with a_house(database) as house:
        await a_person(house.desk)
        for _ in range(5):
            await sign_in(house.client, "ana", "wrong password")
        answer = await sign_in(house.client, "ana", PASSWORD)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "try again in 1 second" in answer.text


async def test_a_browser_that_signed_in_before_is_a_place_of_its_own(database: Database) -> None:
    """A neighbour behind the same address fails in her name; she comes in."""
    async with a_house(database) as house, a_house(database) as neighbour:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        await send(house.client, "/profile", "/logout")
        for _ in range(8):
            await sign_in(neighbour.client, "ana", "wrong password")
        assert (await sign_in(neighbour.client, "ana", PASSWORD)).status_code == 429
        assert (await sign_in(house.client, "ana", PASSWORD)).status_code == 303


async def test_the_second_factor_is_asked_for(database: Database) -> None:
    """Until the code was right, every page leads back to signing in."""
    async with a_house(database) as house:
        secret, recovery = await with_second_factor(house.desk, await a_person(house.desk), house.clock)
        house.clock.advance(timedelta(seconds=30))
        half = await sign_in(house.client, "ana", PASSWORD, "/docs")
        assert half.headers["location"] == "/login/second-factor?next=%2Fdocs"
        assert (await house.client.get("/incidents", headers=BROWSER)).status_code == 303
        assert (await house.client.get("/api/v1/incidents")).status_code == 401
        step = "/login/second-factor?next=%2Fdocs"
        wrong = await send(house.client, step, "/login/second-factor", code="000000", next="/docs")
        assert (wrong.status_code, "wrong or was used before" in wrong.text) == (401, True)
        entered = await send(
            house.client, step, "/login/second-factor", code=code_now(secret, house.clock), next="/docs"
        )
        assert (entered.status_code, entered.headers["location"]) == (303, "/docs")
        assert (await house.client.get("/incidents", headers=BROWSER)).status_code == 200
        await send(house.client, "/profile", "/logout")
        await sign_in(house.client, "ana", PASSWORD)
        by_recovery = await send(house.client, "/login/second-factor", "/login/second-factor", code=recovery[0])
        assert by_recovery.status_code == 303


async def test_a_temporary_password_must_be_changed_first(database: Database) -> None:
    """Weak ones are refused; then one is in, under a new token."""
    async with a_house(database) as house:
        user = await a_person(house.desk)
        await house.desk.administer.reset_password(user, SYSTEM, password=OTHER_PASSWORD)
        half = await sign_in(house.client, "ana", OTHER_PASSWORD)
        assert half.headers["location"].startswith("/login/password")
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 303
        step = "/login/password"
        for new, repeated, words in (("short", "short", "at least 12"), (PASSWORD, "other", "differ")):
            refused = await send(house.client, step, step, new_password=new, repeated=repeated)
            assert (refused.status_code, words in refused.text) == (422, True)
        entered = await send(house.client, step, step, new_password=PASSWORD, repeated=PASSWORD)
        assert entered.status_code == 303
        assert (await house.client.get("/profile", headers=BROWSER)).status_code == 200


@pytest.mark.parametrize("step", ["/login/second-factor", "/login/password"])
async def test_a_step_that_nobody_waits_for_leads_to_the_first(database: Database, step: str) -> None:
    """Also when it is sent."""
    async with a_house(database) as house:
        assert (await house.client.get(step, headers=BROWSER)).headers["location"] == "/login"
        sent = await send(house.client, "/login", step, code="000000")
    assert (sent.status_code, sent.headers["location"]) == (303, "/login")


async def test_signing_out_ends_the_session_on_the_server(database: Database) -> None:
    """A copy of the cookie is worth nothing then; it goes on the record."""
    async with a_house(database) as house:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        copied = dict(house.client.cookies)
        answer = await send(house.client, "/profile", "/logout")
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        house.client.cookies = httpx.Cookies(copied)
        assert (await house.client.get("/api/v1/incidents")).status_code == 401
    assert len(await entries(database, "session.end")) == 1


async def test_a_form_without_its_token_signs_nobody_in(database: Database) -> None:
    """Else another site could sign a visitor in under a name of its own."""
    async with a_house(database) as house, a_house(database) as attacker:
        await a_person(house.desk)
        fields = {"name": "ana", "password": PASSWORD}
        bare = await house.client.post("/login", data=fields, headers=BROWSER)
        theirs = token_in(await attacker.client.get("/login", headers=BROWSER))
        await house.client.get("/login", headers=BROWSER)
        planted = await house.client.post("/login", data={**fields, "csrf_token": theirs}, headers=BROWSER)
    assert (bare.status_code, planted.status_code) == (403, 403)
    assert "open the page again" in planted.text


@pytest.mark.parametrize(
    "following", ["//evil.example", "https://evil.example", "/\\evil.example", "/login", "javascript:x"]
)
async def test_signing_in_leads_nowhere_else(database: Database, following: str) -> None:
    """Only to pages of ours."""
    async with a_house(database) as house:
        await a_person(house.desk)
        entered = await sign_in(house.client, "ana", PASSWORD, following)
    assert entered.headers["location"] == "/"


async def test_signing_in_anew_ends_the_session_that_the_browser_held(database: Database) -> None:
    """Nobody could sign out of it any more; a refused attempt ends nothing."""
    async with a_house(database) as house:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        before = house.client.cookies["tw_session"]
        await send(house.client, "/profile", "/login", name="ana", password="wrong password")
        assert await house.desk.sessions.resolve(before) is not None
        assert (await send(house.client, "/profile", "/login", name="ana", password=PASSWORD)).status_code == 303
        assert house.client.cookies["tw_session"] != before
        assert await house.desk.sessions.resolve(before) is None
        assert await house.desk.sessions.resolve(house.client.cookies["tw_session"]) is not None


async def test_a_cookie_of_the_other_name_is_nobodys(database: Database) -> None:
    """Over HTTPS only `__Host-` counts: a neighbouring host could have set the plain one."""
    async with a_house(database, safe=True) as house:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        text = house.client.cookies["__Host-tw_session"]
        assert (await house.client.get("/api/v1/auth/me")).status_code == 200
        house.client.cookies.delete("__Host-tw_session")
        house.client.cookies.set("tw_session", text, domain="testserver.local")
        assert (await house.client.get("/api/v1/auth/me")).status_code == 401
