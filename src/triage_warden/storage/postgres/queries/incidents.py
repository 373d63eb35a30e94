"""Read incidents back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, any_, or_, select

from triage_warden.core.incidents.model import Incident, IncidentFilter, Link, TimelineEntry
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.queries.incident_rows import (
    incident_of,
    link_of,
    select_incidents,
    select_links,
    timeline_entry_of,
)
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.seen import alerts_with_value
from triage_warden.storage.postgres.tables.incidents import INCIDENT_LINKS, INCIDENT_TIMELINE, INCIDENTS
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database


class NoSuchIncident(NotFound):
    """There is no such incident."""


_LATEST = Keyset(columns=(INCIDENTS.c.updated_at, INCIDENTS.c.id), key_type=tuple[datetime, UUID], item=incident_of)
_LINKS = Keyset(
    columns=(INCIDENT_LINKS.c.occurred_at, INCIDENT_LINKS.c.alert_id),
    key_type=tuple[datetime, UUID],
    item=link_of,
    newest_first=False,
)
_TIMELINE = Keyset(
    columns=(INCIDENT_TIMELINE.c.position,),
    key_type=tuple[int],
    item=timeline_entry_of,
    newest_first=False,
)


@dataclass(frozen=True, slots=True)
class PostgresIncidentReader:
    """Reads incidents back (core/incidents/ports.IncidentReader)."""

    database: Database

    async def page(self, tenant: TenantId, wanted: IncidentFilter, request: PageRequest) -> Page[Incident]:
        """Return incidents, latest change first, without those merged into others.

        `since` and `until`: whose alerts reach into that time.
        """
        statement = select_incidents().where(
            INCIDENTS.c.tenant_id == tenant,
            INCIDENTS.c.merged_into.is_(None),
            *_conditions(wanted),
            *_text(tenant, wanted.text),
        )
        async with self.database.read(tenant) as reading:
            return await _LATEST.page(reading, statement, request)

    async def get(self, tenant: TenantId, reference: IncidentId | str) -> Incident:
        """Return one incident by id or number (`INC-2026-000123`), or raise NotFound."""
        statement = select_incidents().where(INCIDENTS.c.tenant_id == tenant, _named(reference))
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(statement)).mappings().one_or_none()
        if row is None:
            raise NoSuchIncident(reference=str(reference))
        return incident_of(row)

    async def links(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[Link]:
        """Return why each alert is in it, by time of occurrence."""
        mine = INCIDENT_LINKS.c.tenant_id == tenant, INCIDENT_LINKS.c.incident_id == incident_id
        async with self.database.read(tenant) as reading:
            return await _LINKS.page(reading, select_links().where(*mine), request)

    async def timeline(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[TimelineEntry]:
        """Return what happened to it, oldest first."""
        mine = INCIDENT_TIMELINE.c.tenant_id == tenant, INCIDENT_TIMELINE.c.incident_id == incident_id
        async with self.database.read(tenant) as reading:
            return await _TIMELINE.page(reading, select(INCIDENT_TIMELINE).where(*mine), request)


def _named(reference: IncidentId | str) -> ColumnElement[bool]:
    if isinstance(reference, UUID):
        return INCIDENTS.c.id == reference
    try:
        return INCIDENTS.c.id == UUID(reference)
    except ValueError:
        return INCIDENTS.c.number == storable(reference.strip().upper())


def _conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    exact = (
        (INCIDENTS.c.status, wanted.status),
        (INCIDENTS.c.severity, wanted.severity),
        (INCIDENTS.c.verdict, wanted.verdict),
        (INCIDENTS.c.assignee, wanted.assignee),
    )
    asked = [(column, storable(str(value))) for column, value in exact if value is not None]
    conditions: list[ColumnElement[bool]] = [column == value for column, value in asked]
    if wanted.source is not None:
        conditions.append(any_(INCIDENTS.c.sources) == storable(wanted.source))
    if wanted.since is not None:
        conditions.append(INCIDENTS.c.last_alert_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(INCIDENTS.c.first_alert_at < wanted.until)
    return conditions


def _text(tenant: TenantId, text: str | None) -> list[ColumnElement[bool]]:
    """Every word in the title, or its number, or a value that one of its alerts saw."""
    words = storable(text or "").split()
    if text is None or not words:
        return []
    saw = select(INCIDENT_LINKS.c.incident_id).where(
        INCIDENT_LINKS.c.tenant_id == tenant,
        INCIDENT_LINKS.c.alert_id.in_(alerts_with_value(tenant, text)),
    )
    title = INCIDENTS.c.title.icontains(words[0], autoescape=True)
    for word in words[1:]:
        title &= INCIDENTS.c.title.icontains(word, autoescape=True)
    return [or_(title, INCIDENTS.c.number == storable(text.strip().upper()), INCIDENTS.c.id.in_(saw))]
