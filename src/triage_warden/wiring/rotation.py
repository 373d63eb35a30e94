"""Encrypt every tenant's secrets anew under the first key of TW_ENCRYPTION_KEY."""

import asyncio
from collections.abc import Callable
from typing import Final

import msgspec

from triage_warden.core.audit.model import ActorKind, AuditActor, By
from triage_warden.core.secrets.model import Rotated
from triage_warden.kernel.clock import SystemClock
from triage_warden.security.envelope import Keyring
from triage_warden.storage.postgres.queries.tenants import tenants
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.database import database_in_use
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.settings import Settings

BY: Final = By(actor=AuditActor(id="command-line", kind=ActorKind.SYSTEM, name="command line"))
_PATIENCE: Final = 0.2
"""Seconds to wait where all that is left is in another rotation's hands."""


class Rotation(msgspec.Struct, frozen=True, kw_only=True):
    """What a rotation came to."""

    key_id: str
    tenants: int
    secrets: int


async def rotate(settings: Settings, tell: Callable[[Rotated], None]) -> Rotation:
    """Rotate until nothing is left, and return what was done; `tell` hears of each step.

    Begun again after a kill it goes on where it was: what is done is in the database.

    Raises:
        KeyMissing: a secret is under a key that is not in the list.
        DataFolderInUse: the embedded database is another process's; stop that, or set DATABASE_URL.
    """
    keyring = Keyring(secrets_of(settings).encryption)
    async with database_in_use(settings) as found:
        database = Database.open(found.url, max_connections=2)
        try:
            everybody = await tenants(database)
            store = PostgresSecrets(database, keyring, SystemClock())
            done = 0
            for tenant in everybody:
                while True:
                    step = await store.rotate_some(tenant, BY)
                    done += step.done
                    tell(step)
                    if step.left == 0:
                        break
                    if step.done == 0:
                        await asyncio.sleep(_PATIENCE)
        finally:
            await database.close()
    return Rotation(key_id=keyring.key_id, tenants=len(everybody), secrets=done)
