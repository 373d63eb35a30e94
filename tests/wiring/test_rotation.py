"""Tests of rotating every tenant's secrets."""

import base64

import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.tenants import OTHER
from triage_warden.core.secrets.errors import KeyMissing
from triage_warden.core.secrets.model import Place, Rotated
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring, key_id_of
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.rotation import rotate
from triage_warden.wiring.settings import Settings

OLD, NEW = bytes(range(7, 39)), bytes(range(99, 131))
PLACE = Place(purpose="connector", name="servicenow")


def settings(url: str, *keys: bytes) -> Settings:
    """Return settings with these keys."""
    text = ",".join(base64.b64encode(key).decode() for key in keys)
    strong = "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa"
    return Settings(database_url=url, encryption_key=text, jwt_secret=strong, session_secret=strong)


async def test_every_tenants_secrets_come_under_the_first_key(database: Database, database_url: str) -> None:
    """And the old key can go."""
    await add_tenant(database_url, OTHER, "Other")
    old = PostgresSecrets(database, Keyring([OLD]), FrozenClock())
    for tenant in (DEFAULT_TENANT, OTHER):
        await old.put(tenant, PLACE, b"s", by=ANALYST)
    steps: list[Rotated] = []
    done = await rotate(settings(database_url, NEW, OLD), steps.append)
    assert (done.key_id, done.tenants, done.secrets) == (key_id_of(NEW), 2, 2)
    assert [step.done for step in steps] == [1, 1]
    new = PostgresSecrets(database, Keyring([NEW]), FrozenClock())
    assert [await new.get(tenant, PLACE) for tenant in (DEFAULT_TENANT, OTHER)] == [b"s", b"s"]


async def test_without_the_old_key_it_says_so_and_changes_nothing(database: Database, database_url: str) -> None:
    """With the id of the key that has to be put back."""
    old = PostgresSecrets(database, Keyring([OLD]), FrozenClock())
    await old.put(DEFAULT_TENANT, PLACE, b"s", by=ANALYST)
    with pytest.raises(KeyMissing, match=key_id_of(OLD)):
        await rotate(settings(database_url, NEW), lambda _: None)
    assert await old.get(DEFAULT_TENANT, PLACE) == b"s"
