"""Entries and chains for tests."""

from collections.abc import Sequence
from datetime import timedelta

import asyncpg

from kit.alerts import NOON
from triage_warden.core.audit.chain import canonical, digest, origin
from triage_warden.core.audit.model import (
    ActorKind,
    AuditActor,
    AuditEntry,
    AuditFilter,
    AuditObject,
    By,
    SealedEntry,
    recorded,
)
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.unit import Database

ANALYST = By(
    actor=AuditActor(id="u-1", kind=ActorKind.USER, name="analyst@example.com"),
    request_id="request-1",
    address="192.0.2.7",
)


def an_entry(number: int = 1, *, action: str = "incident.resolve", by: By = ANALYST) -> AuditEntry:
    """Return an entry that differs from others by its number."""
    return recorded(
        by,
        action,
        AuditObject(type="incident", id=f"INC-{number}"),
        at=NOON + timedelta(seconds=number),
        reason="Looked into.",
        changed=({"status": "open"}, {"status": "resolved", "count": number}),
    )


def a_chain(length: int, tenant: TenantId = DEFAULT_TENANT) -> list[SealedEntry]:
    """Return a sound chain."""
    return sealed([canonical(tenant, an_entry(number)) for number in range(1, length + 1)], tenant)


def sealed(bodies: Sequence[bytes], tenant: TenantId = DEFAULT_TENANT) -> list[SealedEntry]:
    """Return the chain of these bodies."""
    made: list[SealedEntry] = []
    prev = origin(tenant)
    for seq, body in enumerate(bodies, 1):
        made.append(SealedEntry(seq=seq, prev=prev, hash=digest(prev, seq, body), body=body))
        prev = made[-1].hash
    return made


async def stored_chain(database: Database, tenant: TenantId = DEFAULT_TENANT) -> list[SealedEntry]:
    """Return what is stored, oldest first."""
    reader = PostgresAuditReader(database)
    head = await reader.head(tenant)
    return [entry async for some in reader.walk(tenant, AuditFilter(), upto=max(head.seq, 1 << 40)) for entry in some]


async def as_superuser(superuser_url: str, *statements: str) -> None:
    """Run statements as somebody whom no trigger, right or policy stops."""
    connection = await asyncpg.connect(superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
