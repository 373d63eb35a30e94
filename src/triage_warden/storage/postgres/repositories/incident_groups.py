"""Grouping on the database: one tenant, one transaction, one at a time."""

from asyncio import to_thread
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.candidates import Candidates
from triage_warden.core.incidents.changes import Changes
from triage_warden.core.incidents.lifecycle import takes_alerts
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.profile import Profile
from triage_warden.core.incidents.standing import Neighbourhood, Piece, Standing
from triage_warden.core.incidents.strands import Spread, Strand, lighter
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId
from triage_warden.storage.postgres.jobs import GroupingJobs, grouping_job
from triage_warden.storage.postgres.queries.alert_rows import alert_of
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.repositories import incident_group_sql as sql
from triage_warden.storage.postgres.repositories.incident_group_rows import (
    Windows,
    party_key,
    profile_of,
    search_keys,
    spread_of_rows,
    standing_of,
    strand_of_row,
    token_key,
)
from triage_warden.storage.postgres.repositories.incident_group_writes import GroupWrites
from triage_warden.storage.postgres.unit import Database, Transaction

VAST: Final = 1_000
"""Strands from which an incident is no longer weighed whole: a batch has to cost the same whatever it joins."""
OF_AN_HOUR: Final = 20
"""Strands of one hour that stand for a vast incident, of those that share a value with the new."""
MOST_PAST: Final = 500
"""Strands of incidents that are over that are looked at, to name what a new one continues."""
USELESS: Final = 4
"""A value seen with this many times its tolerance weighs a sixteenth: no tie rests on it, so none is sought."""
_KEPT_PROFILES: Final = 8_000
"""Of 2 KiB each, of a mail up to 10."""


@dataclass(frozen=True, slots=True)
class PostgresGrouping:
    """Opens transactions for grouping (see GroupingStore)."""

    database: Database
    jobs: GroupingJobs
    clock: Clock
    vast: int = VAST
    profiles: dict[tuple[TenantId, bytes], Profile] = field(default_factory=dict)
    """Profiles that were read before; they never change."""

    @asynccontextmanager
    async def transaction(self, tenant: TenantId) -> AsyncGenerator["GroupingOnDatabase"]:
        """Wait until nobody else groups for this tenant, then begin; commits when the block ends well."""
        async with self.database.transaction(tenant) as transaction:
            await transaction.raw.execute(sql.MY_TURN, str(tenant))
            if len(self.profiles) > _KEPT_PROFILES:
                self.profiles.clear()
            yield GroupingOnDatabase(transaction, tenant, self)


