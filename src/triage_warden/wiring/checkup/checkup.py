"""Look at everything once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.anchor_file import AnchorFile
from triage_warden.storage.postgres.errors import DataFolderInUse
from triage_warden.storage.postgres.queries.server_facts import server_facts
from triage_warden.storage.postgres.queries.tenants import tenants
from triage_warden.storage.postgres.revision import SchemaState, read_schema
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.checkup.finding import Found, fine, wrong
from triage_warden.wiring.checkup.inside import look_at_backups, look_at_keys, look_at_queue, look_at_record
from triage_warden.wiring.checkup.machine import look_at_disk, look_at_secrets
from triage_warden.wiring.checkup.outside import look_outside
from triage_warden.wiring.checkup.server import judge_account, judge_clocks, judge_schema, judge_server
from triage_warden.wiring.data_folder import data_folder
from triage_warden.wiring.database import database_in_use
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.settings import Settings

_WITHIN = 10.0
"""Seconds for Redis to answer."""


@dataclass(frozen=True, slots=True)
class CheckUp:
    """Looks at an installation; changes nothing but what starting it changes, and never raises for what it finds."""

    settings: Settings
    clock: Clock

    async def __call__(self) -> AsyncIterator[Found]:
        """Yield what is found, as it is found."""
        yield fine("settings", "Every setting can be read.")
        yield look_at_secrets(self.settings)
        yield await asyncio.to_thread(look_at_disk, data_folder(self.settings))
        async for found in self._database():
            yield found
        yield await self._redis()
        yield await look_outside(self.settings)

    async def _database(self) -> AsyncIterator[Found]:
        try:
            async with database_in_use(self.settings) as found:
                database = Database.open(found.url, max_connections=2)
                try:
                    async for each in self._inside(database):
                        yield each
                finally:
                    await database.close()
        except DataFolderInUse:
            yield fine("database", "A process that runs has the embedded one; see its own /health/detailed.")
        except TriageError as error:
            yield wrong("database", error.detail, "Check DATABASE_URL, and whether that server runs and lets us in.")

    async def _inside(self, database: Database) -> AsyncIterator[Found]:
        async with database.bare() as connection:
            began, before = self.clock.monotonic(), self.clock.now()
            facts = await server_facts(connection)
            took, after = self.clock.monotonic() - began, self.clock.now()
            state = (await read_schema(connection)).state
        yield judge_server(facts, took * 1000)
        yield judge_account(facts)
        yield judge_clocks(before + (after - before) / 2 - facts.now)
        yield judge_schema(state)
        if state not in {SchemaState.SAME, SchemaState.AHEAD}:
            return
        everybody = await tenants(database)
        yield await look_at_queue(database)
        yield await look_at_record(database, everybody, AnchorFile(self.settings.audit_anchor))
        within = timedelta(hours=self.settings.backup_within_hours)
        yield await look_at_backups(database, self.clock.now(), within)
        try:
            keys = secrets_of(self.settings).encryption
        except TriageError:
            return  # said already
        yield await look_at_keys(database, everybody, keys)

    async def _redis(self) -> Found:
        if self.settings.redis_url is None:
            return fine("redis", "None is set; PostgreSQL does its work.")
        from triage_warden.storage.redis.connect import close, connect, down_means_unavailable
        from triage_warden.storage.redis.url import parse_redis_url

        try:
            client = connect(parse_redis_url(self.settings.redis_url))
            try:
                with down_means_unavailable():
                    async with asyncio.timeout(_WITHIN):
                        await client.ping()
            finally:
                await close(client)
        except (TriageError, TimeoutError) as error:
            detail = error.detail if isinstance(error, TriageError) else "It does not answer."
            return wrong("redis", detail, "Check REDIS_URL, and whether that server runs and lets us in.")
        return fine("redis", "It answers.")
