"""Tests of reading forms."""

from kit.forms import BROWSER, token_in
from kit.house import a_house, person_signed_in
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


async def test_a_form_with_many_fields_is_not_ours(database: Database) -> None:
    """Refused, not read."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        token = token_in(await house.client.get("/users", headers=BROWSER))
        data = {"csrf_token": token} | {f"field{number}": "x" for number in range(30)}
        answer = await house.client.post("/users", data=data, headers=BROWSER)
    assert answer.status_code == 422
