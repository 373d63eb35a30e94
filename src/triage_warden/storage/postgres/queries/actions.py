"""Actions, read back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from triage_warden.core.actions.errors import NoSuchAction
from triage_warden.core.actions.model import Action, ActionFilter, ActionId, ActionState
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.queries.action_rows import ATTEMPTS, action_of
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.tables.actions import ACTIONS
from triage_warden.storage.postgres.unit import Database, Reading


def _as_it_is(row: Row) -> Row:
    return row


_NEWEST = Keyset(columns=(ACTIONS.c.requested_at, ACTIONS.c.id), key_type=tuple[datetime, UUID], item=_as_it_is)


@dataclass(frozen=True, slots=True)
class PostgresActionReader:
    """Reads actions back (see ActionReader)."""

    database: Database

    async def get(self, tenant: TenantId, action_id: ActionId) -> Action:
        """Return an action, or raise NoSuchAction."""
        statement = select(ACTIONS).where(ACTIONS.c.tenant_id == tenant, ACTIONS.c.id == action_id)
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(statement)).mappings().one_or_none()
            if row is None:
                raise NoSuchAction
            (action,) = await _with_attempts(reading, tenant, [row])
        return action

    async def page(self, tenant: TenantId, wanted: ActionFilter, request: PageRequest) -> Page[Action]:
        """Return actions, the latest request first."""
        statement = select(ACTIONS).where(ACTIONS.c.tenant_id == tenant)
        if wanted.state is not None:
            statement = statement.where(ACTIONS.c.state == wanted.state.value)
        if wanted.incident_id is not None:
            statement = statement.where(ACTIONS.c.incident_id == wanted.incident_id)
        async with self.database.read(tenant) as reading:
            found = await _NEWEST.page(reading, statement, request)
            actions = await _with_attempts(reading, tenant, found.items)
        return Page(items=actions, next=found.next)


async def _with_attempts(reading: Reading, tenant: TenantId, rows: Sequence[Row]) -> list[Action]:
    attempts: dict[UUID, list[Row]] = defaultdict(list)
    for row in await reading.raw.fetch(ATTEMPTS, tenant, [row["id"] for row in rows]):
        attempts[row["action_id"]].append(row)
    return [action_of(row, attempts[row["id"]]) for row in rows]


async def count_actions(database: Database, state: ActionState) -> int:
    """Return how many actions are in a state, over all tenants; visits each under its own rules."""
    async with database.system() as system:
        tenants = [TenantId(row["id"]) for row in await system.raw.fetch("SELECT id FROM tenants")]
    total = 0
    for tenant in tenants:
        async with database.read(tenant) as reading:
            total += await reading.raw.fetchval(_COUNT, tenant, state.value)
    return total


_COUNT = "SELECT count(*) FROM actions WHERE tenant_id = $1 AND state = $2"
