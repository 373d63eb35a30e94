"""Which tables are in a backup, and which are not, and why."""

import re
from datetime import date
from typing import Final

import msgspec

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.tables.all import METADATA

LEFT_OUT: Final = {
    "schema_compatibility": "migrations write it",
    "audit_incoming": "empty but for transactions under way",
    "sessions": "one that was ended since would be good again; people sign in anew",
    "sign_in_attempts": "they count for minutes",
    "leader_leases": "they last for seconds",
}
"""Ours whose rows are not in a backup. The queue's own tables are not ours: the sweep puts a job for whatever waits."""

ALERTS: Final = "alerts"
DEFAULT_PART: Final = "alerts_default"
_DAY: Final = re.compile(r"alerts_(\d{4})_(\d{2})_(\d{2})")


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """A table: the columns that are kept, and the parts that it consists of (itself, where it has none)."""

    name: str
    columns: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def is_tenants(self) -> bool:
        """Return whether its rows are tenants'."""
        return "tenant_id" in self.columns

    def of(self, *parts: str) -> "Content":
        """Return the same table with these parts only."""
        return msgspec.structs.replace(self, parts=parts)


async def contents(connection: Driver) -> list[Content]:
    """Return the tables of a backup, each behind those that its rows refer to."""
    columns: dict[str, list[str]] = {}
    for row in await connection.fetch(_COLUMNS):
        columns.setdefault(row["name"], []).append(row["column"])
    parts = [row["name"] for row in await connection.fetch(_PARTS, ALERTS)]
    known = [str(table.name) for table in METADATA.sorted_tables]
    wanted = [name for name in known if name not in LEFT_OUT and name in columns]
    return [
        Content(name=name, columns=tuple(columns[name]), parts=tuple(parts) if name == ALERTS else (name,))
        for name in wanted
    ]


def days_of(parts: tuple[str, ...]) -> tuple[date, ...]:
    """Return the days of which there is a partition, in their order."""
    found = [_DAY.fullmatch(part) for part in parts]
    return tuple(sorted(date(*map(int, each.groups())) for each in found if each))


_COLUMNS: Final = """
SELECT c.relname::text AS name, a.attname::text AS column
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
"""What the server works out by itself is not kept."""
_PARTS: Final = """
SELECT child.relname::text AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
WHERE inhparent = to_regclass($1) ORDER BY child.relname
"""
