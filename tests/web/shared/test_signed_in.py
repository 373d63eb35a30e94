"""Tests of looking a session up."""

from kit.house import a_house, person_signed_in
from triage_warden.core.audit.model import SYSTEM
from triage_warden.storage.postgres.unit import Database


async def test_a_session_is_looked_up_anew_for_each_request(database: Database) -> None:
    """Once disabled, the very next request is nobody's."""
    async with a_house(database) as house:
        user = await person_signed_in(house)
        assert (await house.client.get("/api/v1/incidents")).status_code == 200
        await house.desk.administer.update(user, SYSTEM, disabled=True)
        assert (await house.client.get("/api/v1/incidents")).status_code == 401
