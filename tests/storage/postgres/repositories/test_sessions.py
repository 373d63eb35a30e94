"""Tests of keeping sessions."""

from datetime import timedelta

from kit.clock import FrozenClock
from kit.people import a_desk, a_person, signed_in
from triage_warden.core.identity.people.model import SessionId
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database


async def test_only_ones_own_session_can_be_ended(database: Database) -> None:
    """The id of another's is nothing."""
    desk = a_desk(database)
    ana, bea = await a_person(desk), await a_person(desk, "bea")
    begun = await signed_in(desk, ana)
    assert not await desk.store.end(DEFAULT_TENANT, begun.session.id, of=bea.id)
    assert await desk.store.end(DEFAULT_TENANT, begun.session.id, of=ana.id)
    assert not await desk.store.end(DEFAULT_TENANT, SessionId(begun.session.id), of=ana.id)


async def test_all_but_one_can_be_ended(database: Database) -> None:
    """Elsewhere, not here."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    ana = await a_person(desk)
    begun = []
    for _ in range(3):
        clock.advance(timedelta(seconds=1))
        begun.append(await signed_in(desk, ana))
    listed = [session.id for session in await desk.store.of_user(ana.tenant, ana.id)]
    assert listed == [each.session.id for each in reversed(begun)]
    assert await desk.store.end_all(ana.tenant, ana.id, but=begun[1].session.id) == 2
    assert [session.id for session in await desk.store.of_user(ana.tenant, ana.id)] == [begun[1].session.id]


async def test_what_is_over_is_cleared_away(database: Database) -> None:
    """By the next sign-in."""
    clock = FrozenClock()
    desk = a_desk(database, clock)
    ana = await a_person(desk)
    await signed_in(desk, ana)
    clock.advance(timedelta(days=1))
    await signed_in(desk, ana)
    assert len(await desk.store.of_user(ana.tenant, ana.id)) == 1


async def test_the_table_does_not_hold_the_token(database: Database) -> None:
    """Only what stands for it."""
    desk = a_desk(database)
    begun = await signed_in(desk, await a_person(desk))
    async with database.read(DEFAULT_TENANT) as reading:
        rows = await reading.raw.fetch("SELECT sessions::text AS told, digest FROM sessions")
    assert begun.token not in rows[0]["told"]
    assert bytes(rows[0]["digest"]).hex() not in begun.token.encode().hex()
