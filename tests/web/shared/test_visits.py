"""Tests of who knocks."""

from datetime import timedelta

from kit.forms import BROWSER, send, sign_in
from kit.house import a_house
from kit.people import PASSWORD, a_person
from triage_warden.storage.postgres.unit import Database


async def test_a_known_browser_is_known_for_its_account_only(database: Database) -> None:
    """With Ana's cookie somebody guesses Bea's password: that is counted like a stranger's."""
    async with a_house(database) as house, a_house(database) as stranger:
        await a_person(house.desk)
        await a_person(house.desk, "bea")
        await sign_in(house.client, "ana", PASSWORD)
        await send(house.client, "/profile", "/logout")
        for _ in range(5):
            await sign_in(house.client, "bea", "wrong password")
        assert (await sign_in(stranger.client, "bea", PASSWORD)).status_code == 429


async def test_a_forged_or_old_mark_is_worth_nothing(database: Database) -> None:
    """Signed by us, for half a year."""
    async with a_house(database) as house:
        await a_person(house.desk)
        await sign_in(house.client, "ana", PASSWORD)
        mark = house.client.cookies["tw_browser"]
        await send(house.client, "/profile", "/logout")
        house.client.cookies.set("tw_browser", f"x{mark}", domain="testserver.local")
        for _ in range(5):
            await sign_in(house.client, "ana", "wrong password")
        assert (await sign_in(house.client, "ana", PASSWORD)).status_code == 429
        house.clock.advance(timedelta(days=181))
        house.client.cookies.set("tw_browser", mark, domain="testserver.local")
        assert (await sign_in(house.client, "ana", PASSWORD)).status_code == 303


async def test_the_device_is_remembered_as_it_says(database: Database) -> None:
    """Cut, and shown as text."""
    async with a_house(database) as house:
        user = await a_person(house.desk)
        house.client.headers["user-agent"] = "<b>Browser</b>" + "x" * 1000
        await sign_in(house.client, "ana", PASSWORD)
        kept = (await house.desk.store.of_user(user.tenant, user.id))[0].device
        page = await house.client.get("/profile", headers=BROWSER)
    assert kept.agent is not None
    assert len(kept.agent) == 300
    assert "<b>Browser" not in page.text
