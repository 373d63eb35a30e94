"""Which revision the database is at, compared with the code's."""

from enum import StrEnum

import msgspec

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.migrations.revisions import HEAD, REVISIONS


class SchemaState(StrEnum):
    """The database's schema, seen from this code."""

    SAME = "same"
    OLDER = "older"
    """Migrations are pending."""
    NEWER = "newer"
    """A newer version of us was here."""


class MigrationStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Revisions of the code, in order: those the database has, those it still needs."""

    applied: list[str]
    pending: list[str]


def compare(revision: str | None) -> SchemaState:
    """Tell how a database at `revision` (None: never migrated) stands to this code."""
    if revision == HEAD:
        return SchemaState.SAME
    return SchemaState.OLDER if revision is None or revision in REVISIONS else SchemaState.NEWER


async def read_revision(connection: Driver) -> str | None:
    """Return the database's revision, or None where nothing was ever migrated."""
    if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    return revision