@dataclass(slots=True)
class GroupingOnDatabase:
    """One open transaction (see GroupingTransaction)."""

    transaction: Transaction
    tenant: TenantId
    store: PostgresGrouping
    _alerts: dict[AlertId, StoredAlert] = field(default_factory=dict)
    _useless: set[tuple[str, date]] = field(default_factory=set)

    async def waiting(self, limit: int) -> list[StoredAlert]:
        """Return alerts that are in no incident yet, the most urgent first."""
        rows = await self.transaction.raw.fetch(sql.WAITING, self.tenant, limit)
        alerts = [alert_of(row) for row in rows]
        self._alerts = {alert.id: alert for alert in alerts}
        return alerts

    async def count_parties(self, strands: Sequence[Strand]) -> frozenset[str]:
        """Remember with whom each value was seen; and which were too common before to be looked for."""
        before = await self._spread(strands)
        self._useless = {
            (key.token, strand.hour.date())
            for strand in strands
            for key in strand.profile.keys
            if before.on(key.token, strand.hour.date()) > USELESS * key.tolerance
        }
        rows = {
            (token_key(pairing.token), strand.hour.date(), party_key(pairing.party)): pairing.token
            for strand in strands
            for pairing in strand.profile.pairings
        }
        if not rows:
            return frozenset()
        new = await self.transaction.raw.fetch(sql.COUNT_PARTIES, self.tenant, *_columns(sorted(rows)))
        grown = {(rows[record["token"], record["day"], record["party"]], record["day"]) for record in new}
        return lighter(strands, grown, await self._spread(strands))

    async def near(
        self, strands: Sequence[Strand], policy: GroupingPolicy, *, lighter: frozenset[str]
    ) -> Neighbourhood:
        """Return the incidents of candidates for ties to these strands, and lock them."""
        candidates = Candidates(strands, await self._spread(strands), policy, lighter=lighter)
        touched = await self._candidates(await self._touched(strands, policy), candidates)
        standing_rows = await self._incidents({row["incident_id"] for row in touched})
        takers = {row["id"] for row in standing_rows if self._takes(row, policy)}
        vast = await self._vast(takers)
        rows = await self._whole(takers - vast)
        rows += _a_few_of_each_hour([row for row in touched if row["incident_id"] in vast])
        past = [row for row in touched if row["incident_id"] not in takers][-MOST_PAST:]
        profiles = await self._profiles({row["digest"] for row in [*rows, *past]})
        pieces = [_piece(row, profiles) for row in rows]
        past_pieces = [_piece(row, profiles) for row in past]
        everything = [*strands, *(piece.strand for piece in (*pieces, *past_pieces))]
        return Neighbourhood(
            standing=_standing([row for row in standing_rows if row["id"] in takers], pieces, vast),
            pieces=tuple(pieces),
            past=tuple(past_pieces),
            past_numbers={IncidentId(row["id"]): row["number"] for row in standing_rows if row["id"] not in takers},
            spread=await self._spread(everything),
        )

    async def numbers(self, count: int) -> list[str]:
        """Return this many new numbers of the present year."""
        year = self.store.clock.now().year
        last: int = await self.transaction.raw.fetchval(sql.NUMBERS, self.tenant, year, count)
        return [f"INC-{year}-{number:06d}" for number in range(last - count + 1, last + 1)]

    async def apply(self, changes: Changes) -> None:
        """Write the changes, with their jobs and news."""
        await GroupWrites(self.transaction, self.tenant, self.store.jobs).write(changes, self._alerts)
        for linked in changes.linked:
            profile = linked.strand.profile
            self.store.profiles[self.tenant, bytes.fromhex(profile.digest)] = profile

    async def hand_on(self, delay: timedelta) -> None:
        """Leave what still waits to a job of its own, which begins after the delay."""
        next_due: datetime | None = await self.transaction.raw.fetchval(sql.NEXT_DUE, self.tenant)
        if next_due is not None:
            job = grouping_job(self.tenant, next_due, delay=delay)
            await self.store.jobs.put_unless_waiting(self.transaction.raw, job)

    async def _touched(self, strands: Sequence[Strand], policy: GroupingPolicy) -> list[Row]:
        windows = Windows(policy.longest_reach)
        for strand in strands:
            for key in search_keys(strand):
                if (key.token, strand.hour.date()) not in self._useless:
                    windows.add(token_key(key.token), strand)
        return [*await self.transaction.raw.fetch(sql.TOUCHED, self.tenant, *windows.columns())]

    async def _candidates(self, touched: Sequence[Row], candidates: Candidates) -> list[Row]:
        profiles = await self._profiles({row["digest"] for row in touched})
        included = await to_thread(lambda: {digest for digest, each in profiles.items() if candidates.include(each)})
        return [row for row in touched if row["digest"] in included]

    async def _incidents(self, identifiers: Iterable[UUID]) -> list[Row]:
        return [*await self.transaction.raw.fetch(sql.INCIDENTS, self.tenant, list(identifiers))]

    def _takes(self, row: Row, policy: GroupingPolicy) -> bool:
        status = IncidentStatus(row["status"])
        now = self.store.clock.now()
        return takes_alerts(status, row["resolved_at"], now=now, within=policy.reopen_within)

    async def _vast(self, takers: set[UUID]) -> set[UUID]:
        rows = await self.transaction.raw.fetch(sql.HOW_MANY_STRANDS, self.tenant, list(takers))
        return {row["incident_id"] for row in rows if row["strands"] > self.store.vast}

    async def _whole(self, incidents: set[UUID]) -> list[Row]:
        return [*await self.transaction.raw.fetch(sql.STRANDS, self.tenant, list(incidents))]

    async def _profiles(self, digests: set[bytes]) -> dict[bytes, Profile]:
        known = self.store.profiles
        missing = [digest for digest in digests if (self.tenant, digest) not in known]
        if missing:
            for row in await self.transaction.raw.fetch(sql.PROFILES, self.tenant, missing):
                known[self.tenant, row["digest"]] = profile_of(row["body"])
        return {digest: known[self.tenant, digest] for digest in digests}

    async def _spread(self, strands: Sequence[Strand]) -> Spread:
        named = {pair.token for strand in strands for pair in strand.profile.pairings}
        tokens = {token_key(token): token for token in named}
        if not tokens:
            return Spread({})
        days = [strand.hour.date() for strand in strands]
        rows = await self.transaction.raw.fetch(sql.PARTIES, self.tenant, list(tokens), min(days), max(days))
        return spread_of_rows(rows, tokens)


def _piece(row: Row, profiles: dict[bytes, Profile]) -> Piece:
    return Piece(strand=strand_of_row(row, profiles[row["digest"]]), incident=IncidentId(row["incident_id"]))


def _a_few_of_each_hour(rows: Iterable[Row]) -> list[Row]:
    by_hour: defaultdict[tuple[UUID, datetime], list[Row]] = defaultdict(list)
    for row in rows:
        by_hour[row["incident_id"], row["hour"]].append(row)
    return [row for of_hour in by_hour.values() for row in of_hour[:OF_AN_HOUR]]


def _standing(rows: Iterable[Row], pieces: Iterable[Piece], vast: set[UUID]) -> dict[IncidentId, Standing]:
    inside: defaultdict[UUID, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.incident is not None:
            inside[piece.incident].append(piece)
    return {IncidentId(row["id"]): standing_of(row, inside[row["id"]], vast=row["id"] in vast) for row in rows}


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
