"""Tests of which keys secrets are under."""

from kit.audit import ANALYST
from kit.clock import FrozenClock
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring, key_id_of
from triage_warden.storage.postgres.queries.secret_keys import keys_in_use
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database


async def test_counts_secrets_by_key(database: Database) -> None:
    """Of one tenant."""
    keys = [bytes(range(7, 39)), bytes(range(99, 131))]
    for number, key in enumerate([keys[0], keys[0], keys[1]]):
        store = PostgresSecrets(database, Keyring([key]), FrozenClock())
        await store.put(DEFAULT_TENANT, Place(purpose="webhook", name=str(number)), b"s", by=ANALYST)
    assert await keys_in_use(database, DEFAULT_TENANT) == {key_id_of(keys[0]): 2, key_id_of(keys[1]): 1}
