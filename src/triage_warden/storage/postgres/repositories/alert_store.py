"""Take a batch in: all of it, counted, with its job, in one transaction."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from triage_warden.core.alerts.content import content_digest
from triage_warden.core.alerts.errors import IdempotencyKeyReused
from triage_warden.core.alerts.model import Batch, Outcome, Quarantined, Stored
from triage_warden.core.incidents.group_alerts import TOGETHER
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.ids import AlertId, TenantId
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import Deadlocked
from triage_warden.storage.postgres.jobs import NewsSink, grouping_job
from triage_warden.storage.postgres.payload import Packer, unpacked
from triage_warden.storage.postgres.repositories import intake_sql as sql
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.repositories.intake_rows import Folded, IntakeRows, folded, intake_rows, weight_of
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database

_TRIES = 3
_KEY_LIMIT = 255
_HEAVY = 128 * 1024
"""Bytes of payload from which compressing leaves the event loop; below, a thread costs more than it saves."""


@dataclass(frozen=True, slots=True)
class PostgresAlertStore:
    """Keeps what was taken in (core/alerts/ports.AlertStore)."""

    database: Database
    jobs: NewsSink
    gate: BacklogGate

    async def put(self, tenant: TenantId, batch: Batch) -> list[Stored]:
        """Commit the batch, with the job that groups it, and say what became of each item, in order."""
        _check_key(batch.idempotency_key)
        work = _Work(batch, findings := folded(batch), _packing(batch, findings))
        for _ in range(_TRIES - 1):
            try:
                return await self._put(tenant, work)
            except Deadlocked:
                continue  # with a writer that locks in another order, such as grouping; all of it was undone
        return await self._put(tenant, work)

    async def _put(self, tenant: TenantId, work: "_Work") -> list[Stored]:
        async with self.database.transaction(tenant) as transaction:
            intake = _Intake(transaction.raw, tenant, work.batch)
            if (receipt := await intake.earlier_receipt()) is not None:
                return receipt
            await self.gate.check(transaction.raw, tenant, len(work.findings))
            known = await intake.count(work.findings)
            new = [finding for finding in work.findings if known[finding.first.fingerprint].is_new]
            await intake.keep(await work.rows, new)
            stored = _outcomes(work.batch, known)
            await intake.keep_receipt(stored)
            if new:
                most_urgent = min(finding.due_at for finding in new)
                job = grouping_job(tenant, most_urgent, delay=TOGETHER)
                await self.jobs.put_unless_waiting(transaction.raw, job)
        self.gate.let_in(tenant, len(new))
        return stored


class _Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch under a key was told, and the digest of what it brought."""

    sent: str
    stored: list[Stored]


@dataclass(frozen=True, slots=True)
class _Work:
    """A batch, what it folds to, and its rows, which are packed while the database counts."""

    batch: Batch
    findings: list[Folded]
    rows: asyncio.Future[IntakeRows]


@dataclass(frozen=True, slots=True)
class _Known:
    alert_id: AlertId
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Intake:
    """The statements of one put, on its connection."""

    connection: Driver
    tenant: TenantId
    batch: Batch

    async def earlier_receipt(self) -> list[Stored] | None:
        """Return what an earlier batch under this key was told."""
        key = self.batch.idempotency_key
        if key is None:
            return None
        await self.connection.execute(sql.SEEN_KEY, str(self.tenant), key)
        receipt: bytes | None = await self.connection.fetchval(sql.RECEIPT, self.tenant, key)
        if receipt is None:
            return None
        kept = msgspec.json.decode(unpacked(receipt), type=_Receipt)
        if kept.sent != content_digest(self.batch):
            raise IdempotencyKeyReused
        return kept.stored

    async def count(self, findings: Sequence[Folded]) -> dict[str, _Known]:
        """Insert new fingerprints, raise the count of known ones."""
        if not findings:
            return {}
        records = await self.connection.fetch(
            sql.COUNT_FINDINGS,
            self.tenant,
            [finding.first.fingerprint for finding in findings],
            [finding.first.id for finding in findings],
            [finding.received_on for finding in findings],
            [finding.occurred_at for finding in findings],
            [finding.count for finding in findings],
            [finding.first_seen_at for finding in findings],
            [finding.last_seen_at for finding in findings],
            [finding.due_at for finding in findings],
        )
        return {record["fingerprint"]: _Known(AlertId(record["alert_id"]), record["is_new"]) for record in records}

    async def keep(self, rows: IntakeRows, new: Sequence[Folded]) -> None:
        """Insert the alerts of new findings, and what could not be parsed."""
        alerts = [rows.alerts[finding.first.id] for finding in new]
        if alerts:
            await self.connection.execute(sql.KEEP_ALERTS, self.tenant, *_columns(alerts))
        if rows.quarantine:
            await self.connection.execute(sql.KEEP_QUARANTINE, self.tenant, *_columns(rows.quarantine))

    async def keep_receipt(self, stored: list[Stored]) -> None:
        """Remember the answer under the key, and what it answered."""
        if self.batch.idempotency_key is not None:
            receipt = Packer()(msgspec.json.encode(_Receipt(sent=content_digest(self.batch), stored=stored)))
            await self.connection.execute(sql.KEEP_RECEIPT, self.tenant, self.batch.idempotency_key, receipt)


def _check_key(key: str | None) -> None:
    if key is not None and (not key or len(key) > _KEY_LIMIT or storable(key) != key):
        raise Invalid(detail=f"An idempotency key has 1 to {_KEY_LIMIT} characters, none of them zero.")


def _packing(batch: Batch, findings: list[Folded]) -> asyncio.Future[IntakeRows]:
    loop = asyncio.get_running_loop()
    if weight_of(batch) > _HEAVY:
        return loop.run_in_executor(None, intake_rows, batch, findings)
    rows: asyncio.Future[IntakeRows] = loop.create_future()
    rows.set_result(intake_rows(batch, findings))
    return rows


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _outcomes(batch: Batch, known: dict[str, _Known]) -> list[Stored]:
    """The first telling of a new finding is accepted; later ones in the batch, and all of a known one, repeat it."""
    told: set[str] = set()
    stored: list[Stored] = []
    for item in batch.items:
        if isinstance(item, Quarantined):
            stored.append(Stored(id=item.id, outcome=Outcome.QUARANTINED, reason=item.reason))
            continue
        stored.append(_outcome(known[item.fingerprint], repeated=item.fingerprint in told))
        told.add(item.fingerprint)
    return stored


def _outcome(known: _Known, *, repeated: bool) -> Stored:
    is_new = known.is_new and not repeated
    return Stored(id=known.alert_id, outcome=Outcome.ACCEPTED if is_new else Outcome.DUPLICATE)
