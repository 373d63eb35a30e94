"""Read alerts back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from triage_warden.core.alerts.model import AlertFilter, StoredAlert
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import AlertId, TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.payload import unpacked
from triage_warden.storage.postgres.queries.alert_rows import alert_of, select_alerts
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.seen import alerts_with_value
from triage_warden.storage.postgres.tables.alerts import ALERT_FINGERPRINTS, ALERTS
from triage_warden.storage.postgres.tables.incidents import INCIDENT_LINKS
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database


class NoSuchAlert(NotFound):
    """There is no such alert."""


_NEWEST = Keyset(columns=(ALERTS.c.received_at, ALERTS.c.id), key_type=tuple[datetime, UUID], item=alert_of)


@dataclass(frozen=True, slots=True)
class PostgresAlertReader:
    """Reads alerts back (core/alerts/ports.AlertReader)."""

    database: Database

    async def page(self, tenant: TenantId, wanted: AlertFilter, request: PageRequest) -> Page[StoredAlert]:
        """Return alerts, newest receipt first; `since` and `until` (exclusive) are times of receipt.

        Receipt, not occurrence: whoever polls with the time of the last poll misses nothing that arrives late, and
        only the days asked for are read.
        """
        statement = select_alerts().where(ALERTS.c.tenant_id == tenant, *_conditions(tenant, wanted))
        async with self.database.read(tenant) as reading:
            return await _NEWEST.page(reading, statement, request)

    async def get(self, tenant: TenantId, alert_id: AlertId) -> StoredAlert:
        """Return one alert, or raise NotFound."""
        statement = select_alerts().where(
            ALERT_FINGERPRINTS.c.tenant_id == tenant,
            ALERT_FINGERPRINTS.c.alert_id == alert_id,
        )
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(statement)).mappings().one_or_none()
        if row is None:
            raise NoSuchAlert(alert_id=str(alert_id))
        return alert_of(row)

    async def raw(self, tenant: TenantId, alert_id: AlertId) -> bytes:
        """Return the vendor's payload, byte for byte, or raise NotFound."""
        same = and_(
            ALERTS.c.received_on == ALERT_FINGERPRINTS.c.received_on, ALERTS.c.id == ALERT_FINGERPRINTS.c.alert_id
        )
        statement = (
            select(ALERTS.c.raw)
            .select_from(ALERT_FINGERPRINTS.join(ALERTS, same))
            .where(ALERT_FINGERPRINTS.c.tenant_id == tenant, ALERT_FINGERPRINTS.c.alert_id == alert_id)
        )
        async with self.database.read(tenant) as reading:
            frame: bytes | None = (await reading.execute(statement)).scalar_one_or_none()
        if frame is None:
            raise NoSuchAlert(alert_id=str(alert_id))
        return unpacked(frame)


def _conditions(tenant: TenantId, wanted: AlertFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.source is not None:
        conditions.append(ALERTS.c.source == storable(wanted.source))
    if wanted.severity is not None:
        conditions.append(ALERTS.c.severity == wanted.severity.value)
    if wanted.incident_id is not None:
        conditions.append(INCIDENT_LINKS.c.incident_id == wanted.incident_id)
    if wanted.observable is not None:
        conditions.append(ALERTS.c.id.in_(alerts_with_value(tenant, wanted.observable)))
    return conditions + _received(wanted)


def _received(wanted: AlertFilter) -> list[ColumnElement[bool]]:
    """The day as well as the time: the day is what partitions are left out by."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions += [
            ALERTS.c.received_at >= wanted.since,
            ALERTS.c.received_on >= wanted.since.astimezone(UTC).date(),
        ]
    if wanted.until is not None:
        conditions += [ALERTS.c.received_at < wanted.until, ALERTS.c.received_on <= wanted.until.astimezone(UTC).date()]
    return conditions
