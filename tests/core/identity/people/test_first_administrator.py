"""Tests of the first administrator."""

import asyncio

import pytest

from kit.people import PASSWORD, a_desk, a_person, a_visit
from triage_warden.core.identity.people.errors import WeakPassword
from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database


async def test_an_empty_installation_gets_an_administrator(database: Database) -> None:
    """With a password that is told once, and must be changed."""
    desk = a_desk(database)
    password = await desk.first_administrator(DEFAULT_TENANT, None)
    assert password is not None
    assert (await desk.sign_in("admin", password, a_visit())).session.stage is Stage.CHANGE_PASSWORD
    assert await desk.first_administrator(DEFAULT_TENANT, None) is None
    assert [(user.name, user.role) for user in await desk.people.all(DEFAULT_TENANT)] == [("admin", Role.ADMIN)]


async def test_a_given_password_is_used_and_not_told(database: Database) -> None:
    """Whoever wrote it down need not change it."""
    desk = a_desk(database)
    assert await desk.first_administrator(DEFAULT_TENANT, PASSWORD) is None
    assert (await desk.sign_in("admin", PASSWORD, a_visit())).session.stage is Stage.FULL


async def test_a_given_password_counts_at_the_first_start_only(database: Database) -> None:
    """Where there is somebody, nothing is added and nobody's password changes."""
    desk = a_desk(database)
    await a_person(desk)
    assert await desk.first_administrator(DEFAULT_TENANT, "pelican marble thunder oboe") is None
    assert [user.name for user in await desk.people.all(DEFAULT_TENANT)] == ["ana"]


async def test_replicas_that_start_together_add_one(database: Database) -> None:
    """And one of them tells the password."""
    desk = a_desk(database)
    told = await asyncio.gather(*(desk.first_administrator(DEFAULT_TENANT, None) for _ in range(5)))
    assert sum(each is not None for each in told) == 1


async def test_a_weak_given_password_stops_the_start(database: Database) -> None:
    """Nobody is added."""
    desk = a_desk(database)
    with pytest.raises(WeakPassword):
        await desk.first_administrator(DEFAULT_TENANT, "admin")
    assert await desk.people.all(DEFAULT_TENANT) == []
