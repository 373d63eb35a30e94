"""What grouping changes, written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.changes import Changes, Linked, Moved, Revised
from triage_warden.core.incidents.live import Change
from triage_warden.core.incidents.model import Link
from triage_warden.core.triage.again import GATHER, WITHIN, settle_for
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId
from triage_warden.kernel.jobs import NewJob
from triage_warden.storage.postgres.jobs import JobSink, triage_job
from triage_warden.storage.postgres.live import CHANNEL
from triage_warden.storage.postgres.repositories import incident_group_sql as sql
from triage_warden.storage.postgres.repositories import rule_days
from triage_warden.storage.postgres.repositories.incident_group_rows import packed, search_keys, token_key
from triage_warden.storage.postgres.text import as_json
from triage_warden.storage.postgres.unit import Transaction
from triage_warden.storage.postgres.value_key import value_key


class Stood(NamedTuple):
    """How an incident stood before a change: its severity, and how often it was triaged of late."""

    severity: Severity
    runs: int


@dataclass(frozen=True, slots=True)
class GroupWrites:
    """Writes changes on one transaction: incidents, then what is in them, then what is to be done and told."""

    transaction: Transaction
    tenant: TenantId
    jobs: JobSink

    async def write(self, changes: Changes, alerts: Mapping[AlertId, StoredAlert]) -> None:
        """Write everything; `alerts` are those that were waiting."""
        stood = await self._stood(changes)
        await self._incidents(changes)
        await self._moved(changes.moved)
        await self._linked(changes)
        await self._timeline(changes)
        await self._seen([alerts[linked.alert_id] for linked in changes.linked])
        await self._to_do(changes, stood)
        await self._tell(changes)

    async def _run(self, statement: str, rows: Sequence[tuple[object, ...]], *first: object) -> None:
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            await self.transaction.raw.execute(statement, self.tenant, *first, *columns)

    async def _incidents(self, changes: Changes) -> None:
        new = [_incident_row(each) for each in changes.revised if each.is_new]
        known = [(*_incident_row(each), each.reopened, each.quiet) for each in changes.revised if not each.is_new]
        await self._run(sql.NEW_INCIDENTS, new, changes.at)
        await self._run(sql.REVISED, sorted(known), changes.at)
        await self._run(sql.GONE, sorted((gone.id, gone.into) for gone in changes.gone), changes.at)

    async def _moved(self, moved: Sequence[Moved]) -> None:
        """Move links and strands; the first of a strand gets its new reason."""
        if not moved:
            return
        pieces = [(each.piece.incident, _digest(each), each.piece.strand.hour, each.into) for each in moved]
        columns = [list(column) for column in zip(*pieces, strict=True)]
        rows = await self.transaction.raw.fetch(sql.MOVE_LINKS, self.tenant, *columns)
        await self._run(sql.MOVE_ALERTS, sorted((row["alert_id"], row["incident_id"]) for row in rows))
        await self._run(sql.NEW_REASONS, [_link_columns(each.link) for each in moved if each.is_first])
        await self._run(sql.DROP_STRANDS, [row[:3] for row in pieces])
        await self._run(sql.KEEP_STRANDS, _strands_moved(moved))

    async def _linked(self, changes: Changes) -> None:
        linked = changes.linked
        await self._run(
            sql.LINKS,
            [_link_row(each) for each in linked],
        )
        await self._run(sql.GROUPED, sorted((each.alert_id, each.incident) for each in linked), changes.at)
        profiles = {_digest(each): each.strand.profile for each in linked}
        await self._run(sql.KEEP_PROFILES, [(digest, packed(profiles[digest])) for digest in sorted(profiles)])
        keys = {
            (token_key(key.token), each.strand.hour, _digest(each))
            for each in linked
            for key in search_keys(each.strand)
        }
        await self._run(sql.KEEP_KEYS, sorted(keys))
        await self._run(sql.KEEP_STRANDS, _strands_linked(linked))

    async def _timeline(self, changes: Changes) -> None:
        rows = [
            (each.id, entry.at, entry.kind, entry.text, entry.actor) for each in changes.news for entry in each.timeline
        ]
        await self._run(sql.TIMELINE, rows)

    async def _seen(self, alerts: Sequence[StoredAlert]) -> None:
        """Keep which alert saw which value, and how often each rule fired."""
        await self._run(sql.SIGHTED, sorted({row for alert in alerts for row in _sightings(alert)}))
        await rule_days.count(self.transaction, alerts)

    async def _stood(self, changes: Changes) -> dict[IncidentId, Stood]:
        """Return how the incidents that were there before stood before the change."""
        known = [each.id for each in changes.revised if not each.is_new and not each.quiet]
        if not known:
            return {}
        rows = await self.transaction.raw.fetch(sql.STOOD, self.tenant, known, changes.at - WITHIN)
        return {IncidentId(row["id"]): Stood(Severity(row["severity"]), row["runs"]) for row in rows}

    async def _to_do(self, changes: Changes, stood: Mapping[IncidentId, Stood]) -> None:
        jobs = [self._job(each, stood.get(each.id), changes.at) for each in changes.revised if not each.quiet]
        await self.jobs.put(self.transaction.raw, jobs)

    def _job(self, revised: Revised, stood: Stood | None, at: datetime) -> NewJob:
        case = Case(tenant=self.tenant, incident=revised.id, version=revised.version)
        severity = revised.summary.severity
        if stood is None:
            return triage_job(case, severity, since=at, delay=GATHER)
        worst = max(severity, stood.severity, key=lambda each: each.rank)
        return triage_job(case, worst, since=at, delay=GATHER if revised.worse else settle_for(stood.runs))

    async def _tell(self, changes: Changes) -> None:
        news = [
            Change(tenant_id=self.tenant, incident_id=each.id, kind="incident_changed", number=each.number)
            for each in changes.news
        ]
        if news:
            texts = [msgspec.json.encode(each).decode() for each in news]
            await self.transaction.raw.execute(sql.TELL, CHANNEL, texts)


def _incident_row(revised: Revised) -> tuple[object, ...]:
    says = revised.summary
    return (
        revised.id,
        revised.number,
        says.title,
        says.severity.value,
        says.alert_count,
        as_json(says.sources),
        as_json(says.entities),
        says.first_alert_at,
        says.last_alert_at,
        revised.version,
    )


def _digest(each: Linked | Moved) -> bytes:
    strand = each.strand if isinstance(each, Linked) else each.piece.strand
    return bytes.fromhex(strand.profile.digest)


def _link_columns(link: Link) -> tuple[object, ...]:
    return link.alert_id, link.tied_to, link.reason, link.weight, as_json(link.shared)


def _link_row(linked: Linked) -> tuple[object, ...]:
    alert_id, *rest = _link_columns(linked.link)
    return alert_id, linked.incident, *rest, linked.occurred_at, _digest(linked)


def _strands_linked(linked: Iterable[Linked]) -> list[tuple[object, ...]]:
    """Return one row for each strand of each incident, of the new alerts alone."""
    members: dict[tuple[IncidentId, bytes, datetime], list[tuple[datetime, AlertId]]] = {}
    for each in linked:
        name = (each.incident, _digest(each), each.strand.hour)
        members.setdefault(name, []).append((each.occurred_at.astimezone(UTC), each.alert_id))
    return [
        (*name, min(alerts)[0], max(alerts)[0], min(alerts)[1], len(alerts)) for name, alerts in sorted(members.items())
    ]


def _strands_moved(moved: Iterable[Moved]) -> list[tuple[object, ...]]:
    """Return one row for each strand and new incident: pieces of one strand may come together from two."""
    together: dict[tuple[IncidentId, bytes, datetime], list[Moved]] = {}
    for each in moved:
        together.setdefault((each.into, _digest(each), each.piece.strand.hour), []).append(each)
    rows: list[tuple[object, ...]] = []
    for name, pieces in sorted(together.items()):
        strands = [each.piece.strand for each in pieces]
        first = min(strands, key=lambda strand: (strand.first_at, strand.alert_id))
        last_at = max(strand.last_at for strand in strands)
        rows.append((*name, first.first_at, last_at, first.alert_id, sum(strand.count for strand in strands)))
    return rows


def _sightings(alert: StoredAlert) -> Iterable[tuple[object, ...]]:
    day = alert.occurred_at.astimezone(UTC).date()
    for seen in alert.observables:
        key = value_key(seen.type, seen.value)
        yield key, day, alert.id, seen.role.value, seen.type.value, seen.value, alert.occurred_at
