"""A website over a database, with people who sign in by its forms."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from kit.clock import FrozenClock
from kit.forms import sign_in
from kit.memory_people import a_front
from kit.people import PASSWORD, a_desk, a_person
from kit.web import World, a_client
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.desk import Desk
from triage_warden.core.identity.people.model import User
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.unit import Database


@dataclass(slots=True)
class House:
    """A website with people in a database."""

    client: httpx.AsyncClient
    desk: Desk
    clock: FrozenClock = field(default_factory=FrozenClock)


@asynccontextmanager
async def a_house(
    database: Database, *, safe: bool = False, demand: Demand = Demand.NONE, **changes: object
) -> AsyncGenerator[House]:
    """Yield a website over a database where nobody is let in without a name."""
    world = World()
    desk = a_desk(database, world.clock, demand=demand)
    async with a_client(world, role=None, front=a_front(desk, safe=safe), audit=desk.record, **changes) as client:
        if safe:
            client.base_url = httpx.URL("https://testserver.local")
        yield House(client, desk, world.clock)


async def person_signed_in(house: House, name: str = "ana", role: Role = Role.ANALYST) -> User:
    """Add somebody and sign them in."""
    user = await a_person(house.desk, name, role)
    await sign_in(house.client, name, PASSWORD)
    return user
