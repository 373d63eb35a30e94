"""Tests of secrets in the database, on a real server."""

import asyncio

import pytest
from structlog.testing import capture_logs

from kit.audit import ANALYST, stored_chain
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.tenants import OTHER
from triage_warden.core.audit.chain import read_body
from triage_warden.core.secrets.errors import KeyMissing, SecretSpoiled
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring
from triage_warden.storage.postgres.repositories import secret_store
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database

OLD, NEW = b"\x01" * 32, b"\x02" * 32
VALUE = b"Tr0ub4dor-and-3-\xff\x00-swordfish"
PLACE = Place(purpose="connector", name="servicenow", field="password")


def a_store(database: Database, *keys: bytes) -> PostgresSecrets:
    """Return a store with these keys."""
    return PostgresSecrets(database, Keyring(keys or [OLD]), FrozenClock())


async def test_a_secret_is_kept_replaced_and_removed(database: Database) -> None:
    """Each is on the record, without a value."""
    store = a_store(database)
    assert await store.get(DEFAULT_TENANT, PLACE) is None
    await store.put(DEFAULT_TENANT, PLACE, b"first", by=ANALYST)
    await store.put(DEFAULT_TENANT, PLACE, VALUE, by=ANALYST)
    assert await store.get(DEFAULT_TENANT, PLACE) == VALUE
    assert await store.remove(DEFAULT_TENANT, PLACE, by=ANALYST)
    assert not await store.remove(DEFAULT_TENANT, PLACE, by=ANALYST)
    bodies = [read_body(entry.body) for entry in await stored_chain(database)]
    assert [body.action for body in bodies] == ["secret.set", "secret.set", "secret.remove"]
    assert [body.before for body in bodies] == [{"set": False}, {"set": True}, None]
    assert {body.target.id for body in bodies} == {"connector/servicenow/password"}


async def test_the_value_is_nowhere_but_in_the_answer(database: Database) -> None:
    """Not in any column of any table, in no log line and no error."""
    store = a_store(database)
    with capture_logs() as logs:
        await store.put(DEFAULT_TENANT, PLACE, b"swordfish-swordfish", by=ANALYST)
        with pytest.raises(KeyMissing) as missing:
            await a_store(database, NEW).get(DEFAULT_TENANT, PLACE)
    async with database.read(DEFAULT_TENANT) as reading:
        row = await reading.raw.fetchrow("SELECT * FROM secrets")
    assert row is not None
    entries = [entry.body for entry in await stored_chain(database)]
    seen = repr((dict(row), entries, logs, store, missing.value, missing.value.context))
    assert "swordfish" not in seen


async def test_a_row_that_was_moved_does_not_open(database: Database) -> None:
    """Whoever can write the table cannot lend one connector's password to another."""
    store = a_store(database)
    await store.put(DEFAULT_TENANT, PLACE, VALUE, by=ANALYST)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE secrets SET name = 'webhook.example.com'")
    with pytest.raises(SecretSpoiled):
        await store.get(DEFAULT_TENANT, Place(purpose="connector", name="webhook.example.com", field="password"))


async def test_another_tenants_secret_is_not_there(database: Database, database_url: str) -> None:
    """The same place of another tenant is another place."""
    await add_tenant(database_url, OTHER, "Other")
    store = a_store(database)
    await store.put(DEFAULT_TENANT, PLACE, VALUE, by=ANALYST)
    assert await store.get(OTHER, PLACE) is None


async def test_without_a_tenant_there_are_no_secrets(database: Database) -> None:
    """A transaction of no tenant has none to keep and none to read."""
    store = a_store(database)
    async with database.system() as system:
        with pytest.raises(ValueError, match="tenant"):
            await store.put_in(system, PLACE, VALUE, by=ANALYST)
        with pytest.raises(ValueError, match="tenant"):
            await store.get_in(system, PLACE)


async def test_rotation_goes_step_by_step_and_can_be_left(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a step did stays; the next goes on; afterwards the old key is not needed."""
    monkeypatch.setattr(secret_store, "AT_ONCE", 4)
    places = [Place(purpose="webhook", name=str(number)) for number in range(10)]
    old = a_store(database, OLD)
    for place in places:
        await old.put(DEFAULT_TENANT, place, place.name.encode(), by=ANALYST)
    both = a_store(database, NEW, OLD)
    steps = [await both.rotate_some(DEFAULT_TENANT, ANALYST) for _ in range(2)]
    assert [(step.done, step.left) for step in steps] == [(4, 6), (4, 2)]
    again = a_store(database, NEW, OLD)
    assert (await again.rotate_some(DEFAULT_TENANT, ANALYST)).left == 0
    assert (await again.rotate_some(DEFAULT_TENANT, ANALYST)).done == 0
    new = a_store(database, NEW)
    assert [await new.get(DEFAULT_TENANT, place) for place in places] == [place.name.encode() for place in places]
    actions = [read_body(entry.body).action for entry in await stored_chain(database)]
    assert actions.count("keys.rotate") == 3


async def test_nobody_who_reads_notices_a_rotation(database: Database) -> None:
    """Readers and two rotations at once: every read gives the value."""
    places = [Place(purpose="webhook", name=str(number)) for number in range(60)]
    old = a_store(database, OLD)
    for place in places:
        await old.put(DEFAULT_TENANT, place, place.name.encode(), by=ANALYST)
    both = a_store(database, NEW, OLD)

    async def rotate() -> None:
        left = 1
        while left:
            left = (await both.rotate_some(DEFAULT_TENANT, ANALYST)).left

    async def read() -> None:
        for place in places:
            assert await both.get(DEFAULT_TENANT, place) == place.name.encode()

    async with asyncio.TaskGroup() as group:
        for task in (rotate(), rotate(), read(), read(), read()):
            group.create_task(task)
    assert (await both.rotate_some(DEFAULT_TENANT, ANALYST)).left == 0
