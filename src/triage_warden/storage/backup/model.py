"""What a backup says of itself."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from triage_warden.kernel.ids import TenantId

FORMAT = "triage-warden.backup/1"


class TableCount(msgspec.Struct, frozen=True, kw_only=True):
    """A table in a backup, and how many rows of it; the order of tables is that in which they can be loaded."""

    name: str
    columns: tuple[str, ...]
    rows: int = 0


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    """A column that the server counts by itself, and how far it has."""

    table: str
    column: str
    last: int
    used: bool
    """Whether `last` was given out."""


class TenantMark(msgspec.Struct, frozen=True, kw_only=True):
    """How far a tenant's record went, and under which keys its secrets are (how many under each)."""

    id: TenantId
    audit_seq: int
    audit_hash: str
    """In hex."""
    secrets: dict[str, int]


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Of what a backup was taken, when, and by which version."""

    id: UUID
    made_at: datetime
    version: str
    revision: str
    """Of the schema; the backup is loaded into a schema at this revision and migrated forward from there."""
    oldest_code: str | None
    server: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of what a backup says of itself."""

    format: str = FORMAT
    origin: Origin
    tables: tuple[TableCount, ...]
    tenants: tuple[TenantMark, ...]
    counters: tuple[Counter, ...]
    alert_days: tuple[date, ...]
    """Days of which there is a partition."""
    left_out: tuple[str, ...]
    """Tables whose rows are not in it."""

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables)

    @property
    def keys(self) -> dict[str, int]:
        """Return how many secrets are under each key, over all tenants."""
        found: dict[str, int] = {}
        for tenant in self.tenants:
            for key_id, secrets in tenant.secrets.items():
                found[key_id] = found.get(key_id, 0) + secrets
        return found


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """The head of some rows of one table; their text in PostgreSQL's COPY format follows."""

    table: str
    columns: tuple[str, ...]
