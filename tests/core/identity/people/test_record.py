"""Tests of what goes on the record."""

from kit.people import a_desk, a_person
from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.people.record import about, by_user
from triage_warden.storage.postgres.unit import Database


async def test_an_entry_names_the_person_by_id(database: Database) -> None:
    """Names are shown, ids stay."""
    desk = a_desk(database)
    user = await a_person(desk)
    by = by_user(user, request_id="r-1", address="192.0.2.7")
    entry = about(by, "user.update", user, at=user.created_at, after={"role": "admin"})
    assert (entry.actor.kind, entry.actor.id, entry.actor.name) == (ActorKind.USER, str(user.id), "ana")
    assert (entry.object.type, entry.object.id) == ("user", str(user.id))
    assert (entry.request_id, entry.address, entry.after) == ("r-1", "192.0.2.7", {"role": "admin"})
