"""Secrets in the database, encrypted before they get there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from triage_warden.core.audit.model import AuditObject, By, Value, recorded
from triage_warden.core.secrets.model import Place, Rotated, Sealed
from triage_warden.core.secrets.ports import Cipher
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.unit import Database, Reading, Transaction

AT_ONCE: Final = 200
"""Secrets that one step of a rotation encrypts anew, in one transaction of some tens of milliseconds."""


@dataclass(frozen=True, slots=True)
class PostgresSecrets:
    """Keeps secrets (see SecretStore), each in a transaction of its own; `put_in` and `get_in` share the caller's."""

    database: Database
    cipher: Cipher
    clock: Clock

    async def put(
        self, tenant: TenantId, place: Place, value: bytes, *, by: By, note: Mapping[str, Value] | None = None
    ) -> None:
        """Keep a secret in the place of what was there; the note goes on the record with it."""
        async with self.database.transaction(tenant) as transaction:
            await self.put_in(transaction, place, value, by=by, note=note)

    async def get(self, tenant: TenantId, place: Place) -> bytes | None:
        """Return a secret, or None where there is none."""
        async with self.database.read(tenant) as reading:
            return await self.get_in(reading, place)

    async def remove(self, tenant: TenantId, place: Place, *, by: By) -> bool:
        """Remove a secret; return whether there was one."""
        async with self.database.transaction(tenant) as transaction:
            gone = await transaction.raw.fetchval(_REMOVE, tenant, *_key(place))
            if gone is not None:
                thing = AuditObject(type="secret", id=str(place))
                await append(transaction, recorded(by, "secret.remove", thing, at=self.clock.now()))
        return gone is not None

    async def put_in(
        self, transaction: Transaction, place: Place, value: bytes, *, by: By, note: Mapping[str, Value] | None = None
    ) -> None:
        """Keep a secret in a transaction that is open."""
        tenant, now = _tenant(transaction), self.clock.now()
        sealed = self.cipher.seal(value, place.bound(tenant))
        row = (sealed.key_id, sealed.wrapped, sealed.ciphertext, now)
        replaced = await transaction.raw.fetchval(_PUT, tenant, *_key(place), *row)
        thing = AuditObject(type="secret", id=str(place))
        after: dict[str, Value] = {"set": True, "key_id": sealed.key_id, **(note or {})}
        changed = ({"set": bool(replaced)}, after)
        await append(transaction, recorded(by, "secret.set", thing, at=now, changed=changed))

    async def get_in(self, reading: Reading, place: Place) -> bytes | None:
        """Return a secret in a transaction that is open."""
        tenant = _tenant(reading)
        row = await reading.raw.fetchrow(_GET, tenant, *_key(place))
        return None if row is None else self.cipher.open(_sealed(row), place.bound(tenant))

    async def rotate_some(self, tenant: TenantId, by: By) -> Rotated:
        """Encrypt some secrets anew under the first key; who reads meanwhile reads the old or the new, both open.

        What is done is in the rows themselves, so whoever comes after a crash goes on where it ended. Several may
        rotate at once: each takes rows that no other has.
        """
        async with self.database.transaction(tenant) as transaction:
            rows = await transaction.raw.fetch(_OLD, tenant, self.cipher.key_id, AT_ONCE)
            anew = [self._anew(tenant, row) for row in rows]
            await transaction.raw.executemany(_AGAIN, [(tenant, *each) for each in anew])
            left: int = await transaction.raw.fetchval(_LEFT, tenant, self.cipher.key_id)
            if anew:
                thing = AuditObject(type="encryption_key", id=self.cipher.key_id)
                changed = (None, {"secrets": len(anew), "left": left})
                await append(transaction, recorded(by, "keys.rotate", thing, at=self.clock.now(), changed=changed))
        return Rotated(done=len(anew), left=left)

    def _anew(self, tenant: TenantId, row: Row) -> tuple[object, ...]:
        place = Place(purpose=row["purpose"], name=row["name"], field=row["field"])
        bound = place.bound(tenant)
        sealed = self.cipher.seal(self.cipher.open(_sealed(row), bound), bound)
        return (*_key(place), sealed.key_id, sealed.wrapped, sealed.ciphertext)


def _key(place: Place) -> tuple[str, str, str]:
    return place.purpose, place.name, place.field


def _tenant(reading: Reading) -> TenantId:
    if reading.tenant is None:
        message = "a secret belongs to a tenant; this transaction has none"
        raise ValueError(message)
    return reading.tenant


def _sealed(row: Row) -> Sealed:
    return Sealed(key_id=row["key_id"], wrapped=row["wrapped"], ciphertext=row["ciphertext"])


_HERE = "tenant_id = $1 AND purpose = $2 AND name = $3 AND field = $4"
_PUT = """
INSERT INTO secrets AS kept (tenant_id, purpose, name, field, key_id, wrapped, ciphertext, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (tenant_id, purpose, name, field)
DO UPDATE SET key_id = $5, wrapped = $6, ciphertext = $7, updated_at = $8
RETURNING kept.xmax <> 0
"""
_GET = f"SELECT key_id, wrapped, ciphertext FROM secrets WHERE {_HERE}"  # noqa: S608  # put together from constants
_REMOVE = f"DELETE FROM secrets WHERE {_HERE} RETURNING 1"  # noqa: S608  # put together from constants
_OLD = """
SELECT purpose, name, field, key_id, wrapped, ciphertext FROM secrets
WHERE tenant_id = $1 AND key_id <> $2
LIMIT $3
FOR UPDATE SKIP LOCKED
"""
_AGAIN = f"UPDATE secrets SET key_id = $5, wrapped = $6, ciphertext = $7 WHERE {_HERE}"  # noqa: S608  # constants
_LEFT = "SELECT count(*) FROM secrets WHERE tenant_id = $1 AND key_id <> $2"
