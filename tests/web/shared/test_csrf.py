"""Tests of the second lock on changes."""

import pytest

from kit.forms import BROWSER, token_in
from kit.house import a_house, person_signed_in
from kit.memory_people import a_front
from kit.people import a_desk
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.csrf import Csrf


async def test_every_page_of_a_session_carries_its_token_for_scripts_and_forms(database: Database) -> None:
    """HTMX sends it as a header, forms as a field; either will do."""
    async with a_house(database) as house:
        await person_signed_in(house)
        page = await house.client.get("/profile", headers=BROWSER)
        token = token_in(page)
        assert f'hx-headers=\'{{"X-CSRF-Token":"{token}"}}\'' in page.text
        by_header = await house.client.post("/profile/sessions/end-others", headers={"x-csrf-token": token})
        by_field = await house.client.post("/profile/sessions/end-others", data={"csrf_token": token})
    assert (by_header.status_code, by_field.status_code) == (303, 303)


@pytest.mark.parametrize("headers", [{"content-type": "application/json"}, {"content-type": "text/plain"}])
async def test_a_session_without_its_token_changes_nothing_in_the_api_either(
    database: Database, headers: dict[str, str]
) -> None:
    """A cookie comes along by itself, whatever the body."""
    async with a_house(database) as house:
        await person_signed_in(house)
        answer = await house.client.post("/api/v1/alerts", content=b'{"title": "x"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_token")


async def test_an_authorization_header_needs_no_token(database: Database) -> None:
    """No foreign page can make a browser send one; a wrong one is told so, not let through by the cookie."""
    async with a_house(database) as house:
        await person_signed_in(house)
        answer = await house.client.post(
            "/api/v1/alerts",
            content=b"{}",
            headers={"authorization": "Bearer tw_x", "content-type": "application/json"},
        )
    assert answer.status_code == 401


async def test_too_many_fields_are_no_token(database: Database) -> None:
    """Nor are fields that cannot be read."""
    async with a_house(database) as house:
        await person_signed_in(house)
        many = "&".join(f"f{number}=1" for number in range(100)).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        for body in (many, b"\xff\xfe=%ff", b""):
            answer = await house.client.post("/profile/password", content=body, headers=headers)
            assert answer.status_code == 403


def test_a_token_is_its_sessions(database: Database) -> None:
    """Another's is another."""
    front = a_front(a_desk(database))
    csrf = Csrf(front.signed, front.cookies)
    assert csrf.token("one") == csrf.token("one") != csrf.token("two")
