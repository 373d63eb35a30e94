"""When the newest backup was made, as the record has it."""

from datetime import datetime
from typing import Final

from triage_warden.core.audit.chain import read_body
from triage_warden.core.audit.model import AuditFilter
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.unit import Database

_MADE: Final = AuditFilter(action="backup.create")


async def last_backup(database: Database) -> datetime | None:
    """Return when `triage-warden backup create` last ended well; None where it never did.

    It is on each tenant's record, so one of them tells; an index leads to it, however long the record is.
    """
    page = await PostgresAuditReader(database).page(DEFAULT_TENANT, _MADE, PageRequest(limit=1))
    return read_body(page.items[0].body).at if page.items else None
