"""Tests of who looks at a page."""

from kit.forms import BROWSER
from kit.house import a_house, person_signed_in
from kit.web import World, a_client
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


async def test_a_page_for_everybody_knows_who_is_signed_in(database: Database) -> None:
    """And shows nobody's name to others."""
    async with a_house(database) as house:
        nobody = await house.client.get("/docs", headers=BROWSER)
        await person_signed_in(house, "root", Role.ADMIN)
        somebody = await house.client.get("/docs", headers=BROWSER)
    assert "Sign out" not in nobody.text
    assert 'href="/incidents"' not in nobody.text.replace('class="brand" href="/incidents"', "")
    assert "Sign out" in somebody.text
    assert 'href="/users"' in somebody.text


async def test_who_comes_without_a_name_has_no_profile() -> None:
    """On a page for everybody."""
    async with a_client(World(), role=None) as client:
        page = await client.get("/docs", headers=BROWSER)
    assert page.status_code == 200
    assert "Sign out" not in page.text
