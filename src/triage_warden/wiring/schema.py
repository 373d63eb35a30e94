"""A process does nothing on a schema that is not there yet."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from triage_warden.kernel.errors import Unavailable
from triage_warden.storage.postgres.errors import SchemaTooNew
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring import collector
from triage_warden.wiring.database import bring_up_to_date

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class ReachSchema:
    """Returns when the schema is one that this code works on: it migrates, or waits until somebody else has."""

    database: Database
    url: str
    migrates: bool
    tell: Callable[[str], None]
    look_every: float = LOOK_EVERY_SECONDS

    async def __call__(self) -> None:
        """Migrate, or wait.

        Raises:
            SchemaTooNew: it was migrated past this code; to wait would be in vain.
            Unavailable: the database does not answer at all, or a migration failed.
        """
        if self.migrates:
            applied = await bring_up_to_date(self.url)
            if applied:
                self.tell(f"The schema is up to date; {len(applied)} migrations were applied.")
        elif not _usable(await self.database.schema_state()):
            await self._wait()

    async def _wait(self) -> None:
        self.tell("Waits for the schema's migrations, which something else applies (TW_MIGRATE=false).")
        log.warning("schema_pending", reason="TW_MIGRATE is false")
        collector.settle()
        while not await self._is_there():  # noqa: ASYNC110  # nobody tells us: another process migrates
            await asyncio.sleep(self.look_every)
        self.tell("The schema is there.")

    async def _is_there(self) -> bool:
        try:
            return _usable(await self.database.schema_state())
        except Unavailable:
            return False  # whoever migrates may restart the database as well


def _usable(state: SchemaState) -> bool:
    if state is SchemaState.NEWER:
        raise SchemaTooNew
    return state in {SchemaState.SAME, SchemaState.AHEAD}
