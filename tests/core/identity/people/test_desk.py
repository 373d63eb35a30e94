"""Tests of putting the desk together."""

from kit.people import PASSWORD, a_desk, a_person, a_visit
from triage_warden.storage.postgres.unit import Database


async def test_two_desks_over_one_database_are_one(database: Database) -> None:
    """Who signed in at one replica is known to the other."""
    one, other = a_desk(database), a_desk(database)
    await a_person(one)
    begun = await one.sign_in("ana", PASSWORD, a_visit())
    assert await other.sessions.resolve(begun.token) is not None
