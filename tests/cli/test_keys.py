"""`triage-warden keys`."""

import asyncio
import base64
import json

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.command import refusal, run
from kit.database import TestServer
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring, key_id_of
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database

OLD, NEW = bytes(range(7, 39)), bytes(range(99, 131))
STRONG = "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa"


def environment(url: str, *keys: bytes) -> dict[str, str]:
    """Return the environment of a command."""
    text = ",".join(base64.b64encode(key).decode() for key in keys)
    return {"DATABASE_URL": url, "TW_ENCRYPTION_KEY": text, "TW_JWT_SECRET": STRONG, "TW_SESSION_SECRET": STRONG}


def test_rotate_tells_what_it_did_and_refuses_without_the_old_key(postgres: TestServer) -> None:
    """In words and as JSON; a second time there is nothing to do."""
    with asyncio.Runner() as runner:
        making = postgres.database()
        url = runner.run(making.__aenter__())
        try:
            runner.run(put_one(url))
            assert key_id_of(OLD) in refusal(run(["keys", "rotate"], env=environment(url, NEW)))
            result = run(["keys", "rotate"], env=environment(url, NEW, OLD))
            again = run(["keys", "rotate", "--output", "json"], env=environment(url, NEW))
        finally:
            runner.run(making.__aexit__(None, None, None))
    assert result.stdout.startswith("1 secrets of 1 tenants were encrypted anew")
    assert json.loads(again.stdout) == {"key_id": key_id_of(NEW), "tenants": 1, "secrets": 0}


async def put_one(url: str) -> None:
    """Keep a secret under the old key."""
    database = Database.open(url)
    store = PostgresSecrets(database, Keyring([OLD]), FrozenClock())
    await store.put(DEFAULT_TENANT, Place(purpose="webhook", name="a"), b"s", by=ANALYST)
    await database.close()
